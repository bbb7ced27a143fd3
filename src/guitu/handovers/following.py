"""What follows a release: the file is found or opened, the rules are read, report and first visit are taken from the file,
needs are asked, the handover is closed; the packet is emptied after its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.handovers.announcing import by_whom, refuse_nobody
from guitu.handovers.fold import HANDOVERS
from guitu.handovers.reading import code_of, held_for
from guitu.kit.database import row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.ledger.sealed import body_in
from guitu.rules import handover_steps as steps
from guitu.rules.dates import days_after
from guitu.rules.handovers import HandoverCourse, HandoversPolicy
from guitu.rules.verdict import Reason
from guitu.settling.record import new, write

# What stands in the person's own file since the release: reports and visits, the first of each on top.
_ON_FILE = (
    "SELECT f.kind, f.id, f.happened_on, f.body FROM ledger_fact f WHERE f.matter_id = %s AND f.kind IN ('reported_in', 'visit')"
    " AND f.happened_on >= %s AND NOT EXISTS (SELECT FROM ledger_fact w WHERE w.matter_id = f.matter_id AND w.corrects = f.id)"
    " ORDER BY f.kind, f.happened_on, f.recorded_at, f.id"
)
_STEP = {"reported_in": "report", "visit": "visit"}
_ELSEWHERE = (
    "SELECT h.id FROM handovers_handover h JOIN matters_matter m ON m.id = h.id WHERE h.person_id = %s AND m.closed_at IS NULL AND h.id <> %s"
)
_OVER = (
    "SELECT p.id, p.scope_path, p.matter_id FROM handovers_packet p JOIN matters_matter m ON m.id = p.matter_id"
    " WHERE p.county_id = %s AND p.body IS NOT NULL AND m.closed_at < %s ORDER BY p.id"
)
_PARTS = (
    "UPDATE matters_part p SET until_on = %s FROM matters_matter m WHERE m.id = p.matter_id AND m.kind = 'handover' AND m.county_id = %s"
    " AND m.closed_at < %s AND p.until_on IS NULL AND p.beyond RETURNING p.id, p.scope_path, p.matter_id, p.post_id"
)


@command
def file_handover(act: Act, *, handover_id: UUID, person_id: UUID, family: int) -> Answer:
    """Say which file the person has, searched for first, and how many of the family are noted there. Refuses a file that is
    not seen, and one in another handover that is not over."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_go_on(course))
    if course.person:
        raise Refused(Reason("handovers.filed_already"))
    if row("SELECT 1 FROM people_person WHERE id = %s AND sealed_at IS NULL", [person_id]) is None:
        raise NotVisible
    if other := row(_ELSEWHERE, [person_id, handover_id]):
        raise Refused(Reason("handovers.filed_elsewhere", {"code": code_of(other[0])}))
    run("UPDATE handovers_handover SET person_id = %s WHERE id = %s", [person_id, handover_id])
    return write(act, held, [new("handover_filed", act, act.on, person=str(person_id), family_noted=family, by=by_whom(act))])


@command
def record_rules_read(act: Act, *, handover_id: UUID, rules_said: str, on: date) -> Answer:
    """Record that the rules were read to the person, who signed for it. Refuses it before the person is received."""
    refuse_nobody(act)
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_follow(course))
    return write(act, held, [new("rules_read", act, on, rules_said=rules_said, by=by_whom(act))])


@command
def take_from_file(act: Act, *, handover_id: UUID) -> Answer:
    """Take report and first visit from the person's file, where they are recorded. Refuses it without a file, and where
    nothing of that stands in it since the release."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_follow(course))
    facts = [new("handover_followed", act, act.on, after_step=step, found_record=str(record), followed_on=on) for step, record, on in _new_on_file(course)]
    if not facts:
        raise Refused(Reason("handovers.nothing_on_file"))
    return write(act, held, facts)


@command
def ask_needs(act: Act, *, handover_id: UUID, help_needed: Sequence[str], words: str = "") -> Answer:
    """Record what the person needs, or that nothing is needed. Refuses it before the person is received, and no answer."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_follow(course))
    Refused.unless(steps.may_name_needs(help_needed), "help_needed")
    return write(act, held, [new("needs_asked", act, act.on, help_needed=tuple(help_needed), by=by_whom(act))], note=words.strip() or None)


@command
def close_handover(act: Act, *, handover_id: UUID) -> Answer:
    """Close a handover when report, first visit and needs are done. Refuses it while one is not."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_close(course))
    return write(act, held, [new("handover_closed", act, act.on, by=by_whom(act))])


@command
def empty_packets(act: Act) -> Answer:
    """By the clock: what lay in packets of handovers that have been over for so many days goes, and with it the facility's
    part. Policy: handovers.packet_days"""
    policy: HandoversPolicy = timeline_of(act.actor.county_id, act.actor.county_id).on(act.on).handovers
    over = days_after(act.on, -policy.packet_days)
    gone = rows(_OVER, [act.actor.county_id, over])
    run("UPDATE handovers_packet SET body = NULL WHERE id = ANY(%s)", [[packet for packet, _path, _of in gone]])
    run("UPDATE handovers_handover SET number_index = NULL WHERE id = ANY(%s)", [[of for _packet, _path, of in gone]])
    ended = rows(_PARTS, [act.on, act.actor.county_id, over])
    lines = [Change("packet", packet, path, of, {"emptied": act.on}, HANDOVERS) for packet, path, of in gone]
    lines += [Change("part", part, path, of, {"post": str(post), "ended": act.on}, HANDOVERS) for part, path, of, post in ended]
    changed(act, lines)
    return {"emptied": len(gone), "ended": len(ended)}


def _new_on_file(course: HandoverCourse) -> list[tuple[str, Any, date]]:
    if course.person is None:
        raise Refused(Reason("handovers.needs_file"))
    first: dict[str, tuple[Any, date]] = {}
    for kind, record, on, stored in rows(_ON_FILE, [UUID(course.person), course.received_on]):
        if kind == "visit" and not (body_in(record, stored) or {}).get("met", True):
            continue  # nobody was met
        first.setdefault(_STEP[kind], (record, on))
    return [(step, *found) for step, found in first.items() if f"handover_{step}" not in course.done]
