"""核对提问: what is asked of two samples that hardly go together, with the minutes on either side; whose answer is read by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guitu.rules import doubts, records
from guitu.rules.doubts import Sample
from tests.rules.casebook import fact
from tests.rules.test_occasions import PACK, folded

ON = date(2026, 3, 16)
POLICY = PACK.on(ON).urine_tests
ONE = Sample(ON, 9 * 60 + 40, "440785001", 7, frozenset({"p", "q"}))
ASKED: Any = fact(
    "urine_test",
    "2026-03-16",
    "t",
    outcome="negative",
    tester_1="p",
    tester_2="q",
    taken_at="09:40",
    doubts=("other_town",),
)


def asked(sample: Sample, *others: Sample) -> list[str]:
    return [reason.code.removeprefix("doubts.") for reason in doubts.of(sample, others, POLICY)]


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        ({"spot": 8, "minute": 9 * 60 + 31}, ["other_place"]),  # nine minutes, of ten
        ({"spot": 8, "minute": 9 * 60 + 30}, []),
        (
            {"spot": 8, "minute": 9 * 60 + 40, "testers": frozenset({"q", "r"})},
            ["other_place"],
        ),  # one of the two is enough
        ({"spot": 8, "testers": frozenset({"r", "s"})}, []),  # other hands
        ({"spot": 8, "on": date(2026, 3, 15)}, []),
        ({"spot": 8, "minute": None}, []),  # nobody said when
        ({"spot": None}, []),  # nor where
        ({"spot": 9, "town": "440785101", "minute": 10 * 60 + 9}, ["other_town"]),  # 29 minutes, of 30
        ({"spot": 9, "town": "440785101", "minute": 9 * 60 + 10}, []),
        ({}, []),  # one beside another in a minute, at one table
    ],
)
def test_hands_in_two_places_are_asked_about_while_nobody_gets_there_so_soon(
    other: dict[str, Any], codes: list[str]
) -> None:
    assert asked(ONE, replace(ONE, **other)) == codes


@pytest.mark.parametrize(("n", "codes"), [(2, []), (3, ["same_minute"]), (4, ["same_minute"])])
def test_more_in_one_minute_than_a_table_can_take(n: int, codes: list[str]) -> None:
    others = [ONE] * n
    assert asked(ONE, *others, replace(ONE, minute=9 * 60 + 41)) == codes


@pytest.mark.parametrize(
    ("lots", "codes"),
    [
        ([("A1", date(2026, 9, 30))], []),
        ([("A1", date(2026, 10, 31))], ["lot_dates"]),
        (
            [("A1", date(2026, 10, 31)), ("A1", date(2026, 9, 30))],
            [],
        ),  # answered once, not asked of each strip of the box
        ([("A2", date(2026, 10, 31))], []),
        ([("A1", None)], []),
    ],
)
def test_a_lot_has_one_date(lots: list[tuple[str, date | None]], codes: list[str]) -> None:
    mine = replace(ONE, lot="A1", lot_until=date(2026, 9, 30), minute=None)
    assert asked(mine, *(Sample(ON, None, "440785001", None, frozenset(), lot, until) for lot, until in lots)) == codes


def test_a_sample_alone_is_asked_nothing() -> None:
    assert asked(ONE) == []


@pytest.mark.parametrize("text", ["9:40", "24:00", "09:60", "0940", "09：40", "٠٩:٤٠", "-1:30", "09:40:00", "ab:cd"])
def test_what_is_no_time_is_none(text: str) -> None:
    with pytest.raises(ValueError):
        doubts.minute_of(text)


@pytest.mark.parametrize(("text", "minute"), [(None, None), ("", None), ("00:00", 0), ("23:59", 1439)])
def test_a_time_is_a_minute_of_the_day(text: str | None, minute: int | None) -> None:
    assert doubts.minute_of(text) == minute


def test_an_answer_waits_for_somebody_else_and_is_read_once() -> None:
    read = fact("doubt_read", "2026-03-18", "r", asked_test="t", read_as="clear")
    assert [one.id for one in doubts.to_read([ASKED])] == ["t"]
    assert doubts.to_read([ASKED, read]) == []
    assert doubts.may_read("t", [ASKED], by_same=False)
    assert [reason.code for reason in doubts.may_read("t", [ASKED], by_same=True).reasons] == ["doubts.another_reads"]
    assert [reason.code for reason in doubts.may_read("t", [ASKED, read], by_same=False).reasons] == ["doubts.nothing"]
    due = [duty for duty in doubts.duties([ASKED], PACK) if duty.kind == "read_doubt"]
    assert [(duty.key, duty.state, duty.due_on) for duty in due] == [("read_doubt:t", "open", date(2026, 3, 23))]
    assert [duty.state for duty in doubts.duties([ASKED, read], PACK)] == ["done"]


def test_what_was_asked_follows_a_test_that_is_put_right_and_bears_on_nobody() -> None:
    read = fact("doubt_read", "2026-03-18", "r", asked_test="t", read_as="to_correct")
    again = replace(ASKED, id="u", corrects="t", taken_at="10:40")
    stand = records.effective([ASKED, read, again])
    assert doubts.to_read(stand) == []
    plain = replace(ASKED, doubts=())
    one, other = folded(ASKED, until="2026-06-01"), folded(plain, until="2026-06-01")
    assert (one.points, one.counters, one.standing, one.proposals) == (
        other.points,
        other.counters,
        other.standing,
        other.proposals,
    )
