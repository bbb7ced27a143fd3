"""更正基本信息: writing who somebody is anew, and keeping what stood there before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import orjson

from guitu.grid.roles import ROLES
from guitu.kit.crypto import readable, seal
from guitu.kit.database import dicts, run
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.people import basics, intake
from guitu.people.basics import Basics
from guitu.rules.verdict import Reason

BODY = "people_correction|body"
TEXTS = ("name", "phone", "address", "home_address", "id_type", "id_number")  # each sealed in a column of its name
_SQL = (
    "SELECT p.id, p.basics, p.scope_path, i.name, i.phone, i.address, i.home_address, i.id_type, i.id_number, i.family,"
    " i.extra, (SELECT coalesce(max(c.no), 0) FROM people_correction c WHERE c.matter_id = p.id) AS no"
    " FROM people_person p JOIN people_identity i ON i.person_id = p.id WHERE p.id = %s AND p.sealed_at IS NULL"
)


class Particulars(NamedTuple):
    """Who somebody is, as it lies; `values` hold texts, the family as a list of documents, and the birth date.
    A value that cannot be read is None."""

    id: UUID
    scope_path: str
    masked: str
    values: dict[str, Any]
    extra: dict[str, Any]
    no: int  # of the last correction; 0: there was none


def particulars(person_id: UUID) -> Particulars:
    """As this post may read them whole; NotVisible where only the household register, or a part from beyond, is here."""
    found = dicts(_SQL, [person_id])
    if not found:
        raise NotVisible
    kept = basics.spread(found[0])
    values: dict[str, Any] = {name: _opened(kept, name) for name in TEXTS}
    family, extra = _opened(kept, "family"), _opened(kept, "extra")
    values |= {
        "family": None if family is None else orjson.loads(family or "[]"), "sex": kept["sex"], "born_on": kept["born_on"],
    }
    return Particulars(person_id, kept["scope_path"], kept["masked"], values, orjson.loads(extra or "{}"), kept["no"])


def differing(held: Particulars, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What of this is not as it lies."""
    return {name: value for name, value in wanted.items() if held.values[name] != value}


def correct(
    act: Act, person_id: UUID, seen: int, wanted: Mapping[str, Any], because: str, words: str
) -> tuple[Particulars, dict[str, Any]]:
    """Write what differs, with what stood there before; the person must be locked. Gives what it was, and what is new.

    Stale when somebody corrected the file after the correction numbered `seen`; refuses where nothing differs.
    """
    held = particulars(person_id)
    if held.no != seen:
        raise Stale
    new = differing(held, wanted)
    if not new:
        raise Refused(Reason("particulars.same"))
    _write(act.actor.county_id, held, new)
    _keep(act, held, new, because, words)
    return held, new


def _write(county: str, held: Particulars, new: Mapping[str, Any]) -> None:
    """The columns of what is new, and all that is made from them: indexes, search tokens, the masked name, the label."""
    columns: dict[str, Any] = {
        name: seal(f"people_identity|{name}", held.id, _text(value))
        for name, value in new.items()
        if name in (*TEXTS, "family")
    }
    now = {**held.values, **new}
    if "phone" in new:
        columns["phone_index"] = intake.phone_index(now["phone"])
    if "id_number" in new:
        columns["id_index"] = intake.id_index(now["id_number"])
    if {"name", "id_number"} & new.keys():
        columns["tokens"] = intake.tokens(county, now["name"] or "", now["id_number"] or None, intake.aliases(held.extra))
    if columns:
        said = ", ".join(f"{name} = %s{'::int[]' if name == 'tokens' else ''}" for name in columns)
        run(f"UPDATE people_identity SET {said} WHERE person_id = %s", [*columns.values(), held.id])  # noqa: S608  names are ours
    if {"name", "sex", "born_on"} & new.keys():
        masked = intake.masked_name(now["name"]) if "name" in new else held.masked
        basics.keep(held.id, Basics(masked, now["sex"], now["born_on"]))


def _keep(act: Act, held: Particulars, new: Mapping[str, Any], because: str, words: str) -> None:
    id, before = uuid4(), {name: held.values[name] for name in new}
    body = orjson.dumps({"before": before, "because": because, "words": words.strip()}).decode()
    run(
        "INSERT INTO people_correction (id, county_id, scope_path, matter_id, no, recorded_at, post_id, body)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [id, act.actor.county_id, held.scope_path, held.id, held.no + 1, act.at, act.actor.post_id, seal(BODY, id, body)],
    )
    detail = {"corrected": sorted(new), "because": because}
    changed(act, [Change("person", held.id, held.scope_path, held.id, detail)])


class Corrected(NamedTuple):
    """One correction of the past."""

    no: int
    at: datetime
    by: str
    before: dict[str, Any]  # old values; dates as texts
    because: str
    words: str


_PAST = (
    "SELECT c.id, c.no, c.recorded_at, c.body, h.name, p.role FROM people_correction c"
    " LEFT JOIN grid_post p ON p.id = c.post_id LEFT JOIN grid_holding h ON h.post_id = c.post_id"
    " AND h.from_on <= c.recorded_at::date AND (h.until_on IS NULL OR h.until_on > c.recorded_at::date)"
    " WHERE c.matter_id = %s ORDER BY c.no DESC LIMIT 50"
)


def past(person_id: UUID) -> list[Corrected]:
    """What was corrected of somebody, the newest first."""
    return [_corrected(found) for found in dicts(_PAST, [person_id])]


def _corrected(found: dict[str, Any]) -> Corrected:
    text = readable(BODY, found["id"], found["body"])
    body: dict[str, Any] = orjson.loads(text) if text else {"before": {}, "because": "", "words": ""}
    return Corrected(found["no"], found["recorded_at"], _by(found), body["before"], body["because"], body["words"])


def _by(found: dict[str, Any]) -> str:
    role = ROLES.get(found["role"] or "")
    return " · ".join(part for part in (found["name"], role.word if role else "") if part)


def is_on_file(county: str, person_id: UUID, town: str, id_number: str) -> bool:
    """Whether another file of the same town has this number already."""
    index = intake.id_index(id_number)
    found = intake.on_file(county, [(town, index)]) if index else {}
    return any(other != person_id for other in found.values())


def _opened(kept: Mapping[str, Any], column: str) -> str | None:
    return readable(f"people_identity|{column}", kept["id"], kept[column])


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return orjson.dumps(value).decode() if value else None
    return str(value) if value else None
