"""The law counts occasions: each has an identity, and evidence that exists, came first and is its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guitu import policy
from guitu.rules import occasions, person, sentences
from guitu.rules.facts import Fact
from guitu.rules.terms import Counter, Course, Known
from tests.rules.casebook import day, detox, fact

PACK = policy.load("enping")
HIM = Known("male", date(1990, 1, 1))
START = [fact("registered", "2023-11-01", first_found_on=day("2023-10-20")), *detox("2023-11-06")]


def folded(*facts: Fact, until: str = "2024-06-30") -> Course:
    return person.fold([*START, *facts], PACK, HIM, until=day(until))


def counter(course: Course, code: str = "test_refusals") -> Counter:
    return next(found for found in course.counters if found.code == code)


def counted(*facts: Fact, code: str = "test_refusals") -> tuple[int, int]:
    found = counter(folded(*facts), code)
    return found.value, len(found.pending)


def notice(on: str, id: str = "n1", test_on: str | None = None) -> Fact:
    return fact("test_notice_served", on, id, test_on=test_on or on)


def refusal(on: str, id: str, named: str | None = "n1", *, letter: bool = True, **more: Any) -> Fact:
    return fact("urine_test", on, id, outcome="refused", notice=named, warning_letter=letter, **more)


def missed(on: str, slot: str, id: str = "", **more: Any) -> Fact:
    said = {"reason": "refused", "notice_served": True, "warning_letter": True, **more}
    return fact("test_missed", on, id or f"missed-{slot}@{on}", slot=slot, **said)


def negative(on: str, id: str, **more: Any) -> Fact:
    return fact("urine_test", on, id, outcome="negative", **more)


def hundredths(course: Course, *items: str) -> int:
    return sum(entry.hundredths for entry in course.points if not items or entry.item in items)


def said(course: Course, id: str) -> list[str]:
    return [sentences.sentence(r) for c in course.consequences if c.fact_id == id for r in c.reasons]


# -- refusals ---------------------------------------------------------------------------------------------

ONE = notice("2024-01-08", "n1", "2024-01-10")
TWO = notice("2024-01-12", "n2", "2024-01-16")
REFUSALS: dict[str, tuple[list[Fact], tuple[int, int]]] = {
    "one refused test recorded by two posts": (
        [ONE, refusal("2024-01-10", "a"), refusal("2024-01-10", "b", tester_1="other")], (1, 0)),
    "the second of two posts named no notice": (
        [ONE, refusal("2024-01-10", "b"), refusal("2024-01-10", "a", None)], (1, 0)),
    "three refusals on one notice": (
        [ONE, *(refusal(f"2024-01-{n}", f"t{n}") for n in (10, 11, 12))], (1, 2)),
    "three refusals on one notice over three months": (
        [ONE, *(refusal(f"2024-0{n}-10", f"t{n}") for n in (1, 2, 3))], (1, 2)),
    "a refusal and a missed test of one slot": (
        [ONE, refusal("2024-01-10", "a"), missed("2024-02-08", "1:3")], (1, 0)),
    "a notice that does not exist": ([refusal("2024-01-10", "a", "nowhere")], (0, 1)),
    "a notice that was served later than the test": (
        [notice("2024-01-11"), refusal("2024-01-10", "a")], (0, 1)),
    "a notice that was taken back": (
        [ONE, refusal("2024-01-10", "a"), fact("withdrawn", "2024-01-20", "w", corrects="n1")], (0, 1)),
    "what is named as the notice is another paper": (
        [fact("visit", "2024-01-08", "v1"), refusal("2024-01-10", "a", "v1")], (0, 1)),
    "a second notice after a counted refusal of the same slot": (
        [ONE, TWO, refusal("2024-01-10", "a"), refusal("2024-01-16", "b", "n2")], (2, 0)),
    "a second notice served before the first refusal of the slot": (
        [ONE, notice("2024-01-09", "n2", "2024-01-16"), refusal("2024-01-10", "a"),
         refusal("2024-01-16", "b", "n2")], (1, 0)),
    "the same missed slot written down twice with a second notice between": (
        [ONE, missed("2024-01-11", "1:3", "a"), TWO, missed("2024-02-08", "1:3", "b")], (2, 0)),
    "a missed slot used the notice that a later refusal names": (
        [ONE, missed("2024-02-08", "1:3", "a"), refusal("2024-02-09", "b")], (1, 1)),
    "two slots, two notices": (
        [ONE, refusal("2024-01-10", "a"), notice("2024-02-08", "n2"), refusal("2024-02-08", "b", "n2")], (2, 0)),
    "one refusal without papers written down by two posts": (
        [refusal("2024-01-10", "a", None, letter=False), refusal("2024-01-10", "b", None, letter=False,
                                                                  tester_1="other")], (0, 1)),
}


@pytest.mark.parametrize(
    ("facts", "right"),
    REFUSALS.values(),
    ids=REFUSALS.keys(),
)
def test_a_refusal_counts_once_and_on_its_own_evidence(facts: list[Fact], right: tuple[int, int]) -> None:
    assert counted(*facts) == right


def test_a_refusal_whose_notice_is_used_says_so() -> None:
    facts = [ONE, *(refusal(f"2024-01-{n}", f"t{n}") for n in (10, 11))]
    course = folded(*facts)
    assert counter(course).counted == ("t10",)
    assert counter(course).pending == ("t11",)
    assert any("通知书已用过" in line for line in said(course, "t11"))


def test_the_same_refusal_is_marked_as_another_only_with_a_notice_of_its_own() -> None:
    again = refusal("2024-01-10", "b", another_occasion=True)
    assert counted(ONE, refusal("2024-01-10", "a"), again) == (1, 1)


# -- departures -------------------------------------------------------------------------------------------


def away(on: str, until: str | None, id: str = "", *, letter: bool = True, **more: Any) -> Fact:
    return fact("absence_confirmed", on, id or f"away@{on}", until=until, warning_letter=letter, **more)


AWAY: dict[str, tuple[list[Fact], int, int]] = {
    "three that overlap are one": (
        [away("2024-06-01", "2024-06-10"), away("2024-06-05", "2024-06-12"), away("2024-06-10", "2024-06-14")], 1, 13),
    "back on the tenth and gone again on the tenth are two": (
        [away("2024-06-01", "2024-06-10"), away("2024-06-10", "2024-06-14")], 2, 13),
    "three same-day departures on days apart": (
        [away(f"2024-06-{n}", f"2024-06-{n}") for n in ("01", "11", "21")], 3, 0),
    "three same-day departures on consecutive days": (
        [away(f"2024-06-{n}", f"2024-06-{n}") for n in ("01", "02", "03")], 3, 0),
    "a same-day departure inside a longer one": (
        [away("2024-06-01", "2024-06-10"), away("2024-06-05", "2024-06-05")], 1, 9),
    "one departure written down by two posts": (
        [away("2024-06-01", "2024-06-10", "a"), away("2024-06-01", "2024-06-11", "b")], 1, 10),
    "one bridges two": (
        [away("2024-06-01", "2024-06-05"), away("2024-06-08", "2024-06-12"), away("2024-06-04", "2024-06-09")], 1, 11),
    "a same-day departure on leave is none": (
        [fact("leave_granted", "2024-06-01", until="2024-06-10"), away("2024-06-05", "2024-06-05")], 0, 0),
    "two leaves of one stretch cover it": (
        [fact("leave_granted", "2024-06-01", "l1", until="2024-06-05"),
         fact("leave_granted", "2024-06-05", "l2", until="2024-06-10"), away("2024-06-02", "2024-06-09")], 0, 0),
}


@pytest.mark.parametrize(
    ("facts", "departures", "days"),
    AWAY.values(),
    ids=AWAY.keys(),
)
def test_departures_that_overlap_are_one_and_the_first_day_is_not_counted(
    facts: list[Fact], departures: int, days: int
) -> None:
    course = folded(*facts)
    assert (counter(course, "departures").value, counter(course, "days_away").value) == (departures, days)


def test_what_overlaps_costs_points_once() -> None:
    course = folded(negative("2024-06-01", "t"), away("2024-06-02", "2024-06-10"), away("2024-06-05", "2024-06-12"))
    assert [entry.item for entry in course.points].count("N04") == 1


def test_a_departure_after_coming_back_early_from_leave_counts() -> None:
    leave = fact("leave_granted", "2024-03-01", "l1", until="2024-03-28")
    back = fact("leave_returned", "2024-03-05", leave="l1")
    course = folded(leave, back, away("2024-03-10", "2024-03-20"))
    assert (counter(course, "departures").value, counter(course, "days_away").value) == (1, 10)


def test_a_departure_within_leave_does_not_count_though_the_return_was_late() -> None:
    leave = fact("leave_granted", "2024-03-01", "l1", until="2024-03-15")
    back = fact("leave_returned", "2024-03-20", leave="l1")
    course = folded(leave, back, away("2024-03-10", "2024-03-14"))
    assert counter(course, "departures").value == 0


# -- the same thing written down twice ----------------------------------------------------------------------

COPIES = {
    "a late report": fact("periodic_report", "2024-01-08", "x"),
    "a report in time": fact("periodic_report", "2023-11-20", "x"),
    "a late test": negative("2024-01-08", "x", slot="1:2"),
    "a test in time": negative("2024-01-08", "x"),
    "a test on request": negative("2024-01-08", "x", purpose="voluntary"),
    "a visit": fact("visit", "2024-01-08", "x"),
    "an hour of help": fact("points_granted", "2024-01-08", "x", item="P04"),
    "an absence": away("2024-01-08", "2024-01-10", "x"),
    "a missed test": missed("2024-01-08", "1:2", "x", reason="none_given"),
    "a notice": notice("2024-01-08", "x", "2024-01-10"),
    "a refusal": refusal("2024-01-08", "x", None),
    "a leave": fact("leave_granted", "2024-01-08", "x", until="2024-01-12"),
    "a custody": fact("taken_into_custody", "2024-01-08", "x", custody="detained"),
    "a level": fact("level_confirmed", "2024-01-08", "x", level="high"),
    "use found": fact("use_confirmed", "2024-01-08", "x"),
}


def weighed(course: Course) -> tuple[Any, ...]:
    """All that a page shows but for the names of facts."""
    return (
        course.measures, course.standing,
        [(d.kind, d.opens_on, d.planned_on, d.due_on, d.state, d.done_on) for d in course.duties],
        [(c.code, c.value, len(c.pending)) for c in course.counters],
        [(p.on, p.item, p.hundredths) for p in course.points], course.levels,
        [(p.kind, p.on, p.value) for p in course.proposals], course.clean_from, course.exit_due_on,
    )


@pytest.mark.parametrize("once", COPIES.values(), ids=COPIES.keys())
def test_a_second_copy_changes_nothing(once: Fact) -> None:
    assert weighed(folded(once, replace(once, id="y"))) == weighed(folded(once))


def test_five_negatives_on_one_day_are_one_test_and_are_paid_once() -> None:
    five = [negative("2024-01-08", f"t{n}", tester_1=f"p{n}") for n in range(5)]
    assert hundredths(folded(*five), "P02", "P03") == hundredths(folded(five[0]), "P02", "P03")


def test_a_second_test_of_the_day_marked_as_another_is_an_extra_one() -> None:
    course = folded(negative("2024-01-08", "a"), negative("2024-01-08", "b", another_occasion=True))
    assert {entry.item: entry.hundredths for entry in course.points} == {"P02": 1000, "P03": 500}


def test_a_late_test_and_one_in_time_on_one_day_are_one_unless_marked() -> None:
    two = [negative("2024-01-08", "a"), negative("2024-01-08", "b", slot="1:2")]
    done = [d.key[-3:] for d in folded(*two).duties if d.kind == "urine_test" and d.state == "done"]
    assert done == ["1:3"]
    marked = [two[0], replace(two[1], another_occasion=True)]
    done = [d.key[-3:] for d in folded(*marked).duties if d.kind == "urine_test" and d.state == "done"]
    assert done == ["1:2", "1:3"]


def test_a_copy_of_a_positive_has_the_same_laboratory_and_one_chain() -> None:
    positive = fact("urine_test", "2024-01-08", "a", outcome="positive", sample_a="A1", sample_b="B1")
    result = fact("laboratory_result", "2024-01-12", "lab", test="b", stage="first", laboratory="x",
                  outcome="negative")
    course = folded(positive, replace(positive, id="b"), result)
    steps = {d.key: d.state for d in course.duties if d.kind == "read_result"}
    assert set(steps) == {"read_result:a:told", "read_result:a:laboratory"}
    assert steps["read_result:a:laboratory"] == "done"


# -- nothing adverse before it is proved ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "unproven",
    [
        refusal("2024-01-08", "x", None, letter=False),
        refusal("2024-01-08", "x", "nowhere"),
        missed("2024-02-07", "1:3", "x", notice_served=False),
        missed("2024-02-07", "1:3", "x", reason="evaded", warning_letter=False),
        away("2023-12-11", "2023-12-14", "x", letter=False),
    ],
)
def test_what_is_not_proved_costs_no_points_and_no_streak(unproven: Fact) -> None:
    before = [negative("2023-11-10", "t1"), negative("2023-12-10", "t2")]
    after = [negative("2024-02-10", "t4")]
    with_it, without = folded(*before, unproven, *after), folded(*before, *after)
    assert hundredths(with_it) == hundredths(without)
    assert all(entry.hundredths >= 0 for entry in with_it.points)


def test_what_is_not_proved_asks_for_its_papers_and_says_how_many_wait() -> None:
    course = folded(refusal("2024-01-08", "x", None, letter=False))
    asked = [d for d in course.duties if d.kind == "complete_papers"]
    assert [(d.key, d.state) for d in asked] == [("complete_papers:x", "open")]
    assert sentences.sentence(asked[0].reasons[0])
    assert not [d for d in folded(ONE, refusal("2024-01-10", "x")).duties if d.kind == "complete_papers"]


def test_papers_that_cannot_be_had_end_the_waiting_and_nothing_is_counted() -> None:
    course = folded(refusal("2024-01-08", "x", None, letter=False, unprovable=True))
    assert (counter(course).value, counter(course).pending) == (0, ())
    assert not [d for d in course.duties if d.kind == "complete_papers"]


def test_a_deduction_typed_by_hand_counts_once_another_person_confirmed_it() -> None:
    typed = [negative("2024-01-08", "t"), fact("points_granted", "2024-01-09", "g", item="N06")]
    waiting = folded(*typed)
    assert hundredths(waiting) == hundredths(folded(typed[0]))
    assert [d.state for d in waiting.duties if d.kind == "confirm_deduction"] == ["open"]
    settled = folded(*typed, fact("deduction_confirmed", "2024-01-10", "c", grant="g"))
    assert hundredths(settled, "N06") < 0
    assert [d.state for d in settled.duties if d.kind == "confirm_deduction"] == ["done"]
    changed = fact("points_granted", "2024-01-09", "g2", item="N06", quantity=2, corrects="g")
    again = folded(*typed, fact("deduction_confirmed", "2024-01-10", "c", grant="g"), changed)
    assert hundredths(again, "N06") == 0


@pytest.mark.parametrize(("kind", "copies"), [("community_detox", {"end"}), ("maintenance", set()), ("voluntary", set())])
def test_only_the_end_that_a_decision_puts_to_a_community_measure_is_a_copy(kind: str, copies: set[str]) -> None:
    """The end of a treatment is a paper, also where 强戒 was decided and written down in the same moment."""
    assert occasions.written_twice([
        fact("measure_decided", "2019-12-03", measure="m1", measure_kind=kind),
        fact("measure_ended", "2021-12-03", "end", measure="m1", how="converted"),
        fact("measure_decided", "2021-12-03", measure="m2", measure_kind="compulsory_isolation"),
    ]) == copies
