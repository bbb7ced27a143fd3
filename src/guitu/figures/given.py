"""The register and the indicators as the interface gives them: numbers with both their counts, small ones hidden."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from guitu.figures.counting import Tally, figure
from guitu.figures.definitions import definitions
from guitu.figures.register.queries import View, register
from guitu.figures.small_cells import covered
from guitu.kit.counts import Asked
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.rules.indicators import rounded

Row = dict[str, Any]


def register_given(view: View) -> Row:
    """The equation of an area on a day as known at a moment."""
    found = register(view)
    return {
        "area": view.path, "on": view.on, "known_at": view.known, "registered": found.registered, "current": found.current,
        "to_check": found.to_check, "states": found.counts,
    }


def figures_given(asked: Asked) -> list[Row]:
    """Every indicator of the area, without its number: what can be asked for."""
    return [
        {"name": name, "words": said(one.indicator.words), "question": said(one.indicator.question), "unit": one.indicator.unit,
         "version": one.version, "clause": one.clause}
        for name, one in definitions(asked.path, asked.on).items()
        if one.indicator.numerator.count != "points"
    ]


def figure_given(name: str, asked: Asked) -> Row:
    """One figure with its counts; hidden and unknown ones without. NotVisible for a name that is none."""
    definition = definitions(asked.path, asked.on).get(name)
    if definition is None or definition.indicator.numerator.count == "points":
        raise NotVisible
    tally = Tally(asked)
    found = covered(figure(definition, tally), tally)
    is_known = found.value.number is not None
    return {
        "name": name, "words": said(definition.indicator.words), "unit": definition.indicator.unit, "version": definition.version,
        "area": asked.path, "since": asked.since, "on": asked.on, "known_at": asked.known, "state": found.value.state,
        "value": str(rounded(found.value.number, definition.indicator.digits)) if found.value.number is not None else None,
        "numerator": _number(found.numerator) if is_known else None, "denominator": _number(found.denominator) if is_known else None,
        "why": found.value.why,
    }


def _number(number: Fraction | None) -> str | None:
    """Exact: a whole number as it is, a mean as a fraction."""
    return None if number is None else str(number)
