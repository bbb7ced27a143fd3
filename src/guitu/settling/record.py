"""What every command that records ends with: facts are written with their lines, and what follows from them is settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.crypto import seal, shown
from guitu.kit.database import row, rows
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, Batch
from guitu.ledger.lines import FactLine, record, record_all
from guitu.ledger.sealed import NOTE
from guitu.rules import records
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded
from guitu.settling.settle import AHEAD, settle


def new(kind: str, act: Act, on: Any, /, corrects: str | None = None, **body: Any) -> Fact:
    """A fact of this act."""
    return records.KINDS[kind](id=str(uuid4()), on=on, known=act.at, corrects=corrects, **body)


def write(
    act: Act, matter: Loaded, facts: Sequence[Fact], *, note: str | None = None, happened_at: datetime | None = None
) -> Answer:
    """Write facts of one matter and settle it.

    Answers {"matter", "facts": [ids], "followed": [[code, values, clause], …]}. Refuses a fact dated in the future of
    the act, and one with a value outside its closed list.
    """
    for fact in facts:
        refuse_misfit(act.on, matter, fact)
    keep(act, matter, facts, note=note, happened_at=happened_at)
    return {"matter": str(matter.id), **followed(matter, facts)}


def keep(
    act: Act, matter: Loaded, facts: Sequence[Fact], *, note: str | None = None, happened_at: datetime | None = None,
    batch_id: UUID | None = None, notes: Mapping[str, str] | None = None,
) -> None:
    """Write facts that were looked at, and settle; in a batch both wait for its end. Several facts of one click carry
    one number, by which they are taken back together. `matter.settled` is then what follows now. `notes`: what lies
    beside each, by its id, where every fact has words of its own."""
    act.policy = matter.policy().version(act.on)
    if batch_id is None and len(facts) > 1:
        batch_id = uuid4()
    matter.facts.extend(facts)
    matter.added.extend(facts)
    words = notes or {}
    lines = [_line(act, matter, fact, words.get(fact.id, note), happened_at, batch_id) for fact in facts]
    if act.batch is not None:
        _hold(act, matter, lines)
        return
    record(act, lines)
    matter.settled = settle(act.actor.county_id, [matter], act.at, ahead=AHEAD)[0]
    act.written = matter


def keep_of_each(act: Act, new_facts: Sequence[tuple[Loaded, Fact]], *, note: str | None = None) -> None:
    """Write one fact of each of many matters of one kind, and settle them together: some statements, however many there are."""
    if act.batch is not None:
        for matter, fact in new_facts:
            keep(act, matter, [fact], note=note)
        return
    lines = []
    for matter, fact in new_facts:
        refuse_misfit(act.on, matter, fact)
        act.policy = matter.policy().version(act.on)
        matter.facts.append(fact)
        matter.added.append(fact)
        lines.append(_line(act, matter, fact, note, None, None))
    record(act, lines)
    settle(act.actor.county_id, [matter for matter, _fact in new_facts], act.at)


def followed(matter: Loaded, facts: Sequence[Fact]) -> Answer:
    """The ids of facts just kept, and what followed from them; in a batch nothing has yet."""
    if matter.settled is None:
        return {"facts": [fact.id for fact in facts], "followed": []}
    ids = {fact.id for fact in facts}
    brought = [
        [reason.code, dict(reason.values), reason.clause]
        for consequence in matter.settled.consequences
        if consequence.fact_id in ids
        for reason in consequence.reasons
    ]
    return {"facts": [fact.id for fact in facts], "followed": brought}


def refuse_misfit(on: date, matter: Loaded, fact: Fact) -> None:
    """Refuse what can be nobody's fact as known on that day: a value outside its closed list, a day to come."""
    wrong = records.faults(fact)
    if wrong:
        raise Refused(*(Reason("not_in_list", {"field": name}) for name in wrong))
    if fact.on > on and fact.kind not in matter.composer.may_lie_ahead:
        raise Refused(Reason("in_the_future", {"on": fact.on}), field="on")


def note_of(fact: Fact) -> str | None:
    """The note kept with a fact, opened."""
    found = row("SELECT note FROM ledger_fact WHERE id = %s", [fact.id])
    return shown(NOTE, UUID(fact.id), found[0]) or None if found else None


def notes_of(facts: Sequence[Fact]) -> dict[str, str]:
    """The notes kept with several facts, opened, by the id of each; one question."""
    found = rows("SELECT id, note FROM ledger_fact WHERE id = ANY(%s) AND note IS NOT NULL", [[UUID(fact.id) for fact in facts]])
    return {str(id): shown(NOTE, id, note) for id, note in found}


def _line(
    act: Act, matter: Loaded, fact: Fact, note: str | None, happened_at: datetime | None, batch_id: UUID | None
) -> FactLine:
    fact_id = UUID(fact.id)
    return FactLine(
        id=fact_id, matter_id=matter.id, scope_path=matter.scope_path, happened_path=matter.path_on(fact.on),
        kind=fact.kind, on=fact.on, body=records.body_of(fact), at=act.at, happened_at=happened_at,
        corrects=UUID(fact.corrects) if fact.corrects else None,
        note=seal(NOTE, fact_id, note), batch_id=batch_id, compartment=matter.composer.compartment,
    )


def _hold(act: Act, matter: Loaded, lines: list[FactLine]) -> None:
    """In a batch: facts wait with their act (for its time and request), matters wait to be settled."""
    batch = act.batch
    assert batch is not None
    if not batch.on_close:
        batch.on_close.append(_closing(batch))
    batch.pending.append((act, lines))
    batch.cases[matter.id] = matter


def _closing(batch: Batch) -> Callable[[], None]:
    def close() -> None:
        record_all(batch.pending)
        touched = [matter for matter in batch.cases.values() if matter.added] if batch.settle else []
        for _kind, group in groupby(sorted(touched, key=_kind_of), key=_kind_of):
            of_kind: list[Loaded] = list(group)
            settle(of_kind[0].county_id, of_kind, max(fact.known for one in of_kind for fact in one.added))

    return close


def _kind_of(matter: Loaded) -> str:
    return matter.composer.kind
