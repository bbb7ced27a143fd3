"""The register that adds up: exclusive states counted for an area, on a day, as known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from guitu.figures.register import cells
from guitu.grid.area_groups.queries import GROUPS_TO_CHOOSE, WITHIN, AreaGroup
from guitu.grid.naming import place_sql
from guitu.grid.summing import LEVELS
from guitu.kit.database import Statement, dicts, row, rows
from guitu.people.basics import spread
from guitu.rules.terms import CURRENT_STATES, OFF_THE_BOOK

_DAY = "from_on <= %(on)s AND (until_on IS NULL OR until_on > %(on)s)"
_MOMENT = "known_at <= %(known)s AND (known_until IS NULL OR known_until > %(known)s)"


@dataclass(frozen=True, slots=True)
class View:
    """An area, a day, and the moment of knowledge: what every figure here is a function of."""

    path: str
    on: date
    known: datetime
    latest: bool = False  # known is this very moment, so that sums kept beforehand may answer
    group: AreaGroup | None = None  # 片区: only its areas, none of which lies inside another

    def values(self, **more: Any) -> dict[str, Any]:
        """What the statements below name."""
        areas = [*self.group.areas, *(code for code, _ in self.group.before)] if self.group else []
        return cells.values(self.path, self.on) | {"known": self.known, "areas": areas} | more

    @property
    def has_cells(self) -> bool:
        return self.latest and self.group is None and len(self.path) in LEVELS

    @property
    def asked(self) -> str:
        """The area as the address names it."""
        return f"group:{self.group.id}" if self.group else self.path

    @property
    def place(self) -> str:
        """The rows of the area, or of the group's areas."""
        within = "path >= %(path)s AND path < %(end)s"
        if self.group is None:
            return within
        return within + " AND " + WITHIN.format(path="path")

    @property
    def carried(self) -> str:
        """The rows of the day, whenever believed."""
        return f"{self.place} AND {_DAY}"

    @property
    def held(self) -> str:
        """The rows that held: the state on the day, as it was believed at the moment."""
        return f"{self.carried} AND {_MOMENT}"


@dataclass(frozen=True, slots=True)
class Register:
    """Counts per state. 在册 = 现有 + 三年未复吸 (− 待核对 at the county); 现有 = the sum of its states."""

    view: View
    counts: dict[str, int]
    to_check: int  # files that may be one person in two towns

    def of(self, state: str) -> int:
        return self.counts.get(state, 0)

    @property
    def current(self) -> int:
        return sum(self.of(state) for state in CURRENT_STATES)

    @property
    def registered(self) -> int:
        return self.current + self.of("abstinent") - self.to_check


def register(view: View) -> Register:
    """The register of an area on a day, as known at a moment: one query, and one for pairs to be checked."""
    found = cells.sums(view.path, view.on) if view.has_cells else _by_spans(view)
    return Register(view, found, _to_check(view))


def _by_spans(view: View) -> dict[str, int]:
    """As known on an earlier day, or below a town: every span that held is counted."""
    return dict(rows(Statement(_spans(view)), view.values()))


def _spans(view: View) -> str:
    return f"SELECT state, count(*)::int AS number FROM casework_standing WHERE {view.held} GROUP BY state"  # noqa: S608


def both_ways(view: View) -> tuple[int, int]:
    """Two ways of counting who is on the book: subjects carried, each once, and the sum of the states. They must be
    equal; asked in one statement, so that nobody who is recorded in between tips the scales."""
    held, summed = (view.held, _spans(view))
    if view.has_cells:
        held, summed = view.carried + " AND known_until IS NULL", cells.SUMS
    sql = Statement(
        f"SELECT (SELECT count(*) FROM (SELECT DISTINCT standing_no FROM casework_standing WHERE {held}"  # noqa: S608
        " AND NOT state = ANY(%(off)s)) AS carried),"
        f" (SELECT coalesce(sum(number), 0)::int FROM ({summed}) AS summed WHERE NOT state = ANY(%(off)s))"
    )
    found = row(sql, view.values(off=list(OFF_THE_BOOK)))
    return (int(found[0]), int(found[1])) if found else (0, 0)


def balances(found: Register) -> bool:
    """Both ways of counting agree."""
    carried, summed = both_ways(found.view)
    return carried == summed


def _to_check(view: View) -> int:
    """Pairs not yet settled whose files are both on the book that day. Only a county sees pairs."""
    if len(view.path) > 6:
        return 0
    sql = Statement(
        "SELECT count(*) FROM people_match m JOIN people_person a ON a.id = m.one_id JOIN people_person b ON b.id = m.other_id"  # noqa: S608
        " WHERE m.found_at <= %(known)s AND (m.settled_at IS NULL OR m.settled_at > %(known)s)"
        + "".join(
            f" AND EXISTS (SELECT 1 FROM casework_standing s WHERE s.standing_no = {side}.standing_no AND {view.held}"  # noqa: S608
            " AND s.state NOT IN ('dead', 'struck_off', 'moved_out', 'abroad'))"
            for side in ("a", "b")
        )
    )
    found = row(sql, view.values())
    return int(found[0]) if found else 0


