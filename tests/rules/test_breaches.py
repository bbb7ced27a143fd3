"""违反协议的处理: what is a breach, what excuses it, which step may follow, and that only served letters count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from guitu.rules import breaches, leave
from guitu.rules.facts import Fact
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import folded

AWAY = fact("absence_confirmed", "2024-05-02", "a1", until="2024-05-06")
TALK = fact("breach_criticised", "2024-05-08", "t1", breach="a1", critic="p1")
LETTER: dict[str, Any] = {"criticised": "t1", "paper": "x", "server_1": "p1", "server_2": "p2", "received": "signed_for"}


@pytest.mark.parametrize(
    ("one", "is_one"),
    [
        (AWAY, True),
        (fact("absence_confirmed", "2024-05-02", unprovable=True), False),
        (fact("test_missed", "2024-05-02", slot="1:2", reason="none_given"), True),
        (fact("test_missed", "2024-05-02", slot="1:2", reason="hospital"), False),
        (fact("urine_test", "2024-05-02", outcome="refused"), True),
        (fact("urine_test", "2024-05-02", outcome="negative"), False),
        (fact("agreement_breached", "2024-05-02", measure="m1", broken="visit"), True),
        (fact("visit", "2024-05-02", met=False), False),
    ],
)
def test_what_is_a_breach(one: Fact, is_one: bool) -> None:
    assert breaches.is_breach(one) is is_one


@pytest.mark.parametrize(
    ("until", "codes"),
    [("2024-05-06", ["breaches.on_leave"]), ("2024-05-05", []), ("2024-05-20", ["breaches.on_leave"])],
)
def test_leave_excuses_an_absence_only_as_a_whole(until: str, codes: list[str]) -> None:
    stand = [fact("leave_granted", "2024-05-01", until=until), AWAY]
    assert [reason.code for reason in breaches.accepted(AWAY, leave.approved(stand), (), stand)] == codes


def test_a_waiver_and_custody_on_record_are_said_with_their_day() -> None:
    missed = fact("test_missed", "2024-05-04", slot="1:2", reason="none_given")
    stand = [fact("tests_waived", "2024-05-01", until="2024-05-05", why="hospital"), missed]
    found = breaches.accepted(missed, (), [(day("2024-05-04"), None)], stand)
    assert [reason.code for reason in found] == ["breaches.inside", "breaches.waived"]
    assert not breaches.accepted(missed, (), [(day("2024-05-05"), None)], ())


def test_a_breach_needs_an_agreement_on_its_day() -> None:
    facts = detox("2024-03-10")
    courses = folded(facts).measures
    assert breaches.under(courses, facts, day("2024-03-10")) is not None
    assert breaches.under(courses, facts, day("2024-03-09")) is None
    assert breaches.under(courses, facts, day("2027-03-10")) is None  # it expired
    assert breaches.under(courses, detox("2024-03-10", agreed=False), day("2024-04-01")) is None


@pytest.mark.parametrize(
    ("facts", "then"),
    [
        ([AWAY], "criticise"),
        ([AWAY, TALK], "warn"),
        ([AWAY, TALK, fact("warning_served", "2024-05-09", **LETTER)], "to_police"),
        ([AWAY, fact("breach_excused", "2024-05-09", breach="a1", excuse="hospital")], "none"),
    ],
)
def test_each_step_leads_to_the_next_alone(facts: list[Fact], then: str) -> None:
    (one,) = breaches.handled(facts)
    assert one.next == then
    on = day("2024-05-10")
    assert bool(breaches.may_criticise(one, on, (), asked=True, has_words=True)) is (then == "criticise")
    assert bool(breaches.may_warn(one, on, two=True, received="signed_for", witnessed=False)) is (then == "warn")
    assert bool(breaches.may_excuse(one, on, has_words=True)) is (then == "criticise")


@given(some.lists(some.sampled_from(("nothing", "talked", "warned", "excused")), max_size=6))
def test_only_a_letter_that_was_served_counts_and_nothing_is_proposed_before_three(steps: list[str]) -> None:
    facts = detox("2024-03-10")
    for number, how in enumerate(steps):
        on = date(2024, 4, 1) + timedelta(days=20 * number)
        later = (on + timedelta(days=5)).isoformat()
        one = f"a{number}"
        facts.append(fact("absence_confirmed", on.isoformat(), one, until=(on + timedelta(days=2)).isoformat()))
        if how in ("talked", "warned"):
            facts.append(fact("breach_criticised", later, f"t{number}", breach=one, critic="p1"))
        if how == "warned":
            facts.append(fact("warning_served", later, f"w{number}", **{**LETTER, "criticised": f"t{number}"}))
        if how == "excused":
            facts.append(fact("breach_excused", later, f"e{number}", breach=one, excuse="hospital"))
    course = folded(facts, "2024-12-31")
    counter = next(one for one in course.counters if one.code == "departures")
    assert counter.value == steps.count("warned")
    assert len(counter.pending) == steps.count("nothing") + steps.count("talked")
    assert bool([one for one in course.proposals if one.kind == "violation"]) is (counter.value >= 3)
    taken = [entry.fact_id for entry in course.points if entry.hundredths < 0]
    assert set(taken) <= {f"a{number}" for number, how in enumerate(steps) if how == "warned"}
