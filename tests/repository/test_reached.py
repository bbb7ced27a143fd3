"""What the tests of a run reach is measured, and held."""

from __future__ import annotations

from typing import Any

import pytest

from guitu.cli import reached
from guitu.cli.reached import Reached

FLOOR: dict[str, Any] = {"total": 90.0, "packages": {"rules": 95.0}, "unreached": {"page a.views.b": "needs a printer"}}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Reached(90.1, {"rules": 95.2}, ("page a.views.b",)), []),
        (Reached(89.9, {"rules": 94.8}, ("page a.views.b",)), []),  # what chance and a busy machine reach
        (Reached(88.0, {"rules": 95.2}, ("page a.views.b",)), ["lines reached: 88.0 %, at least 90.0 %"]),
        (Reached(90.1, {"rules": 90.0}, ("page a.views.b",)), ["lines reached in rules: 90.0 %, at least 95.0 %"]),
        (Reached(90.1, {"rules": 95.2, "new": 3.0}, ("page a.views.b",)), ["no floor for the package new"]),
        (Reached(90.1, {"rules": 95.2}, ("page a.views.b", "job a.jobs.c")), ["no test runs the job a.jobs.c"]),
        (Reached(90.1, {"rules": 95.2}, ()), ["a test runs the page a.views.b: take its reason out"]),
    ],
)
def test_a_run_below_the_floor_says_where(found: Reached, said: list[str]) -> None:
    assert reached.wrong(found, FLOOR) == said


def test_the_committed_floor_has_a_reason_for_whatever_no_test_runs() -> None:
    floor = reached.read()
    assert floor["total"] > 0
    assert [name for name, why in floor["unreached"].items() if why in ("", reached.NO_REASON)] == []
    known = {f"{one.kind} {one.name}" for one in reached.entrances()}
    assert sorted(set(floor["unreached"]) - known) == []


def test_every_kind_of_entrance_is_found() -> None:
    found = [one.kind for one in reached.entrances()]
    assert {kind: found.count(kind) > 5 for kind in ("page", "command", "job", "command line")} == dict.fromkeys(
        ("page", "command", "job", "command line"), True
    )
