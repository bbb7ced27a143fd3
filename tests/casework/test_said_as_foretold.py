"""What the check page foretells of a legal step, a correction or a withdrawal is what the answer says, word for word."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

import guitu.casework
from guitu.casework.checking import Step
from guitu.casework.custody.commands import record_custody
from guitu.casework.levels.commands import assess_risk
from guitu.casework.measures import commands as measures
from guitu.casework.relatives.commands import record_relative
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.casework.visits.commands import record_visit
from guitu.kit.doors import new_request_id
from guitu.rules.identifiers import make_demo_id
from tests import make
from tests.casework import steps
from tests.casework.test_levels import MILD
from tests.casework.test_violations import away

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)
Story = Callable[[make.World, datetime], tuple[UUID, dict[str, Any]]]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def on(until: str, kind: str = "community_detox", **said: Any) -> Story:
    """Somebody whose measure has come so far, and what is sent about it."""

    def story(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
        who = steps.person(world, at)
        measure = steps.measure(world, at, who, kind, until=until)
        return who, {"measure": measure, "on": "2026-03-16", **said}

    return story


def late(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who, until="served", decided=date(2026, 2, 1))
    papers = {"warning_letter": "on", "certificate": "on", "document_no": "恩城移 1 号"}
    return who, {"measure": measure, "on": "2026-03-16", **papers}


def moved_far(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    who = steps.person(world, at)
    known = steps.measure(world, at, who)
    measures.transfer_measure(
        world.actor("encheng_worker"), at=at, person_id=who, measure=known, on=date(2026, 3, 10), to_path=make.YONGAN
    )
    return who, {"measure": known, "on": "2026-03-16"}


def gone_three_times(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    away(world, at, who, 3)
    return who, {"which": f"{measure}:departures", "on": "2026-03-16", "receipt_no": "移 1"}


def jailed(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    who, _sent = on("signed")(world, at)
    record_custody(world.actor("encheng_worker"), at=at, person_id=who, custody="detained", on=date(2026, 3, 2))
    return who, {"on": "2026-03-12"}


def positive(world: make.World, at: datetime) -> UUID:
    who, _sent = on("signed")(world, at)
    record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=who, on=date(2026, 3, 10), outcome="positive",
        substances=("MET",), sample_a="A1", sample_b="B1", tester_1=str(world.posts["encheng_worker"]),
        tester_2=str(world.posts["encheng_police"]),
    )
    return who


def laboratory(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    who = positive(world, at)
    test = next(fact.id for fact in steps.facts(world, who) if fact.kind == "urine_test")
    return who, {
        "test": test, "which": "first", "outcome": "positive", "laboratory": "county_hospital", "report_no": "检 1",
        "on": "2026-03-14",
    }


def confessed(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    return positive(world, at), {"on": "2026-03-14", "ground": "confession", "document_no": "恩公 1 号"}


def asked_for_consent(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    who, _sent = on("signed")(world, at)
    what = {"consent_for": "neighbours", "until": "2026-12-31", "given_by": "self", "taken_as": "written", "note": "小区党支部"}
    return who, {"on": "2026-03-16", **what}


def mother_on_record(world: make.World, at: datetime) -> tuple[UUID, dict[str, Any]]:
    who, _sent = on("signed")(world, at)
    made = record_relative(
        world.actor("encheng_worker"), at=at, person_id=who, name="李秀兰", relation="parent", phone="13800138001", agreed=True
    )
    return who, {"relative": str(made["relative"])}


# Steps that other tests walk by `steps.confirmed`, which compares too, are not walked twice.
WALKED: dict[str, tuple[str, Story]] = {
    "serve-decision": ("encheng_worker", on("decided")),
    "give-consent": ("encheng_worker", asked_for_consent),
    "forget-relative": ("encheng_worker", mother_on_record),
    "sign-agreement": ("encheng_worker", on("reported")),
    "refuse-report": ("encheng_worker", late),
    "transfer-measure": ("encheng_worker", on("signed", to=make.HENGPI, letter_no="恩城函 3 号")),
    "arrive-at-transfer": ("encheng_worker", moved_far),
    "extend-measure": ("clerk", on("decided", "compulsory_isolation", months="-3")),
    "end-measure": ("encheng_worker", on("signed", how="terminated")),
    "report-violation": ("encheng_worker", gone_three_times),
    "record-custody": ("encheng_worker", on("signed", custody="imprisoned")),
    "release-from-custody": ("encheng_worker", jailed),
    "record-status": ("clerk", on("signed", status="died")),
    "record-laboratory-result": ("encheng_worker", laboratory),
    "confirm-use": ("encheng_police", confessed),
}


@pytest.mark.parametrize("name", sorted(WALKED))
def test_a_step_says_what_it_foretold(client: Client, world: make.World, at: datetime, name: str) -> None:
    post, story = WALKED[name]
    who, sent = story(world, at)
    make.enter(client, world, post)
    steps_url = {"record-laboratory-result": "laboratory", "confirm-use": "confirmed-use", "give-consent": "consents/give", "forget-relative": "family/forget"}.get(name, name)
    _check, done = steps.confirmed(client, who, steps_url, sent)
    assert "现在的状态：" in steps.said(done)[0] or name in ("record-laboratory-result", "report-violation", "give-consent", "forget-relative")


def checked_steps() -> set[str]:
    """The steps that are read back, by their commands."""
    found = set()
    for module in pkgutil.iter_modules(guitu.casework.__path__):
        if not module.ispkg or module.name == "migrations":
            continue
        try:
            views = importlib.import_module(f"guitu.casework.{module.name}.views")
        except ModuleNotFoundError:
            continue
        found |= {step.command.__name__ for step in vars(views).values() if isinstance(step, Step) and step.checked}
    return found


def test_every_step_that_is_read_back_is_compared() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    named = set(re.findall(r'confirmed\(\s*\w+, \w+, "([\w/-]+)"', sources)) | set(WALKED)
    named |= {name for pair in re.findall(r'\("([\w-]+)", "([\w-]+)", "\w+"\)', sources) for name in pair}
    other = {"confirmed-use": "confirm-use", "laboratory": "record-laboratory-result", "violation-answered": "record-police-answer",
             "confirmed-deduction": "confirm-deduction", "letters/answer": "answer-two-way", "letters/test": "ask-elsewhere-test",
             "letters/no-test": "decline-elsewhere-test", "breaches/note": "note-breach", "breaches/excuse": "excuse-breach",
             "breaches/talk": "criticise-breach", "breaches/letter": "serve-warning"}
    commands = {other.get(name, name).replace("-", "_") for name in named}
    assert checked_steps() - commands == {"destroy_bottles"}  # another person grants it: tests/casework/test_bottles.py


# -- put right -----------------------------------------------------------------------------------------------


def mended(client: Client, who: UUID, fact: str, name: str, sent: dict[str, Any]) -> list[str]:
    """Check and confirm; what is said, which is what was foretold."""
    where = f"/casework/people/{who}/facts/{fact}/{name}/"
    sent = {**sent, "request_id": new_request_id()}
    check, done = client.post(where, sent), client.post(where, {**sent, "stage": "confirm"})
    assert check.status_code == done.status_code == 200, steps.text(check)
    assert steps.said(done) == steps.foretold(check)
    return steps.said(done)


def test_a_withdrawal_says_the_points_and_the_duty_that_is_open_again(
    client: Client, world: make.World, at: datetime
) -> None:
    who, _sent = on("signed")(world, at)
    worker = world.actor("encheng_worker")
    answer = record_urine_test(
        worker, at=at, person_id=who, on=TODAY, outcome="negative", tester_1=str(world.posts["encheng_worker"]),
        tester_2=str(world.posts["encheng_police"]),
    )
    make.enter(client, world, "encheng_worker")
    first, *rest = mended(client, who, answer["facts"][0], "withdraw", {"why": "mistake"})
    assert first.startswith("03-16 的“尿检”已撤回，不再作数。")
    assert "积分 −10：合计 10 → 0。" in rest
    assert any(line.startswith("尿检（应于") and line.endswith("已完成 → 待办。") for line in rest)
    assert "没有别的变化" not in " ".join(rest)


def test_a_withdrawn_visit_opens_the_duty_again(client: Client, world: make.World, at: datetime) -> None:
    who, _sent = on("signed")(world, at)
    fact = record_visit(world.actor("encheng_worker"), at=at, person_id=who, on=TODAY)["facts"][0]
    make.enter(client, world, "encheng_worker")
    said = mended(client, who, fact, "withdraw", {"why": "wrong_person"})
    assert any("见面" in line or "家访" in line for line in said[1:])


def test_a_corrected_day_says_what_moves_with_it(client: Client, world: make.World, at: datetime) -> None:
    who, _sent = on("signed")(world, at)
    reported = next(fact for fact in steps.facts(world, who) if fact.kind == "reported_in")
    make.enter(client, world, "clerk")
    said = mended(client, who, reported.id, "correct", {"on": "2026-01-09", "because": "paper", "paper_no": "恩公 9 号"})
    assert said[0].startswith("01-12 的“报到”以更正后的为准。")
    assert len(said) > 1


def test_a_confirmed_level_is_named_in_the_first_line(client: Client, world: make.World, at: datetime) -> None:
    who, _sent = on("signed")(world, at)
    assess_risk(world.actor("encheng_worker"), at=at, person_id=who, on=TODAY, scores=tuple(MILD.items()))
    sheet = next(fact for fact in steps.facts(world, who) if fact.kind == "risk_assessed")
    make.enter(client, world, "encheng_head")
    done = client.post(
        steps.url(who, "level"), {"on": "2026-03-16", "level": "high", "assessment": sheet.id, "note": "近期情况有变"}
    )
    assert steps.said(done)[0].startswith("等级现在是高。")


def test_what_is_of_the_body_is_said_to_who_records_it_alone(client: Client, world: make.World, at: datetime) -> None:
    born = date(1994, 5, 2)
    who = steps.person(
        world, at, name="李小芳", sex="female", born_on=born, id_number=make_demo_id(born, "female", 2)
    )
    make.enter(client, world, "encheng_worker")
    _check, done = steps.confirmed(client, who, "record-pregnancy", {"on": "2026-03-02"})
    assert "怀孕" in steps.said(done)[0]
    fact = record_visit(world.actor("encheng_worker"), at=at, person_id=who, on=TODAY)
    assert "怀孕" not in str(fact["now"])
