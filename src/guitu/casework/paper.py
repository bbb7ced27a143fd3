"""What casework gives to the papers of a person: the fields it has on file, the papers it offers, what is on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, cases, live
from guitu.casework.paper_evidence import evidence_of
from guitu.casework.paper_values import FIELDS, of_bottles, of_fact, of_measure, of_person
from guitu.casework.profiles.words import kinds_for
from guitu.kit.database import rows
from guitu.kit.errors import NotVisible
from guitu.kit.telling import shown, with_more
from guitu.papers.kinds import Kind
from guitu.papers.sources import Offer, Record, Source
from guitu.rules.facts import Fact
from guitu.rules.terms import Duty, MeasureCourse
from guitu.settling.settle import HORIZON

PAUSING = ("detained", "arrested")  # what a measure stands still for; other custody ends it


class Dossier:
    """One person, read for the papers about them."""

    def __init__(self, held: Case, on: date) -> None:
        self.held, self.on = held, on
        self.scope_path, self.label, self.place = held.scope_path, held.masked, held.place
        self.course = held.course(on + HORIZON)
        self.facts = live(held.facts)

    def offers(self, kinds: Mapping[str, Kind]) -> list[Offer]:
        """Of each measure in a state of the kind, each fact that the kind is about, each duty it is printed for."""
        return [offer for kind in kinds.values() for offer in (*self._of_facts(kind), *self._of_measures(kind))]

    def _of_measures(self, kind: Kind) -> Iterator[Offer]:
        if kind.facts:
            yield from (
                Offer(kind.code, f"duty:{duty.key}", shown(duty.due_on))
                for duty in self._open(kind) if duty.opens_on <= self.on
            )
            return
        for course in reversed(self.course.measures):
            if self._fits(kind, course):
                yield Offer(kind.code, f"measure:{course.measure_id}", _told(course))

    def _fits(self, kind: Kind, course: MeasureCourse) -> bool:
        is_here = not kind.states or course.state_on(self.on) in kind.states
        return course.kind in kind.measures and is_here and not course.is_revoked

    def _of_facts(self, kind: Kind) -> Iterator[Offer]:
        for fact in reversed(self.facts):
            if fact.kind in kind.facts and _tells(fact) and self._measure_of(kind, fact) is not None:
                yield Offer(kind.code, f"fact:{fact.id}", shown(fact.on))

    def _open(self, kind: Kind) -> list[Duty]:
        return [duty for duty in self.course.duties if duty.kind == kind.duty and duty.state == "open"]

    def values(self, kind: Kind, about: str) -> dict[str, str]:
        """The values of one paper. NotVisible: the person has no such measure, fact or duty."""
        sort, _, key = about.partition(":")
        fact, duty, measure = None, None, None
        if sort == "fact":
            fact = next((one for one in self.facts if one.id == key and one.kind in kind.facts), None)
            measure = self._measure_of(kind, fact) if fact is not None else None
        elif sort == "duty":
            duty = next((one for one in self.course.duties if one.key == key and one.kind == kind.duty), None)
            measure = self._course(duty.measure_id) if duty is not None else None
        elif sort == "measure":
            measure = self._course(key)
        if measure is None or (kind.measures and measure.kind not in kind.measures):
            raise NotVisible
        return (
            of_person(self.held) | of_measure(self.held, measure, self.course, self.facts) | of_fact(fact, duty)
            | {"证据清单": evidence_of(fact, self.course, self.facts)}
            | of_bottles(fact, self.facts, self.held.policy())
        )

    def _course(self, measure_id: str | None) -> MeasureCourse | None:
        return next((course for course in self.course.measures if course.measure_id == measure_id), None)

    def _measure_of(self, kind: Kind, fact: Fact) -> MeasureCourse | None:
        """The measure that a fact is of, or that it fell into."""
        if found := self._course(getattr(fact, "measure", None)):
            return found
        fit = [c for c in self.course.measures if c.states[0][0] <= fact.on and not c.is_revoked]
        fit = [c for c in fit if not kind.measures or c.kind in kind.measures]
        return fit[-1] if fit else None

    def served_on(self, kind: Kind, about: str) -> date | None:
        """The day of the fact by which the paper was served, of its own measure."""
        measure = about.partition(":")[2] if about.startswith("measure:") else about.rpartition(":")[2]
        found = [fact for fact in self.facts if fact.kind == kind.served_fact and getattr(fact, "measure", "") == measure]
        return found[-1].on if found else None


def _tells(fact: Any) -> bool:
    return fact.kind != "taken_into_custody" or fact.custody in PAUSING


def _told(course: MeasureCourse) -> str:
    return with_more(shown(course.kind), course.states[0][0].isoformat())


def opened(person_id: UUID, on: date) -> Dossier:
    """The person's dossier; NotVisible outside one's grid."""
    found = cases([person_id], lock=False)
    if not found:
        raise NotVisible
    return Dossier(found[0], on)


_RECORDS = (
    "SELECT f.kind || coalesce(':' || CASE WHEN f.kind = 'measure_ended' THEN f.counted ->> 'how' END, ''), f.happened_on,"
    " f.recorded_at, coalesce(h.name, '') FROM ledger_fact f"
    " LEFT JOIN grid_holding h ON h.post_id = f.post_id AND h.from_on <= f.recorded_at::date"
    "  AND (h.until_on IS NULL OR h.until_on > f.recorded_at::date)"
    " WHERE f.matter_id = %s AND f.corrects IS NULL AND f.kind = ANY(%s)"
    "  AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"
    " ORDER BY f.happened_on"
)


def records(person_id: UUID, classes: frozenset[str]) -> list[Record]:
    """What is on file of the kinds that a post with these classes is shown."""
    return [Record(*found) for found in rows(_RECORDS, [person_id, list(kinds_for(classes))])]


SOURCE = Source("people", "person", FIELDS, opened, records)
