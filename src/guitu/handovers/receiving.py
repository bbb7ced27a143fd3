"""What the town does before a release: it asks, accepts and names who receives, or returns; meets inside, talks, plans the
escort; signs the sheet at the gate. And what the clock notes when nobody did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.grid.held import held as is_held
from guitu.handovers.announcing import by_whom, index_of, put_identity, refuse_nobody
from guitu.handovers.fold import HANDOVER, HANDOVERS
from guitu.handovers.reading import FACILITY, code_of, held_for
from guitu.kit.crypto import seal
from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.matters.opening import NewMatter, open_matters
from guitu.rules import handover_steps as steps
from guitu.rules.handovers import gate_at
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matters
from guitu.settling.record import new, write

_HANDOVER = "INSERT INTO handovers_handover (id, county_id, scope_path, facility, number_index) VALUES (%s, %s, %s, %s, %s)"
_WORKER = (
    "SELECT 1 FROM grid_post p WHERE p.id = %(post)s AND p.role = 'social_worker' AND p.path = left(%(path)s, length(p.path))"  # noqa: S608  ours
    f" AND length(p.path) >= 9 AND p.closed_on IS NULL AND EXISTS (SELECT FROM grid_holding h WHERE h.post_id = p.id AND {is_held('h')})"
)
_END = "UPDATE matters_part SET until_on = %s WHERE matter_id = %s AND part = 'responsible' AND until_on IS NULL"
_PART = (
    "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)"
    " VALUES (%s, %s, %s, %s, %s, %s, 'responsible', %s, %s)"
)


@command
def ask_release(act: Act, *, path: str, facility: str, identity: Mapping[str, Any]) -> Answer:
    """Open a handover for somebody who is expected back, and ask the facility for the day, by a link if it has no account.
    Refuses a place elsewhere, no facility, nobody's name, and somebody announced already."""
    refuse_nobody(act)
    if not path.startswith(act.actor.path) or row("SELECT 1 FROM grid_area WHERE path = %s AND length(path) = 9 AND valid_to IS NULL", [path]) is None:
        raise Refused(Reason("handovers.not_a_town"), field="path")
    for name, value in (("facility", facility), ("name", str(identity.get("name") or ""))):
        if not value.strip():
            raise Refused(Reason("handovers.needs_words"), field=name)
    index = index_of(identity)
    if index and (live := row("SELECT id FROM handovers_live(%s, %s)", [path[:6], index])):
        raise Refused(Reason("handovers.announced_already", {"code": code_of(live[0])}), field="id_number")
    handover = uuid4()
    matter = NewMatter(handover, path, code_of(handover), act.actor.post_id)
    open_matters(act.actor.county_id, [matter], kind=HANDOVER.kind, compartment=HANDOVERS, at=act.at, on=act.on, part="asked")
    run(_HANDOVER, [handover, act.actor.county_id, path, seal(FACILITY, handover, facility.strip()), index])
    (held,) = matters(HANDOVER, [handover])
    put_identity(act, held, identity)
    return {"handover": str(handover), **write(act, held, [new("handover_asked", act, act.on, by=by_whom(act))])}


@command
def accept_handover(act: Act, *, handover_id: UUID, worker: UUID) -> Answer:
    """Accept a handover for the town and name the worker who receives, who sees it from then on. Refuses what does not wait
    for it, and a post that is no social worker of the town."""
    refuse_nobody(act)
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_decide(course))
    _take_on(act, held, worker)
    return write(act, held, [new("handover_accepted", act, act.on, receiver=str(worker), by=by_whom(act))])


@command
def name_receiver(act: Act, *, handover_id: UUID, worker: UUID) -> Answer:
    """Name another worker who receives; the one before sees it no more. Refuses it before the town has accepted."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_go_on(course))
    if course.worker is None:
        raise Refused(Reason("handovers.not_accepted"))
    _take_on(act, held, worker)
    return write(act, held, [new("receiver_named", act, act.on, receiver=str(worker), by=by_whom(act))])


@command
def return_handover(act: Act, *, handover_id: UUID, returned_because: str, words: str = "") -> Answer:
    """Return a handover to the facility: not of this county, the wrong person, or papers are missing. Refuses any other
    reason, and what does not wait for the town. Our default: three reasons, within two working days."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_decide(course))
    fact = new("handover_returned", act, act.on, returned_because=returned_because, by=by_whom(act))
    return write(act, held, [fact], note=words.strip() or None)


@command
def record_contact_inside(act: Act, *, handover_id: UUID, contact_by: str, on: date, words: str = "") -> Answer:
    """Record the first contact between worker and person, still inside. Refuses it before the town accepted and after the release."""
    return _prepared(act, handover_id, "contact_inside", on, words, contact_by=contact_by)


@command
def record_handover_meeting(act: Act, *, handover_id: UUID, on: date, words: str = "") -> Answer:
    """Record that facility and town have talked the return through. Refuses as the first contact does."""
    return _prepared(act, handover_id, "handover_met", on, words)


@command
def plan_escort(act: Act, *, handover_id: UUID, escort: str, words: str = "") -> Answer:
    """Say who brings or fetches the person. Refuses as the first contact does."""
    return _prepared(act, handover_id, "escort_planned", act.on, words, escort=escort)


@command
def sign_handover(act: Act, *, handover_id: UUID, facility_on_paper: bool = False) -> Answer:
    """Sign the handover sheet for the town; `facility_on_paper`: the officer has no account and signed the printed sheet.

    Refuses it before the day of release, twice, and by who signed for the facility. With both the person is received.
    """
    refuse_nobody(act)
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_sign(course, "town", by_whom(act), act.on))
    facts = [new("handover_signed", act, act.on, side="town", by=by_whom(act))]
    if facility_on_paper and "facility" not in course.signed:
        facts.append(new("handover_signed", act, act.on, side="facility", on_paper=True, by=by_whom(act)))
    return write(act, held, facts)


@command
def note_nobody_met(act: Act, *, handover_id: UUID) -> Answer:
    """By the clock: the hour at the gate has passed without both signatures. Refuses it before, and twice.
    Policy: handovers.gate_minutes"""
    held, course, policy = held_for(act, handover_id)
    Refused.unless(steps.may_miss(course, policy, act.at))
    return write(act, held, [new("nobody_met", act, act.on, due_at=gate_at(course, policy))])


def _prepared(act: Act, handover_id: UUID, kind: str, on: date, words: str, **what: Any) -> Answer:
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_prepare(course))
    return write(act, held, [new(kind, act, on, **what, by=by_whom(act))], note=words.strip() or None)


def _take_on(act: Act, held: Loaded, worker: UUID) -> None:
    """The post is responsible from now on; whoever was is so no more."""
    if row(_WORKER, {"post": worker, "path": held.scope_path, "today": act.on}) is None:
        raise Refused(Reason("handovers.not_a_worker"), field="worker")
    run(_END, [act.on, held.id])
    part = uuid4()
    run(_PART, [part, held.county_id, held.scope_path, HANDOVERS, held.id, worker, act.on, act.actor.post_id])
    changed(act, [Change("part", part, held.scope_path, held.id, {"post": str(worker), "part": "responsible"}, HANDOVERS)])
    held.post_id = worker
