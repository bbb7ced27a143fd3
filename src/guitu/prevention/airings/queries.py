"""What went out, as pages read it: the register, and the sums of a year by channel, which are never added up across channels."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.lists.pages import Cut
from guitu.prevention.sealed import words_in
from guitu.rules.airings import at_a_glance

Row = dict[str, Any]
_OF = "FROM prevention_airing r WHERE r.county_id = %(county)s AND r.scope_path >= %(lo)s AND r.scope_path < %(hi)s AND r.taken_back_on IS NULL"


def airings(actor: Actor, channel: str, cut: Cut) -> list[Row]:
    """The register of one's area, by one channel or all. One query."""
    only = " AND r.channel = %(channel)s" if channel else ""
    found = dicts(
        f"SELECT r.id, r.scope_path, r.channel, r.audience, r.day_on, r.times, r.words, {place_sql('r.scope_path')} AS place,"
        f" count(*) OVER () AS total {_OF}{only} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "channel": channel, "limit": cut.limit, "offset": cut.offset},
    )
    return [_told(one, words_in("airing", one["id"], one["words"])) for one in found]


def _told(one: Row, words: Row) -> Row:
    text = str(words.get("text", ""))
    return one | {"text": text, "outlet": str(words.get("outlet", "")), "glance": at_a_glance(text)}


def sums(actor: Actor, since: date, until: date) -> dict[str, tuple[int, int]]:
    """By channel: how often something went out, and messages or times together. One query."""
    found = rows(
        f"SELECT r.channel, count(*)::int, sum(r.times)::int {_OF} AND r.day_on >= %(since)s AND r.day_on < %(until)s GROUP BY 1",
        {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "since": since, "until": until},
    )
    return {channel: (n, times) for channel, n, times in found}
