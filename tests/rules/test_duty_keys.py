"""A key of a duty is cut in one place; every key that a fold gives says of what it is."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from guitu.cli.proving import lives
from guitu.cli.proving.properties import folded
from guitu.rules.duty_keys import DutyKey, parted
from guitu.rules.words import CODES
from tests.rules.folding import NATIONAL

M, F = "7c1d", "90ab"


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (f"urine_test:{M}:2:3", DutyKey("urine_test", M, part="2:3")),
        ("urine_test:outside:start:2026-01-05", DutyKey("urine_test", "outside", part="start:2026-01-05")),
        (f"return_test:{F}", DutyKey("return_test", F)),
        (f"read_result:{F}:told", DutyKey("read_result", F, "told")),
        ("visit:home:start:2026-01-05", DutyKey("visit", "start:2026-01-05", "home")),
        (f"visit:meet:{F}", DutyKey("visit", F, "meet")),
        (f"report_in:{M}", DutyKey("report_in", M)),
        (f"report_in:{M}:2", DutyKey("report_in", M, part="2")),
        (f"check_absence:leave:{F}", DutyKey("check_absence", F, "leave")),
        ("assess_level:start:2026-01-05", DutyKey("assess_level", "start:2026-01-05")),
        (f"report_violation:{M}:use", DutyKey("report_violation", M, part="use")),
        ("visit", DutyKey("visit")),
        ("", DutyKey("")),
    ],
)
def test_a_key_says(key: str, says: DutyKey) -> None:
    assert parted(key) == says


def test_only_a_test_under_a_measure_has_a_slot() -> None:
    assert parted(f"urine_test:{M}:2:3").slot == "2:3"
    assert [parted(key).slot for key in ("urine_test:outside:start:2026-01-05", f"report_in:{M}:2", f"return_test:{F}")] == ["", "", ""]


def test_what_a_fold_names_is_there() -> None:
    """Of two hundred lives: each duty is of its kind, of a measure or a fact of that life or of a day, and a step it
    has is one with a word."""
    seen: Counter[str] = Counter()
    for number in range(200):
        life = lives.life(Random(f"keys:{number}"))
        course = folded(life.facts, life, NATIONAL)
        known = {measure.measure_id for measure in course.measures} | {fact.id for fact in life.facts} | {"outside"}
        for duty in course.duties:
            name = duty.name
            seen[duty.kind] += 1
            assert name.kind == duty.kind
            assert name.of in known or _is_anchor(name.of), duty.key
            assert not name.step or f"{name.kind}.{name.step}" in CODES["duty_kind"], duty.key
            assert (name.slot != "") == (duty.kind == "urine_test" and duty.measure_id is not None), duty.key
    assert len(seen) >= 12, "else the lives show too little"


def _is_anchor(of: str) -> bool:
    """Counted from a day, or from a fact on it."""
    return of.removeprefix("start:").replace("-", "").isdigit()
