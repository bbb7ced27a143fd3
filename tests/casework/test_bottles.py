"""留样: bottles change hands by their page, and are destroyed by two human beings after their day; closed to others."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.approvals.commands import decide_approval
from guitu.casework.bottles.commands import destroy_bottles, move_bottles
from guitu.casework.sealing.commands import hold_file
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import casefile, make
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db]
TAKEN, TODAY = date(2026, 3, 16), date(2026, 9, 17)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The morning on which six months are over."""
    monkeypatch.setenv("GUITU_NOW", "2026-09-17T09:00")
    return make.moment(2026, 9, 17)


def positive(world: make.World, at: datetime, *, settled: bool = True) -> tuple[UUID, str]:
    """Somebody with a strip positive of the spring, and what the laboratory said of it."""
    worker, person = world.actor("encheng_worker"), detox(world, at)
    staff = {"tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"])}
    test = casefile.fact(worker, at, person, "urine_test", TAKEN, outcome="positive", substances=("MET",), sample_a="E-118", sample_b="E-119", **staff)
    if settled:
        at = make.moment(2026, 3, 20)
        casefile.fact(worker, at, person, "laboratory_result", date(2026, 3, 20), test=test, stage="first", laboratory="county_hospital", outcome="negative")
    return person, test


def stored(world: make.World, person: UUID, test: str, on: date = TAKEN, step: str = "stored", **more: Any) -> Any:
    return move_bottles(
        world.actor("encheng_worker"), at=make.moment(2026, 9, 1), person_id=person, test=test, on=on, bottles="both", bottle_step=step, **more
    )


def test_bottles_change_hands_and_the_page_says_who_has_them(world: make.World, at: datetime, later: datetime, client: Client) -> None:
    person, test = positive(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"test": test, "bottles": "both", "bottle_step": "received", "on": "2026-03-16", "keeper": str(world.posts["encheng_other"])}
    early = client.post(page("move-bottles", person), sent)
    assert early.status_code == 422 and "A 瓶现在是“采样封存”，不能登记“检测机构签收”" in text(early)
    sent |= {"bottle_step": "stored", "request_id": make.request_id()}
    for _again in range(2):
        assert client.post(page("move-bottles", person), sent).status_code == 200
    assert len(casefile.said(world.actor("encheng_worker"), "bottles_moved", person)) == 1
    listed, one = text(client.get(reverse("bottles"))), text(client.get(page("bottles-of", person)))
    assert "E-118" in listed and "入库保存" in listed and "可以销毁" in listed
    assert all(word in one for word in ("本人可以提出异议", "样本保存", "2026-09-16", "采样封存", "检测机构"))
    handed = client.post(page("move-bottles", person), {**sent, "bottle_step": "handed_over", "bottles": "only_a", "request_id": make.request_id()})
    assert handed.status_code == 422 and "请选择交给哪家检测机构" in text(handed)


@pytest.mark.parametrize(
    ("settled", "on", "code"),
    [(True, date(2026, 9, 16), "bottles.too_early"), (False, TODAY, "bottles.waits")],
)
def test_nothing_is_destroyed_before_its_day_or_while_a_result_is_waited_for(
    world: make.World, at: datetime, later: datetime, settled: bool, on: date, code: str
) -> None:
    person, test = positive(world, at, settled=settled)
    stored(world, person, test)
    with pytest.raises(Refused) as refusal:
        destroy_bottles(world.actor("encheng_worker"), at=later, person_id=person, test=test, on=on, destroyed_how="on_site")
    assert [reason.code for reason in refusal.value.reasons] == [code]


def test_two_human_beings_destroy_and_nobody_is_the_own_second(world: make.World, at: datetime, later: datetime, client: Client) -> None:
    person, test = positive(world, at)
    stored(world, person, test)
    make.enter(client, world, "encheng_worker")
    where = page("destroy-bottles", person, duty=f"destroy_bottles:{test}")
    assert "E-118" in text(client.get(where))
    sent = {"test": test, "on": "2026-09-17", "destroyed_how": "medical_waste", "stage": "check"}
    assert "交医疗废物处置单位" in text(client.post(where, sent))
    asked = client.post(where, {**sent, "stage": "confirm"})
    assert asked.status_code == 200 and "已请另一人在系统里核对" in text(asked)
    assert casefile.said(world.actor("encheng_worker"), "bottles_destroyed", person) == []
    with acting(world.actor("encheng_worker")):
        approval = rows("SELECT id FROM approvals_approval WHERE command = 'destroy_bottles'")[0][0]
    with pytest.raises(Refused) as refusal:
        decide_approval(world.actor("encheng_worker"), at=later, approval_id=approval, grant=True)
    assert refusal.value.reasons[0].code == "approvals.another_person"
    decide_approval(world.actor("encheng_police"), at=later, approval_id=approval, grant=True)
    (said,) = casefile.said(world.actor("encheng_worker"), "bottles_destroyed", person)
    assert (said["keeper"], said["second"]) == (str(world.posts["encheng_worker"]), str(world.posts["encheng_police"]))
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT state FROM duties_duty WHERE kind = 'destroy_bottles'") in ([], [("done",)])
    assert "没有留存的样本" in text(client.get(reverse("bottles"))) and "已销毁" in text(client.get(page("bottles-of", person)))


