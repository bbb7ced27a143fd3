"""Finding somebody: tokens name candidates inside one's own scope, decrypting decides (S-3.3)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.crypto import blind, blind_short, normal, readable, tokens
from guitu.kit.database import dicts
from guitu.people.pinyin import is_match, plain_name, query_keys, sort_key

MOST_CANDIDATES = 400  # of one query; more means that too little was typed
_NUMBER = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]")
_PHONE = re.compile(r"1[0-9]{10}")
_LAST_FOUR = re.compile(r"[0-9]{3}[0-9X]")

_CANDIDATES = """
SELECT i.person_id, i.name, i.id_number, i.phone FROM people_identity i
JOIN people_person p ON p.id = i.person_id AND p.sealed_at IS NULL
WHERE i.county_id = %(county)s AND {which} LIMIT %(limit)s
"""
_BY_TOKENS = """i.person_id IN (
  SELECT t.person_id FROM people_identity t WHERE t.county_id = %(county)s AND t.tokens @> %(tokens)s::int[])"""
# A post with people of its own looks through them one by one, however many live in its area.
_MINE_BY_TOKENS = """i.tokens @> %(tokens)s::int[] AND i.person_id = ANY(ARRAY(
  SELECT s.person_id FROM people_assignment s WHERE s.post_id = %(me)s AND s.until_on IS NULL))"""


@dataclass(frozen=True, slots=True)
class Found:
    """Who answers to what was typed, in the order of their names; `is_cut`: there may be more."""

    ids: list[UUID]
    is_cut: bool = False


def find(actor: Actor, text: str) -> Found:
    """People of one's scope by name, pinyin, initials, number, its last four, or phone. Never a sealed file."""
    typed = normal(text)
    if _NUMBER.fullmatch(typed):
        return _exactly(actor, "id_number", "i.id_index = %(index)s", blind("id_number", typed), typed)
    if _PHONE.fullmatch(typed):
        return _exactly(actor, "phone", "i.phone_index = %(index)s", blind_short("phone", typed), typed)
    keys = query_keys(text)
    if not keys:
        return Found([])
    candidates = _with_keys(actor, keys)
    ends_with = typed if _LAST_FOUR.fullmatch(typed) else ""
    named = []
    for row in candidates:
        name = _opened(row, "name")
        if _fits(row, name, text, ends_with):
            named.append((sort_key(name or ""), str(row["person_id"]), row["person_id"]))
    return Found([person for _, _, person in sorted(named)], len(candidates) >= MOST_CANDIDATES)


def _exactly(actor: Actor, column: str, which: str, index: Any, typed: str) -> Found:
    rows = _candidates(actor, which, {"index": index})
    opened = ((row["person_id"], _opened(row, column)) for row in rows)
    return Found([person for person, value in opened if value is None or normal(value) == typed])


def _fits(row: dict[str, Any], name: str | None, text: str, ends_with: str) -> bool:
    """Whether this candidate is meant. Where the value cannot be read its token is all there is to go by: the file
    must not vanish from the search because one value is spoilt."""
    if ends_with:
        number = _opened(row, "id_number")
        return number is None or number.upper().endswith(ends_with)
    return name is None or is_match(name, text)


def _with_keys(actor: Actor, keys: Collection[str]) -> list[dict[str, Any]]:
    which = _BY_TOKENS if actor.whole else _MINE_BY_TOKENS
    return _candidates(actor, which, {"tokens": sorted(tokens(actor.county_id, keys)), "me": actor.post_id})


def _candidates(actor: Actor, which: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    sql = _CANDIDATES.format(which=which)
    return dicts(sql, {**params, "county": actor.county_id, "limit": MOST_CANDIDATES}, prepared=True)


def _opened(row: dict[str, Any], column: str) -> str | None:
    return readable(f"people_identity|{column}", row["person_id"], row[column])


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody on file who may be the one about to be added, masked; and what is alike."""

    id: UUID
    masked: str
    sex: str
    born_on: date | None
    place: str
    state: str
    alike: tuple[str, ...]  # name, id_number, phone, born_on


def similar(
    actor: Actor, *, name: str = "", id_number: str | None = None, phone: str | None = None,
    born_on: date | None = None,
) -> list[Similar]:  # fmt: skip
    """Search before create: the same number, the same phone, or the same name, inside one's own scope.

    At most ten, the likeliest first. A file in another town is never among them.
    """
    alike: dict[UUID, set[str]] = {}
    for column, value in (("id_number", id_number), ("phone", phone)):
        if value:
            for person in find(actor, value).ids:
                alike.setdefault(person, set()).add(column)
    if name and query_keys(name):
        wanted = plain_name(name)
        for row in _with_keys(actor, query_keys(name)):
            held = _opened(row, "name")
            if held is None or plain_name(held) == wanted:
                alike.setdefault(row["person_id"], set()).add("name")
    if not alike:
        return []
    answer = [_similar(row, alike[row["id"]], born_on) for row in dicts(_SHOWN, [list(alike)], prepared=True)]
    return sorted(answer, key=lambda one: (-len(one.alike), one.masked, str(one.id)))[:10]


_SHOWN = f"""
SELECT p.id, p.masked, p.sex, p.born_on, coalesce({place_sql("p.scope_path")}, '') AS place, coalesce(c.state, '') AS state
FROM people_person p LEFT JOIN casework_current c ON c.person_id = p.id WHERE p.id = ANY(%s)
"""  # noqa: S608  the name of a place


def _similar(row: dict[str, Any], alike: set[str], born_on: date | None) -> Similar:
    if born_on is not None and row["born_on"] == born_on:
        alike = alike | {"born_on"}
    order = ("id_number", "phone", "name", "born_on")
    return Similar(**row, alike=tuple(name for name in order if name in alike))
