"""Units as pages read them: the list, one unit, the households of a declaration, the board by type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.lists.pages import Cut
from guitu.prevention.sealed import words_in

Row = dict[str, Any]
# A state that has come by its date alone is what it is, whether or not anything ran since.
STATE = "CASE WHEN m.next_on <= %(today)s THEN m.next_state ELSE m.state END"
_UNITS = f"""
SELECT * FROM (SELECT u.id, u.type, u.name, u.number, u.scope_path, u.phase, u.level, u.round, u.ends_on, u.seen_on, u.naming_id, u.code,
  {STATE} AS state, m.since_on, {place_sql("u.scope_path")} AS place
FROM prevention_unit u JOIN matters_matter m ON m.id = u.id WHERE u.county_id = %(county)s AND u.scope_path >= %(lo)s AND u.scope_path < %(hi)s) u
WHERE true
"""  # noqa: S608  ours
ABOVE = "array_position(ARRAY['group', 'village', 'town', 'county'], u.level) {sign} array_position(ARRAY['group', 'village', 'town', 'county'], %(level)s)"
ONLY = {
    "": "", "mine": f" AND u.phase = 'declared' AND {ABOVE.format(sign='<')}", "creating": " AND u.phase = 'confirmed'",
    "named": " AND u.state = 'named'", "due": " AND u.state = 'named' AND u.ends_on < %(soon)s", "suspended": " AND u.state = 'suspended'",
    "lost": " AND u.state IN ('expired', 'revoked')",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for."""

    text: str = ""
    type: str = ""
    area: str = ""
    only: str = ""


def units(actor: Actor, wish: Wish, today: date, soon: date, level: str, cut: Cut) -> list[Row]:
    """The units of one's area. One query. `soon`: a title that ends before it is due; `level`: where the post stands."""
    low = wish.area or actor.path
    sql = _UNITS + ONLY[wish.only] + (" AND u.type = %(type)s" if wish.type else "") + (" AND strpos(u.name, %(text)s) > 0" if wish.text else "")
    asked = {"county": actor.county_id, "lo": low, "hi": low + ":", "today": today, "soon": soon, "level": level, "type": wish.type,
             "text": wish.text, "limit": cut.limit, "offset": cut.offset}
    sql = sql.replace("SELECT * FROM", "SELECT *, count(*) OVER () AS total FROM", 1)
    return dicts(f"{sql} ORDER BY {cut.order.replace('m.', 'u.')} LIMIT %(limit)s OFFSET %(offset)s", asked)


def unit_of(unit_id: UUID, today: date) -> Row:
    found = dicts(
        f"SELECT u.id, u.type, u.name, u.number, u.scope_path, u.phase, u.level, u.round, u.ends_on, u.seen_on, u.naming_id, u.code, {STATE} AS state,"  # noqa: S608
        f" m.since_on, {place_sql('u.scope_path')} AS place FROM prevention_unit u JOIN matters_matter m ON m.id = u.id WHERE u.id = %(id)s",
        {"id": unit_id, "today": today},
    )
    if not found:
        raise NotVisible
    return found[0]


_BOARD = f"""
SELECT u.type, count(*) AS there, count(*) FILTER (WHERE u.phase <> '') AS under_way, count(*) FILTER (WHERE s.state = 'named') AS named,
  count(*) FILTER (WHERE s.state = 'named' AND u.ends_on < %(soon)s) AS due, count(*) FILTER (WHERE s.state = 'suspended') AS suspended,
  count(*) FILTER (WHERE s.state IN ('expired', 'revoked')) AS lost
FROM prevention_unit u JOIN matters_matter m ON m.id = u.id, LATERAL (SELECT {STATE} AS state) s
WHERE u.county_id = %(county)s AND u.scope_path >= %(lo)s AND u.scope_path < %(hi)s GROUP BY u.type
"""  # noqa: S608  ours
_TARGETS = (
    "SELECT t.type, sum(t.number) AS number FROM prevention_target t WHERE t.county_id = %(county)s AND t.year = %(year)s"
    " AND t.scope_path >= %(lo)s AND t.scope_path < %(hi)s AND length(t.scope_path) = (SELECT min(length(o.scope_path)) FROM prevention_target o"
    " WHERE o.county_id = t.county_id AND o.type = t.type AND o.year = t.year AND o.scope_path >= %(lo)s AND o.scope_path < %(hi)s) GROUP BY t.type"
)
TITLED_HOUSEHOLDS = (
    "FROM prevention_title t JOIN prevention_household h ON h.matter_id = t.matter_id AND h.round = t.round AND h.reason = ''"
    " WHERE t.county_id = %(county)s AND t.type = 'family' AND t.from_on <= %(today)s AND t.until_on > %(today)s"
    " AND t.scope_path >= %(lo)s AND t.scope_path < %(hi)s AND (h.out_on IS NULL OR h.out_on > %(today)s)"
)


