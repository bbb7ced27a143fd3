"""汇总: how figures of parts make the figure of the whole, how shares are rounded, and which cells are hidden.

Numerators and denominators add up the levels; percentages are never added and never averaged. Somebody counted in two
parts is counted once in the whole, so such a figure is counted anew and not added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

Parts = tuple[Fraction, Fraction | None]  # a numerator, and a denominator where there is one


def added(kind: str, parts: Iterable[Parts]) -> Parts | None:
    """Both counts of the whole from those of its parts; None for what must be counted anew, since parts overlap."""
    if kind == "unique":
        return None
    tops, bottoms = Fraction(0), Fraction(0)
    divided = False
    for top, bottom in parts:
        tops += top
        if bottom is not None:
            divided = True
            bottoms += bottom
    return tops, bottoms if divided else None


def shares(counts: Sequence[int], digits: int = 0) -> list[Fraction]:
    """Whole percentages that add up to 100: what rounding down leaves goes to the largest remainders, among equal ones
    to the first. 23, 15 and 7 of 45 give 51, 33 and 16."""
    whole = sum(counts)
    if not whole:
        return [Fraction(0)] * len(counts)
    units = 100 * 10**digits
    floors = [count * units // whole for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda n: (-(counts[n] * units % whole), n))
    for n in by_remainder[: units - sum(floors)]:
        floors[n] += 1
    return [Fraction(floor, 10**digits) for floor in floors]


def hidden(cells: Mapping[str, int], smallest: int) -> frozenset[str]:
    """Which of the cells that add up to a known sum are not shown: those under the smallest number but zero, and, where
    one alone could be worked out from the sum, the smallest of the others with it. A sum of one cell hides nothing more."""
    small = {name for name, number in cells.items() if 0 < number < smallest}
    if len(small) == 1 or (small and sum(cells[name] for name in small) < smallest):
        others = sorted((number == 0, number, name) for name, number in cells.items() if name not in small)
        if others:
            small.add(others[0][2])
    return frozenset(small)


def hidden_rates(cells: Mapping[str, tuple[int, int]], smallest: int) -> tuple[frozenset[str], frozenset[str]]:
    """The same for (numerator, denominator) cells: which numerators, with their rates, and which denominators. A small
    rest tells as much as a small numerator: four of a hundred who are not says who is."""
    tops = hidden({name: top for name, (top, _) in cells.items()}, smallest)
    rests = hidden({name: max(bottom - top, 0) for name, (top, bottom) in cells.items()}, smallest)
    bottoms = hidden({name: bottom for name, (_, bottom) in cells.items()}, smallest)
    return tops | rests | bottoms, bottoms
