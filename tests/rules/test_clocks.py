"""期限一览: the fourteen clocks as a measure lives, each with its days and how it stands."""

from __future__ import annotations

import pytest

from guitu.rules.clocks import Clock, Told, clocks
from guitu.rules.facts import Fact
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import NATIONAL, folded

DECIDED = fact("measure_decided", "2024-03-04", "d", measure="m1", measure_kind="community_detox")
SERVED = fact("decision_served", "2024-03-05", "s", measure="m1")


def told(facts: list[Fact], on: str, has_team: bool = False) -> dict[str, Clock]:
    stand = [fact("registered", "2024-01-01"), *facts]
    course = folded(stand)
    found = clocks(Told(course.measures[0], course, stand, NATIONAL, day(on), has_team))
    return {one.code: one for one in found}


def test_there_are_fourteen_and_each_says_its_clause() -> None:
    found = told([DECIDED], "2024-03-04")
    assert len(found) == 14 and all(one.clause for one in found.values())
    assert [code for code, one in found.items() if one.state == "running"] == ["serve"]
    assert found["serve"].until_on == day("2024-03-07")
    assert found["serve"].is_late(day("2024-03-08")) and not found["serve"].is_late(day("2024-03-07"))


@pytest.mark.parametrize(
    ("facts", "on", "code", "state", "until"),
    [
        ([DECIDED, SERVED], "2024-03-10", "report_in", "running", "2024-03-20"),
        ([DECIDED, SERVED], "2024-03-10", "hand_over", "not_begun", "2024-03-21"),
        ([DECIDED, SERVED], "2024-03-21", "hand_over", "running", "2024-03-21"),
        (detox("2024-03-10"), "2024-04-01", "report_in", "done", "2024-03-25"),
        (detox("2024-03-10", agreed=False), "2024-03-11", "agreement", "running", "2024-03-18"),
        (detox("2024-03-10"), "2024-04-01", "agreement", "done", "2024-03-18"),
        (detox("2024-03-10"), "2024-04-01", "term", "running", "2027-03-09"),
        (detox("2024-03-10"), "2027-03-12", "term", "done", "2027-03-09"),
        (detox("2024-03-10"), "2027-03-12", "release", "running", "2027-03-17"),
        (detox("2024-03-10"), "2024-04-01", "violation", "not_begun", None),
        ([*detox("2024-03-10"), fact("leave_granted", "2024-05-01", until="2024-05-06")], "2024-05-03", "leave", "running",
         "2024-05-06"),
        ([*detox("2024-03-10"), fact("measure_transferred", "2024-05-06", "t", measure="m1", to_path="440106001",
                                     leaves_county=True)], "2024-05-10", "transfer", "running", "2024-05-21"),
        ([*detox("2024-03-10"), fact("measure_transferred", "2024-05-06", "t", measure="m1", to_path="440106001",
                                     leaves_county=True)], "2024-05-10", "receipt", "running", "2024-05-21"),
        ([*detox("2024-03-10"), fact("two_way_control_started", "2024-06-03", reply_asked=True)], "2024-06-10", "two_way",
         "running", "2024-06-18"),
    ],
)
def test_each_clock_stands_as_the_facts_say(facts: list[Fact], on: str, code: str, state: str, until: str | None) -> None:
    one = told(facts, on)[code]
    assert (one.state, one.until_on) == (state, day(until) if until else None)


def test_in_custody_the_term_waits_and_the_days_after_release_are_ours() -> None:
    held = [*detox("2024-03-10"), fact("taken_into_custody", "2024-06-03", custody="detained")]
    inside = told(held, "2024-06-10")
    assert (inside["term"].state, inside["suspension"].state, inside["resumption"].state) == ("waits", "running", "not_begun")
    out = [*held, fact("released_from_custody", "2024-06-24")]
    after = told(out, "2024-06-25")
    assert after["suspension"].state == "done" and after["suspension"].until_on == day("2024-06-23")
    assert (after["resumption"].state, after["resumption"].until_on) == ("running", day("2024-07-01"))
    assert [reason.code for reason in after["resumption"].reasons] == ["clocks.no_days"]
    back = told([*out, fact("visit", "2024-06-28", met=True)], "2024-06-29")
    assert (back["resumption"].state, back["resumption"].done_on) == ("done", day("2024-06-28"))


def test_the_team_is_done_when_every_seat_is_held() -> None:
    facts = detox("2024-03-11")
    assert told(facts, "2024-03-12")["team"].until_on == day("2024-03-18")
    assert told(facts, "2024-03-12", has_team=True)["team"].state == "done"
