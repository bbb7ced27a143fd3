"""Programmes as pages read them: the year by months, the weeks of one month, one programme with what was held under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.matters.labels import label_in
from guitu.rules.activities import Heads

Row = dict[str, Any]
_PROGRAMMES = f"""
SELECT p.id, p.scope_path, p.kind, p.title, p.since_on, p.until_on, p.gift_from, {place_sql("p.scope_path")} AS place,
  (SELECT count(*) FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state <> 'called_off' WHERE a.programme_id = p.id AND a.parent_id IS NULL) AS n,
  (SELECT count(*) FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state = 'held' WHERE a.programme_id = p.id AND a.parent_id IS NULL) AS held
FROM prevention_programme p WHERE p.county_id = %(county)s
"""  # noqa: S608  ours
_DAYS = f"""
SELECT a.id, a.held_on, a.scope_path, a.programme_id, m.state, m.label, {place_sql("a.scope_path")} AS place FROM prevention_activity a
JOIN matters_matter m ON m.id = a.id AND m.state <> 'called_off' WHERE a.county_id = %(county)s AND a.parent_id IS NULL
AND a.held_on >= %(since)s AND a.held_on < %(until)s
"""  # noqa: S608  ours


def programmes(actor: Actor, since: date, until: date) -> list[Row]:
    """Those of the county that have a day between two, the first to begin first. One query."""
    sql = f"{_PROGRAMMES} AND p.since_on < %(until)s AND p.until_on > %(since)s ORDER BY p.since_on, p.scope_path, p.title"
    return dicts(sql, {"county": actor.county_id, "since": since, "until": until})


def programme_of(actor: Actor, programme_id: UUID) -> Row:
    found = dicts(f"{_PROGRAMMES} AND p.id = %(id)s", {"county": actor.county_id, "id": programme_id})
    if not found:
        raise NotVisible
    return found[0]


def days(actor: Actor, since: date, until: date) -> list[tuple[date, str, int]]:
    """How many activities of one's area are planned or held on each day, by state. One query."""
    sql = (
        "SELECT a.held_on, m.state, count(*)::int FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state <> 'called_off'"
        " WHERE a.county_id = %s AND a.scope_path >= %s AND a.scope_path < %s AND a.parent_id IS NULL AND a.held_on >= %s AND a.held_on < %s GROUP BY 1, 2"
    )
    return [(on, state, n) for on, state, n in rows(sql, [actor.county_id, actor.lo, actor.hi, since, until])]


def listed(actor: Actor, since: date, until: date) -> list[Row]:
    """The activities of one's area from a day to another, by day. One query."""
    sql = f"{_DAYS} AND a.scope_path >= %(lo)s AND a.scope_path < %(hi)s ORDER BY a.held_on, a.scope_path, a.id LIMIT 300"
    found = dicts(sql, {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "since": since, "until": until})
    return [one | {"name": label_in(one["id"], one["label"])} for one in found]


def under(programme_id: UUID) -> list[Row]:
    """What is planned and was held under a programme, as far as one sees it: each activity once. One query."""
    found = dicts(
        "SELECT a.id, a.held_on, a.scope_path, a.counted, a.signed, a.estimated, a.cost, a.leader, m.state, m.label,"  # noqa: S608  ours
        f" {place_sql('a.scope_path')} AS place FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state <> 'called_off'"
        " WHERE a.programme_id = %s AND a.parent_id IS NULL ORDER BY a.held_on, a.scope_path, a.id",
        [programme_id],
    )
    return [one | {"name": label_in(one["id"], one["label"])} for one in found]


def heads_of(found: Sequence[Row]) -> list[Heads]:
    return [Heads(one["counted"], one["signed"], one["estimated"]) for one in found if one["state"] == "held"]


def by_town(found: Sequence[Row], towns: Sequence[tuple[str, str]]) -> list[Row]:
    """Every town of one's area with how many of these it has; a town with none is named as well."""
    return [{"path": path, "name": name, "n": sum(one["scope_path"].startswith(path) for one in found)} for path, name in towns]


def stamps_of(programme_id: UUID) -> tuple[int, int, int]:
    """How many cards there are, stamps on them, and cards for which something was given. One query."""
    found = rows(
        "SELECT count(*), coalesce(sum((SELECT count(*) FROM prevention_stamp s WHERE s.card_id = c.id)), 0)::int, count(c.gift_on) FROM prevention_stampcard c"
        " WHERE c.programme_id = %s",
        [programme_id],
    )
    return found[0][0], found[0][1], found[0][2]


def choices(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The programmes of the county that are not over."""
    sql = "SELECT id, title FROM prevention_programme WHERE county_id = %s AND until_on > %s ORDER BY since_on, title"
    return [(str(id), title) for id, title in rows(sql, [actor.county_id, on])]
