"""Finding somebody: tokens name candidates inside one's own scope, decrypting decides (S-3.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.crypto import blind, blind_short, normal, readable, tokens
from guitu.kit.database import Statement, dicts
from guitu.people.basics import spread
from guitu.people.intake import aliases
from guitu.people.pinyin import is_match, plain_name, query_keys, sort_key
from guitu.rules.identifiers import check_id_number, check_phone, plain_number
from guitu.rules.texts import tidied

MOST_CANDIDATES = 400  # of one query; more means that too little was typed
LEAST_DIGITS = 5  # fewer are the end of a number, beside a name or alone
_PHONE = re.compile(r"1[0-9]{10}")
_NAME_THEN_FOUR = re.compile(r"(?P<name>.*?)[\s,，、·-]*(?P<four>[0-9]{3}[0-9Xx])")
_FOUR_THEN_NAME = re.compile(r"(?P<four>[0-9]{3}[0-9Xx])[\s,，、·-]*(?P<name>[^0-9].*)")

_CANDIDATES = """
SELECT i.person_id, i.name, i.id_number, i.phone FROM people_identity i
JOIN people_person p ON p.id = i.person_id AND p.sealed_at IS NULL
WHERE i.county_id = %(county)s AND {which} LIMIT %(limit)s
"""
_EXTRA = Statement("SELECT person_id, extra FROM people_identity WHERE person_id = ANY(%s)")
_BY_TOKENS = """i.person_id IN (
  SELECT t.person_id FROM people_identity t WHERE t.county_id = %(county)s AND t.tokens @> %(tokens)s::int[])"""
# A post with people of its own looks through them one by one, however many live in its area.
_MINE_BY_TOKENS = """i.tokens @> %(tokens)s::int[] AND i.person_id = ANY(ARRAY(
  SELECT s.matter_id FROM matters_part s WHERE s.post_id = %(me)s AND s.until_on IS NULL AND NOT s.beyond))"""


@dataclass(frozen=True, slots=True)
class Found:
    """Who answers to what was typed, in the order of their names; `is_cut`: there may be more."""

    ids: list[UUID]
    is_cut: bool = False


def find(actor: Actor, text: str) -> Found:
    """People of one's scope by name, alias, pinyin, initials, number, telephone, or a name with the last four of the
    number, in any spelling that import and forms read. Never a file that was put away."""
    plain = plain_number(text)
    if sum(sign.isdigit() for sign in plain) >= LEAST_DIGITS:
        return _numbered(actor, plain)
    named, ends_with = _parted(tidied(text).text)
    keys = query_keys(named) if named else []
    if ends_with:
        keys = [*keys, f"#{ends_with}"]
    if not keys:
        return Found([])
    candidates = _with_keys(actor, keys)
    others = _aliases(candidates, named) if named else {}
    found = []
    for row in candidates:
        name = _opened(row, "name")
        if _fits(row, name, named, ends_with, others.get(row["person_id"], ())):
            found.append((sort_key(name or ""), str(row["person_id"]), row["person_id"]))
    return Found([person for _, _, person in sorted(found)], len(candidates) >= MOST_CANDIDATES)


def _parted(text: str) -> tuple[str, str]:
    """The name and the last four of the number, of which either may be missing: 王小明 1234, 1234 王小明, 123X."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in (_NAME_THEN_FOUR, _FOUR_THEN_NAME):
        if found := pattern.fullmatch(plain):
            return found["name"].strip(), found["four"].upper()
    return plain, ""


def _numbered(actor: Actor, plain: str) -> Found:
    """By the number of a document, or by telephone; fifteen digits are the old form of eighteen."""
    citizen = check_id_number(plain).number
    number = citizen.text if citizen else plain
    found = _exactly(actor, "id_number", "i.id_index = %(index)s", blind("id_number", number), number).ids
    phone = check_phone(plain).text or (plain if _PHONE.fullmatch(plain) else "")
    if phone and not citizen:
        found += _exactly(actor, "phone", "i.phone_index = %(index)s", blind_short("phone", phone), phone).ids
    return Found(list(dict.fromkeys(found)))


def _exactly(actor: Actor, column: str, which: str, index: Any, typed: str) -> Found:
    rows = _candidates(actor, which, {"index": index})
    opened = ((row["person_id"], _opened(row, column)) for row in rows)
    return Found([person for person, value in opened if value is None or normal(value) == typed])


def _fits(row: dict[str, Any], name: str | None, named: str, ends_with: str, also: Collection[str]) -> bool:
    """Whether this candidate is meant. Where the value cannot be read its token is all there is to go by: the file
    must not vanish from the search because one value is spoilt."""
    if ends_with:
        number = _opened(row, "id_number")
        if number is not None and not number.upper().endswith(ends_with):
            return False
    return not named or name is None or is_match(name, named) or any(is_match(other, named) for other in also)


def _aliases(candidates: Collection[dict[str, Any]], named: str) -> dict[UUID, list[str]]:
    """What those are called besides whose name is another: only they are asked for it."""
    others = [row["person_id"] for row in candidates if not is_match(_opened(row, "name") or named, named)]
    if not others:
        return {}
    found = dicts(_EXTRA, [others])
    opened = ((row["person_id"], _opened(row, "extra")) for row in found)
    return {person: aliases(orjson.loads(extra)) for person, extra in opened if extra}


def _with_keys(actor: Actor, keys: Collection[str]) -> list[dict[str, Any]]:
    which = _BY_TOKENS if actor.whole else _MINE_BY_TOKENS
    return _candidates(actor, which, {"tokens": sorted(tokens(actor.county_id, keys)), "me": actor.post_id})


def _candidates(actor: Actor, which: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    sql = Statement(_CANDIDATES.format(which=which))
    return dicts(sql, {**params, "county": actor.county_id, "limit": MOST_CANDIDATES})


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
    alike: tuple[str, ...]  # name, id_number, phone, born_on


def similar(
    actor: Actor, *, name: str = "", id_number: str | None = None, phone: str | None = None,
    born_on: date | None = None,
) -> list[Similar]:
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
    answer = [_similar(spread(row), alike[row["id"]], born_on) for row in dicts(_SHOWN, [list(alike)])]
    return sorted(answer, key=lambda one: (-len(one.alike), one.masked, str(one.id)))[:10]


_SHOWN = Statement(f"""
SELECT p.id, p.basics, coalesce({place_sql("p.scope_path")}, '') AS place
FROM people_person p WHERE p.id = ANY(%s)
""")  # noqa: S608  the name of a place


def _similar(row: dict[str, Any], alike: set[str], born_on: date | None) -> Similar:
    if born_on is not None and row["born_on"] == born_on:
        alike = alike | {"born_on"}
    order = ("id_number", "phone", "name", "born_on")
    return Similar(**row, alike=tuple(name for name in order if name in alike))
