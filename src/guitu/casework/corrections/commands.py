"""更正、撤回: what was recorded stays; another fact stands in its place, or says that it never was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.casework import answers, gates, grid_worker, lawful, natural_persons, reopening, same_day
from guitu.casework.corrections import bringing_back, one_click
from guitu.casework.corrections.fields import LOCKED, names_of
from guitu.casework.fold import PERSON
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.clock import local_day
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import corrections, records
from guitu.rules.facts import Fact
from guitu.rules.verdict import ALLOWED, Reason, Verdict
from guitu.rules.words import CODES
from guitu.settling.difference import reasons
from guitu.settling.record import new, note_of


@command
def correct_fact(
    act: Act, *, person_id: UUID, fact_id: UUID, on: date, body: Mapping[str, Any], paper_no: str | None = None,
    because: str | None = None, note: str | None = None,
) -> Answer:
    """Put a record right: a new one of the same kind names the old, which stays to be seen.

    `body` holds what is different; the rest is taken over, the note too when none is given; `because` says why. Refuses what is
    already replaced, nothing changed, what is not of the lists, what names another record, and whatever
    could not have been recorded like this in the first place, as the file stood. What a laboratory has looked at, and
    what it said, is corrected by another natural person with the number of the paper; a legal fact is corrected by who
    recorded it on the day itself, and later when another person grants it.
    """
    held = case(act, person_id)
    old = held.fact(fact_id)
    fact = corrected(act, held, old, on, dict(body), paper_no)
    Refused.unless(may_alone(act, held, old))
    if note is None:
        refuse_unchanged(fact, old)
    kept = note_of(old) if note is None else note or None
    kept = "\n".join(part for part in (*_grounds(because, paper_no), kept) if part) or None
    return answers.with_next(act, held, write(act, held, [fact], note=kept), ())


@command
def withdraw_fact(act: Act, *, person_id: UUID, fact_id: UUID, why: str = "mistake", note: str | None = None) -> Answer:
    """Take a record back: it never was, and all that its click wrote and that followed from it is undone.

    The record stays to be seen. The strike-off of a pair settled as one opens the pair again. Refuses what is already
    replaced, the only registration, what later records lean on, a laboratory's result that the same person recorded, a
    legal fact that the same person recorded on an earlier day and nobody granted,
    and to a town what the county settled.
    """
    held = case(act, person_id)
    old = held.fact(fact_id)
    facts = withdrawn(act, held, old, why)
    Refused.unless(may_alone(act, held, old))
    match = reopening.settled_by(held, old)
    if match is not None:
        reopening.take_back(act, match, why=why, note=note)
        now = reasons([Reason("present.withdrawn", {"day": old.on, "fact": old.kind})])
        return {"person": str(person_id), "facts": [], "followed": [], "now": now}
    first = held.fact(natural_persons.versions(held, old)[-1])
    path = bringing_back.returns_to(held, old)
    if path is None:
        answer = write(act, held, facts, note=note)
        grid_worker.give_back(act, held, old, first)
        return answers.with_next(act, held, answer, ())
    bringing_back.hand_back(held, path)
    answer = write(act, held, facts, note=note)
    bringing_back.bring_back(act, held, path, local_day(first.known))
    return {**answer, "gone": not (act.actor.whole and path.startswith(act.actor.path))}


def may_alone(act: Act, held: Case, old: Fact) -> Verdict:
    """Whether this post may do it without another person: what was granted has one."""
    if not corrections.takes_two(old) or act.decided_by is not None or act.batch is not None:
        return ALLOWED
    written = natural_persons.versions(held, old)
    first = local_day(held.fact(written[0]).known)
    by_same = first < act.on and natural_persons.wrote(act.actor, written)
    return corrections.may_mend_alone(old, by_same=by_same, recorded_on=first, on=act.on)


def _grounds(because: str | None, paper_no: str | None) -> Iterator[str]:
    """Why and on which paper, as it is kept with the encrypted note."""
    if because is not None and because not in CODES["because"]:
        raise Refused(Reason("not_in_list", {"field": "because"}), field="because")
    if because:
        yield f"更正原因：{CODES['because'][because]}"
    if paper_no and paper_no.strip():
        yield f"更正依据：{paper_no.strip()}"


def corrected(act: Act, held: Case, old: Fact, on: date, body: Mapping[str, Any], paper_no: str | None = None) -> Fact:
    """The fact that would stand in the old one's place; written by the command, weighed by the page."""
    Refused.unless(corrections.may_correct(old, held.facts))
    for name in body:
        if name not in names_of(old.kind) or name in LOCKED:
            raise Refused(Reason("not_in_list", {"field": name}), field=name)
    stand = live(held.facts)
    now = next(fact for fact in stand if fact.id == old.id)  # naming the newest of what it rests on
    changed = {**records.body_of(now), **_plain(body)}
    fact = new(old.kind, act, on, corrects=old.id, **_typed(old.kind, changed, act.at))
    fact = lawful.with_collector(act, fact)
    wrong = records.faults(fact)
    if wrong:
        raise Refused(*(Reason("not_in_list", {"field": name}) for name in wrong), field=wrong[0])
    if fact.on > act.on and fact.kind not in PERSON.may_lie_ahead:
        raise Refused(Reason("in_the_future", {"on": fact.on}), field="on")
    Refused.unless(corrections.may_stand(fact, old, stand), "on")
    _refuse_alone(act, held, fact, now, stand, paper_no)
    gates.refuse_unlawful(act, held, fact, now)
    return same_day.in_place_of(fact, old, held.facts)


def _refuse_alone(act: Act, held: Case, fact: Fact, old: Fact, stand: Sequence[Fact], paper_no: str | None) -> None:
    by_same = False
    if corrections.needs_paper(fact, old, stand):
        alone = act.batch is None and act.decided_by is None
        by_same = alone and natural_persons.wrote(act.actor, natural_persons.versions(held, old))
    verdict = corrections.may_overrule(fact, old, stand, by_same=by_same, paper=bool((paper_no or "").strip()))
    Refused.unless(verdict, "paper_no")


def withdrawn(act: Act, held: Case, old: Fact, why: str) -> list[Fact]:
    """The withdrawal, and those of what the same click wrote; written by the command, weighed by the page."""
    Refused.unless(corrections.may_correct(old, held.facts))
    reopening.refuse_elsewhere(act, held, old)
    beside = one_click.written_with(held, old)
    Refused.unless(corrections.may_withdraw(old, [fact for fact in live(held.facts) if fact not in beside]))
    if old.kind == "laboratory_result" and act.batch is None and act.decided_by is None:
        by_same = natural_persons.wrote(act.actor, natural_persons.versions(held, old))
        Refused.unless(corrections.may_withdraw_finding(old, by_same=by_same))
    return [new("withdrawn", act, act.on, corrects=fact.id, why=why) for fact in (old, *beside)]


def _plain(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in body.items()}


def _typed(kind: str, body: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The body with days as days and lists as tuples, as the fact holds it."""
    try:
        made = records.make(kind, id="", on=at.date(), known=at, corrects=None, body=body)
    except (TypeError, ValueError, KeyError) as error:
        raise Refused(Reason("wrong_value", {"field": kind, "value": ""})) from error
    return {name: getattr(made, name) for name in names_of(kind)}


def refuse_unchanged(fact: Fact, old: Fact) -> None:
    if fact.on == old.on and records.body_of(fact) == records.body_of(old):
        raise Refused(Reason("corrections.nothing"))
