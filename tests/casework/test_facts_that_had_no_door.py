"""双向管控、脱逃、追回、所外就医、怀孕、哺乳: each is recorded at its page, read back, shown, corrected, taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.measures import commands as measures
from guitu.casework.urine_tests.commands import waive_tests
from guitu.kit.errors import Refused
from guitu.ledger import fact_words
from guitu.rules.identifiers import make_demo_id
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
BORN = date(1994, 5, 2)


def her(world: make.World, at: datetime, **what: Any) -> UUID:
    who = {"name": "李小芳", "sex": "female", "born_on": BORN, "id_number": make_demo_id(BORN, "female", 2)}
    return steps.person(world, at, **{**who, **what})


def isolated(world: make.World, at: datetime) -> tuple[UUID, str]:
    who = her(world, at)
    return who, steps.measure(world, at, who, "compulsory_isolation", until="decided")


def overlays(world: make.World, who: UUID) -> list[tuple[str, date, date | None]]:
    found = steps.course(world, who, date(2026, 3, 16)).overlays
    return [(o.overlay, o.from_on, o.until_on) for o in found]


PAIRS = [  # the page that begins, the page that ends, what lies over the state meanwhile
    ("record-escape", "record-recapture", "escaped"),
    ("start-medical-leave", "end-medical-leave", "medical_leave"),
    ("start-two-way-control", "end-two-way-control", "two_way_control"),
    ("record-pregnancy", "end-pregnancy", "pregnant"),
    ("record-nursing", "end-nursing", "nursing"),
]
MORE = {"record-nursing": {"child_born_on": "2026-01-20"}, "start-two-way-control": {"to_path": "440103"}}


@pytest.mark.parametrize(("begins", "ends", "overlay"), PAIRS)
def test_it_is_read_back_recorded_and_shown_until_its_end_is_recorded(
    client: Client, world: make.World, at: datetime, begins: str, ends: str, overlay: str
) -> None:
    who, measure = isolated(world, at)
    make.enter(client, world, "encheng_worker")
    of = {"measure": measure} if overlay in ("escaped", "medical_leave") else {}
    page = client.get(steps.url(who, begins))
    assert page.status_code == 200 and "disabled" not in page.content.decode().split("<main", 1)[1]
    assert client.get(steps.url(who, ends)).content.decode().count("disabled") > 0
    check, done = steps.confirmed(client, who, begins, {"on": "2026-03-02", **of, **MORE.get(begins, {})})
    assert "2026-03-02" in steps.text(check) and done.status_code == 200
    assert (overlay, date(2026, 3, 2), date(2027, 1, 20) if overlay == "nursing" else None) in [
        (name, since, None if overlay == "medical_leave" else until) for name, since, until in overlays(world, who)
    ]
    again = client.post(steps.url(who, begins), {"on": "2026-03-05", **of, **MORE.get(begins, {})})
    assert again.status_code == 422
    _, over = steps.confirmed(client, who, ends, {"on": "2026-03-10", **of})
    assert over.status_code == 200
    assert (overlay, date(2026, 3, 2), date(2026, 3, 10)) in overlays(world, who)
    assert steps.course(world, who, date(2026, 3, 16)).standing[-2].state == "compulsory_isolation"


@pytest.mark.parametrize(("begins", "ends", "overlay"), PAIRS)
def test_header_and_timeline_name_it_in_both_languages(
    client: Client, world: make.World, at: datetime, begins: str, ends: str, overlay: str
) -> None:
    who, measure = isolated(world, at)
    make.enter(client, world, "encheng_worker")
    of = {"measure": measure} if overlay in ("escaped", "medical_leave") else {}
    steps.confirmed(client, who, begins, {"on": "2026-03-02", **of, **MORE.get(begins, {})})
    for language in ("zh-hans", "en"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get(f"/casework/people/{who}/")
        with translation.override(language):
            assert fact_words.code("overlay", overlay) in page.content.decode()


@pytest.mark.parametrize(("begins", "ends", "overlay"), PAIRS)
def test_it_is_corrected_and_taken_back(
    client: Client, world: make.World, at: datetime, begins: str, ends: str, overlay: str
) -> None:
    who, measure = isolated(world, at)
    make.enter(client, world, "encheng_worker")
    of = {"measure": measure} if overlay in ("escaped", "medical_leave") else {}
    steps.confirmed(client, who, begins, {"on": "2026-03-02", **of, **MORE.get(begins, {})})
    worker, fact = world.actor("encheng_worker"), UUID(steps.facts(world, who)[-1].id)
    with pytest.raises(Refused):
        correct_fact(worker, at=at, person_id=who, fact_id=fact, on=date(2026, 3, 20), body={})
    corrected = correct_fact(worker, at=at, person_id=who, fact_id=fact, on=date(2026, 3, 1), body={})
    assert date(2026, 3, 1) in [since for name, since, _ in overlays(world, who) if name == overlay]
    newest = UUID(corrected["facts"][0])
    withdraw_fact(worker, at=at, person_id=who, fact_id=newest, why="mistake")
    assert overlay not in [name for name, _, _ in overlays(world, who)]


@pytest.mark.parametrize("name", [name for begins, ends, _ in PAIRS for name in (begins, ends)])
def test_only_who_may_finds_the_page(client: Client, world: make.World, at: datetime, name: str) -> None:
    who, _ = isolated(world, at)
    for post, found in (("encheng_head", 200), ("clerk", 200), ("encheng_police", 200)):
        make.enter(client, world, post)
        assert client.get(steps.url(who, name)).status_code == found, post
    for outsider in ("grid", "village", "hengpi_head", "hengpi_worker", "encheng_other", "yongan_head", "auditor"):
        make.enter(client, world, outsider)
        assert client.get(steps.url(who, name)).status_code == 404, outsider
        assert client.post(steps.url(who, name), {"on": "2026-03-02", "stage": "confirm"}).status_code == 404, outsider


@pytest.mark.parametrize("name", ["record-pregnancy", "record-nursing"])
def test_a_man_has_no_pregnancy_and_does_not_nurse(client: Client, world: make.World, at: datetime, name: str) -> None:
    him = steps.person(world, at)
    make.enter(client, world, "encheng_worker")
    assert "disabled" in client.get(steps.url(him, name)).content.decode().split("<main", 1)[1]
    sent = {"on": "2026-03-02", "child_born_on": "2026-02-01", "stage": "confirm"}
    assert client.post(steps.url(him, name), sent).status_code == 422
    assert not overlays(world, him)


@pytest.mark.parametrize("why", ["pregnancy", "nursing"])
def test_no_test_is_waived_for_a_mans_pregnancy(world: make.World, at: datetime, why: str) -> None:
    him, woman = steps.person(world, at), her(world, at)
    what: dict[str, Any] = {"on": date(2026, 3, 16), "until": date(2026, 6, 1), "why": why, "proof": True}
    with pytest.raises(Refused):
        waive_tests(world.actor("encheng_worker"), at=at, person_id=him, **what)
    waive_tests(world.actor("encheng_worker"), at=at, person_id=woman, **what)
    done = waive_tests(world.actor("encheng_worker"), at=at, person_id=him, **{**what, "why": "hospital"})
    with pytest.raises(Refused):  # nor by way of a correction
        correct_fact(
            world.actor("encheng_worker"), at=at, person_id=him, fact_id=UUID(done["facts"][0]),
            on=date(2026, 3, 16), body={"why": why},
        )


def test_compulsory_isolation_of_a_pregnant_woman_is_refused_unless_the_paper_says_why(
    client: Client, world: make.World, at: datetime
) -> None:
    who = her(world, at)
    make.enter(client, world, "encheng_worker")
    steps.confirmed(client, who, "record-pregnancy", {"on": "2026-03-02"})
    paper = {
        "kind": "compulsory_isolation", "on": "2026-03-10", "organ": "恩平市公安局", "decision_no": "恩公强戒字 1 号",
    }
    refused = client.post(steps.url(who, "open-measure"), {**paper, "stage": "confirm"})
    assert refused.status_code == 422
    assert "禁毒法" in refused.content.decode() and "第三十九条" in refused.content.decode()
    assert "怀孕" in steps.text(refused)
    with pytest.raises(Refused) as refusal:
        measures.open_measure(
            world.actor("encheng_worker"), at=at, person_id=who, kind="compulsory_isolation", on=date(2026, 3, 10)
        )
    assert [reason.clause for reason in refusal.value.reasons] == ["drug_law.39"]
    check, done = steps.confirmed(
        client, who, "open-measure", {**paper, "exception": "决定书载明：妊娠已于三月八日终止"}
    )
    assert "妊娠已于三月八日终止" in steps.text(check) and done.status_code == 200
    decided = next(f for f in steps.facts(world, who) if f.kind == "measure_decided")
    assert decided.excepted


def test_a_decision_of_isolation_is_not_corrected_into_a_pregnancy(world: make.World, at: datetime) -> None:
    who = her(world, at)
    worker = world.actor("encheng_worker")
    from guitu.casework.maternity.commands import end_pregnancy, record_pregnancy

    record_pregnancy(worker, at=at, person_id=who, on=date(2026, 2, 1))
    end_pregnancy(worker, at=at, person_id=who, on=date(2026, 3, 1))
    answer = measures.open_measure(worker, at=at, person_id=who, kind="compulsory_isolation", on=date(2026, 3, 2))
    with pytest.raises(Refused, match=r"maternity"):
        correct_fact(worker, at=at, person_id=who, fact_id=UUID(answer["facts"][-1]), on=date(2026, 2, 20), body={})


def test_pregnancy_is_told_to_nobody_who_does_not_work_with_it(client: Client, world: make.World, at: datetime) -> None:
    from guitu.casework.maternity.commands import record_pregnancy
    from guitu.casework.registrations.commands import assign_person

    who = her(world, at)
    record_pregnancy(world.actor("encheng_worker"), at=at, person_id=who, on=date(2026, 2, 1), note="镇卫生院证明")
    for part, post in (("village", "village"), ("grid", "grid")):
        assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts[post], part=part)
        make.enter(client, world, post)
        page = client.get(f"/casework/people/{who}/")
        assert page.status_code == 200 and "怀孕" not in page.content.decode()
