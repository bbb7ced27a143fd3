"""Custody as recorded, and the check of a planned end."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.rules import custody
from tests.rules.casebook import day, fact, maybe, numbers, ordered

PACK = numbers()


@pytest.mark.parametrize(
    ("facts", "spans"),
    [
        ([("t", "2024-01-01", "detained", None), ("r", "2024-01-10")],
         [("2024-01-01", "2024-01-10", "detained")]),
        ([("t", "2024-01-01", "detained", None)], [("2024-01-01", None, "detained")]),
        ([("t", "2024-01-01", "detained", "2024-01-16")], [("2024-01-01", "2024-01-16", "detained")]),
        ([("t", "2024-01-01", "detained", "2024-01-16"), ("r", "2024-01-20")],
         [("2024-01-01", "2024-01-20", "detained")]),
        ([("t", "2024-01-01", "detained", None), ("t", "2024-01-05", "arrested", None),
          ("t", "2024-06-01", "imprisoned", "2026-01-01")],
         [("2024-01-01", "2024-01-05", "detained"), ("2024-01-05", "2024-06-01", "arrested"),
          ("2024-06-01", "2026-01-01", "imprisoned")]),
        ([("t", "2024-01-01", "detained", "2024-01-16"), ("t", "2024-02-01", "detained", None)],
         [("2024-01-01", "2024-01-16", "detained"), ("2024-02-01", None, "detained")]),
        ([("t", "2024-01-01", "detained", None), ("r", "2024-01-01")], []),
        ([("t", "2024-01-01", "detained", None), ("r", "2024-01-05"), ("t", "2024-01-05", "arrested", None)],
         [("2024-01-01", "2024-01-05", "detained"), ("2024-01-05", None, "arrested")]),
        ([("r", "2024-01-05")], []),
        ([("t", "2024-01-05", "detained", "2024-01-01")], [("2024-01-05", None, "detained")]),
    ],
)
def test_custody_as_recorded(facts: list, spans: list) -> None:
    given = [
        fact("taken_into_custody", f[1], custody=f[2], planned_until=f[3])
        if f[0] == "t"
        else fact("released_from_custody", f[1])
        for f in facts
    ]
    found = [(s.from_on, s.until_on, s.custody) for s in custody.spans(ordered(given))]
    assert found == [(day(a), maybe(b), kind) for a, b, kind in spans]


def test_a_planned_end_of_custody_is_to_be_checked() -> None:
    held = custody.spans([fact("taken_into_custody", "2024-01-01", planned_until="2024-01-16")])
    (duty,) = custody.duties(held, day("2024-02-01"), PACK.version)
    assert (duty.kind, duty.due_on) == ("check_absence", date(2024, 1, 16))
    assert custody.duties(held, day("2024-01-15"), PACK.version) == []
