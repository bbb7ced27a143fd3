"""What fills the forms: of a record and its person each value by its source. Forms are Chinese, whoever prints.

A value that has a source is never empty: what nobody has on file says so (未登记), and what did not happen says 无. Only a
field marked new is left blank, for the hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.casework.case import Case, live
from guitu.casework.load import cases
from guitu.casework.profiles.words import needs
from guitu.kit.arrays import spelled
from guitu.kit.crypto import Unreadable, open_sealed
from guitu.kit.database import Statement, rows
from guitu.ledger.sealed import NOTE
from guitu.rules import daybook
from guitu.rules.dates import age_on
from guitu.rules.rolling import level_on
from guitu.rules.sentences import shown
from guitu.rules.terms import Course
from guitu.settling.settle import HORIZON

NEW = "new"  # the source of what is written by hand on the print
UNKNOWN, NONE, BLANK = "未登记", "无", "　　　　　　　　"
SAID = ("summary", "hard", "plans")  # what the worker adds to a month in own words
# What a month's report says, and the columns that it is made of.
MONTH: Mapping[str, str] = {
    "month.name": "casework_monthreport.month", "month.unit": "grid_body.name", "month.worker": "grid_holding.name",
    "month.all": "ledger_fact.kind", "month.left": "duties_duty.due_on", "month.next": "duties_duty.due_on",
    **{f"month.{group}": "ledger_fact.kind" for group in daybook.GROUPS},
    **{f"month.{part}": "casework_monthreport.body" for part in SAID},
}
# What a list of people says of each beside the person.
LISTED: Mapping[str, str] = {
    "list.what": "duties_duty.kind", "list.by": "duties_duty.due_on",
    "list.from": "casework_handedover.from_post", "list.to": "casework_handedover.to_post", "list.open": "casework_handedover.open_duties",
}
POSTS = frozenset({"companion", "tester_1", "tester_2", "told_by", "forced_by"})  # fields of facts that name a post


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it stands: whose, of which kind, when, by whom; its body opened, its note as it lies."""

    id: UUID
    person_id: UUID
    kind: str
    on: date
    recorded_at: datetime
    worker: str
    unit: str
    body: Mapping[str, Any]
    masked: str = ""
    note: bytes | None = None
    number: int = 0

    @property
    def how(self) -> str:
        return str(self.body.get("how", ""))


