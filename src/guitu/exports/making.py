"""The rows of an export, read in pieces as the post sees them now, and the file that is made of them."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.exports.columns import DECLARED, SEALED, Column
from guitu.grid.fields import duty_kinds
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.crypto import readable, unreadable_word
from guitu.kit.database import rows
from guitu.kit.telling import shown as spoken
from guitu.kit.workbooks.streaming import write_book, write_text
from guitu.people.basics import Basics, opened
from guitu.people.listing import state_word
from guitu.people.queries import Person, Wish, named
from guitu.rules.dates import age_on

CHUNK = 2000  # people read at a time
_IDENTITY = "name", "id_number", "phone", "address", "home_address"


def _basics(person: Person) -> Basics:
    return opened(person.id, person.basics)


def _age(person: Person, today: date) -> int | None:
    born_on = _basics(person).born_on
    return age_on(born_on, today) if born_on else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_OF_PERSON: dict[str, Callable[[Person], Any]] = {
    "masked": lambda person: _basics(person).masked,
    "sex": lambda person: spoken(f"sex.{sex}") if (sex := _basics(person).sex) else "",
    "born_on": lambda person: _iso(_basics(person).born_on),
    "place": lambda person: person.place,
    "state": lambda person: state_word(person.state) if person.state else "",
    "worker": lambda person: person.worker,
    "late": lambda person: person.late,
}


def still_seen(people: Sequence[UUID], columns: Sequence[Column]) -> list[UUID]:
    """Of these people, in their order, those whom the acting post sees now, as far as the columns need."""
    identity = " JOIN people_identity i ON i.person_id = p.id" if any(one.klass in SEALED for one in columns) else ""
    sql = f"SELECT p.id FROM people_person p{identity} WHERE p.id = ANY(%s) AND p.sealed_at IS NULL"
    seen = {person for (person,) in rows(sql, [spelled(people)])}
    return [person for person in people if person in seen]


def file_of(actor: Actor, people: Sequence[UUID], columns: Sequence[Column], format: str, mark: str, today: date) -> bytes:
    """The file as bytes, its mark in the last line and, of a workbook, under each printed page."""
    target = io.BytesIO()
    headings = [str(one.heading) for one in columns]
    lines = _marked(_lines(actor, people, columns, today), mark)
    if format == "csv":
        write_text(target, headings, lines)
    else:
        write_book(target, _("名单"), headings, lines, widths=[one.width for one in columns], footer=mark)
    return target.getvalue()


def _marked(lines: Iterator[list[Any]], mark: str) -> Iterator[list[Any]]:
    yield from lines
    yield [mark]


def _lines(actor: Actor, people: Sequence[UUID], columns: Sequence[Column], today: date) -> Iterator[list[Any]]:
    wish = Wish(duty_kinds(actor.classes))
    for start in range(0, len(people), CHUNK):
        ids = people[start : start + CHUNK]
        of_identity, of_others = _identities(ids, columns), _declared(actor, ids, columns, today)
        for person in named(actor, ids, wish, today):
            sealed = of_identity.get(person.id, {})
            yield [
                _OF_PERSON[one.code](person) if one.code in _OF_PERSON
                else _age(person, today) if one.code == "age"
                else sealed.get(one.code) if one.code in _IDENTITY
                else of_others[one.code].get(person.id)
                for one in columns
            ]


def _identities(ids: Sequence[UUID], columns: Sequence[Column]) -> dict[str, dict[str, str]]:
    """What is asked for of the sealed rows, opened, by person."""
    asked = [one.code for one in columns if one.code in _IDENTITY]
    if not asked:
        return {}
    found = rows(f"SELECT person_id, {', '.join(asked)} FROM people_identity WHERE person_id = ANY(%s)", [spelled(ids)])
    return {
        str(person): {code: _opened(code, person, data) for code, data in zip(asked, sealed, strict=True)}
        for person, *sealed in found
    }


def _opened(code: str, person: UUID, data: bytes | None) -> str:
    text = readable(f"people_identity|{code}", person, data)
    return unreadable_word() if text is None else text


def _declared(actor: Actor, ids: Sequence[UUID], columns: Sequence[Column], today: date) -> dict[str, dict[str, str]]:
    """The columns that other packages keep, each in one statement."""
    given = {"county": actor.county_id, "today": today, "ids": spelled(ids)}
    return {
        one.code: {
            str(person): value
            for person, value in rows(f"SELECT person_id, value FROM ({DECLARED[one.code].sql}) x WHERE person_id = ANY(%(ids)s)", given)
        }
        for one in columns
        if one.code in DECLARED
    }