@dataclass(frozen=True, slots=True)
class Move:
    """How many subjects went from one state to another between two days; None: not on the book."""

    before: str | None
    after: str | None
    number: int


def moves(view: View, since: date) -> list[Move]:
    """What changed between two days, both as known at the same moment. A span that holds on both days is no
    change, so only the few that hold on one of them are looked at."""
    found = rows(
        "SELECT b, a, count(*) FROM (SELECT max(state) FILTER (WHERE was) AS b, max(state) FILTER (WHERE NOT was) AS a"  # noqa: S608
        " FROM (SELECT standing_no, state, from_on <= %(since)s AND (until_on IS NULL OR until_on > %(since)s) AS was,"
        "  from_on <= %(on)s AND (until_on IS NULL OR until_on > %(on)s) AS now FROM casework_standing"
        f"  WHERE {view.place} AND from_on <= %(on)s AND (until_on IS NULL OR until_on > %(since)s) AND {_MOMENT}) AS held"
        " WHERE was <> now GROUP BY standing_no) AS moved WHERE b IS DISTINCT FROM a GROUP BY 1, 2 ORDER BY 3 DESC",
        view.values(since=since),
    )
    return [Move(*item) for item in found]


def late(view: View, closing: datetime) -> list[dict[str, Any]]:
    """States of the day that came to be known only after its closing: how many, and whether sums moved."""
    return dicts(
        f"SELECT state, count(*) AS number, min(known_at) AS first_known FROM casework_standing WHERE {view.held}"  # noqa: S608
        " AND known_at > %(closing)s GROUP BY state ORDER BY number DESC",
        view.values(closing=closing),
    )


def people_in(view: View, state: str, limit: int, offset: int) -> list[dict[str, Any]]:
    """The people of a term as far as the post may see them."""
    found = dicts(
        f"SELECT p.id, p.basics, s.from_on, s.until_on, {place_sql('s.path')} AS place"  # noqa: S608
        " FROM casework_standing s JOIN people_person p ON p.standing_no = s.standing_no"
        f" WHERE {view.held} AND s.state = %(state)s AND p.sealed_at IS NULL"
        " ORDER BY s.path, s.from_on, p.id LIMIT %(limit)s OFFSET %(offset)s",
        view.values(state=state, limit=limit, offset=offset),
    )
    return [spread(one) for one in found]


def visible(view: View, state: str) -> int:
    found = row(
        "SELECT count(*) FROM casework_standing s JOIN people_person p ON p.standing_no = s.standing_no"  # noqa: S608
        f" WHERE {view.held} AND s.state = %(state)s AND p.sealed_at IS NULL",
        view.values(state=state),
    )
    return int(found[0]) if found else 0


_BELOW = Statement(
    "SELECT path, short AS name, level FROM grid_area WHERE NOT is_virtual AND valid_from <= %(on)s"  # noqa: S608
    " AND (valid_to IS NULL OR valid_to > %(on)s) AND (path = ANY(%(above)s) OR"
    " (path >= %(path)s AND path < %(end)s AND length(path) = %(below)s))"
    f" UNION ALL {GROUPS_TO_CHOOSE} ORDER BY 1"
)


def areas_below(path: str, scope: str, on: date) -> list[dict[str, Any]]:
    """The area, its parents within the post's range, and the units right below it, as they stood on a day; then 片区, of
    level 0."""
    above = [path[:length] for length in range(len(scope), len(path) + 1)]
    return dicts(
        _BELOW,
        {"above": above, "path": path, "end": path + ":", "below": len(path) + 3, "county": scope[:6], "own": scope, "on": on,
         "own_end": scope + ":"},
    )


def by_unit(view: View) -> list[dict[str, Any]]:
    """The same register for each unit right below, or each area of a group, in one query. Whoever is carried by the
    area itself, because no unit below is known, is listed under the area."""
    if view.group is not None:
        return dicts(
            "SELECT m AS unit, state, count(*) AS number FROM unnest(%(areas)s::text[]) AS m"  # noqa: S608  parts are ours
            f" JOIN casework_standing ON starts_with(path, m) WHERE {view.held} GROUP BY 1, 2 ORDER BY 1",
            view.values(),
        )
    if view.has_cells and len(view.path) == LEVELS[0]:
        return cells.sums_of_towns(view.path, view.on)
    return dicts(
        f"SELECT left(path, %(below)s) AS unit, state, count(*) AS number FROM casework_standing WHERE {view.held}"  # noqa: S608
        " GROUP BY 1, 2 ORDER BY 1",
        view.values(below=len(view.path) + 3),
    )
