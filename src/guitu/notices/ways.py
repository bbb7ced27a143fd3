"""What pages show of ways out: one's own addresses, how the ways are configured but for their secrets, what failed."""

from __future__ import annotations

from typing import Any

import orjson

from guitu.kit.actor import Actor
from guitu.kit.crypto import readable, shown
from guitu.kit.database import dicts, rows
from guitu.kit.telling import said
from guitu.notices.channel_commands import KEPT
from guitu.notices.outbox import ADDRESS, CONFIG
from guitu.rules.notices import FOR_ONE, TROUBLES, WAY_WORDS

Row = dict[str, Any]


def own_ways(actor: Actor) -> list[Row]:
    """The ways to one person that the place has, each with this account's address, most of it hidden."""
    open_ways = {way for (way,) in rows("SELECT DISTINCT way FROM notices_channel WHERE is_on")}
    mine = {
        one["way"]: one
        for one in dicts("SELECT id, way, address, kinds, verified_at, code_until FROM notices_setting WHERE account_id = %s", [actor.account_id])
    }
    return [_own(way, mine.get(way)) for way in FOR_ONE if way in open_ways]


def _own(way: str, found: Row | None) -> Row:
    if found is None:
        return {"way": way, "word": said(WAY_WORDS[way]), "address": "", "kinds": [], "is_proved": False, "proved_at": None, "waits_until": None}
    address = shown(ADDRESS, found["id"], found["address"])
    return {
        "way": way, "word": said(WAY_WORDS[way]), "address": hidden(address), "kinds": found["kinds"],
        "is_proved": found["verified_at"] is not None, "proved_at": found["verified_at"], "waits_until": found["code_until"],
    }


def hidden(address: str) -> str:
    """138****0000, w***@example.cn."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else f"{address[:3]}****{address[-4:]}"


def channels(actor: Actor) -> list[Row]:
    """The ways of this place, with what may be shown of each again."""
    found = dicts("SELECT id, way, config, kinds, is_on, changed_at FROM notices_channel WHERE scope_path = %s", [actor.path])
    return [one | {"initial": _initial(one)} for one in found]


def _initial(one: Row) -> Row:
    config = orjson.loads(readable(CONFIG, one["id"], one["config"]) or "{}")
    return {name: value for name, value in config.items() if name not in KEPT} | {"kinds": one["kinds"], "is_on": one["is_on"]}


def waiting_counts() -> dict[str, int]:
    """How many messages wait, are under way, left and were given up."""
    return dict(rows("SELECT state, count(*) FROM notices_delivery GROUP BY state"))


def troubled(most: int = 50) -> list[Row]:
    """What was given up, and what failed and will be tried again; neither to whom nor about what."""
    found = dicts(
        "SELECT id, way, kind, n, state, attempts, next_at, done_at, trouble FROM notices_delivery"
        " WHERE state = 'given_up' OR (state = 'waiting' AND attempts > 0) ORDER BY state, next_at DESC LIMIT %s",
        [most],
    )
    return [
        one | {"word": said(WAY_WORDS[one["way"]]), "why": said(TROUBLES.get(one["trouble"], "")) or one["trouble"]} for one in found
    ]