def board(actor: Actor, area: str, today: date, soon: date) -> tuple[dict[str, Row], dict[str, int], int]:
    """By type what there is in an area, what it is to reach this year, and how many households have a title. Three queries."""
    low = area or actor.path
    asked = {"county": actor.county_id, "lo": low, "hi": low + ":", "today": today, "soon": soon, "year": today.year}
    found = {one["type"]: one for one in dicts(_BOARD, asked)}
    targets = {type: int(n) for type, n in rows(_TARGETS, asked)}
    ((households,),) = rows(f"SELECT count(*) {TITLED_HOUSEHOLDS}", asked)
    return found, targets, int(households)


def named_on(actor: Actor, day: date) -> dict[str, int]:
    """How many titles of each type were in force on a day, as known now."""
    return dict(rows(
        "SELECT t.type, count(DISTINCT t.matter_id) FROM prevention_title t WHERE t.county_id = %s AND t.scope_path >= %s AND t.scope_path < %s"
        " AND t.from_on <= %s AND t.until_on > %s GROUP BY t.type", [actor.county_id, actor.lo, actor.hi, day, day],
    ))


_HOUSEHOLDS = f"""
SELECT h.id, h.number, h.reason, h.words, h.out_on, h.matter_id, {place_sql("h.group_path")} AS place, count(*) OVER () AS total FROM prevention_household h
WHERE h.county_id = %(county)s AND h.scope_path >= %(lo)s AND h.scope_path < %(hi)s AND h.round = %(round)s
"""  # noqa: S608  ours
_OF_HOUSEHOLDS = {"": "", "declared": " AND h.reason = '' AND h.out_on IS NULL", "excepted": " AND h.reason <> ''", "out": " AND h.out_on IS NOT NULL"}


def households(actor: Actor, area: str, only: str, year: int, cut: Cut) -> list[Row]:
    """The households of an area by group and number, with the argument of each exception. One query."""
    low = area if len(area) > len(actor.path) else actor.path
    asked = {"county": actor.county_id, "lo": low[:12], "hi": low[:12] + ":", "round": year, "limit": cut.limit, "offset": cut.offset, "group": low}
    sql = _HOUSEHOLDS + _OF_HOUSEHOLDS[only] + (" AND h.group_path = %(group)s" if len(low) > 12 else "")
    found = dicts(f"{sql} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s", asked)
    return [one | {"why": words_in("household", one["id"], one["words"]).get("why", "")} for one in found]


def lot_of(unit_id: UUID, year: int) -> Row:
    """A village's declaration in one line: how many households, how many excepted, how many found otherwise."""
    return dicts(
        "SELECT count(*) FILTER (WHERE reason = '' AND out_on IS NULL) AS declared, count(*) FILTER (WHERE reason <> '') AS excepted,"
        " count(*) FILTER (WHERE out_on IS NOT NULL) AS out, max(round) AS round FROM prevention_household WHERE matter_id = %s AND round = %s",
        [unit_id, year],
    )[0]


def groups_of(path: str, year: int) -> list[Row]:
    """The groups of a village with the numbers of the declaration of this year, or of the year before."""
    return dicts(
        "SELECT a.path, a.short, coalesce((SELECT max(h.number) FROM prevention_household h WHERE h.scope_path = %(path)s AND h.group_path = a.path AND h.round ="
        " (SELECT max(round) FROM prevention_household o WHERE o.scope_path = %(path)s AND o.round <= %(year)s)), 0) AS n FROM grid_area a"
        " WHERE a.path > %(path)s AND a.path < %(hi)s AND length(a.path) = 15 AND a.valid_to IS NULL ORDER BY a.path",
        {"path": path, "hi": path + ":", "year": year},
    )


_SAMPLES = f"""
SELECT s.id, s.scope_path, s.round, s.seed, s.households, s.permille, s.drawn_on, {place_sql("s.scope_path")} AS place, count(d.id) AS drawn,
  count(d.id) FILTER (WHERE d.result <> '') AS visited, count(d.id) FILTER (WHERE d.result = 'faulty') AS faulty
FROM prevention_sample s LEFT JOIN prevention_drawn d ON d.sample_id = s.id
WHERE s.county_id = %(county)s AND s.scope_path >= %(lo)s AND s.scope_path < %(hi)s{{which}} GROUP BY s.id ORDER BY s.drawn_on DESC, s.scope_path LIMIT 60
"""  # noqa: S608  ours


def samples(actor: Actor) -> list[Row]:
    """The samples of one's area with the hit rate of each approving town, the newest first. One query."""
    return dicts(_SAMPLES.format(which=""), {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi})


