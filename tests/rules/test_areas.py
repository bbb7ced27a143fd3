"""区划调整: what becomes of places, and which numbers they get; without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules.areas import NUMBERS, Plan, Unit, Wanted, free_path, kind_of, planned
from guitu.rules.verdict import Reason
from guitu.rules.whereabouts import Step, Steps

A, B = "440785001", "440785101"
UNITS = [
    Unit(path, f"地{path[6:]}", kind_of(path), there=True)
    for path in (A, B, A + "001", A + "001001", A + "001002", A + "200", B + "001", B + "200", B + "201")
] + [Unit(A + "009", "旧", "residents_committee", there=False)]


def plan(kind: str, paths: list[str], into: str = "", new: Wanted | None = None) -> dict[str, str]:
    found = planned(kind, UNITS, paths, into, new)
    assert isinstance(found, Plan), found
    return dict(found.steps)


@pytest.mark.parametrize(
    ("kind", "paths", "into", "new", "steps"),
    [
        # own digits where they are free, the next of the kind where they are taken; groups follow their village
        ("merge", [B], A, None, {B: A, B + "001": A + "002", B + "200": A + "201", B + "201": A + "202"}),
        ("merge", [A], B, None, {A: B, A + "001": B + "002", A + "001001": B + "002001", A + "001002": B + "002002", A + "200": B + "202"}),
        ("merge", [A + "001"], A + "200", None, {A + "001": A + "200", A + "001001": A + "200001", A + "001002": A + "200002"}),
        ("move", [A + "200"], B, None, {A + "200": B + "202"}),
        ("move", [B + "201"], A, None, {B + "201": A + "201"}),
        ("recode", [B], "", Wanted("subdistrict", "地街道"), {B: "440785002", B + "001": "440785002001", B + "200": "440785002200", B + "201": "440785002201"}),
        ("split", [B + "200"], "", Wanted("town", "新镇"), {B + "200": "440785100200"}),
        ("split", [A + "001002"], "", Wanted("residents_committee", "二社区", "010"), {A + "001002": A + "010002"}),
        ("merge", [A, B], "", Wanted("town", "合镇", "150"), {A: "440785150", B: "440785150", A + "001": "440785150001", A + "001001": "440785150001001",
            A + "001002": "440785150001002", A + "200": "440785150200", B + "001": "440785150002", B + "200": "440785150201", B + "201": "440785150202"}),
    ],
)
def test_each_old_code_gets_one_new_code(kind: str, paths: list[str], into: str, new: Wanted | None, steps: dict[str, str]) -> None:
    assert plan(kind, paths, into, new) == steps


@pytest.mark.parametrize(
    ("kind", "paths", "into", "new", "code"),
    [
        ("merge", [], A, None, "areas.not_there"),
        ("merge", [A + "009"], A + "001", None, "areas.not_there"),
        ("merge", ["440785"], A, None, "areas.not_there"),
        ("merge", [A, A + "001"], B, None, "areas.one_level"),
        ("close", [A], B, None, "areas.one_level"),
        ("merge", [A], A, None, "areas.into_itself"),
        ("merge", [A], A + "001", None, "areas.into_level"),
        ("merge", [A], "440785999", None, "areas.not_there"),
        ("merge", [A], "", None, "areas.into_needed"),
        ("move", [A + "001"], "", None, "areas.into_needed"),
        ("move", [A + "001"], A, None, "areas.moved_there"),
        ("move", [A + "001"], B + "001", None, "areas.into_level"),
        ("recode", [A], "", Wanted("town", "", "1x1"), "areas.code_range"),
        ("recode", [A], "", Wanted("town", "", "001"), "areas.code_range"),
        ("recode", [A], "", Wanted("town", "", "101"), "areas.code_taken"),
        ("recode", [A], "", Wanted("group", ""), "areas.kind_unknown"),
        ("recode", [A, B], "", Wanted("town", ""), "areas.one_level"),
        ("recode", [A], "", Wanted("town", "地101"), "areas.name_taken"),
        ("split", [A], "", Wanted("town", "新"), "areas.from_one"),
        ("split", [A + "001", B + "001"], "", Wanted("town", "新"), "areas.from_one"),
        ("split", [A + "001", A + "200"], "", Wanted("town", "新"), "areas.split_all"),
        ("split", [A + "001"], "", None, "areas.name_needed"),
    ],
)
def test_what_cannot_be_is_said(kind: str, paths: list[str], into: str, new: Wanted | None, code: str) -> None:
    found = planned(kind, UNITS, paths, into, new)
    assert isinstance(found, Reason) and found.code == code, found


def test_a_number_is_given_once_and_runs_out() -> None:
    used = {f"440785{n:03d}" for n in range(1, 100)}
    assert free_path("440785", "subdistrict", used) == Reason("areas.no_room")
    assert free_path("440785", "town", used) == "440785100"
    assert {kind_of(f"440785{first:03d}") for _, (length, first, _) in NUMBERS.items() if length == 9} == {
        "subdistrict", "town", "township", "quasi_township"
    }
    assert kind_of("440785") == ""


KNOWN = datetime(2026, 3, 16, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=12))
def test_a_place_has_one_code_on_each_day_whatever_order_changes_came_in(raw: list[tuple[int, int]]) -> None:
    """Each code goes once, to one that comes after it: a chain, whose days may run backwards."""
    steps = Steps.of(
        Step(f"c{number}", f"c{number + 1 + jump}", date(2026, 1, 1 + day), KNOWN) for number, (day, jump) in enumerate(raw)
    )
    codes = steps.codes("c0")
    assert codes[0][1] == date.min and [day for _, day in codes] == sorted({day for _, day in codes})
    assert codes[-1][0] == steps.now("c0") and all("c0" in steps.origins(code) for code, _ in codes)
    assert steps.codes("c0", datetime(2026, 1, 1, tzinfo=UTC)) == [("c0", date.min)]
