"""Small histories that random ones were cut down to, each once wrong: what must hold of every history holds of these."""

from __future__ import annotations

from typing import Any

import pytest

from guitu.cli.proving.lives import Life
from guitu.cli.proving.packs import of_places
from guitu.cli.proving.properties import PROPERTIES
from guitu.rules.facts import Fact
from guitu.rules.terms import Known
from tests.rules.casebook import day, detox, fact

PACKS = of_places()
ON_BOOK = fact("registered", "2019-12-10", "r")
STRIP: dict[str, Any] = {"outcome": "positive", "sample_a": "A", "sample_b": "B"}


def papers(measure: str, decided: str, reported: str, kind: str = "community_detox") -> list[Fact]:
    return [
        fact("measure_decided", decided, f"{measure}d", measure=measure, measure_kind=kind),
        fact("reported_in", reported, f"{measure}r", measure=measure),
    ]


def refused(on: str, id: str, notice: str) -> Fact:
    return fact("urine_test", on, id, outcome="refused", notice=notice, warning_letter=True)


CASES: dict[str, tuple[str, str, list[Fact]]] = {
    "an extra test saved twice": (
        "a_second_copy_changes_nothing", "2021-01-07", [ON_BOOK, fact("urine_test", "2021-01-07", "t", outcome="negative")],
    ),
    "a departure saved twice": (
        "a_second_copy_changes_nothing", "2022-07-31", [*papers("m1", "2021-11-11", "2022-05-26"), fact("absence_confirmed", "2022-07-31", "a")],
    ),
    "points granted twice": (
        "a_second_copy_changes_nothing", "2020-01-28", [fact("points_granted", "2020-01-28", "p", item="P06")],
    ),
    "a leave saved twice": (
        "a_second_copy_changes_nothing", "2021-01-31", [fact("leave_granted", "2021-01-31", "l", until=day("2021-02-15"))],
    ),
    "a transfer saved twice": (
        "a_second_copy_changes_nothing", "2020-07-06",
        [*papers("m1", "2020-06-28", "2020-06-29"), fact("measure_transferred", "2020-07-06", "x", measure="m1", to_path="440785101")],
    ),
    "a refusal whose notice was never served": (
        "what_is_counted_has_its_own_evidence", "2020-01-17", [*papers("m1", "2019-12-05", "2019-12-20"), refused("2020-01-17", "t", "nothing")],
    ),
    "two refusals on one notice": (
        "what_is_counted_has_its_own_evidence", "2025-03-14",
        [*papers("m1", "2022-01-31", "2024-02-28"), fact("test_notice_served", "2024-11-01", "n", test_on=day("2024-11-13")),
         refused("2024-11-13", "t1", "n"), refused("2025-03-14", "t2", "n")],
    ),
    "a report while two measures run": (
        "one_event_closes_one_slot_and_pays_once", "2022-01-02",
        [*papers("m1", "2019-11-07", "2019-12-09"), *papers("m2", "2020-11-07", "2020-11-08"), fact("periodic_report", "2022-01-02", "p")],
    ),
    "a test while two measures run": (
        "one_event_closes_one_slot_and_pays_once", "2021-02-28",
        [*papers("m1", "2019-11-13", "2019-12-03"), *papers("m2", "2020-01-01", "2020-02-15"), fact("urine_test", "2021-02-28", "t", outcome="negative")],
    ),
    "abstinence confirmed while a 社戒 is executed": (
        "nobody_is_abstinent_while_a_measure_is_executed", "2020-06-01",
        [ON_BOOK, *detox("2020-01-13"), fact("abstinence_confirmed", "2020-06-01", "c")],
    ),
    "强戒 after abstinence, without a finding of use": (
        "nobody_is_abstinent_while_a_measure_is_executed", "2024-03-02",
        [ON_BOOK, fact("abstinence_confirmed", "2022-12-29", "c"),
         fact("measure_decided", "2024-03-02", "d", measure="m1", measure_kind="compulsory_isolation")],
    ),
    "an exit while a decision waits to be served": (
        "no_exit_is_proposed_too_early", "2022-12-10",
        [ON_BOOK, fact("measure_decided", "2020-03-24", "d", measure="m1", measure_kind="community_detox")],
    ),
    "an exit proposed years ago, and a 社戒 since": (
        "no_exit_is_proposed_too_early", "2026-06-14",
        [ON_BOOK, fact("measure_decided", "2026-06-14", "d", measure="m1", measure_kind="community_detox")],
    ),
    "an exit while a strip positive waits": (
        "no_exit_is_proposed_too_early", "2023-01-09", [ON_BOOK, fact("urine_test", "2020-03-12", "t", **STRIP)],
    ),
    "three years from the later of two starts": (
        "no_exit_is_proposed_too_early", "2023-01-25", [ON_BOOK, *papers("m1", "2019-12-16", "2020-01-25"), *papers("m2", "2020-03-24", "2020-05-19")],
    ),
    "the agreement of a measure that ran out": (
        "every_open_duty_can_be_closed", "2023-02-09", papers("m1", "2020-02-07", "2020-02-09"),
    ),
    "a transfer before reporting in": (
        "every_open_duty_can_be_closed", "2020-07-06",
        [fact("measure_decided", "2020-06-28", "d", measure="m1", measure_kind="community_detox"),
         fact("measure_transferred", "2020-07-06", "x", measure="m1", to_path="440785101")],
    ),
    "a planned end of custody, and custody once more": (
        "every_open_duty_can_be_closed", "2021-12-27",
        [fact("taken_into_custody", "2019-12-30", "c1", planned_until=day("2020-01-13")),
         fact("taken_into_custody", "2021-12-26", "c2", custody="imprisoned")],
    ),
    "slots of a measure that ran out, and the next one": (
        "every_open_duty_can_be_closed", "2024-04-25", [*papers("m1", "2020-01-07", "2020-01-12"), *papers("m2", "2024-03-16", "2024-04-25")],
    ),
    "prison after a measure ran out": (
        "every_open_duty_can_be_closed", "2023-03-16",
        [*papers("m1", "2019-11-27", "2020-01-06"), fact("taken_into_custody", "2023-03-16", "c", custody="imprisoned")],
    ),
    "a pack that visits fewer": (
        "a_later_pack_changes_nothing_earlier", "2019-12-25", [fact("registered", "2019-12-24", "r")],
    ),
    "a pack that gives the laboratory other days": (
        "a_later_pack_changes_nothing_earlier", "2021-09-30", [fact("urine_test", "2021-09-30", "t", **STRIP)],
    ),
}


@pytest.mark.parametrize(("holds", "today", "facts"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_what_must_hold_of_every_history_holds_of(holds: str, today: str, facts: list[Fact]) -> None:
    life = Life(tuple(facts), Known("male"), day(today))
    assert [said for pack in PACKS for said in PROPERTIES[holds](life, pack)] == []
