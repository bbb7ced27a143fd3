"""What every command of casework ends with: what can be nobody's record is refused, then written and settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from guitu.casework import samplings
from guitu.casework.case import Case, live
from guitu.grid.fields import duty_kinds
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer
from guitu.rules import lifetimes, occasions, present
from guitu.rules.facts import Fact
from guitu.settling import record
from guitu.settling.difference import reasons


def write(
    act: Act,
    case: Case,
    facts: Sequence[Fact],
    *,
    note: str | None = None,
    happened_at: datetime | None = None,
    batch_id: UUID | None = None,
    notes: Mapping[str, str] | None = None,
) -> Answer:
    """Write facts of one person and settle. In a batch both wait for its end.

    Answers {"person", "facts": [ids], "followed": [[code, values, clause], …], "now": the same} – what followed from
    them, and what is true now; the page that answers finds the person beside it.
    Refuses a fact dated in the future of the act, with a value outside its closed list, or like one of that day
    unless it says that it is another occasion.
    """
    for fact in facts:
        refuse_misfit(act.on, case, fact)
        refuse_copy(act, case, fact)
    record.keep(act, case, facts, note=note, happened_at=happened_at, batch_id=batch_id, notes=notes)
    samplings.keep(act, case, facts)
    answer = {"person": str(case.id), **record.followed(case, facts)}
    if act.batch is not None:
        return answer
    act.beside = case
    now = present.now(facts, case.facts, case.settled, act.on, duty_kinds(act.actor.classes))
    return {**answer, "now": reasons(now)}


def refuse_misfit(on: date, case: Case, fact: Fact) -> None:
    """Refuse what can be nobody's fact as known on that day: a value outside its closed list, a day to come, a day
    outside the life. However it comes: from a screen, a correction, a roster."""
    record.refuse_misfit(on, case, fact)
    stand = live(case.facts) if "died" in case.kinds() else ()
    verdict = lifetimes.may_happen(fact, stand, case.known_of())
    if not verdict:
        raise Refused(*verdict.reasons, field="on")


def refuse_copy(act: Act, case: Case, fact: Fact) -> None:
    """Ask before the same thing is written down a second time; nobody is there to answer in a batch, where the fold
    counts it once."""
    if act.batch is None and fact.corrects is None and fact.kind in occasions.REPEATED:
        verdict = occasions.may_repeat(fact, live(case.facts), act.on)
        if not verdict:
            raise Refused(*verdict.reasons, field="another_occasion")
