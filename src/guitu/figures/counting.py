"""Runs counts: how many, of which ids, by which unit; and what an indicator makes of its two counts.

The rows that are opened come from the same statement as the number, so they are the rows that were counted.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from guitu.figures.definitions import Definition
from guitu.figures.registry import COUNTS
from guitu.kit.actor import actor
from guitu.kit.counts import Asked, Count
from guitu.kit.database import dicts, row, rows
from guitu.rules.dates import day_after, month_ends
from guitu.rules.indicators import Term, Value, averaged, value
from guitu.rules.verdict import Reason

Number = tuple[Fraction, int]  # the number, and how many rows made it


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with both its counts: what the receipt shows."""

    definition: Definition
    asked: Asked
    value: Value
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    counted: int = 0  # rows of both


class Tally:
    """Counts of one area and time; what two figures share is counted once."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._numbers: dict[Term, Number] = {}
        self._cells: dict[tuple[Term, str], dict[str, Fraction]] = {}

    def number(self, term: Term) -> Number:
        if term not in self._numbers:
            sql = f"SELECT coalesce(sum(amount), 0), count(*) FROM ({count_of(term).sql}) AS counted"  # noqa: S608  parts are ours
            total, number = row(sql, _values(term, self.asked)) or (0, 0)
            self._numbers[term] = self._averaged(term, total), int(number)
        return self._numbers[term]

    def share(self, part: Term, whole: Term) -> tuple[Number, Number, int]:
        """Both counts, and how many rows of the part lie outside of the whole; each is counted once."""
        sql = (
            f"WITH part AS MATERIALIZED ({count_of(part).sql}), whole AS MATERIALIZED ({_as_whole(count_of(whole))})"  # noqa: S608
            " SELECT (SELECT coalesce(sum(amount), 0) FROM part), (SELECT count(*) FROM part),"
            " (SELECT coalesce(sum(amount), 0) FROM whole), (SELECT count(*) FROM whole),"
            " (SELECT count(*) FROM (SELECT id FROM part EXCEPT SELECT id FROM whole) AS outside)"
        )
        asked = self.asked
        values = _values(part, asked, whole_only=list(whole.only), whole_days=days_of(whole, asked))
        top, parts, bottom, wholes, outside = row(sql, values) or (0, 0, 0, 0, 0)
        self._numbers[part] = self._averaged(part, top), int(parts)
        self._numbers[whole] = self._averaged(whole, bottom), int(wholes)
        return self._numbers[part], self._numbers[whole], int(outside)

    def cells(self, term: Term, path: str) -> dict[str, Fraction]:
        """The count by the unit below an area in which each row lies; rows of no unit are under the area itself."""
        if (term, path) not in self._cells:
            found = rows(
                f"SELECT left(path, %(below)s) AS unit, sum(amount) FROM ({count_of(term).sql}) AS counted GROUP BY 1",  # noqa: S608
                _values(term, self.asked) | {"path": path, "end": path + ":", "below": len(path) + 3},
            )
            self._cells[term, path] = {unit: self._averaged(term, total) for unit, total in found}
        return self._cells[term, path]

    def _averaged(self, term: Term, total: Any) -> Fraction:
        return averaged(Fraction(total), term, len(days_of(term, self.asked)))


def figure(definition: Definition, tally: Tally) -> Figure:
    """The figure of an area, for a day or a period, as known at a moment. Unknown where it cannot be counted."""
    asked = tally.asked
    if why := why_unknown(definition, asked):
        return Figure(definition, asked, Value("unknown", None, why))
    return _kept(definition, asked) or _keep(_counted(definition, tally))


def _counted(definition: Definition, tally: Tally) -> Figure:
    indicator = definition.indicator
    part, whole = indicator.numerator, indicator.denominator
    if whole is None:
        top, counted = tally.number(part)
        return Figure(definition, tally.asked, value(indicator, top, None), top, None, counted)
    if indicator.part and count_of(part).of == count_of(whole).of:
        (top, parts), (bottom, wholes), outside = tally.share(part, whole)
    else:
        (top, parts), (bottom, wholes), outside = tally.number(part), tally.number(whole), 0
    found = value(indicator, top, bottom)
    if outside:
        found = Value("unknown", None, Reason("indicators.outside_the_whole", {"n": outside}))
    return Figure(definition, tally.asked, found, top, bottom, parts + wholes)


def why_unknown(definition: Definition, asked: Asked) -> Reason | None:
    """Why this post cannot have the number for this moment, if so."""
    for term in terms_of(definition):
        count = COUNTS.get(term.count)
        if count is None:
            return Reason("indicators.nobody_counts_it")
        if count.whole and not actor().whole:
            return Reason("indicators.not_by_this_post")
        if not asked.latest and count.keeps != "both":
            return Reason("indicators.not_known_then")
    return None


def terms_of(definition: Definition) -> list[Term]:
    top, bottom = definition.indicator.numerator, definition.indicator.denominator
    return [top] if bottom is None else [top, bottom]


def count_of(term: Term) -> Count:
    return COUNTS[term.count]


def days_of(term: Term, asked: Asked) -> list[date]:
    """The days a term asks about: the last one, or the ends of the months that end in the period."""
    if term.at != "month_ends":
        return [asked.on]
    return month_ends(asked.since, asked.on)


def _values(term: Term, asked: Asked, **more: Any) -> dict[str, Any]:
    return asked.values(term.only, days_of(term, asked), day_after(asked.on)) | more


def _as_whole(count: Count) -> str:
    """The statement with names of its own for what differs between the two sides."""
    return count.sql.replace("%(only)s", "%(whole_only)s").replace("%(days)s", "%(whole_days)s")


def counted_ids(term: Term, asked: Asked, limit: int, offset: int) -> tuple[list[tuple[str, int]], int]:
    """A page of the ids counted, each with how often (once for each month's end), and how many ids there are."""
    found = rows(
        "SELECT id, count(*), count(*) OVER () FROM ("  # noqa: S608
        + count_of(term).sql
        + ") AS counted GROUP BY id ORDER BY min(path), id LIMIT %(limit)s OFFSET %(offset)s",
        _values(term, asked, limit=limit, offset=offset),
    )
    return [(one, int(times)) for one, times, _ in found], int(found[0][2]) if found else 0


def shown(term: Term, ids: list[str]) -> list[dict[str, Any]]:
    """Those of the ids that the post may see, with label, place and what opens."""
    return dicts(count_of(term).shown.sql, {"ids": ids})


# Figures as known at the end of a day that is over: they stay. The key has whose eyes saw the rows and the definition's
# version; as known now nothing is kept, because the next click may change it.
_MOST = 2_000
_Key = tuple[str, str, bool, tuple[str, ...], str, Asked]
_figures: OrderedDict[_Key, Figure] = OrderedDict()


def _key(definition: Definition, asked: Asked) -> _Key:
    compartments = tuple(count_of(term).compartment for term in terms_of(definition))
    return actor().lo, actor().hi, actor().whole, compartments, definition.version, asked


def _kept(definition: Definition, asked: Asked) -> Figure | None:
    return None if asked.latest else _figures.get(_key(definition, asked))


def _keep(found: Figure) -> Figure:
    if not found.asked.latest:
        _figures[_key(found.definition, found.asked)] = found
        if len(_figures) > _MOST:
            _figures.popitem(last=False)
    return found
