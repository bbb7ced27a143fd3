"""One state per person per day, the first that applies; and what lies over it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guitu.rules import leave, person, standing
from guitu.rules.facts import Fact
from guitu.rules.terms import CURRENT_STATES, OFF_THE_BOOK, STANDING_ORDER
from tests.rules.casebook import Fixed, detox, fact, numbers, ordered

PACK = numbers()
ON_BOOK = fact("registered", "2020-02-01")


def spans(facts: Sequence[Fact], pack: Fixed = PACK) -> list[tuple[str, str, str | None]]:
    stand = ordered(facts)
    held, _, found = person.measures_of(stand, pack)
    return [
        (s.state, s.from_on.isoformat(), s.until_on.isoformat() if s.until_on else None)
        for s in standing.spans(stand, found, held, pack)
    ]


def state_on(facts: Sequence[Fact], on: str) -> str | None:
    return next((s for s, a, b in spans(facts) if a <= on and (b is None or on < b)), None)


def decided(kind: str, on: str, measure: str) -> Fact:
    return fact("measure_decided", on, f"{measure}-decided", measure=measure, measure_kind=kind)


CONFIRMED = fact("abstinence_confirmed", "2020-03-01")
EVERYTHING: dict[str, Fact] = {  # each begins on 1 March 2020
    "dead": fact("died", "2020-03-01"),
    "struck_off": fact("struck_off", "2020-03-01"),
    "moved_out": fact("moved_out", "2020-03-01"),
    "abroad": fact("went_abroad", "2020-03-01"),
    "abstinent": CONFIRMED,
    "compulsory_isolation": decided("compulsory_isolation", "2020-03-01", "m1"),
    "imprisoned": fact("taken_into_custody", "2020-03-01", "p", custody="imprisoned"),
    "detained": fact("taken_into_custody", "2020-03-01", "d", custody="arrested"),
    "community_detox": decided("community_detox", "2020-03-01", "m2"),
    "community_rehabilitation": decided("community_rehabilitation", "2020-03-01", "m3"),
    "voluntary": decided("voluntary", "2020-03-01", "m4"),
    "maintenance": decided("maintenance", "2020-03-01", "m5"),
}
SERVED = {
    "community_detox": fact("decision_served", "2020-03-01", "s2", measure="m2"),
    "community_rehabilitation": fact("decision_served", "2020-03-01", "s3", measure="m3"),
}


def _all_from(rank: int) -> list[Fact]:
    names = [state for state in STANDING_ORDER[rank:] if state in EVERYTHING]
    if names[:1] == ["abstinent"]:  # nobody is, on the day of a decision that ends being clean
        names = [state for state in names if state not in ("compulsory_isolation", "community_detox")]
    facts = [ON_BOOK]
    for name in names:
        if not (name == "detained" and "imprisoned" in names):
            facts.append(EVERYTHING[name])
        if name in SERVED:
            facts.append(SERVED[name])
    return facts


@pytest.mark.parametrize("rank", range(len(STANDING_ORDER)))
def test_the_first_that_applies_wins(rank: int) -> None:
    facts = _all_from(rank)
    if STANDING_ORDER[rank] in ("detained", "community_detox") and rank > 6:
        # prison and death end a community measure; here nothing above the state itself is left
        assert "imprisoned" not in {state for state, _, _ in spans(facts)}
    assert state_on(facts, "2020-03-01") == STANDING_ORDER[rank]
    assert state_on(facts, "2020-02-29") == "in_society"


def test_current_and_off_the_book_make_up_the_whole() -> None:
    assert {*CURRENT_STATES, *OFF_THE_BOOK, "abstinent"} == set(STANDING_ORDER)
    assert len(CURRENT_STATES) + len(OFF_THE_BOOK) + 1 == len(STANDING_ORDER)


def test_who_is_not_registered_has_no_state() -> None:
    assert spans(detox("2020-03-11")) == []


def test_the_states_begin_with_the_first_registration() -> None:
    facts = [fact("registered", "2021-01-01"), *detox("2020-03-11")]
    assert spans(facts) == [
        ("community_detox", "2021-01-01", "2023-03-11"),
        ("in_society", "2023-03-11", None),
    ]


def test_the_whole_road() -> None:
    facts = [
        ON_BOOK,
        *detox("2020-03-11"),
        fact("taken_into_custody", "2020-06-01"),
        fact("released_from_custody", "2020-06-16"),
        fact("use_confirmed", "2020-09-01"),
        fact("measure_ended", "2020-09-02", measure="m1", how="converted"),
        decided("compulsory_isolation", "2020-09-02", "m2"),
        *detox("2022-09-05", "m3", measure_kind="community_rehabilitation", years=2),
        fact("abstinence_confirmed", "2025-09-10"),
        fact("moved_out", "2026-01-01"),
        fact("moved_in", "2026-02-01"),
    ]
    assert spans(facts) == [
        ("in_society", "2020-02-01", "2020-03-11"),
        ("community_detox", "2020-03-11", "2020-06-01"),
        ("detained", "2020-06-01", "2020-06-16"),
        ("community_detox", "2020-06-16", "2020-09-02"),
        ("compulsory_isolation", "2020-09-02", "2022-09-02"),
        ("in_society", "2022-09-02", "2022-09-05"),
        ("community_rehabilitation", "2022-09-05", "2024-09-05"),
        ("in_society", "2024-09-05", "2025-09-10"),
        ("abstinent", "2025-09-10", "2026-01-01"),
        ("moved_out", "2026-01-01", "2026-02-01"),
        ("abstinent", "2026-02-01", None),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact("abstinence_confirmed", "2023-02-01"), fact("use_confirmed", "2024-02-29")],
         [("in_society", "2020-02-01", "2023-02-01"), ("abstinent", "2023-02-01", "2024-02-29"),
          ("in_society", "2024-02-29", None)]),
        ([fact("struck_off", "2021-02-01"), fact("registered", "2022-02-01", "again")],
         [("in_society", "2020-02-01", "2021-02-01"), ("struck_off", "2021-02-01", "2022-02-01"),
          ("in_society", "2022-02-01", None)]),
        ([fact("went_abroad", "2021-02-01"), fact("came_back", "2022-02-01")],
         [("in_society", "2020-02-01", "2021-02-01"), ("abroad", "2021-02-01", "2022-02-01"),
          ("in_society", "2022-02-01", None)]),
        ([fact("moved_out", "2021-02-01"), fact("registered", "2022-02-01", "again")],
         [("in_society", "2020-02-01", "2021-02-01"), ("moved_out", "2021-02-01", "2022-02-01"),
          ("in_society", "2022-02-01", None)]),
        ([fact("died", "2021-02-01"), fact("registered", "2022-02-01", "again")],
         [("in_society", "2020-02-01", "2021-02-01"), ("dead", "2021-02-01", None)]),
        ([fact("died", "2020-02-01")], [("dead", "2020-02-01", None)]),
        ([fact("came_back", "2021-02-01"), fact("moved_in", "2021-02-01")],
         [("in_society", "2020-02-01", None)]),
        ([fact("taken_into_custody", "2021-02-01", planned_until="2021-02-16")],
         [("in_society", "2020-02-01", "2021-02-01"), ("detained", "2021-02-01", "2021-02-16"),
          ("in_society", "2021-02-16", None)]),
    ],
)
def test_coming_and_going(facts: list[Fact], expected: list) -> None:
    assert spans([ON_BOOK, *facts]) == expected


@pytest.mark.parametrize(("rule", "from_on"), [("served", "2020-03-04"), ("reported", "2020-03-11")])
def test_from_when_a_measure_is_the_state_is_policy(rule: str, from_on: str) -> None:
    facts = [
        ON_BOOK,
        fact("measure_decided", "2020-03-01", measure="m1", measure_kind="community_detox"),
        fact("decision_served", "2020-03-04", measure="m1"),
        fact("reported_in", "2020-03-11", measure="m1"),
    ]
    assert spans(facts, numbers(standing={"measure_counts_from": rule}))[1] == (
        "community_detox", from_on, "2023-03-11",
    )


def test_expiry_ends_the_state_without_any_paper() -> None:
    assert spans([ON_BOOK, *detox("2020-03-11")])[-1] == ("in_society", "2023-03-11", None)


def test_an_escape_is_still_isolation_and_an_overlay() -> None:
    facts = [
        ON_BOOK,
        decided("compulsory_isolation", "2020-03-11", "m1"),
        fact("escaped", "2020-05-01", measure="m1"),
        fact("recaptured", "2020-05-11", measure="m1"),
    ]
    assert spans(facts)[1] == ("compulsory_isolation", "2020-03-11", "2022-03-21")
    assert overlays(facts) == [("escaped", "2020-05-01", "2020-05-11")]


def test_every_state_gives_its_reason() -> None:
    stand = ordered([ON_BOOK, CONFIRMED])
    found = standing.spans(stand, [], [], PACK)
    assert [s.reasons[0].code for s in found] == ["standing.in_society", "standing.abstinent"]
    assert found[1].reasons[0].clause == "detox_regulation.7"


def overlays(facts: Sequence[Fact]) -> list[tuple[str, str, str | None]]:
    stand = ordered(facts)
    return [
        (o.overlay, o.from_on.isoformat(), o.until_on.isoformat() if o.until_on else None)
        for o in standing.overlays(stand, leave.returns(stand))
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact("lost_contact", "2024-01-01")], [("lost_contact", "2024-01-01", None)]),
        ([fact("lost_contact", "2024-01-01"), fact("found_again", "2024-01-03")],
         [("lost_contact", "2024-01-01", "2024-01-03")]),
        ([fact("lost_contact", "2024-01-01"), fact("taken_into_custody", "2024-01-05")],
         [("lost_contact", "2024-01-01", "2024-01-05")]),
        ([fact("lost_contact", "2024-01-01"), fact("lost_contact", "2024-01-02", "twice"),
          fact("found_again", "2024-01-03")], [("lost_contact", "2024-01-01", "2024-01-03")]),
        ([fact("found_again", "2024-01-03")], []),
        ([fact("leave_granted", "2024-01-01", "l1", until="2024-01-05")],
         [("on_leave", "2024-01-01", "2024-01-05")]),
        ([fact("leave_granted", "2024-01-01", "l1", until="2024-01-05"),
          fact("leave_returned", "2024-01-08", leave="l1")], [("on_leave", "2024-01-01", "2024-01-08")]),
        ([fact("leave_granted", "2024-01-01", "l1", until="2024-01-05"),
          fact("leave_returned", "2024-01-02", leave="l1")], [("on_leave", "2024-01-01", "2024-01-02")]),
        ([fact("leave_granted", "2024-01-01", "l1", until="2024-01-01")],
         [("on_leave", "2024-01-01", "2024-01-02")]),
        ([fact("two_way_control_started", "2024-01-01"), fact("two_way_control_ended", "2024-06-01")],
         [("two_way_control", "2024-01-01", "2024-06-01")]),
        ([fact("medical_leave_started", "2024-01-01", measure="m1")],
         [("medical_leave", "2024-01-01", None)]),
        ([fact("lost_contact", "2024-01-01"), fact("died", "2024-02-01")],
         [("lost_contact", "2024-01-01", "2024-02-01")]),
        ([fact("died", "2024-02-01"), fact("lost_contact", "2024-03-01")], []),
    ],
)
def test_overlays_lie_over_any_state(facts: list[Fact], expected: list) -> None:
    assert overlays([ON_BOOK, *facts]) == expected


def test_overlays_never_change_the_state() -> None:
    plain = [ON_BOOK, *detox("2020-03-11")]
    over = [
        fact("lost_contact", "2020-05-01"),
        fact("two_way_control_started", "2020-06-01"),
        fact("leave_granted", "2020-07-01", until="2020-07-09"),
    ]
    assert spans([*plain, *over]) == spans(plain)