def sample_of(actor: Actor, sample_id: UUID) -> Row:
    found = dicts(_SAMPLES.format(which=" AND s.id = %(id)s"), {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "id": sample_id})
    if not found:
        raise NotVisible
    return found[0]


def drawn_of(sample_id: UUID) -> list[Row]:
    return dicts(
        f"SELECT d.id, d.result, d.visited_on, h.number, {place_sql('h.group_path')} AS place FROM prevention_drawn d"  # noqa: S608  ours
        " JOIN prevention_household h ON h.id = d.household_id WHERE d.sample_id = %s ORDER BY d.result <> '', h.group_path, h.number",
        [sample_id],
    )


def waiting_for_sample(actor: Actor, year: int) -> list[Row]:
    """The towns with confirmed households that lie in no sample yet, and how many these are. One query."""
    return dicts(
        f"SELECT left(u.scope_path, 9) AS path, {place_sql('left(u.scope_path, 9)')} AS place, count(DISTINCT u.id) AS lots, count(h.id) AS households"  # noqa: S608
        " FROM prevention_unit u JOIN prevention_household h ON h.matter_id = u.id AND h.round = u.round AND h.reason = '' AND h.out_on IS NULL"
        " WHERE u.county_id = %(county)s AND u.scope_path >= %(lo)s AND u.scope_path < %(hi)s AND u.type = 'family' AND u.phase = 'confirmed' AND u.round = %(year)s"
        " AND NOT EXISTS (SELECT FROM prevention_sample s WHERE s.county_id = u.county_id AND s.round = u.round AND strpos(s.lots, u.id::text) > 0)"
        " GROUP BY 1, 2 ORDER BY 1",
        {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "year": year},
    )


def ready_to_publish(actor: Actor) -> list[Row]:
    """Units that passed and are in no publicity. One query."""
    return dicts(
        f"SELECT u.id, u.type, u.name, {place_sql('u.scope_path')} AS place FROM prevention_unit u WHERE u.county_id = %s AND u.scope_path >= %s"  # noqa: S608
        " AND u.scope_path < %s AND u.phase = 'accepted' ORDER BY u.type, u.scope_path, u.name LIMIT 3000",
        [actor.county_id, actor.lo, actor.hi],
    )


def namings(actor: Actor) -> list[Row]:
    """The batches of the county, the newest first, and how many units each has. One query."""
    return dicts(
        "SELECT n.id, n.scope_path, n.published_on, n.until_on, n.named_on, n.by, n.document, count(u.id) AS units,"
        " count(u.id) FILTER (WHERE u.phase = 'published') AS waiting FROM prevention_naming n LEFT JOIN prevention_unit u ON u.naming_id = n.id"
        " WHERE n.county_id = %s GROUP BY n.id ORDER BY n.published_on DESC, n.id LIMIT 40",
        [actor.county_id],
    )


def naming_of(naming_id: UUID) -> tuple[Row, list[Row]]:
    """A batch with its units."""
    found = dicts("SELECT id, scope_path, published_on, until_on, named_on, by, document FROM prevention_naming WHERE id = %s", [naming_id])
    if not found:
        raise NotVisible
    listed = dicts(
        f"SELECT u.id, u.type, u.name, u.number, u.phase, {place_sql('u.scope_path')} AS place FROM prevention_unit u WHERE u.naming_id = %s"  # noqa: S608
        " ORDER BY u.type, u.scope_path, u.name LIMIT 3000",
        [naming_id],
    )
    return found[0], listed


def targets(actor: Actor, today: date) -> list[Row]:
    """What was set for a year, by place and type, with how many have a title today. One query."""
    found = dicts(
        f"SELECT t.id, t.scope_path, t.type, t.number, t.whose, {place_sql('t.scope_path')} AS place, (SELECT count(DISTINCT s.matter_id) FROM prevention_title s"  # noqa: S608
        " WHERE s.county_id = t.county_id AND s.type = t.type AND s.scope_path >= t.scope_path AND s.scope_path < t.scope_path || ':'"
        " AND s.from_on <= %s AND s.until_on > %s) AS named"
        " FROM prevention_target t WHERE t.county_id = %s AND t.scope_path >= %s AND t.scope_path < %s AND t.year = %s ORDER BY t.scope_path, t.type LIMIT 300",
        [today, today, actor.county_id, actor.lo, actor.hi, today.year],
    )
    return [one | {"whose": words_in("target", one["id"], one["whose"]).get("whose", "")} for one in found]


def plaque_of(code: str, today: date) -> Row | None:
    """What a plaque says to anybody who scans it; None where there is no such plaque."""
    found = dicts("SELECT * FROM prevention_plaque(%s, %s)", [code, today])
    if not found:
        return None
    one = found[0]
    if one["next_on"] is not None and one["next_on"] <= today:
        one |= {"state": one["next_state"], "since_on": one["next_on"]}
    return one
