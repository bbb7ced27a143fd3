"""场所: what follows from a visit, the state of a place, deadlines, who may look again; checklists and draws. No database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules import records
from guitu.rules.checklists import (
    ANSWERS,
    Seen,
    failed_of,
    may_be_answered_so,
    may_be_pictured_so,
    may_be_signed_so,
    version,
)
from guitu.rules.draws import Candidate, drawn
from guitu.rules.facts import Fact
from guitu.rules.venue_fold import fold
from guitu.rules.venues import VenueCourse, follow_up, may_give_time, may_recheck, may_sign

PACK = load("national")
DAY = date(2026, 3, 16)  # a Monday
LIST = PACK.on(DAY).checklists.lists["entertainment"]


class History:
    """Facts of one place, in their order."""

    def __init__(self, venue: str = "entertainment") -> None:
        self.facts: list[Fact] = []
        self.add("venue_registered", DAY - timedelta(days=30), venue=venue)

    def add(self, kind: str, on: date, **body: Any) -> str:
        id = f"f{len(self.facts)}"
        known = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
        self.facts.append(records.KINDS[kind](id=id, on=on, known=known, **body))
        return id

    def check(self, on: date, *failed: tuple[str, str], result: str = "", **more: Any) -> str:
        found = result or ("failed" if failed else "passed")
        return self.add("venue_checked", on, site_result=found, inspectors=more.pop("by", ("a", "b")), failed=failed, **more)

    @property
    def course(self) -> VenueCourse:
        return fold(self.facts, PACK)

    def due(self) -> list[tuple[str, date]]:
        return [(duty.kind, duty.due_on) for duty in self.course.duties if duty.state == "open"]


@pytest.mark.parametrize(
    ("result", "answer", "severity", "follows"),
    [
        ("passed", "yes", "serious", ""), ("passed", "not_applicable", "serious", ""), ("passed", "on_the_spot", "serious", ""),
        ("failed", "yes", "ordinary", ""), ("failed", "not_applicable", "ordinary", ""), ("failed", "on_the_spot", "serious", ""),
        ("failed", "no", "ordinary", "recheck"), ("failed", "no", "serious", "recheck_and_tell"),
        ("not_applicable", "", "ordinary", ""), ("not_reached", "", "ordinary", "come_again"), ("refused", "", "ordinary", "come_again"),
        ("not_reached", "no", "serious", "come_again"),
    ],
)
def test_result_and_answer_say_what_follows(result: str, answer: str, severity: str, follows: str) -> None:
    assert follow_up(result, answer, severity) == follows


def test_a_place_goes_through_its_states_and_each_has_its_day() -> None:
    place = History()
    assert (place.course.state, place.course.checked_on) == ("unchecked", None)
    place.check(DAY)
    assert (place.course.state, place.course.since_on, place.course.look_by) == ("passed", DAY, date(2026, 4, 16))
    visit = place.check(DAY + timedelta(days=1), ("signs", "ordinary"), ("drugs", "serious"))
    assert place.course.state == "serious"
    # seven days over a Tuesday: no day off; three days are not moved
    assert place.due() == [("venue_recheck", date(2026, 3, 24)), ("venue_recheck", date(2026, 3, 20))]
    place.add("venue_rechecked", DAY + timedelta(days=3), site_result="failed", inspectors=("c", "d"), fixed=(f"{visit}:drugs",), still=(f"{visit}:signs",))
    assert place.course.state == "correcting" and place.due() == [("venue_recheck", date(2026, 3, 26))]
    place.add("venue_rechecked", DAY + timedelta(days=9), site_result="passed", inspectors=("c", "d"), fixed=(f"{visit}:signs",))
    assert place.course.state == "put_right" and place.due() == [] and place.course.since_on == DAY + timedelta(days=9)
    place.check(DAY + timedelta(days=20))
    assert place.course.state == "passed"


def test_what_is_put_right_on_the_spot_makes_no_finding_and_is_not_a_plain_pass() -> None:
    place = History()
    place.check(DAY, on_the_spot=("signs",), result="passed")
    assert place.course.state == "put_right" and place.due() == [] and place.course.findings == ()


def test_nobody_there_and_a_refusal_keep_the_duty_and_change_no_state() -> None:
    place = History()
    place.check(DAY, result="not_reached", again_on=DAY + timedelta(days=2))
    assert place.course.state == "unchecked" and place.due() == [("venue_again", DAY + timedelta(days=2))]
    place.check(DAY + timedelta(days=2), result="refused")
    assert place.due() == [("venue_again", date(2026, 3, 25))] and place.course.checked_on is None
    place.check(DAY + timedelta(days=3))
    assert place.due() == [] and place.course.state == "passed"


def test_time_is_asked_for_and_given_and_moves_what_is_open() -> None:
    place = History()
    place.check(DAY, ("signs", "ordinary"))
    reply = place.add("venue_replied", DAY + timedelta(days=2), wants_until=DAY + timedelta(days=15))
    assert [kind for kind, _ in place.due()] == ["venue_recheck", "venue_time"]
    on = DAY + timedelta(days=3)
    for until, code in ((on, "venues.time_too_early"), (DAY + timedelta(days=31), "venues.time_too_late")):
        assert [reason.code for reason in may_give_time(place.course, until, on, PACK).reasons] == [code]
    assert may_give_time(place.course, DAY + timedelta(days=30), on, PACK)
    place.add("venue_time_decided", on, reply=reply, until=DAY + timedelta(days=15))
    assert place.due() == [("venue_recheck", DAY + timedelta(days=15))] and place.course.asked is None


def test_who_found_it_does_not_look_again_and_every_finding_is_looked_at() -> None:
    place = History()
    visit = place.check(DAY, ("signs", "ordinary"), ("log", "ordinary"))
    both = [f"{visit}:signs", f"{visit}:log"]
    assert [r.code for r in may_recheck(place.course, "b", both, [], seen=True).reasons] == ["venues.by_another"]
    assert [r.code for r in may_recheck(place.course, "c", both[:1], [], seen=True).reasons] == ["venues.answer_each"]
    assert may_recheck(place.course, "c", both[:1], both[1:], seen=True) and may_recheck(place.course, "c", [], [], seen=False)


def test_closing_ends_what_is_due_and_opening_again_brings_it_back() -> None:
    place = History()
    place.check(DAY, ("signs", "ordinary"))
    place.add("venue_closed", DAY + timedelta(days=1), closing="out_of_business")
    assert place.course.state == "closed" and place.due() == [] and place.course.over_at
    place.add("venue_reopened", DAY + timedelta(days=30))
    assert place.course.state == "correcting" and place.due() == [("venue_recheck", date(2026, 4, 22))]


def test_a_letter_is_of_a_year_and_some_kinds_sign_none() -> None:
    policy = PACK.on(DAY).venues
    place = History()
    place.add("venue_letter_unsigned", DAY, year=2026, unsigned="waiting")
    assert place.course.letters == {2026: "waiting"} and may_sign(place.course, 2026, policy)
    place.add("venue_letter_signed", DAY, letter="duty", year=2026, signer="actual_manager")
    assert [r.code for r in may_sign(place.course, 2026, policy).reasons] == ["venues.signed_already"] and may_sign(place.course, 2027, policy)
    assert [r.code for r in may_sign(History("own_rental").course, 2026, policy).reasons] == ["venues.no_letter"]


# -- checklists -------------------------------------------------------------------------------------------------


def _all(answer: str = "yes", **other: Seen) -> list[Seen]:
    return [other.get(item.code) or Seen(item.code, answer) for item in LIST.items]


SURE = [section.code for section in LIST.sections]


def test_a_missing_answer_is_never_a_pass_and_no_section_is_confirmed_by_another() -> None:
    assert may_be_answered_so(LIST, _all(), SURE)
    assert [r.code for r in may_be_answered_so(LIST, _all()[1:], SURE).reasons] == ["checklists.unanswered"]
    assert [r.code for r in may_be_answered_so(LIST, _all(), SURE[:1]).reasons] == ["checklists.unconfirmed"] * 2
    assert [r.code for r in may_be_answered_so(LIST, [*_all(), Seen("other", "yes")], SURE).reasons] == ["checklists.unknown_item"]


@given(st.lists(st.sampled_from(["yes", "no", "on_the_spot", "not_applicable", "", "pass"]), min_size=12, max_size=12), st.lists(st.booleans(), min_size=12, max_size=12))
def test_words_stand_where_something_was_found_and_nowhere_else(answers: Sequence[str], worded: Sequence[bool]) -> None:
    seen = [Seen(item.code, answer, "看到了" if words else "") for item, answer, words in zip(LIST.items, answers, worded, strict=True)]
    needs, plain = ("no", "on_the_spot"), ("yes", "not_applicable")
    right = all(one.answer in (needs if one.words else plain) for one in seen)
    assert bool(may_be_answered_so(LIST, seen, SURE)) == right
    assert {item for item, _severity in failed_of(LIST, seen)} == {one.item for one in seen if one.answer == "no"}


@pytest.mark.parametrize(
    ("people", "signed", "drawn", "witness", "by_inspector", "codes"),
    [
        (("a", "b"), "drawn", True, "", True, []), (("a", "b"), "paper", False, "", False, []), (("a", "b"), "refused", False, "邻居", False, []),
        (("a",), "paper", False, "", False, ["checklists.two_people"]), (("a", "a", ""), "paper", False, "", False, ["checklists.two_people"]),
        (("a", "b"), "drawn", False, "", True, ["checklists.needs_signature"]), (("a", "b"), "drawn", True, "", False, ["checklists.needs_inspector"]),
        (("a", "b"), "refused", False, " ", False, ["checklists.needs_witness"]), (("a", "b"), "", False, "", False, ["checklists.needs_signature"]),
    ],
)
def test_two_people_and_a_signature_or_a_witness(
    people: Sequence[str], signed: str, drawn: bool, witness: str, by_inspector: bool, codes: Sequence[str]
) -> None:
    verdict = may_be_signed_so(people, 2, signed=signed, drawn=drawn, witness=witness, by_inspector=by_inspector)
    assert [reason.code for reason in verdict.reasons] == codes


def test_every_kind_has_a_list_every_item_an_article_and_a_word_changes_the_version() -> None:
    numbers = PACK.on(DAY)
    assert {kind.checklist for kind in numbers.venues.kinds.values()} == numbers.checklists.lists.keys()
    for listed in numbers.checklists.lists.values():
        items = list(listed.items)
        assert all(item.clause in PACK.clauses for item in items) and len({item.code for item in items}) == len(items)
    assert version("a", LIST) != version("a", numbers.checklists.lists["hotel"]) and version("a", LIST) == version("a", LIST)


# -- draws ------------------------------------------------------------------------------------------------------

PLACES = st.lists(st.builds(Candidate, st.uuids().map(str), st.booleans(), st.none() | st.dates()), max_size=40, unique_by=lambda one: one.id)


@given(PLACES, st.integers(0, 50), st.text(max_size=8), st.sampled_from(["all", "by_risk", "random"]))
def test_who_has_the_seed_draws_the_same_in_any_order(found: list[Candidate], quota: int, seed: str, way: str) -> None:
    chosen = drawn(found, way, quota, seed)
    assert set(chosen) == set(drawn(found[::-1], way, quota, seed)) and len(set(chosen)) == len(chosen)
    assert len(chosen) == (len(found) if way == "all" else min(quota, len(found)))
    raised = {one.id for one in found if one.raised}
    if way == "by_risk" and chosen and not set(chosen) <= raised:
        assert raised <= set(chosen), "one with a reason was passed over"


@pytest.mark.parametrize("answer", [*ANSWERS, ""])
def test_only_what_was_found_is_photographed_and_no_more_than_so_many(answer: str) -> None:
    rest = [Seen(item.code, "yes") for item in LIST.items if item.code != "log"]
    seen = [*rest, Seen("log", answer, "没有")] if answer else rest
    for n in range(9):
        verdict = may_be_pictured_so(LIST, seen, ["log"] * n, 6)
        found = answer in ("no", "on_the_spot")
        assert bool(verdict) == (n == 0 or (found and n <= 6)), (answer, n)
    assert not may_be_pictured_so(LIST, seen, ["nothing_of_the_list"], 6)
