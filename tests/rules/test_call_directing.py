"""呼应: 批示, 催办, delays and joining: what is due of whom then, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from guitu.rules import call_directing as directing
from guitu.rules import call_steps
from guitu.rules.call_events import fold
from guitu.rules.calls import CallCourse, stages
from guitu.rules.facts import Fact
from tests.rules.test_calls import MINUTE, NATIONAL, NIGHT, POLICY, always, fact, sent, ticked

MAIN = "narcotics_squad"
HOUR = 60 * MINUTE


def at_work() -> list[Fact]:
    """The main unit has acknowledged and reports next in four hours."""
    return [*sent(), fact("unit_acknowledged", NIGHT + MINUTE, unit=MAIN, post=f"p-{MAIN}", by="m", next_by=NIGHT + 4 * HOUR)]


def due(course: CallCourse, prefix: str) -> list[tuple[str, Any]]:
    """Whose what is due is, and when."""
    return [(duty.whose[0], duty.due_at) for key, duty in course.open.items() if key.startswith(prefix) and duty.whose]


def test_who_is_urged_reports_within_the_time_of_an_answer_or_the_next_are_called() -> None:
    urged = fact("unit_urged", NIGHT + HOUR, unit=MAIN, by="d")
    course = fold([*at_work(), urged], NATIONAL)
    assert due(course, f"call_urge:{MAIN}") == [(f"p-{MAIN}", NIGHT + HOUR + 15 * MINUTE)]
    assert not directing.may_urge(course, MAIN) and directing.may_urge(course, "town")
    later = [one for one in ticked([*at_work(), urged], NIGHT + HOUR + 15 * MINUTE, always) if one.unit == MAIN]  # type: ignore[attr-defined]
    assert [(one.step, one.due_at) for one in later] == [("backup", NIGHT + HOUR + 15 * MINUTE)]  # type: ignore[attr-defined]
    report = fact("unit_reported", NIGHT + HOUR + 5 * MINUTE, unit=MAIN, post=f"p-{MAIN}", by="m", next_by=NIGHT + 5 * HOUR)
    answered = fold([*at_work(), urged, report], NATIONAL)
    assert due(answered, "call_urge") == [] and directing.may_urge(answered, MAIN)
    assert [one for one in ticked([*at_work(), urged, report], NIGHT + 2 * HOUR, always) if one.unit == MAIN] == []  # type: ignore[attr-defined]


def test_who_has_not_answered_is_called_on_as_before_when_urged() -> None:
    before = [one.due_at for one in ticked(sent(), NIGHT + 2 * HOUR, always)]  # type: ignore[attr-defined]
    urged = fact("unit_urged", NIGHT + MINUTE, unit="town", by="d")
    assert [one.due_at for one in ticked([*sent(), urged], NIGHT + 2 * HOUR, always)] == before  # type: ignore[attr-defined]


def test_an_instruction_is_due_of_its_unit_else_of_the_main_one_and_goes_along_when_another_has_it() -> None:
    to_all = fact("instruction_given", NIGHT + HOUR, unit="", by="d")
    assert due(fold([*at_work(), to_all], NATIONAL), "call_instruction") == [(f"p-{MAIN}", NIGHT + 3 * HOUR)]
    handed = fact("unit_handed_over", NIGHT + 2 * HOUR, unit=MAIN, post="colleague", by="m")
    moved = fold([*at_work(), to_all, handed], NATIONAL)
    assert [who for who, _by in due(moved, "call_instruction") + due(moved, "call_settle")] == ["colleague", "colleague"]
    report = fact("unit_reported", NIGHT + 2 * HOUR, unit=MAIN, post=f"p-{MAIN}", by="m", next_by=NIGHT + 5 * HOUR)
    assert due(fold([*at_work(), to_all, report], NATIONAL), "call_instruction") == []


def test_what_is_due_goes_to_whoever_answers_for_a_unit_that_had_fallen_silent() -> None:
    """The answer lapsed, the backup was called and took it on: the settling is the backup's now."""
    (backup,) = [one for one in ticked(at_work(), NIGHT + 4 * HOUR + 15 * MINUTE, always) if one.unit == MAIN]  # type: ignore[attr-defined]
    taken = fact("unit_acknowledged", NIGHT + 5 * HOUR, unit=MAIN, post=backup.post, by="b", next_by=NIGHT + 6 * HOUR)  # type: ignore[attr-defined]
    course = fold([*at_work(), backup, taken], NATIONAL)
    assert [who for who, _by in due(course, "call_settle")] == [backup.post] and call_steps.may_act(course, MAIN, backup.post, POLICY)  # type: ignore[attr-defined]


