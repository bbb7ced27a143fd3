"""Which step a measure admits in which state; the same verdicts disable the button and refuse the command."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.rules import steps
from guitu.rules.machine import COMMUNITY
from guitu.rules.sentences import SENTENCES, WORDS, sentence
from guitu.rules.terms import (
    STANDING_ORDER,
    CustodySpan,
    Duty,
    Known,
    MeasureCourse,
    MeasureState,
    OverlaySpan,
    Span,
)

DAY = date(2026, 3, 16)


def measure(state: MeasureState, kind: str = "community_detox") -> MeasureCourse:
    start = date(2026, 1, 12)
    return MeasureCourse("m", kind, ((date(2026, 1, 5), state),), start, date(2029, 1, 12), (), 3)  # type: ignore[arg-type]


ADMITTED = {
    "serve_decision": {"decided"},
    "report_in": {"decided", "served", "overdue", "refused"},
    "sign_agreement": {"decided", "served", "overdue", "refused", "reported"},
    "refuse_report": {"decided", "served", "overdue", "reported"},
    "transfer_measure": {"reported", "executing"},
    "arrive_at_transfer": {"transferring"},
}


@pytest.mark.parametrize("step", ADMITTED)
def test_a_step_is_admitted_in_the_states_it_leads_out_of_and_nowhere_else(step: str) -> None:
    found = {state for state in COMMUNITY.states() if steps.may_take(step, measure(state), DAY)}  # type: ignore[arg-type]
    assert found == ADMITTED[step]


def test_no_step_before_the_decision_and_none_of_them_for_other_measures() -> None:
    early = steps.may_take("report_in", measure("served"), date(2026, 1, 4))
    assert early.reasons[0].code == "steps.not_decided_yet"
    other = steps.may_take("report_in", measure("executing", "compulsory_isolation"), DAY)
    assert other.reasons[0].code == "steps.not_for_kind"


@pytest.mark.parametrize(("state", "letter", "certificate", "code"), [
    ("served", True, True, "steps.not_before_deadline"),
    ("overdue", True, False, "steps.papers_missing"),
    ("overdue", False, True, "steps.papers_missing"),
    ("executing", True, True, "steps.not_now"),
])
def test_a_refusal_goes_to_the_police_late_and_with_both_papers(
    state: MeasureState, letter: bool, certificate: bool, code: str
) -> None:
    found = steps.may_refuse_report(measure(state), DAY, letter, certificate)
    assert found.reasons[0].code == code


def test_the_agreement_is_signed_anew_only_where_one_is_asked_for() -> None:
    running = measure("executing")
    asked = Duty("sign_agreement:m:1", "sign_agreement", DAY, DAY, DAY, "open", (), "m")
    assert not steps.may_sign(running, [], DAY, Known(), False)
    assert steps.may_sign(running, [asked], DAY, Known(), False)


@pytest.mark.parametrize(("born_on", "guardian", "allowed"), [
    (date(2008, 3, 16), False, True),  # eighteen today
    (date(2008, 3, 17), False, False),
    (date(2008, 3, 17), True, True),
])
def test_a_guardian_signs_until_the_eighteenth_birthday(born_on: date, guardian: bool, allowed: bool) -> None:
    found = steps.may_sign(measure("reported"), [], DAY, Known(born_on=born_on), guardian)
    assert found.allowed is allowed


def test_community_measures_end_by_expiry_only_and_others_by_paper() -> None:
    assert steps.may_end(measure("executing"), "released", DAY).reasons[0].code == "steps.no_early_release"
    assert steps.may_end(measure("expired"), "released", DAY)
    assert steps.may_end(measure("executing"), "converted", DAY)
    isolated = measure("executing", "compulsory_isolation")
    assert not steps.may_end(isolated, "released", DAY)
    assert steps.may_end(isolated, "released", date(2027, 1, 12))
    assert not steps.may_end(measure("released"), "released", DAY)


@pytest.mark.parametrize(("months", "allowed"), [(-12, True), (0, False), (1, True), (12, True), (13, False)])
def test_isolation_changes_by_one_to_twelve_months(months: int, allowed: bool) -> None:
    found = steps.may_extend(measure("executing", "compulsory_isolation"), months, 12, DAY)
    assert found.allowed is allowed


def test_a_second_community_measure_is_refused_while_one_runs() -> None:
    running, over = measure("suspended"), measure("released")
    assert not steps.may_open("community_rehabilitation", [running], DAY)
    assert steps.may_open("maintenance", [running], DAY)
    assert steps.may_open("community_detox", [over, measure("expired")], DAY)


def test_release_needs_custody_and_may_confirm_a_planned_end() -> None:
    inside = CustodySpan(date(2026, 3, 1), None, "detained", "f")
    planned = CustodySpan(date(2026, 3, 1), date(2026, 3, 11), "detained", "f", planned=True)
    out = CustodySpan(date(2026, 3, 1), date(2026, 3, 11), "detained", "f")
    assert steps.may_release([inside], DAY) and steps.may_release([planned], DAY)
    assert not steps.may_release([out], DAY) and not steps.may_release([], DAY)
    assert not steps.may_release([inside], date(2026, 2, 28))


def test_what_begins_and_ends_on_one_day_is_taken_back_instead() -> None:
    lost = OverlaySpan("lost_contact", DAY, None, "f")
    assert steps.may_be_found([lost], DAY).reasons[0].code == "steps.same_day"
    abroad = Span("abroad", DAY, None)
    assert steps.may_change_status("came_back", [abroad], DAY).reasons[0].code == "steps.same_day"
    assert steps.may_change_status("came_back", [abroad], date(2026, 3, 17))


@pytest.mark.parametrize(("made", "allowed"), [((3, 2), True), ((2, 2), False), ((9, 1), False), ((0, 0), False)])
def test_out_of_contact_needs_attempts_over_several_ways(made: tuple[int, int], allowed: bool) -> None:
    assert steps.may_lose_contact(made, (3, 2), is_lost=False).allowed is allowed


def test_abstinence_is_confirmed_on_paper_only_whether_it_is_due_or_not() -> None:
    free = [Span("in_society", date(2020, 1, 1), None)]
    due, early = DAY, date(2026, 3, 17)
    missing = steps.may_confirm_abstinence(free, due, DAY, document=False)
    assert missing.reasons[0].code == "steps.document_missing"
    assert steps.may_confirm_abstinence(free, early, DAY, document=True)
    assert not steps.may_confirm_abstinence(free, early, DAY, document=False)
    assert steps.may_confirm_abstinence(free, None, DAY, document=True)
    for state in ("dead", "abstinent"):
        assert not steps.may_confirm_abstinence([Span(state, due, None)], due, DAY, document=True)


def test_every_state_and_step_has_its_word() -> None:
    assert {f"measure.{state}" for state in COMMUNITY.states()} <= WORDS.keys()
    assert {f"standing.{state}" for state in STANDING_ORDER} <= WORDS.keys()
    assert {f"step.{step}" for step in steps.EVENTS} <= WORDS.keys()
    refused = steps.may_take("report_in", measure("closed_death"), DAY).reasons[0]
    assert sentence(refused) == "这项措施现在是“因死亡终结”，不能办“报到”。"
    assert set(steps.SENTENCES) <= SENTENCES.keys()
