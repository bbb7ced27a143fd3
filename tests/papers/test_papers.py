"""One paper: issued with its number, printed again the same, served, replaced, withdrawn; each by a line of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.measures import commands as measures
from guitu.casework.paper import opened
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.papers import held
from guitu.papers.commands import issue_paper, print_paper, replace_paper, serve_paper, withdraw_paper
from guitu.papers.kinds import kinds_of
from tests import casefile, make
from tests.papers import caseload
from tests.papers.caseload import DECISION, NUMBER, issued, pdf_text, somebody, word_text
from tests.together import Together

pytestmark = [pytest.mark.django_db]


def paper(actor: Actor, paper_id: UUID) -> held.Held:
    with acting(actor):
        return held.held(paper_id)


def pages(actor: Actor, paper_id: UUID, way: held.Way = "pdf") -> bytes:
    with acting(actor):
        return held.made_again(held.held(paper_id), way)


def codes(act: Callable[..., Any], *args: Any, **what: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*args, **what)
    return [reason.code for reason in refused.value.reasons]


def lines_of(paper_id: UUID, world: make.World) -> list[dict[str, Any]]:
    with acting(world.actor("auditor")):
        found = rows("SELECT detail::text FROM ledger_entry WHERE object_id = %s ORDER BY at", [paper_id])
    return [detail for (detail,) in found]


def test_an_agreement_says_what_is_on_file_and_what_was_typed(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = somebody(world, at)
    found = issued(world, at, person, 具体措施="每月走访一次。")
    for text in (pdf_text(pages(worker, found)), word_text(pages(worker, found, "word"))):
        for wanted in ("王小明", NUMBER, caseload.PHONE, caseload.ADDRESS, DECISION, "恩平市公安局", "恩城街道办事处", "每月走访一次。",
                       "2025年3月10日", "2028年3月9日", "三年", "恩城街道邑康家园社戒协字〔2026〕第1号"):
            assert wanted in text, wanted


def test_a_decision_has_the_number_that_the_police_gave_it(world: make.World, at: datetime) -> None:
    police = world.actor("encheng_police")
    person = somebody(world, at, until="decided")
    found = issued(world, at, person, "detox_decision", by="encheng_police", 事实和依据="于二〇二五年三月九日被查获。")
    assert paper(police, found).values["文号"] == DECISION
    assert codes(serve_paper, police, at=at, paper_id=found, on=at.date(), how="in_person") == ["paper_served_by_step"]


def test_numbers_run_per_body_kind_and_year(world: make.World, at: datetime) -> None:
    person = somebody(world, at)
    numbers = [
        paper(world.actor(by), issued(world, when, person, kind, by=by, **typed)).values["文号"]
        for kind, by, when, typed in (
            ("agreement", "encheng_worker", at, {}), ("agreement", "encheng_worker", at, {}),
            ("agreement", "encheng_head", at, {}), ("warning", "encheng_worker", at, {"告诫事由": "没有到站。"}),
            ("agreement", "encheng_worker", at + timedelta(days=300), {}),
        )
    ]
    assert numbers == [
        "恩城街道邑康家园社戒协字〔2026〕第1号", "恩城街道邑康家园社戒协字〔2026〕第2号", "恩城街道办事处社戒协字〔2026〕第1号",
        "恩城街道邑康家园社戒告字〔2026〕第1号", "恩城街道邑康家园社戒协字〔2027〕第1号",
    ]


def test_a_refused_paper_leaves_no_gap(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person, rare = somebody(world, at), somebody(world, at, name="王𠮷明", id_number="440799199203070054")
    issued(world, at, person)
    with pytest.raises(Refused):
        issued(world, at, rare)
    assert paper(worker, issued(world, at, person)).values["文号"].endswith("第2号")


def test_numbers_drawn_at_the_same_time_are_all_different_and_without_a_gap(world: make.World, at: datetime) -> None:
    actor = world.actor("encheng_worker")
    people = [somebody(world, at, id_number=None, name=f"王{'一二三四五六'[n]}") for n in range(6)]
    with acting(actor):
        kinds = {"agreement": kinds_of(make.ENPING)["agreement"]}
        about = {person: opened(person, at.date()).offers(kinds)[0].about for person in people}

    def one(person: UUID) -> None:
        for _ in range(3):
            issue_paper(
                actor, at=at, request_id=make.request_id(), matter_id=person, kind="agreement", about=about[person],
                typed={"证件号码": "没有"},
            )

    together = Together()
    for person in people:
        together.once(partial(one, person))
    together.end()
    with acting(actor):
        numbers = [number for (number,) in rows("SELECT number FROM papers_paper ORDER BY number")]
    assert numbers == list(range(1, 19))


def test_the_same_click_sent_twice_issues_one_paper(world: make.World, at: datetime) -> None:
    actor, person = world.actor("encheng_worker"), somebody(world, at)
    with acting(actor):
        about = opened(person, at.date()).offers({"agreement": kinds_of(make.ENPING)["agreement"]})[0].about
    told = {"request_id": make.request_id(), "matter_id": person, "kind": "agreement", "about": about, "typed": {}}
    assert issue_paper(actor, at=at, **told) == issue_paper(actor, at=at, **told)
    with acting(actor):
        assert rows("SELECT count(*), max(number) FROM papers_paper") == [(1, 1)]


def test_printed_again_it_is_the_same_to_the_byte_whatever_has_changed(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = somebody(world, at)
    found = issued(world, at, person)
    first = {way: pages(worker, found, way) for way in ("pdf", "word")}
    casefile.fact(worker, at, person, "visit", date(2026, 3, 15))
    measures.end_measure(world.actor("clerk"), at=at, person_id=person, measure=_measure(worker, person), on=at.date(), how="terminated")
    for way, data in first.items():
        assert pages(worker, found, way) == data  # type: ignore[arg-type]
        answer = print_paper(worker, at=at, paper_id=found, way=way, digest=held.digest_of(data))
        assert answer["same"] is True
    assert print_paper(worker, at=at, paper_id=found, way="pdf", digest="0" * 64)["same"] is False


def _measure(actor: Actor, person: UUID) -> str:
    with acting(actor):
        return str(rows("SELECT id FROM casework_measure WHERE person_id = %s", [person])[0][0])


def test_a_paper_is_served_once_on_a_day_that_can_be(world: make.World, at: datetime) -> None:
    worker, person = world.actor("encheng_worker"), somebody(world, at)
    found = issued(world, at, person, "warning", 告诫事由="没有到站。")
    told = {"at": at, "paper_id": found, "how": "in_person"}
    assert codes(serve_paper, worker, **told, on=at.date() + timedelta(days=1)) == ["in_the_future"]
    assert codes(serve_paper, worker, **told, on=at.date() - timedelta(days=1)) == ["paper_served_before"]
    assert codes(serve_paper, worker, **{**told, "how": "shouted"}, on=at.date()) == ["not_in_list"]
    serve_paper(worker, **told, on=at.date(), words="见证人：李四")
    assert paper(worker, found).served_on == at.date()
    assert codes(serve_paper, worker, **told, on=at.date()) == ["paper_is_served"]


def test_a_replaced_paper_stays_and_the_new_one_says_what_is_on_file_now(world: make.World, at: datetime) -> None:
    worker, person = world.actor("encheng_worker"), somebody(world, at)
    old = issued(world, at, person, "warning", 告诫事由="没有到站。")
    new = UUID(replace_paper(worker, at=at, paper_id=old, typed={"告诫事由": "没有按约定到站。"}, why="wrong_value")["paper"])
    assert paper(worker, new).values["文号"].endswith("第2号")
    assert "没有到站。" in pdf_text(pages(worker, old))
    for act, more in ((replace_paper, {"typed": {"告诫事由": "x"}, "why": "changed"}), (withdraw_paper, {"why": "not_needed"}),
                      (serve_paper, {"on": at.date(), "how": "in_person"})):
        assert codes(act, worker, at=at, paper_id=old, **more) == ["paper_is_ended"]


def test_a_withdrawn_paper_keeps_its_number(world: make.World, at: datetime) -> None:
    worker, person = world.actor("encheng_worker"), somebody(world, at)
    first = issued(world, at, person)
    withdraw_paper(worker, at=at, paper_id=first, why="issued_wrongly", words="写错人了")
    assert paper(worker, issued(world, at, person)).values["文号"].endswith("第2号")
    assert codes(withdraw_paper, worker, at=at, paper_id=first, why="issued_wrongly") == ["paper_is_ended"]
    assert codes(withdraw_paper, worker, at=at, paper_id=issued(world, at, person), why="a_whim") == ["not_in_list"]


@pytest.mark.parametrize(
    ("by", "kind", "said"),
    [
        ("encheng_police", "agreement", "paper_not_of_this_post"),
        ("encheng_worker", "detox_decision", "paper_not_of_this_post"),
        ("village", "agreement", "not_for_this_post"),
        ("director", "agreement", "not_for_this_post"),
    ],
)
def test_a_post_issues_its_own_papers_only(world: make.World, at: datetime, by: str, kind: str, said: str) -> None:
    person = somebody(world, at)
    told = {"at": at, "matter_id": person, "kind": kind, "about": "measure:x", "typed": {}}
    assert codes(issue_paper, world.actor(by), **told) == [said]


@pytest.mark.parametrize("by", ["hengpi_worker", "hengpi_head", "encheng_other", "yongan_head"])
def test_who_does_not_see_the_person_sees_no_paper_and_issues_none(world: make.World, at: datetime, by: str) -> None:
    person = somebody(world, at)
    found = issued(world, at, person)
    actor = world.actor(by)
    with pytest.raises(NotVisible):
        issue_paper(actor, at=at, matter_id=person, kind="agreement", about="measure:x", typed={})
    for act in (lambda: print_paper(actor, at=at, paper_id=found, way="pdf", digest=""), lambda: paper(actor, found)):
        with pytest.raises(NotVisible):
            act()
    with acting(actor):
        assert rows("SELECT count(*) FROM papers_paper") == [(0,)]


def test_papers_follow_the_person_to_another_town(world: make.World, at: datetime) -> None:
    person = somebody(world, at)
    found = issued(world, at, person)
    head = world.actor("encheng_head")
    measures.transfer_measure(head, at=at, person_id=person, measure=_measure(head, person), on=at.date(), to_path=make.HENGPI)
    assert paper(world.actor("hengpi_head"), found).id == found
    with pytest.raises(NotVisible):
        paper(head, found)


def test_each_print_is_a_look_and_a_line(world: make.World, at: datetime) -> None:
    worker, person = world.actor("encheng_worker"), somebody(world, at)
    found = issued(world, at, person)
    for _ in range(2):
        print_paper(worker, at=at, paper_id=found, way="pdf", digest=paper(worker, found).digest)
    with acting(world.actor("clerk")):
        looks = rows("SELECT classes FROM people_access WHERE person_id = %s AND action = 'print'", [person])
    assert len(looks) == 2
    assert all("IDENT" in classes and "CONTACT" in classes for (classes,) in looks)
    assert sum("printed" in line for line in lines_of(found, world)) == 2


def test_nothing_that_was_printed_lies_in_clear(world: make.World, at: datetime, client: Client) -> None:
    worker, person = world.actor("encheng_worker"), somebody(world, at)
    found = issued(world, at, person, "warning", 告诫事由="喜鹊事由")
    serve_paper(worker, at=at, paper_id=found, on=at.date(), how="left", words="喜鹊见证")
    with acting(worker):
        stored = str(rows("SELECT * FROM papers_paper")) + str(rows("SELECT detail::text FROM ledger_entry"))
        stored += str(rows("SELECT answer::text FROM ledger_request"))
    assert not any(word in stored for word in ("王小明", NUMBER, "喜鹊"))
