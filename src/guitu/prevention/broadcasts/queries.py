"""Broadcasts as pages read them: the villages with their weeks, the scripts, the clips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.prevention.sealed import words_in
from guitu.rules.broadcasts import BroadcastsPolicy, Week, play_day, weeks
from guitu.rules.dates import days_after

Row = dict[str, Any]
_VILLAGES = """
SELECT l.id, l.scope_path, l.since_on, m.state, m.since_on AS state_since, a.short AS village, t.short AS town, left(l.scope_path, 9) AS town_path,
  (SELECT s.post_id FROM matters_part s WHERE s.matter_id = l.id AND s.part = 'responsible' AND s.until_on IS NULL) AS post_id,
  (SELECT array_agg(f.happened_on) FROM ledger_fact f WHERE f.matter_id = l.id AND f.kind = 'broadcast_played'
    AND f.happened_on >= %(since)s AND NOT EXISTS (SELECT FROM ledger_fact c WHERE c.corrects = f.id AND c.matter_id = f.matter_id)) AS played
FROM prevention_loudspeaker l JOIN matters_matter m ON m.id = l.id JOIN grid_area a ON a.path = l.scope_path
JOIN grid_area t ON t.path = left(l.scope_path, 9)
WHERE l.county_id = %(county)s AND l.scope_path >= %(lo)s AND l.scope_path < %(hi)s ORDER BY l.scope_path
"""


def villages(actor: Actor, first: date, last: date, today: date, policy: BroadcastsPolicy, area: str = "") -> list[Row]:
    """Every village of one's area in the schedule with its weeks from a day to another, and how many were silent. One query."""
    low = area or actor.path
    found = dicts(_VILLAGES, {"county": actor.county_id, "lo": low, "hi": low + ":", "since": first})
    return [one | _weeks(one, first, last, today, policy) for one in found]


def _weeks(one: Row, first: date, last: date, today: date, policy: BroadcastsPolicy) -> Row:
    played = {play_day(day, policy) for day in one["played"] or ()}
    until = min(last, one["state_since"]) if one["state"] == "stopped" else last
    mine = {week.day: week for week in weeks(max(first, one["since_on"]), until, played, today, policy)}
    line = [mine.get(week.day, Week(week.day, "")) for week in weeks(first, last, (), today, policy)]
    return {"weeks": line, "silent": sum(week.state == "silent" for week in line), "played_n": sum(week.state == "played" for week in line)}


def loudspeaker_of(loudspeaker_id: UUID) -> Row:
    found = dicts(
        "SELECT l.id, l.scope_path, l.since_on, m.state, a.short AS village FROM prevention_loudspeaker l JOIN matters_matter m ON m.id = l.id"
        " JOIN grid_area a ON a.path = l.scope_path WHERE l.id = %s",
        [loudspeaker_id],
    )
    if not found:
        raise NotVisible
    return found[0]


def this_week(actor: Actor, today: date, policy: BroadcastsPolicy) -> list[Row]:
    """Of the loudspeakers in this post's hands, or of its village, the week that can be ticked today and is not."""
    day = play_day(today, policy)
    if (today - day).days > policy.tick_days or len(actor.path) < 12:
        return []
    found = villages(actor, day, today, today, policy)
    return [one | {"day": day} for one in found if one["state"] == "running" and one["since_on"] <= today and one["weeks"] and one["weeks"][-1].state == "open"]


def not_in_schedule(actor: Actor) -> list[tuple[str, str]]:
    """Villages of one's area without a loudspeaker in the schedule."""
    return [
        (path, f"{town} {village}")
        for path, town, village in rows(
            "SELECT a.path, t.short, a.short FROM grid_area a JOIN grid_area t ON t.path = left(a.path, 9) WHERE a.path >= %s AND a.path < %s"
            " AND length(a.path) = 12 AND NOT a.is_virtual AND a.valid_to IS NULL"
            " AND NOT EXISTS (SELECT FROM prevention_loudspeaker l WHERE l.scope_path = a.path) ORDER BY a.path",
            [actor.lo, actor.hi],
        )
    ]


def scripts(actor: Actor, *, only_open: bool = False) -> list[Row]:
    """The scripts of the county, the newest number first."""
    sql = (
        "SELECT s.id, s.number, s.language, s.minutes, s.made_on, s.withdrawn_on, s.words, v.seconds FROM prevention_script s"
        " LEFT JOIN prevention_voice v ON v.id = s.id WHERE s.county_id = %s"
    )
    found = dicts(sql + (" AND s.withdrawn_on IS NULL" if only_open else "") + " ORDER BY s.number DESC", [actor.county_id])
    return [one | words_in("script", one["id"], one["words"]) for one in found]


def clips(actor: Actor) -> list[Row]:
    """What the press said, the newest first."""
    found = dicts("SELECT id, day_on, level, words FROM prevention_clip WHERE county_id = %s AND taken_back_on IS NULL ORDER BY day_on DESC, id LIMIT 200", [actor.county_id])
    return [one | words_in("clip", one["id"], one["words"]) for one in found]


def by_town(found: Sequence[Row]) -> list[Row]:
    """Villages as one group a town, in code order, with the silent weeks of each."""
    towns: dict[str, Row] = {}
    for one in found:
        town = towns.setdefault(one["town_path"], {"name": one["town"], "villages": [], "silent": 0})
        town["villages"].append(one)
        town["silent"] += one["silent"]
    return list(towns.values())


def span(last: date, n: int, policy: BroadcastsPolicy) -> tuple[date, date]:
    """The first and last broadcast day of so many weeks that end on or before a day."""
    end = play_day(last, policy)
    return days_after(end, -7 * (n - 1)), end
