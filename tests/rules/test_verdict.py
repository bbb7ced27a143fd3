"""Verdicts: what is refused says every reason; reasons are made quickly and compare by value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from guitu.rules.verdict import ALLOWED, Reason, all_of, quick, refused

NO = Reason("leave.too_long", {"days": 31, "most": 30}, "guitu.default")
NEVER = Reason("leave.needs_writing", {"days": 31, "from_days": 3}, "detox_regulation.19")


def test_a_verdict_is_true_when_allowed() -> None:
    assert ALLOWED
    assert not refused(NO)


def test_together_all_must_allow_and_every_refusal_is_said() -> None:
    assert all_of() is ALLOWED
    assert all_of(ALLOWED, ALLOWED) is ALLOWED
    assert all_of(refused(NO), ALLOWED, refused(NEVER)).reasons == (NO, NEVER)


def test_reasons_compare_by_value_and_are_changed_by_copying() -> None:
    assert Reason("a.b") == Reason("a.b", {}, None)
    assert replace(NO, clause=None) != NO
    assert Reason("a.b").values == {}


def test_a_quick_class_keeps_its_defaults_and_its_checks() -> None:
    @quick
    @dataclass(frozen=True, slots=True)
    class Note:
        text: str
        size: int = 3
        marks: list[str] = field(default_factory=list)

    one, other = Note("a"), Note("a", marks=[])
    assert one == other
    assert one.marks is not other.marks
    assert replace(one, size=4).size == 4
    with pytest.raises(TypeError):
        Note()  # type: ignore[call-arg]
