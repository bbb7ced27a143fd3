"""初筛阳性以后的时限: each clock of its own; what the person took is told to the laboratory, and hair answers no slot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from guitu.rules import corrections, screenings, strip_clocks
from guitu.rules.facts import Fact
from tests.rules.casebook import day, fact
from tests.rules.test_urine_tests import NATIONAL, told

POSITIVE: dict[str, Any] = {"outcome": "positive", "sample_a": "A1", "sample_b": "B1"}
STRIP: Any = fact("urine_test", "2024-01-08", "s", **POSITIVE)
FIRST = fact("laboratory_result", "2024-01-15", "l", test="s", stage="first", laboratory="one", outcome="positive")


def states(on: str, *facts: Fact, test: Any = STRIP) -> dict[str, tuple[str, str, date | None]]:
    found = strip_clocks.clocks(test, screenings.papers([test, *facts]), [test, *facts], NATIONAL, day(on))
    return {one.what: (one.who, one.state, one.by) for one in found}


def test_the_persons_days_are_a_clock_of_their_own() -> None:
    now = states("2024-01-09")
    assert list(now) == ["told", "objection", "laboratory", "keep"]
    assert now["objection"] == ("person", "runs", day("2024-01-11")) and now["told"][1] == "done"
    assert states("2024-01-12")["objection"][1] == "over"
    assert states("2024-01-12", fact("test_objected", "2024-01-10", "o", test="s"))["objection"][1] == "done"
    assert now["keep"] == ("centre", "runs", day("2024-07-08"))


def test_they_have_not_begun_while_nobody_told_and_begin_again_with_the_laboratory() -> None:
    untold: Any = fact("urine_test", "2024-01-08", "s", told=False, signed=False, **POSITIVE)
    assert states("2024-02-08", test=untold)["objection"] == ("person", "waits", None)
    assert states("2024-02-08", test=untold)["told"][1] == "late"
    again = states("2024-01-16", FIRST)
    assert again["objection"] == ("person", "runs", day("2024-01-18")) and again["finding"][0] == "police"


def test_what_the_person_took_is_told_to_the_laboratory() -> None:
    said: Any = fact("urine_test", "2024-01-08", "s", medicines=("codeine",), **POSITIVE)
    (step,) = [d for d in screenings.readings(screenings.papers([said]), NATIONAL, day("2024-12-31")) if d.key.endswith("laboratory")]
    assert [r.values for r in step.reasons if r.code == "urine_tests.medicines"] == [{"medicines": ["medicines.codeine"]}]


@pytest.mark.parametrize(("sample", "state"), [(None, "done"), ("saliva", "done"), ("hair", "open")])
def test_hair_answers_no_slot(sample: str | None, state: str) -> None:
    found = told([fact("urine_test", "2023-01-20", "h", outcome="negative", sample=sample)], until=date(2023, 2, 10))
    assert found["1:1"].state == state


def test_a_positive_is_put_right_later_by_another_person_alone() -> None:
    for test, allowed in ((STRIP, False), (fact("urine_test", "2024-01-08", "n", outcome="negative"), True)):
        assert bool(corrections.may_mend_alone(test, by_same=True, recorded_on=test.on, on=day("2024-01-09"))) is allowed
        assert corrections.may_mend_alone(test, by_same=True, recorded_on=test.on, on=test.on)
