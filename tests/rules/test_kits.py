"""试剂: what is left is what came less what went, whatever the order; a lot that may not be used is refused with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules import kits

ON = date(2026, 3, 16)
LOT = kits.Lot("M-1", frozenset({"MOP", "MET"}), ON, 1)
POLICY = kits.KitsPolicy(near_days=60, short_pieces=20)


@pytest.mark.parametrize(
    ("lot", "substances", "code"),
    [
        (LOT, ("MET",), ""),
        (replace(LOT, expires_on=ON - timedelta(days=1)), (), "kits.expired"),
        (replace(LOT, withdrawn_on=ON), (), "kits.withdrawn"),
        (replace(LOT, withdrawn_on=ON + timedelta(days=1)), (), ""),
        (replace(LOT, left=0), (), "kits.none_left"),
        (LOT, ("MET", "KET"), "kits.not_detected"),
    ],
)
def test_which_lot_may_be_used(lot: kits.Lot, substances: tuple[str, ...], code: str) -> None:
    verdict = kits.may_use(lot, substances, ON)
    assert [reason.code for reason in verdict.reasons] == ([code] if code else [])


def test_a_lot_is_near_its_end_and_a_centre_is_short_at_the_numbers_of_the_pack() -> None:
    far = replace(LOT, expires_on=ON + timedelta(days=61), left=19)
    assert kits.is_near(LOT, ON, POLICY) and not kits.is_near(far, ON, POLICY)
    assert kits.is_near(replace(far, expires_on=ON + timedelta(days=60)), ON, POLICY)
    assert kits.short_of([far], ON, POLICY) == 19
    assert kits.short_of([far, LOT], ON, POLICY) is None


STEPS = st.lists(st.tuples(st.sampled_from(kits.MOVES), st.integers(0, 40)), max_size=40)


@given(STEPS)
def test_stock_adds_up_and_is_never_below_nothing(steps: list[tuple[str, int]]) -> None:
    """Whatever is asked for, in whatever order, what is taken is what a rule let go."""
    moves: list[tuple[str, int]] = []
    for what, pieces in steps:
        lot = replace(LOT, expires_on=ON - timedelta(days=1) if what == "expired" else ON, left=kits.left(moves))
        if what == "received" and kits.may_arrive(ON, pieces, ON):
            moves.append((what, pieces))
        elif what == "used" and kits.may_use(lot, (), ON):
            moves.append((what, -1))
        elif what in ("spoiled", "expired") and kits.may_discard(lot, what, pieces, ON):
            moves.append((what, -pieces))
        elif what == "counted" and kits.may_count(lot, pieces):
            moves.append((what, pieces - lot.left))
            assert kits.left(moves) == pieces
        assert kits.left(moves) >= 0
    added = kits.sums(moves)
    assert sum(added.values()) == kits.left(moves)
    assert added["used"] == -sum(1 for what, _pieces in moves if what == "used")
