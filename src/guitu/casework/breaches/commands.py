"""违反协议的处理: what was breached, the accepted reasons, the talk, the letter. Each step only after the one before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import lawful
from guitu.casework.breaches.reading import found, known_reasons
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.papers import serving
from guitu.papers.held import held as paper_held
from guitu.rules import breaches as rules
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason, Verdict
from guitu.settling.record import new

LETTER = "warning"  # the kind of paper
_FIELD = {
    "breaches.words": "note", "breaches.proof": "note", "breaches.ask_first": "asked", "breaches.two_serve": "server_2",
    "breaches.witness": "witness", "breaches.before": "on", "breaches.before_step": "on", "breaches.no_agreement": "on",
}


@command
def note_breach(act: Act, *, person_id: UUID, on: date, broken: str, note: str | None = None) -> Answer:
    """Write down a breach of the agreement of which no other record tells. Nothing follows from it but the steps.

    Refuses a day without a 社戒 or 社康 under a signed agreement, and no words (drug_law.35).
    """
    held = case(act, person_id)
    return write(act, held, plan_breach(act, held, on=on, broken=broken, note=note), note=note)


@command
def excuse_breach(act: Act, *, person_id: UUID, breach: str, on: date, excuse: str, note: str | None = None) -> Answer:
    """Enter the accepted reason that was found: leave, hospital, custody, force majeure. The breach counts for nothing.

    Refuses one that somebody was talked to about already, and a reason without what it is known by (policy, our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_excuse(act, held, breach=breach, on=on, excuse=excuse, note=note), note=note)


@command
def criticise_breach(
    act: Act, *, person_id: UUID, breach: str, on: date, critic: str, asked: bool = False, note: str | None = None
) -> Answer:
    """Record the talk about a breach: who talked, when, what was said.

    Refuses where an accepted reason is on record or the person was not asked for one, and a second talk about the same
    (drug_law.35).
    """
    held = case(act, person_id)
    return write(act, held, plan_talk(act, held, breach=breach, on=on, critic=critic, asked=asked, note=note), note=note)


@command
def serve_warning(
    act: Act, *, person_id: UUID, breach: str, on: date, paper: str, server_1: str, server_2: str, received: str = "signed_for",
    witness: str = "", note: str | None = None,
) -> Answer:
    """Record that the letter was handed over by two, signed for or refused before a witness; the paper is served by it.

    Refuses before the talk, one server twice, a refusal without a witness, and a paper that is another's, ended or served
    (drug_law.35).
    """
    held = case(act, person_id)
    facts = plan_warning(
        act, held, breach=breach, on=on, paper=paper, server_1=server_1, server_2=server_2, received=received, witness=witness
    )
    letter = paper_held(UUID(paper), lock=True)
    if letter.matter_id != held.id or letter.kind != LETTER:
        raise NotVisible
    seen = f"见证人：{witness.strip()}" if received == "unsigned" else ""
    serving.serve(act, letter, on, "left" if seen else "in_person", seen)
    return write(act, held, facts, note="\n".join(line for line in (seen, note or "") if line) or None)


def plan_breach(act: Act, held: Case, *, on: date, broken: str, note: str | None = None, **_: Any) -> list[Fact]:
    stand = live(held.facts)
    under = rules.under(held.course(on).measures, stand, on)
    if under is None:
        raise Refused(Reason("breaches.no_agreement", {}, "detox_regulation.16"), field="on")
    if not (note or "").strip():
        raise Refused(Reason("breaches.words", {}, "guitu.default"), field="note")
    return [new("agreement_breached", act, on, measure=under.measure_id, broken=broken)]


def plan_excuse(
    act: Act, held: Case, *, breach: str, on: date, excuse: str, note: str | None = None, **_: Any
) -> list[Fact]:
    _unless(rules.may_excuse(found(held, breach), on, has_words=bool((note or "").strip())))
    return [new("breach_excused", act, on, breach=breach, excuse=excuse)]


def plan_talk(
    act: Act, held: Case, *, breach: str, on: date, critic: str, asked: bool = False, note: str | None = None, **_: Any
) -> list[Fact]:
    one = found(held, breach)
    known = known_reasons(held, one.breach) if one is not None else []
    _unless(rules.may_criticise(one, on, known, asked=asked, has_words=bool((note or "").strip())))
    lawful.known_staff(act, on, critic=critic)
    return [new("breach_criticised", act, on, breach=breach, critic=critic)]


def plan_warning(
    act: Act, held: Case, *, breach: str, on: date, paper: str, server_1: str, server_2: str, received: str = "signed_for",
    witness: str = "", **_: Any,
) -> list[Fact]:
    one = found(held, breach)
    two = lawful.are_two(act, on, server_1=server_1, server_2=server_2)
    _unless(rules.may_warn(one, on, two=two, received=received, witnessed=bool(witness.strip())))
    if not paper:
        raise Refused(Reason("breaches.needs_paper", {}, "guitu.default"), field="paper")
    talk = one.criticised.id if one is not None and one.criticised is not None else ""
    return [
        new("warning_served", act, on, criticised=talk, paper=paper, server_1=server_1, server_2=server_2, received=received)
    ]


def _unless(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(*verdict.reasons, field=_FIELD.get(verdict.reasons[0].code, "breach"))
