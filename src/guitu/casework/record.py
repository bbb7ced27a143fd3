"""What every command of casework ends with: the fact is written, and what follows from it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from guitu.casework.difference import reasons
from guitu.casework.load import Case, live
from guitu.casework.settle import AHEAD, settle
from guitu.grid.fields import duty_kinds
from guitu.kit.crypto import seal, shown
from guitu.kit.database import row
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, Batch
from guitu.ledger.lines import FactLine, record, record_all
from guitu.ledger.sealed import NOTE
from guitu.rules import lifetimes, occasions, present, records
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason


def write(
    act: Act,
    case: Case,
    facts: Sequence[Fact],
    *,
    note: str | None = None,
    happened_at: datetime | None = None,
    batch_id: UUID | None = None,
) -> Answer:
    """Write facts of one person and settle. In a batch both wait for its end. Several facts of one click carry one
    number, by which they are taken back together.

    Answers {"person", "facts": [ids], "followed": [[code, values, clause], …], "now": the same} – what followed from
    them, and what is true now; the page that answers finds the person beside it.
    Refuses a fact dated in the future of the act, with a value outside its closed list, or like one of that day
    unless it says that it is another occasion.
    """
    for fact in facts:
        refuse_misfit(act.on, case, fact)
        refuse_copy(act, case, fact)
    act.policy = case.policy().version(act.on)
    if batch_id is None and len(facts) > 1:
        batch_id = uuid4()
    case.facts.extend(facts)
    case.added.extend(facts)
    lines = [_line(act, case, fact, note, happened_at, batch_id) for fact in facts]
    if act.batch is not None:
        _hold(act, case, lines)
        return {"person": str(case.id), "facts": [fact.id for fact in facts], "followed": []}
    record(act, lines)
    course = case.settled = settle(act.actor.county_id, [case], act.at, ahead=AHEAD)[0]
    ids = {fact.id for fact in facts}
    followed = [
        [reason.code, dict(reason.values), reason.clause]
        for consequence in course.consequences
        if consequence.fact_id in ids
        for reason in consequence.reasons
    ]
    act.beside = case
    now = present.now(facts, case.facts, course, act.on, duty_kinds(act.actor.classes))
    return {
        "person": str(case.id), "facts": [fact.id for fact in facts], "followed": followed, "now": reasons(now),
    }  # fmt: skip


def refuse_misfit(on: date, case: Case, fact: Fact) -> None:
    """Refuse what can be nobody's fact as known on that day: a value outside its closed list, a day to come, a day
    outside the life. However it comes: from a screen, a correction, a roster."""
    wrong = records.faults(fact)
    if wrong:
        raise Refused(*(Reason("not_in_list", {"field": name}) for name in wrong))
    if fact.on > on and fact.kind not in MAY_LIE_AHEAD:
        raise Refused(Reason("in_the_future", {"on": fact.on}), field="on")
    _in_a_life(case, fact)


def refuse_copy(act: Act, case: Case, fact: Fact) -> None:
    """Ask before the same thing is written down a second time; nobody is there to answer in a batch, where the fold
    counts it once."""
    if act.batch is None and fact.corrects is None and fact.kind in occasions.REPEATED:
        verdict = occasions.may_repeat(fact, live(case.facts), act.on)
        if not verdict:
            raise Refused(*verdict.reasons, field="another_occasion")


def _in_a_life(case: Case, fact: Fact) -> None:
    stand = live(case.facts) if "died" in case.kinds() else ()
    verdict = lifetimes.may_happen(fact, stand, case.known_of())
    if not verdict:
        raise Refused(*verdict.reasons, field="on")


# Dates of these may lie ahead of the day of recording: a leave is granted before it begins.
MAY_LIE_AHEAD = frozenset({"leave_granted", "tests_waived", "test_notice_served"})


def new(kind: str, act: Act, on: Any, /, corrects: str | None = None, **body: Any) -> Fact:
    """A fact of this act."""
    return records.KINDS[kind](id=str(uuid4()), on=on, known=act.at, corrects=corrects, **body)


def note_of(fact: Fact) -> str | None:
    """The note kept with a fact, opened."""
    found = row("SELECT note FROM ledger_fact WHERE id = %s", [fact.id])
    return shown(NOTE, UUID(fact.id), found[0]) or None if found else None


def _line(
    act: Act, case: Case, fact: Fact, note: str | None, happened_at: datetime | None, batch_id: UUID | None
) -> FactLine:
    fact_id = UUID(fact.id)
    return FactLine(
        id=fact_id, matter_id=case.id, scope_path=case.scope_path, happened_path=case.path_on(fact.on),
        kind=fact.kind, on=fact.on, body=records.body_of(fact), at=act.at, happened_at=happened_at,
        corrects=UUID(fact.corrects) if fact.corrects else None,
        note=seal(NOTE, fact_id, note), batch_id=batch_id,
    )  # fmt: skip


def _hold(act: Act, case: Case, lines: list[FactLine]) -> None:
    """In a batch: facts wait with their act (for its time and request), people wait to be settled."""
    batch = act.batch
    assert batch is not None
    if not batch.on_close:
        batch.on_close.append(lambda: _close(batch))
    batch.pending.append((act, lines))
    batch.cases[case.id] = case


def _close(batch: Batch) -> None:
    record_all(batch.pending)
    if batch.settle:
        touched = [case for case in batch.cases.values() if case.added]
        if touched:
            settle(touched[0].county_id, touched, max(fact.known for case in touched for fact in case.added))
