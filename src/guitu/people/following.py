"""What follows from the identity under seal: the masked name of lists, and what a file is found by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import readable
from guitu.kit.database import dicts, run
from guitu.matters.labels import label_in
from guitu.people.basics import Basics, keep, spread
from guitu.people.intake import aliases, id_index, masked_name, phone_index, tokens

_HELD = (
    "SELECT p.id, p.county_id, p.basics, m.label, i.name, i.id_number, i.phone, i.extra, i.id_index, i.phone_index,"
    " (SELECT array_agg(t ORDER BY t) FROM unnest(i.tokens) AS t) AS tokens"
    " FROM people_person p JOIN matters_matter m ON m.id = p.id JOIN people_identity i ON i.person_id = p.id WHERE p.id = ANY(%s) AND p.sealed_at IS NULL"
)
_NAMES = {"masked": "person.masked", "label": "matter.label", "id_index": "identity.id_index", "phone_index": "identity.phone_index",
          "tokens": "identity.tokens"}


def differing(people: Sequence[UUID], *, mend: bool = False) -> dict[UUID, set[str]]:
    """Which columns of whom do not follow from the identity; with `mend` they are written anew. Whoever's identity the
    keys do not open is left out, and so is who was put away: nobody finds them any more."""
    answer: dict[UUID, set[str]] = {}
    for found in dicts(_HELD, [list(people)]):
        held = spread(found) | {"label": label_in(found["id"], found["label"])}
        right = _right(held)
        wrong = {_NAMES[column] for column, value in right.items() if _plain(held[column]) != value}
        if wrong:
            answer[held["id"]] = wrong
            if mend:
                _write(held, right)
    return answer


def _right(held: dict[str, Any]) -> dict[str, Any]:
    opened = {
        column: readable(f"people_identity|{column}", held["id"], held[column])
        for column in ("name", "id_number", "phone", "extra")
    }
    if any(held[column] is not None and opened[column] is None for column in opened):
        return {}
    extra = orjson.loads(opened["extra"] or "{}")
    name, number = opened["name"] or "", opened["id_number"]
    return {
        "masked": masked_name(name),
        "label": masked_name(name),
        "id_index": id_index(number),
        "phone_index": phone_index(opened["phone"]),
        "tokens": tokens(held["county_id"], name, number, aliases(extra)),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    return "{" + ",".join(map(str, value)) + "}" if isinstance(value, list) else value


def _write(held: dict[str, Any], right: dict[str, Any]) -> None:
    person = held["id"]
    if held["masked"] != right["masked"] or held["label"] != right["label"]:
        keep(person, Basics(right["masked"], held["sex"], held["born_on"]))
    run(
        "UPDATE people_identity SET id_index = %s, phone_index = %s, tokens = %s::int[] WHERE person_id = %s",
        [right["id_index"], right["phone_index"], right["tokens"], person],
    )
