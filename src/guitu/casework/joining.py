"""Two files of one person: what the file struck off says joins the file that goes on, and comes apart again.

The file that goes on gets facts of its own that say the same. They carry the number of the pair, by which they are
taken back; the file struck off keeps its facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from guitu.casework import natural_persons
from guitu.casework.load import Case, live
from guitu.casework.record import write
from guitu.kit.crypto import readable, seal
from guitu.kit.database import dicts, rows, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, FactLine, changed, record
from guitu.ledger.sealed import NOTE
from guitu.rules import corrections
from guitu.rules.facts import Fact
from guitu.rules.records import LEANS_ON, body_of
from guitu.rules.verdict import Reason
from guitu.settling.record import new
from guitu.settling.settle import settle

MEASURES = "casework_measure"
# What says where a file is kept, and what a post put off for itself, stays with its file.
OF_THE_FILE = frozenset(
    {"registered", "struck_off", "moved_out", "moved_in", "measure_transferred", "transfer_arrived", "duty_postponed"}
)


class Kept(NamedTuple):
    """What is stored of a fact beside its record."""

    happened_path: str
    happened_at: datetime | None
    note: bytes | None


def join(act: Act, kept: Case, lost: Case, match_id: UUID) -> None:
    """Write on the file that goes on what stands on the other, and settle it. A measure that both files hold, and a
    record that is the same on both, is there already and not written twice."""
    stand = [fact for fact in live(lost.facts) if fact.kind not in OF_THE_FILE]
    measures = _measures(stand, live(kept.facts))
    copies = _copies(act, stand, live(kept.facts), measures)
    _register(act, kept, lost, measures)
    stored = {
        str(fact): Kept(*what)
        for fact, *what in rows(
            "SELECT id, happened_path, happened_at, note FROM ledger_fact WHERE matter_id = %s", [lost.id]
        )
    }
    act.policy = kept.policy().version(act.on)
    record(act, [_line(kept, copy, fact.id, stored[fact.id], act.at, match_id) for fact, copy in copies])
    added = [copy for _, copy in copies]
    kept.facts.extend(added)
    kept.added.extend(added)
    settle(kept.county_id, [kept], act.at)


def part(act: Act, kept: Case, lost: Case, match_id: UUID, struck: Fact, *, why: str, note: str | None) -> None:
    """Take back what was joined, and the strike-off. What was recorded since of the file that goes on stays with it.

    Refuses while later records of it lean on what goes away.
    """
    joined = {
        str(fact)
        for (fact,) in rows(
            "SELECT id FROM ledger_fact WHERE matter_id = %s AND batch_id = %s AND kind <> 'withdrawn'",
            [kept.id, match_id],
        )
    }
    stand = live(kept.facts)
    gone = [fact for fact in stand if joined.intersection(natural_persons.versions(kept, fact))]
    going = {fact.id for fact in gone}
    left = [fact for fact in stand if fact.id not in going]
    leaning = {other.id for fact in gone for other in corrections.leaning_on(fact, left)}
    if leaning:
        raise Refused(Reason("corrections.leant_on", {"count": len(leaning)}))
    for held, taken in ((kept, gone), (lost, [struck])):
        if taken:
            facts = [new("withdrawn", act, act.on, corrects=fact.id, why=why) for fact in taken]
            write(act, held, facts, note=note, batch_id=match_id)


def _measures(stand: Sequence[Any], beside: Sequence[Any]) -> dict[str, str]:
    """The measures of the file struck off, by their ids on the file that goes on."""
    there = {(fact.measure_kind, fact.on): fact.measure for fact in beside if fact.kind == "measure_decided"}
    return {
        fact.measure: there.get((fact.measure_kind, fact.on)) or str(uuid4())
        for fact in stand
        if fact.kind == "measure_decided"
    }


def _copies(
    act: Act, stand: Sequence[Fact], beside: Sequence[Fact], measures: Mapping[str, str]
) -> list[tuple[Fact, Fact]]:
    """Each fact with its copy. Their ids stand in the same order: it decides which of one day answers a slot."""
    fresh = sorted(str(uuid4()) for _ in stand)
    ids = dict(zip(sorted(fact.id for fact in stand), fresh, strict=True))
    same: dict[Any, Fact] = {_content(fact, {}): fact for fact in beside}
    copies = []
    for fact in stand:
        found = same.get(_content(fact, {**measures, **ids}))
        if found is not None:
            ids[fact.id] = found.id
            continue
        named = {name: ids.get(getattr(fact, name), getattr(fact, name)) for name in LEANS_ON if hasattr(fact, name)}
        if hasattr(fact, "measure"):
            named["measure"] = measures.get(fact.measure, fact.measure)
        changes: dict[str, Any] = {"id": ids[fact.id], "known": act.at, "corrects": None, **named}
        copies.append((fact, replace(fact, **changes)))
    return copies


def _content(fact: Fact, names: Mapping[str, str]) -> Any:
    body = {name: names.get(value, value) if isinstance(value, str) else value for name, value in body_of(fact).items()}
    return (fact.kind, fact.on, repr(sorted(body.items())))


def _register(act: Act, kept: Case, lost: Case, measures: Mapping[str, str]) -> None:
    """The decisions of the copied measures, with organ and number, in the register of measures."""
    here = {str(measure) for (measure,) in rows("SELECT id FROM casework_measure WHERE person_id = %s", [kept.id])}
    for found in dicts("SELECT id, kind, organ, decision_no FROM casework_measure WHERE person_id = %s", [lost.id]):
        measure = measures.get(str(found["id"]))
        if measure is None or measure in here:
            continue
        organ, number = (
            seal(f"{MEASURES}|{name}", UUID(measure), readable(f"{MEASURES}|{name}", found["id"], found[name]) or None)
            for name in ("organ", "decision_no")
        )
        run(
            f"INSERT INTO {MEASURES} (id, county_id, scope_path, person_id, kind, organ, decision_no)"  # noqa: S608
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [measure, kept.county_id, kept.scope_path, kept.id, found["kind"], organ, number],
        )
        changed(act, [Change("measure", UUID(measure), kept.scope_path, kept.id, {"kind": found["kind"]})])


def _line(kept: Case, copy: Fact, fact_id: str, stored: Kept, at: datetime, match_id: UUID) -> FactLine:
    new_id = UUID(copy.id)
    note = seal(NOTE, new_id, readable(NOTE, UUID(fact_id), stored.note) or None)
    return FactLine(
        id=new_id, matter_id=kept.id, scope_path=kept.scope_path, happened_path=stored.happened_path,
        kind=copy.kind, on=copy.on, body=body_of(copy), at=at, happened_at=stored.happened_at, note=note,
        batch_id=match_id,
    )
