"""等级与建议: how often another level was set than the sheet proposed, which way, why, and where. Of a place, never of a worker."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from guitu.casework.kit_stock import TOWN
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import rows
from guitu.ledger.sealed import bodies_in
from guitu.rules.dates import first_of_month, months_before
from guitu.rules.levels import chosen

SPANS = (3, 12, 36)  # months that can be asked for
MOST = 20_000
_CONFIRMED = """
SELECT f.id::text, f.body::text, left(f.happened_path, %(town)s) FROM ledger_fact f
WHERE f.county_id = %(county)s AND f.kind = 'level_confirmed' AND f.happened_on >= %(since)s AND f.happened_on <= %(today)s
  AND f.scope_path >= %(lo)s AND f.scope_path < %(hi)s AND f.body <> ''
  AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)
ORDER BY f.happened_on DESC, f.id LIMIT %(most)s
"""
_PLACES = f"SELECT a.path, {place_sql('a.path')} FROM grid_area a WHERE a.path = ANY(%s)"  # noqa: S608  the name of a place


@dataclass(slots=True)
class Found:
    """How many levels were set, which way they stood to the sheet, and why another was set; by place, in the order of places."""

    n: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)  # reason, way
    places: list[tuple[str, Counter[str]]] = field(default_factory=list)

    @property
    def known(self) -> int:
        """Those with which the proposal was kept."""
        return self.n - self.ways["unknown"]


def since(asked: str, today: date) -> date:
    """The first day of the month so many months back; a year where nothing of the list was asked for."""
    months = int(asked) if asked in {str(one) for one in SPANS} else 12
    return months_before(first_of_month(today), months)


def counted(actor: Actor, since: date, today: date) -> Found:
    """All levels set in the area of this post since a day, as they stand now."""
    asked = {
        "town": TOWN, "county": actor.county_id, "since": since, "today": today, "lo": actor.lo, "hi": actor.hi, "most": MOST,
    }
    body_of, found, by_place = bodies_in(), Found(), dict[str, Counter[str]]()
    for fact, stored, town in rows(_CONFIRMED, asked):
        body = body_of(fact, stored)
        if body is None:
            continue
        way = chosen(body.get("proposed"), body["level"])
        found.n += 1
        found.ways[way] += 1
        by_place.setdefault(town, Counter())[way] += 1
        if way in ("higher", "lower"):
            found.reasons[body.get("differs_by") or "other", way] += 1
    names = dict(rows(_PLACES, [sorted(by_place)])) if by_place else {}
    found.places = [(names.get(path) or "—", by_place[path]) for path in sorted(by_place)]
    return found
