"""Facts as records: from their stored form and back, and which of them stand."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any, get_args, get_type_hints

from guitu.rules import facts
from guitu.rules.facts import Fact
from guitu.rules.verdict import quick

for _file in pkgutil.iter_modules(facts.__path__):  # those of each context, in a file of its own
    import_module(f"guitu.rules.facts.{_file.name}")


def _all_kinds(cls: type[Fact] = Fact) -> Iterable[type[Fact]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _all_kinds(sub)


KINDS: dict[str, type[Fact]] = {cls.kind: cls for cls in _all_kinds() if cls.kind}
_MADE: list[type[Fact]] = [Fact, *KINDS.values()]
for _cls in _MADE:
    quick(_cls)  # a day's work of a town makes tens of thousands
ENVELOPE = ("id", "on", "known", "corrects")
MARKS = frozenset({"another_occasion", "unprovable", "receipt", "unnumbered", "reply_asked", "leaves_county", "medicines", "doubts"})  # stored only where they are set
# Records on which somebody's legal standing rests: the papers of a measure, the book, custody, findings, the exit.
LEGAL = frozenset(
    {
        "registered", "measure_decided", "decision_served", "reported_in", "agreement_signed", "report_refused",
        "measure_transferred", "transfer_arrived", "measure_extended", "measure_ended", "use_confirmed",
        "abstinence_confirmed", "died", "struck_off", "moved_out", "moved_in", "went_abroad", "came_back",
        "taken_into_custody", "released_from_custody", "escaped", "recaptured", "medical_leave_started",
        "medical_leave_ended", "absence_confirmed", "laboratory_result", "violation_reported", "violation_answered",
        "level_confirmed", "deduction_confirmed", "bonus_paid", "breach_excused",
        "warning_served", "bottles_destroyed",
    }
)

LEANS_ON = (
    "test", "notice", "leave", "assessment", "grant", "request", "consent", "membership", "plan", "goal", "of_incident", "raised", "confirmed",
    "question", "story", "job", "application", "verified",
    "breach", "criticised", "sent_letter", "transfer", "asked_for",
)  # body fields that name another fact by its id
# Of these what named a corrected fact names its correction. A confirmation does not: it was of what it confirmed.
FOLLOWS = ("test", "notice", "leave", "assessment", "job", "application", "consent", "membership", "plan", "goal", "of_incident", "raised", "question",
           "breach", "criticised", "sent_letter", "transfer", "asked_for", "asked_test")


# By what figures count in the database: kept in clear beside the record, which lies sealed. Whoever adds to it fills it
# for the facts that are there.
COUNTED: dict[str, tuple[str, ...]] = {
    "registered": ("source", "first_found_on"),
    "measure_ended": ("measure", "how"),
    "decision_served": ("measure",),
    "reported_in": ("measure",),
    "agreement_signed": ("measure",),
    "need_found": ("need", "need_file"),
    "need_ended": ("need", "need_end", "need_file"),
    "aid_answered": ("aid", "aid_result"),
    "aid_paid": ("aid", "yuan"),
    "work_referred": ("employer", "disclosure"),
    "job_started": ("route", "employer"),
    "bonus_verified": ("yuan", "bonus_months"),
    "bonus_paid": ("yuan", "budget_year", "verified"),
    "course_attended": ("course", "topic"),
    "certificate_given": ("course", "topic"),
    "venue_checked": ("site_result", "campaign", "persons", "pieces"),
    "venue_letter_signed": ("letter", "year"),
    "venue_punished": ("punishment",),
    "handover_announced": ("expected_on",),
    "release_moved": ("expected_on",),
    "handover_signed": ("side",),
    "bottles_moved": ("test",),
    "bottles_destroyed": ("test",),
}


def counted_of(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Of a stored body what figures count by."""
    return {name: body[name] for name in COUNTED.get(kind, ()) if name in body}


def make(
    kind: str, *, id: str, on: date, known: datetime, corrects: str | None, body: Mapping[str, Any]
) -> Fact:
    """A fact from its stored envelope and body; unknown kinds and keys are errors, never ignored."""
    return KINDS[kind](id=id, on=on, known=known, corrects=corrects, **_decode(kind, body))