@dataclass(slots=True)
class Subject:
    """The person of a record, read once for all records of one print."""

    held: Case
    course: Course
    identity: Mapping[str, str]
    holders: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: the class of fields, the column or the fold that has it, and how it is read."""

    needs: str
    comes: str
    read: Callable[[Entry, Subject], str]
    absent: str = UNKNOWN


def _state(entry: Entry, who: Subject) -> str:
    found = [span.state for span in who.course.standing if span.from_on <= entry.on and (span.until_on is None or entry.on < span.until_on)]
    return shown(f"standing.{found[-1]}") if found else ""


def _level(entry: Entry, who: Subject) -> str:
    found = level_on(who.course.levels, entry.on, "")
    return f"{shown(f'level.{found}')}" if found else ""


def _measure(entry: Entry, who: Subject) -> str:
    found = [one for one in who.course.measures if not one.is_revoked and one.state_on(entry.on) is not None]
    return shown(found[-1].kind) if found else ""


def _last_met(entry: Entry, who: Subject) -> str:
    days = [fact.on for fact in live(who.held.facts) if fact.kind == "visit" and fact.on < entry.on and getattr(fact, "met", False)]
    return max(days).isoformat() if days else ""


def _next_visit(entry: Entry, who: Subject) -> str:
    days = [duty.due_on for duty in who.course.duties if duty.kind == "visit" and duty.opens_on >= entry.on]
    return min(days).isoformat() if days else ""


def _age(entry: Entry, who: Subject) -> str:
    return f"{age_on(who.held.born_on, entry.on)}岁" if who.held.born_on else ""


def _note(entry: Entry, _who: Subject) -> str:
    return _opened(NOTE, entry.id, entry.note)


def _way(entry: Entry, _who: Subject) -> str:
    return _told("how", entry.how) if entry.how else _told("method", entry.body.get("method", ""))


def _identity(column: str) -> Callable[[Entry, Subject], str]:
    return lambda _entry, who: who.identity.get(column, "")


ORIGINS: Mapping[str, Origin] = {
    "person.name": Origin("IDENT", "people_identity.name", _identity("name")),
    "person.id_number": Origin("IDENT", "people_identity.id_number", _identity("id_number")),
    "person.phone": Origin("CONTACT", "people_identity.phone", _identity("phone")),
    "person.address": Origin("CONTACT", "people_identity.address", _identity("address")),
    "person.sex": Origin("BASIC", "people_person.basics", lambda _entry, who: shown(f"sex.{who.held.sex}") if who.held.sex else ""),
    "person.age": Origin("BASIC", "people_person.basics", _age),
    "person.place": Origin("BASIC", "people_person.scope_path", lambda _entry, who: who.held.place),
    "person.state": Origin("STATUS", "casework_standing.state", _state),
    "person.level": Origin("STATUS", "ledger_fact.body", _level, "未评"),
    "person.measure": Origin("STATUS", "casework_measure.kind", _measure, NONE),
    "person.last_met": Origin("CONTACT", "ledger_fact.happened_on", _last_met, "第一次"),
    "person.next_visit": Origin("CONTACT", "duties_duty.due_on", _next_visit, "按规定不再安排"),
    "record.number": Origin("BASIC", "ledger_fact.id", lambda entry, _who: str(entry.number)),
    "record.on": Origin("BASIC", "ledger_fact.happened_on", lambda entry, _who: entry.on.isoformat()),
    "record.worker": Origin("BASIC", "grid_holding.name", lambda entry, _who: entry.worker, "岗位空缺"),
    "record.unit": Origin("BASIC", "grid_body.name", lambda entry, _who: entry.unit),
    "record.way": Origin("CONTACT", "ledger_fact.body", _way, NONE),
    "record.note": Origin("NOTE", "ledger_fact.note", _note, NONE),
}


def needs_of_fact(kind: str) -> str:
    return needs(kind)


def value(source: str, entry: Entry, who: Subject) -> str:
    """One value. A field of a fact of another kind than the record's says 无, as one that was left empty."""
    if source == NEW:
        return BLANK
    if source in ORIGINS:
        origin = ORIGINS[source]
        return origin.read(entry, who) or origin.absent
    kind, _, name = source.partition(".")
    said = entry.body.get(name) if entry.kind == kind else None
    if name in POSTS:
        return who.holders.get(str(said), "") or NONE
    return _told(name, said) or NONE


def _told(name: str, said: Any) -> str:
    if isinstance(said, bool):
        return "是" if said else "否"
    if isinstance(said, (list, tuple)):
        return "、".join(_told(name, one) for one in said)
    if said is None or said == "":
        return ""
    word = shown(f"{name}.{said}")
    return str(said) if word == f"{name}.{said}" else word


def subjects(people: Sequence[UUID], on: date, *, named: bool) -> dict[UUID, Subject]:
    """The people of a print as row security shows them: folded once, and their identity opened where the form names it."""
    who = _identities(people) if named else {}
    return {held.id: Subject(held, held.course(on + HORIZON), who.get(held.id, {})) for held in cases(people, lock=False)}


_IDENTITIES = Statement(
    "SELECT i.person_id, i.name, i.id_number, i.phone, i.address FROM people_identity i WHERE i.person_id = ANY(%s)"
)


def _identities(people: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    columns = ("name", "id_number", "phone", "address")
    return {
        person: {column: _opened(f"people_identity|{column}", person, data) for column, data in zip(columns, sealed, strict=True)}
        for person, *sealed in rows(_IDENTITIES, [spelled(people)])
    }


def _opened(place: str, row: UUID, data: Any) -> str:
    """What lies sealed, and in its place a word of its own where it cannot be read: never half a value."""
    try:
        return open_sealed(place, row, data) or ""
    except Unreadable:
        return "（读不出来）"
