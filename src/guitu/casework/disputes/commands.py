"""异议: somebody says that a deduction is wrong. Another human being than who made it decides, by a day; what is decided for the
person is given back by a transfer of its own, and the deduction stays as it was written."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID, uuid4

from guitu.casework import natural_persons
from guitu.casework.load import Case, case
from guitu.casework.points_account import Line, Side, write_transfers
from guitu.kit.clock import local_day
from guitu.kit.crypto import seal
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules import redemptions
from guitu.rules.redemptions import plain
from guitu.rules.verdict import Reason

WORDS, ANSWER = "casework_pointsdispute|words", "casework_pointsdispute|answer"


class _Line(NamedTuple):
    id: UUID
    source: str
    item: str
    kind: str
    posted_at: object
    hundredths: int
    fact_id: UUID | None


@command
def dispute_points(act: Act, *, person_id: UUID, line_id: UUID, words: str) -> Answer:
    """Note that somebody says a deduction is wrong, with what is said against it; a clock begins. Refuses what took nothing
    off, what was posted too long ago, the same one twice, and no words. Policy: redemptions.dispute_days."""
    held = case(act, person_id)
    line = _line(held, line_id)
    policy = held.policy().on(act.on).redemptions
    took = line.hundredths if line.kind == "settled" and line.item != "taken_back" else 0
    disputed = row("SELECT 1 FROM casework_pointsdispute WHERE matter_id = %s AND line_id = %s", [held.id, line_id]) is not None
    Refused.unless(redemptions.may_dispute(took, local_day(line.posted_at), act.on, policy, disputed=disputed), "line_id")  # type: ignore[arg-type]
    if not words.strip():
        raise Refused(Reason("redemptions.needs_words"), field="words")
    dispute, by = uuid4(), redemptions.decide_by(act.on, held.policy())
    act.policy = held.policy().version(act.on)
    run(
        "INSERT INTO casework_pointsdispute (id, county_id, matter_id, scope_path, line_id, state, asked_at, decide_by, words)"
        " VALUES (%s, %s, %s, %s, %s, 'open', %s, %s, %s)",
        [dispute, held.county_id, held.id, held.scope_path, line_id, act.at, by, seal(WORDS, dispute, words.strip())],
    )
    changed(act, [Change("points_dispute", dispute, held.scope_path, held.id, {"step": "asked", "by": by})])
    return {"dispute": str(dispute), "decide_by": by}


@command
def decide_dispute(act: Act, *, dispute_id: UUID, for_person: bool, words: str) -> Answer:
    """Decide a dispute, with the reasons: for the person, and the deduction is given back; or it stands. Refuses who made or
    confirmed the deduction, from whichever post, what is decided already, and no words. Clause: guitu.default."""
    found = row("SELECT matter_id, line_id FROM casework_pointsdispute WHERE id = %s", [dispute_id])
    if found is None:
        raise NotVisible
    held = case(act, found[0])
    line = _line(held, found[1])
    state = row("SELECT state FROM casework_pointsdispute WHERE id = %s FOR UPDATE", [dispute_id])
    assert state is not None
    Refused.unless(redemptions.may_decide(state[0], made_by_same=natural_persons.wrote(act.actor, _made_by(held, line))), "for_person")
    if not words.strip():
        raise Refused(Reason("redemptions.needs_words"), field="words")
    act.policy = held.policy().version(act.on)
    given = _give_back(act, held, line) if for_person else 0
    run(
        "UPDATE casework_pointsdispute SET state = %s, decided_at = %s, decided_by = %s, answer = %s WHERE id = %s",
        ["for_person" if for_person else "stands", act.at, act.actor.natural_person_id or act.actor.post_id,
         seal(ANSWER, dispute_id, words.strip()), dispute_id],
    )
    changed(act, [Change("points_dispute", dispute_id, held.scope_path, held.id, {"step": "decided", "for_person": for_person})])
    return {"dispute": str(dispute_id), "given_back": plain(given)}


def _line(held: Case, line_id: UUID) -> _Line:
    found = row(
        "SELECT id, source, item, kind, posted_at, hundredths, fact_id FROM casework_pointstransfer WHERE id = %s AND person_id = %s",
        [line_id, held.id],
    )
    if found is None:
        raise NotVisible
    return _Line(*found)


def _made_by(held: Case, line: _Line) -> list[str]:
    """The record that the deduction rests on, and the one by which another confirmed it."""
    if line.fact_id is None:
        return []
    made = str(line.fact_id)
    return [made, *(fact.id for fact in held.facts if getattr(fact, "grant", None) == made)]


def _give_back(act: Act, held: Case, line: _Line) -> int:
    """What of the deduction is still taken off comes back; nothing twice, where the record itself was corrected meanwhile."""
    given = min(-line.hundredths, max(-held.posted.get(line.source, 0), 0))
    if given:
        transfer, policy = uuid4(), act.policy or ""
        write_transfers(
            [Line(held.county_id, held.scope_path, held.id, transfer, "restored", line.source, "restored", act.on, act.at, given, line.fact_id,
                  policy, (Reason("redemptions.restored", {}, redemptions.CLAUSE),))],
            [Side(held.county_id, transfer, "issuer", "restored", act.at, -given, policy=policy)],
        )
    return given