def body_of(fact: Fact) -> dict[str, Any]:
    """The body as stored: days and moments as ISO text, tuples as lists, nothing that equals None, no mark that is not set."""
    answer: dict[str, Any] = {}
    for name in _BODY[fact.kind]:
        value = getattr(fact, name)
        if value is not None and (value or name not in MARKS):
            answer[name] = value.isoformat() if isinstance(value, date) else value
    return answer


def effective(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that stand: corrected and withdrawn ones left out, in order of day, then of knowledge.

    What names a corrected fact names its correction: a laboratory's result stays the result of that test.
    """
    answer = in_force(facts)
    answer.sort(key=_by_day)
    return answer


def in_force(facts: Iterable[Fact]) -> list[Fact]:
    """The same in the order in which they are given."""
    listed = list(facts)
    gone = {fact.corrects for fact in listed if fact.corrects}
    answer = [fact for fact in listed if fact.id not in gone and fact.kind != "withdrawn"]
    if gone:
        newer = {fact.corrects: fact.id for fact in listed if fact.corrects and fact.kind != "withdrawn"}
        answer = [_naming_newest(fact, newer) for fact in answer]
    return answer


def _naming_newest(fact: Fact, newer: Mapping[str, str]) -> Fact:
    changed: dict[str, str] = {}
    for name in FOLLOWS:
        named: Any = getattr(fact, name, None)
        found = named
        while found in newer:
            found = newer[found]
        if found != named:
            changed[name] = found
    return replace(fact, **changed) if changed else fact  # type: ignore[arg-type]


def _by_day(fact: Fact) -> tuple[date, datetime, str]:
    return (fact.on, fact.known, fact.id)


def _decode(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    days, lists, moments = _DAYS[kind], _LISTS[kind], _MOMENTS[kind]
    if not days and not lists and not moments:
        return dict(body)
    answer = dict(body)
    for name in moments:
        if isinstance(answer.get(name), str):
            answer[name] = datetime.fromisoformat(answer[name])
    for name in days:
        if isinstance(answer.get(name), str):
            answer[name] = date.fromisoformat(answer[name])
    for name in lists:
        if found := answer.get(name):
            answer[name] = tuple([tuple(x) if isinstance(x, list) else x for x in found])
        elif found is not None:
            answer[name] = ()
    return answer


_HINTS: dict[str, dict[str, Any]] = {kind: get_type_hints(cls) for kind, cls in KINDS.items()}
_BODY = {kind: tuple(f.name for f in fields(cls) if f.name not in ENVELOPE) for kind, cls in KINDS.items()}
_DAYS = {
    kind: tuple(n for n in names if _HINTS[kind][n] in (date, date | None)) for kind, names in _BODY.items()
}
_MOMENTS = {
    kind: tuple(n for n in names if _HINTS[kind][n] in (datetime, datetime | None)) for kind, names in _BODY.items()
}
LEANING = frozenset(kind for kind, names in _BODY.items() if not set(LEANS_ON).isdisjoint(names))  # may name another
_LISTS = {
    kind: tuple(n for n in names if str(_HINTS[kind][n]).startswith("tuple")) for kind, names in _BODY.items()
}


def names_of(kind: str) -> tuple[str, ...]:
    """The fields of a kind's body."""
    return _BODY[kind]


def codes_of(kind: str, name: str) -> tuple[str, ...]:
    """The codes a field may take, for forms and checks; empty when it is not a closed list."""
    hint = _HINTS[kind][name]
    options = get_args(hint)
    return tuple(o for o in options if isinstance(o, str)) or tuple(
        code for inner in options for code in get_args(inner) if isinstance(code, str)
    )


def faults(fact: Fact) -> list[str]:
    """Names of body fields whose value is not of their closed list; empty when the fact is well-formed."""
    wrong = []
    for name, codes in _closed(fact.kind):
        value = getattr(fact, name)
        if value is not None and value not in codes:
            wrong.append(name)
    return wrong


@cache
def _closed(kind: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The body fields with a closed list, and the list."""
    return tuple((name, codes) for name in _BODY[kind] if (codes := codes_of(kind, name)))
