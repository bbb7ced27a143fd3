"""Letters of a calendar year by area: who must sign, who was checked, who signed, why the others did not; one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guitu.grid.areas import TOWN, VILLAGE, units_inside
from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.rules.words import CODES

Row = dict[str, Any]
REASONS = tuple(CODES["unsigned"])
COLUMNS = ("registered", "checked", "signed", "signed_of_checked", "expiring", "without_reason", *REASONS)
_STANDS = "NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"
_HERE = "f.county_id = %(county)s AND f.scope_path >= %(lo)s AND f.scope_path < %(hi)s"
_SIGNED = (
    f"SELECT DISTINCT f.matter_id AS id, (f.counted ->> 'year')::int AS year FROM ledger_fact f WHERE {_HERE}"  # noqa: S608  ours
    f" AND f.kind = 'venue_letter_signed' AND (f.counted ->> 'year')::int IN (%(year)s, %(year)s - 1) AND {_STANDS}"
)
_CHECKED = (
    f"SELECT DISTINCT f.matter_id AS id FROM ledger_fact f WHERE {_HERE} AND f.kind = 'venue_checked'"  # noqa: S608  ours
    " AND f.happened_on >= make_date(%(year)s, 1, 1) AND f.happened_on < make_date(%(year)s + 1, 1, 1)"
    f" AND f.counted ->> 'site_result' IN ('passed', 'failed') AND {_STANDS}"
)
_WHY = "CASE WHEN v.unsigned_year = %(year)s THEN v.unsigned END"
_SQL = (
    f"WITH signed AS MATERIALIZED ({_SIGNED}), checked AS MATERIALIZED ({_CHECKED}), of AS ("  # noqa: S608  ours
    f"SELECT left(v.scope_path, %(cut)s) AS path, s.id IS NOT NULL AS signed, c.id IS NOT NULL AS checked, b.id IS NOT NULL AS before, {_WHY} AS why"
    " FROM inspection_venue v LEFT JOIN signed s ON s.id = v.id AND s.year = %(year)s LEFT JOIN signed b ON b.id = v.id AND b.year = %(year)s - 1"
    " LEFT JOIN checked c ON c.id = v.id WHERE v.county_id = %(county)s AND v.scope_path >= %(lo)s AND v.scope_path < %(hi)s"
    " AND v.kind = ANY(%(signing)s) AND v.state <> 'closed')"
    " SELECT path, count(*) AS registered, count(*) FILTER (WHERE checked) AS checked, count(*) FILTER (WHERE signed) AS signed,"
    " count(*) FILTER (WHERE signed AND checked) AS signed_of_checked, count(*) FILTER (WHERE before AND NOT signed) AS expiring,"
    " count(*) FILTER (WHERE NOT signed AND why IS NULL) AS without_reason,"
    + ",".join(f" count(*) FILTER (WHERE NOT signed AND why = '{why}') AS {why}" for why in REASONS)
    + " FROM of GROUP BY path"
)


def of_year(actor: Actor, year: int, signing: Sequence[str]) -> list[Row]:
    """Every area below one's own in which a place must sign, in the order of their codes."""
    cut = TOWN if len(actor.path) < TOWN else VILLAGE
    values = {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "cut": cut, "year": year, "signing": list(signing)}
    found = {one["path"]: one for one in dicts(_SQL, values)}
    return [{"name": name, **found[path]} for path, name in units_inside(actor.path, cut) if path in found]


def total(listed: Sequence[Row]) -> Row:
    return {name: sum(one[name] for one in listed) for name in COLUMNS}
