"""What the house knows by itself of a unit's criteria: looked up on a day, so that nobody says it again."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.held import held
from guitu.kit.database import row
from guitu.rules.dates import months_before
from guitu.rules.unit_fold import UnitCourse
from guitu.rules.units import YEAR, UnitType

_TITLED = (
    "(SELECT count(DISTINCT t.matter_id) * 100 / greatest(1, (SELECT count(*) FROM grid_area a WHERE a.path > %(path)s AND a.path < %(hi)s"
    " AND length(a.path) = {length} AND a.valid_to IS NULL AND NOT a.is_virtual)) FROM prevention_title t WHERE t.county_id = %(county)s"
    " AND t.type = '{type}' AND t.scope_path >= %(path)s AND t.scope_path < %(hi)s AND t.from_on <= %(today)s AND t.until_on > %(today)s)"
)
_POSTS = (
    "(SELECT count(*) FROM grid_post p WHERE p.county_id = %(county)s AND p.path = %(path)s AND p.role = '{role}' AND p.closed_on IS NULL"  # noqa: S608  ours
    f" AND EXISTS (SELECT FROM grid_holding h WHERE h.post_id = p.id AND {held('h')}))"
)
_LOOKUPS = {
    "groups_named": _TITLED.format(length=15, type="group"),
    "villages_named": _TITLED.format(length=12, type="village"),
    "families_declared": "(SELECT count(*) FROM prevention_unit u JOIN matters_matter m ON m.id = u.id WHERE u.county_id = %(county)s AND u.type = 'family'"
    " AND u.scope_path = %(path)s AND (u.phase IN ('confirmed', 'accepted', 'published') OR m.state = 'named'))",
    "village_workers": _POSTS.format(role="village_worker"),
    "grid_workers": _POSTS.format(role="grid_worker"),
    "places": "(SELECT count(*) FROM prevention_place p JOIN matters_matter m ON m.id = p.id AND m.state <> 'closed' WHERE p.county_id = %(county)s"
    " AND p.scope_path >= %(path)s AND p.scope_path < %(hi)s AND p.opened_on <= %(today)s)",
    "sampled": "(SELECT count(*) FROM prevention_sample s WHERE s.county_id = %(county)s AND strpos(s.lots, %(unit)s) > 0 AND s.round = %(round)s"
    " AND NOT EXISTS (SELECT FROM prevention_drawn d WHERE d.sample_id = s.id AND d.result = ''))",
}


def looked_up(unit: dict[str, Any], kind: UnitType, course: UnitCourse, on: date) -> dict[str, int]:
    """The number behind each criterion of a type that rests on data; a veto counts against it for a year. One query, none where nothing is asked of it."""
    wanted = [one.check for one in kind.criteria if one.how == "data" and one.check in _LOOKUPS]
    path = unit["scope_path"]
    values = {"county": path[:6], "path": path, "hi": path + ":", "today": on, "unit": str(unit["id"]), "round": course.round}
    found = row(f"SELECT {', '.join(_LOOKUPS[name] for name in wanted)}", values) if wanted else ()
    answer = dict(zip(wanted, (int(n) for n in found or ()), strict=True))
    since = months_before(on, YEAR)
    answer["no_vetoes"] = int(not any(one.on > since and one.decision != "lifted" for one in course.vetoes))
    return answer


def met_by_data(kind: UnitType, numbers: dict[str, int]) -> frozenset[str]:
    """The codes of the criteria that the numbers meet."""
    return frozenset(one.code for one in kind.criteria if one.how == "data" and numbers.get(one.check, 0) >= one.least)


def unvisited(unit_id: UUID, year: int) -> int | None:
    """How many drawn households of the samples that hold this declaration still wait for a visit; None: it is in no sample."""
    found = row(
        "SELECT count(*), coalesce(sum((SELECT count(*) FROM prevention_drawn d WHERE d.sample_id = s.id AND d.result = '')), 0)"
        " FROM prevention_sample s WHERE s.county_id = (SELECT county_id FROM prevention_unit WHERE id = %s) AND strpos(s.lots, %s) > 0 AND s.round = %s",
        [unit_id, str(unit_id), year],
    )
    return None if not found or not found[0] else int(found[1])