def test_time_is_given_by_another_and_until_then_nothing_changes() -> None:
    until = NIGHT + timedelta(hours=72)
    assert directing.delayed_until(fold(at_work(), NATIONAL), 24, NIGHT + HOUR, POLICY, NATIONAL) == until
    asked = fact("delay_asked", NIGHT + HOUR, unit=MAIN, until_at=until, by="m", asked="desk")
    waiting = fold([*at_work(), asked], NATIONAL)
    assert due(waiting, "call_delay") == [("desk", NIGHT + 3 * HOUR)] and due(waiting, "call_settle") == [(f"p-{MAIN}", NIGHT + 48 * HOUR)]
    assert not directing.may_decide_delay(waiting, "m") and directing.may_decide_delay(waiting, "d")
    given = fold([*at_work(), asked, fact("delay_decided", NIGHT + 2 * HOUR, delay=asked.id, delay_answer="granted", by="d")], NATIONAL)
    (settling,) = [stage for stage in stages(given, POLICY, NATIONAL) if stage.code == "settled"]
    assert (settling.by, settling.at_first) == (until, NIGHT + 48 * HOUR) and due(given, "call_settle") == [(f"p-{MAIN}", until)]
    assert given.sent_at == NIGHT and due(given, "call_delay") == []
    denied = fold([*at_work(), asked, fact("delay_decided", NIGHT + 2 * HOUR, delay=asked.id, delay_answer="denied", by="d")], NATIONAL)
    assert due(denied, "call_settle") == [(f"p-{MAIN}", NIGHT + 48 * HOUR)] and denied.delay is None


@pytest.mark.parametrize(
    ("more", "unit", "hours", "code"),
    [
        ("", "town", 24, "calls.main_only"), ("", MAIN, 0, "calls.delay_too_long"), ("", MAIN, 24 * 7 + 1, "calls.delay_too_long"),
        ("asked", MAIN, 24, "calls.delay_waits"), ("twice", MAIN, 24, "calls.delay_spent"), ("settled", MAIN, 24, "calls.not_under_way"),
    ],
)
def test_which_delays_are_not_asked_for(more: str, unit: str, hours: int, code: str) -> None:
    facts = at_work()
    for number in range({"asked": 1, "twice": 2}.get(more, 0)):
        asked = fact("delay_asked", NIGHT + (2 + number) * MINUTE, unit=MAIN, until_at=NIGHT + (72 + number) * HOUR, by="m", asked="desk")
        granted = fact("delay_decided", NIGHT + (2 + number) * MINUTE, delay=asked.id, delay_answer="granted", by="d")
        facts += [asked, granted] if more == "twice" else [asked]
    if more == "settled":
        facts.append(fact("call_settled", NIGHT + HOUR, outcome="found_safe", help=("talk",), helper="w", asked="desk", by="m"))
    verdict = directing.may_ask_delay(fold(facts, NATIONAL), unit, hours, POLICY)
    assert [reason.code for reason in verdict.reasons] == [code]


def test_a_delay_that_the_main_unit_asked_for_falls_when_another_answers_for_the_call() -> None:
    asked = fact("delay_asked", NIGHT + HOUR, unit=MAIN, until_at=NIGHT + 72 * HOUR, by="m", asked="desk")
    decided = fact("unit_called", NIGHT + 2 * HOUR, unit="town", post="p-town", main=True, called_because="decided")
    assert fold([*at_work(), asked, decided], NATIONAL).delay is None
    back = fact("unit_returned", NIGHT + 2 * HOUR, unit=MAIN, ground="other_duty", to_unit="town", by="m")
    assert fold([*at_work(), asked, back], NATIONAL).delay is None