def test_a_file_that_is_held_back_keeps_its_bottles_until_it_is_let_go(world: make.World, at: datetime, later: datetime, client: Client) -> None:
    person, test = positive(world, at)
    stored(world, person, test)
    office = Client()
    make.enter(office, world, "clerk")
    assert office.get(page("hold-person", person))["Location"] == reverse("hold-file", args=[person])
    sent = {"why": "complaint", "words": "本人申诉，示例〔2026〕3 号", "request_id": make.request_id()}
    for _again in range(2):
        assert office.post(reverse("hold-file", args=[person]), sent).status_code == 302
    assert "还在办、暂缓销毁的（1）" in text(office.get(reverse("sealing")))
    assert office.get(page("hold-person", person))["Location"] == reverse("sealing")
    make.enter(client, world, "encheng_worker")
    asked = {"test": test, "on": "2026-09-17", "destroyed_how": "on_site", "stage": "confirm"}
    said = client.post(page("destroy-bottles", person), asked)
    assert said.status_code == 422 and "暂缓销毁，样本不能销毁" in text(said) and "示例〔2026〕3 号" not in text(said)
    assert "可以销毁" not in text(client.get(reverse("bottles"))) and "暂缓销毁" in text(client.get(page("bottles-of", person)))
    assert client.get(page("hold-person", person)).status_code == 404
    with acting(world.actor("hengpi_worker")):  # whether a file of another town is held back is not told
        assert rows("SELECT * FROM matters_held(%s)", [[person]]) == []
    assert office.post(reverse("release-hold", args=[person]), {"request_id": make.request_id()}).status_code == 302
    assert client.post(page("destroy-bottles", person), asked).status_code == 200


def test_a_hold_that_comes_while_the_second_is_asked_stops_the_destruction(world: make.World, at: datetime, later: datetime) -> None:
    person, test = positive(world, at)
    stored(world, person, test)
    destroy_bottles(world.actor("encheng_worker"), at=later, person_id=person, test=test, on=TODAY, destroyed_how="on_site")
    hold_file(world.actor("clerk"), at=later, subject_id=person, why="lawsuit", words="示例〔2026〕4 号")
    with acting(world.actor("encheng_police")):
        approval = rows("SELECT id FROM approvals_approval WHERE command = 'destroy_bottles'")[0][0]
    with pytest.raises(Refused, match=r"bottles\.held"):
        decide_approval(world.actor("encheng_police"), at=later, approval_id=approval, grant=True)
    assert casefile.said(world.actor("encheng_worker"), "bottles_destroyed", person) == []


def test_an_outsider_gets_the_page_of_nothing(world: make.World, at: datetime, later: datetime, client: Client) -> None:
    person, test = positive(world, at)
    stored(world, person, test)
    for outsider in ("hengpi_worker", "encheng_other"):
        make.enter(client, world, outsider)
        assert "E-118" not in text(client.get(reverse("bottles")))
        for name in ("bottles-of", "move-bottles", "destroy-bottles"):
            assert client.get(page(name, person)).status_code == 404, name
    make.enter(client, world, "village")
    assert client.get(reverse("bottles")).status_code == 404 and client.get(page("bottles-of", person)).status_code == 404


def test_the_pages_of_bottles_stay_within_their_queries(world: make.World, at: datetime, later: datetime, client: Client) -> None:
    person, test = positive(world, at)
    stored(world, person, test)
    make.enter(client, world, "encheng_head")
    for address in (reverse("bottles"), page("bottles-of", person)):
        client.get(address)
        with casefile.capture() as captured:
            assert client.get(address).status_code == 200
        assert len(casefile.content_queries(captured)) <= 5
