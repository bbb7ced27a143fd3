"""Hides numbers of people that would tell who they are: small ones, and what would let a small one be worked out.

The county's own number is always shown; below it a cell is looked at among its neighbours, so that whoever opens one
place sees no more of it than in the table of all. Counts of posts, bodies and places hide nothing.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from guitu.figures.counting import Figure, Tally, count_of
from guitu.figures.definitions import Definition
from guitu.grid.summing import LEVELS
from guitu.kit.actor import actor
from guitu.rules import rollup
from guitu.rules.indicators import Value
from guitu.rules.verdict import Reason

COUNTY = LEVELS[0]
NOTHING = Fraction(0)
Hidden = tuple[frozenset[str], frozenset[str]]  # numerators, denominators
Cells = dict[str, tuple[Fraction, Fraction | None]]


def cells(definition: Definition, tally: Tally, path: str) -> Cells:
    """Numerator and denominator of each unit below an area; None where there is no denominator."""
    indicator = definition.indicator
    tops = tally.cells(indicator.numerator, path)
    if indicator.denominator is None:
        return {unit: (top, None) for unit, top in tops.items()}
    bottoms = tally.cells(indicator.denominator, path)
    return {unit: (tops.get(unit, NOTHING), bottoms.get(unit, NOTHING)) for unit in {**bottoms, **tops}}


def hidden_below(definition: Definition, found: Cells) -> Hidden:
    """Which cells of a table are not shown."""
    if not is_of_people(definition):
        return frozenset(), frozenset()
    if definition.indicator.denominator is None:
        return rollup.hidden({unit: _whole(top) for unit, (top, _) in found.items()}, definition.smallest), frozenset()
    rates = {unit: (_whole(top), _whole(bottom)) for unit, (top, bottom) in found.items()}
    return rollup.hidden_rates(rates, definition.smallest)


def covered(found: Figure, tally: Tally) -> Figure:
    """The figure as it may be shown: hidden where its place is, or a place around it, in the table it stands in."""
    definition, path = found.definition, tally.asked.path
    if found.value.state != "number" or not is_of_people(definition) or tally.asked.who or len(path) <= COUNTY:
        return found
    is_hidden = _is_small(found)
    for length in range(max(COUNTY, len(actor().path)), len(path), 3):
        tops, bottoms = hidden_below(definition, cells(definition, tally, path[:length]))
        is_hidden = is_hidden or path[: length + 3] in tops | bottoms
    if not is_hidden:
        return found
    why = Reason("indicators.small", {"n": definition.smallest})
    return Figure(definition, found.asked, Value("hidden", None, why))


def is_of_people(definition: Definition) -> bool:
    return count_of(definition.indicator.numerator).of == "people"


def _is_small(found: Figure) -> bool:
    parts = [_whole(found.numerator)]
    if found.denominator is not None:
        parts += [_whole(found.denominator), _whole(found.denominator) - _whole(found.numerator)]
    return any(0 < part < found.definition.smallest for part in parts)


def _whole(number: Fraction | None) -> int:
    """The people behind a number; a mean of less than one is somebody too."""
    return ceil(number or 0)
