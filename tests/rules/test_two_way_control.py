"""双向管控: a letter waits for its answer, what is known of whereabouts holds for some days, a test elsewhere comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from guitu.rules import two_way_control as rules
from guitu.rules.facts import Fact
from guitu.rules.facts.two_way import WhereaboutsVerified
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import folded, of_kind

BOOK = [fact("registered", "2024-01-01"), *detox("2024-03-10")]
OUT = fact("two_way_control_started", "2024-06-03", "o1", reply_asked=True)


def seen(on: str, by: str = "phone", certainty: str = "sure", stays: str = "as_known") -> Fact:
    return fact("whereabouts_verified", on, verified_by=by, certainty=certainty, stays=stays)


@pytest.mark.pair("two_way_control", "standing")
def test_a_letter_waits_for_its_answer_until_control_ends() -> None:
    (waits,) = of_kind([*BOOK, OUT], "reply_two_way", "2024-12-31")
    assert (waits.opens_on, waits.due_on, waits.state) == (day("2024-06-03"), day("2024-06-18"), "open")
    back = fact("two_way_answered", "2024-06-10", sent_letter="o1", agrees=True)
    assert [d.state for d in of_kind([*BOOK, OUT, back], "reply_two_way", "2024-12-31")] == ["done"]
    over = fact("two_way_control_ended", "2024-06-12")
    assert [d.state for d in of_kind([*BOOK, OUT, over], "reply_two_way", "2024-12-31")] == ["waived"]
    roster = fact("two_way_control_started", "2024-06-03", "o1")
    assert not of_kind([*BOOK, roster], "reply_two_way", "2024-12-31")


@pytest.mark.parametrize(
    ("known", "due_on"),
    [
        ([], "2024-07-03"),  # the first within thirty days of the letter
        ([seen("2024-06-20")], "2024-07-20"),  # said by telephone: thirty days
        ([seen("2024-06-20", "residence")], "2024-08-19"),  # somebody met the person: sixty
        ([seen("2024-06-20", "seen"), seen("2024-06-25")], "2024-08-19"),  # what holds longer stands
        ([seen("2024-06-20", certainty="unsure")], "2024-07-03"),
        ([seen("2024-06-20", certainty="unsure", stays="unknown")], "2024-07-03"),
        ([fact("visit", "2024-06-20", met=True, how="home")], "2024-08-19"),
        ([fact("visit", "2024-06-20", met=True, how="phone")], "2024-07-03"),
        ([fact("visit", "2024-06-20", met=False, how="home")], "2024-07-03"),
    ],
)
def test_what_was_seen_holds_longer_than_what_was_heard(known: list[Fact], due_on: str) -> None:
    due = [d for d in of_kind([*BOOK, OUT, *known], "verify_whereabouts", "2026-12-31") if d.state == "open"]
    assert [one.due_on for one in due] == [day(due_on)]
    assert due[0].opens_on == day(due_on) - timedelta(days=7)


def test_what_was_not_verified_before_control_ended_is_asked_for_no_more() -> None:
    over = fact("two_way_control_ended", "2025-01-07")
    (missed,) = of_kind([*BOOK, OUT, over], "verify_whereabouts", "2026-12-31")
    assert (missed.state, missed.due_on, missed.reasons[0].code) == ("waived", day("2024-07-03"), "two_way_control.ended")


def test_behind_walls_nobody_is_looked_for_and_after_release_the_days_begin_anew() -> None:
    inside = fact("taken_into_custody", "2024-06-20", custody="detained")
    assert [d.state for d in of_kind([*BOOK, OUT, inside], "verify_whereabouts", "2024-12-31")] == ["waived"]
    out = fact("released_from_custody", "2024-07-10")
    (due,) = of_kind([*BOOK, OUT, inside, out], "verify_whereabouts", "2024-12-31")
    assert (due.state, due.due_on) == ("open", day("2024-08-09"))


@given(some.lists(some.tuples(some.integers(0, 300), some.sampled_from(("seen", "phone", "family"))), max_size=8))
def test_one_is_open_at_a_time_and_never_later_than_what_is_known_holds(known: list[tuple[int, str]]) -> None:
    days = dict(known)
    facts = [seen((OUT.on + timedelta(days=after)).isoformat(), by) for after, by in days.items()]
    found = of_kind([*BOOK, OUT, *facts], "verify_whereabouts", "2026-12-31")
    waiting = [one for one in found if one.state == "open"]
    assert len(waiting) == 1 and len({one.key for one in found}) == len(found)
    holds = [OUT.on + timedelta(days=after + (60 if by == "seen" else 30)) for after, by in days.items()]
    assert waiting[0].due_on == max([OUT.on + timedelta(days=30), *holds])


@pytest.mark.pair("two_way_control", "urine_tests")
def test_a_test_asked_elsewhere_comes_back_as_a_test_or_as_none() -> None:
    asked = fact("elsewhere_test_asked", "2024-06-03", "q1", test_by="2024-06-14")
    here = fact("urine_test", "2024-06-05", "u1", outcome="negative")
    away = fact("urine_test", "2024-06-12", "u2", outcome="negative", elsewhere=True, receipt=True)
    assert [d.state for d in of_kind([*BOOK, asked, here], "elsewhere_result", "2024-12-31")] == ["open"]
    (done,) = of_kind([*BOOK, asked, here, away], "elsewhere_result", "2024-12-31")
    assert (done.state, done.done_by, done.due_on) == ("done", "u2", day("2024-06-21"))
    assert not rules.may_ask_test(day("2024-06-04"), day("2024-06-20"), [asked])
    assert rules.may_ask_test(day("2024-06-13"), day("2024-06-20"), [asked, away])
    none = fact("elsewhere_test_declined", "2024-06-12", asked_for="q1")
    assert [d.done_by for d in of_kind([*BOOK, asked, none], "elsewhere_result", "2024-12-31")] == [none.id]


@pytest.mark.pair("two_way_control", "reporting")
def test_a_change_to_another_county_waits_for_its_receipt_and_one_inside_does_not() -> None:
    inside = fact("measure_transferred", "2024-06-03", "m", measure="m1", to_path="440785101")
    away = fact("measure_transferred", "2024-06-03", "m", measure="m1", to_path="440106001", leaves_county=True)
    assert not of_kind([*BOOK, inside], "transfer_receipt", "2024-12-31")
    (due,) = of_kind([*BOOK, away], "transfer_receipt", "2024-12-31")
    assert (due.state, due.due_on) == ("open", day("2024-06-18"))
    assert not rules.may_acknowledge("m", day("2024-06-02"), [away])
    back = fact("transfer_acknowledged", "2024-06-11", transfer="m", taken_over=True)
    assert [d.state for d in of_kind([*BOOK, away, back], "transfer_receipt", "2024-12-31")] == ["done"]
    assert not rules.may_acknowledge("m", day("2024-06-12"), [away, back])


@pytest.mark.parametrize(
    ("by", "certainty", "stays", "code"),
    [
        ("phone", "sure", "as_known", None),
        ("phone", "likely", "elsewhere", None),
        ("family", "unsure", "unknown", None),
        ("family", "sure", "unknown", "two_way_control.known_but_unsure"),
        ("seen", "unsure", "unknown", "two_way_control.seen_is_sure"),
    ],
)
def test_how_sure_goes_with_what_is_known(by: str, certainty: str, stays: str, code: str | None) -> None:
    one = seen("2024-06-20", by, certainty, stays)
    assert isinstance(one, WhereaboutsVerified)
    verdict = rules.may_verify(one, folded([*BOOK, OUT]).overlays)
    assert [reason.code for reason in verdict.reasons] == ([code] if code else [])
    assert not rules.may_verify(one, ())
