"""What a facility does: it announces a release to a county in which it sees nothing, moves it, puts the packet, notifies, signs.

Every command here runs under `reaching`: the facility's post, with its part in the one matter and no area.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.handovers.fold import HANDOVER
from guitu.handovers.reading import BODY, FACILITY, code_of, held_for
from guitu.kit.crypto import blind, seal
from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.matters.labels import sealed_label
from guitu.rules import handover_steps as steps
from guitu.rules.dates import days_after
from guitu.rules.handovers import HandoversPolicy
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matters
from guitu.settling.record import new, write

LONGEST = 366  # days by which a term may be extended, through which the receipt is shown
_HANDOVER = (
    "INSERT INTO handovers_handover (id, county_id, scope_path, facility_post, facility, number_index) VALUES (%s, %s, %s, %s, %s, %s)"
)
_PACKET = (
    "INSERT INTO handovers_packet (id, county_id, scope_path, matter_id, part, consent_on, body, put_at, put_post)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


@command
def announce_release(act: Act, *, path: str, expected_on: date, identity: Mapping[str, Any]) -> Answer:
    """Announce that somebody is expected to come out, to the town that receives; its county then sees it, the facility its receipt.

    Refuses a place that is no town, a day gone by, nobody's name, and somebody announced there already. Policy: handovers.*
    """
    refuse_nobody(act)
    if row("SELECT 1 FROM grid_area WHERE path = %s AND length(path) = 9 AND valid_to IS NULL", [path]) is None or path[:6] != act.actor.county_id:
        raise Refused(Reason("handovers.not_a_town"), field="path")
    Refused.unless(steps.may_announce(expected_on, act.on), "expected_on")
    if not str(identity.get("name") or "").strip():
        raise Refused(Reason("handovers.needs_words"), field="name")
    index = index_of(identity)
    if index and (live := row("SELECT id FROM handovers_live(%s, %s)", [path[:6], index])):
        raise Refused(Reason("handovers.announced_already", {"code": code_of(live[0])}), field="id_number")
    policy: HandoversPolicy = timeline_of(path[:6], path).on(act.on).handovers
    handover, shown_until = uuid4(), days_after(expected_on, LONGEST + policy.packet_days)
    row("SELECT handovers_announce(%s, %s, %s, %s, %s, %s)", [handover, path, sealed_label(handover, code_of(handover)), act.at, act.on, shown_until])
    run(_HANDOVER, [handover, path[:6], path, act.actor.post_id, seal(FACILITY, handover, act.actor.body), index])
    (held,) = matters(HANDOVER, [handover])
    _put(act, held, "identity", identity, None)
    return {"handover": str(handover), **write(act, held, [new("handover_announced", act, act.on, expected_on=expected_on, by=by_whom(act))])}


@command
def move_release(act: Act, *, handover_id: UUID, expected_on: date, moved_because: str) -> Answer:
    """Another day is expected, shortened, extended or corrected: every day that counts from it moves along.

    Refuses it after the person is received, a day gone by, and the same day (detox_regulation.33 for what shortens or extends).
    """
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_move(course, expected_on, act.on), "expected_on")
    return write(act, held, [new("release_moved", act, act.on, expected_on=expected_on, moved_because=moved_because, by=by_whom(act))])


@command
def put_packet(act: Act, *, handover_id: UUID, part: str, values: Mapping[str, Any], consent_on: date | None = None) -> Answer:
    """Put one compartment of the packet; what was put before stays on file and counts no more. Refuses an empty one, and
    what concerns health without the day on which the person agreed. Policy: handovers.packet"""
    held, course, policy = held_for(act, handover_id)
    Refused.unless(steps.may_go_on(course))
    said = {name: value for name, value in values.items() if value not in ("", None, [])}
    if part not in policy.packet or not said:
        raise Refused(Reason("handovers.needs_words"))
    if policy.packet[part].consent and (consent_on is None or consent_on > act.on):
        raise Refused(Reason("handovers.needs_consent"), field="consent_on")
    _put(act, held, part, said, consent_on if policy.packet[part].consent else None)
    return {"handover": str(handover_id), "part": part}


@command
def add_certificate(act: Act, *, handover_id: UUID, inside_trade: str, inside_grade: str, inside_issuer: str, disclosed: bool, on: date) -> Answer:
    """Record a certificate gained inside, and whether the person wants the town to know of it. Refuses a day to come."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_go_on(course))
    what: dict[str, Any] = {"inside_trade": inside_trade, "inside_grade": inside_grade, "inside_issuer": inside_issuer, "disclosed": disclosed}
    return write(act, held, [new("certificate_gained", act, on, **what, by=by_whom(act))])


@command
def notify_release(act: Act, *, handover_id: UUID) -> Answer:
    """Record that the deciding police, family and station are told of the release. Clause: detox_regulation.34"""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_go_on(course))
    return write(act, held, [new("release_notified", act, act.on, by=by_whom(act))])


@command
def send_handover_again(act: Act, *, handover_id: UUID) -> Answer:
    """Send again what was returned, when its reason is put right. Refuses what was not returned."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_send_again(course))
    return write(act, held, [new("handover_sent_again", act, act.on, by=by_whom(act))])


@command
def withdraw_release(act: Act, *, handover_id: UUID, withdrawn_because: str) -> Answer:
    """Take an announcement back: nobody comes out, or to another county. Refuses it once the person is received."""
    held, course, _policy = held_for(act, handover_id)
    if course.received_on:
        raise Refused(Reason("handovers.already_out"))
    Refused.unless(steps.may_go_on(course))
    return write(act, held, [new("handover_withdrawn", act, act.on, withdrawn_because=withdrawn_because, by=by_whom(act))])


@command
def sign_for_facility(act: Act, *, handover_id: UUID) -> Answer:
    """Sign the handover sheet for the facility. Refuses it before the day of release, twice, and by who signed for the town."""
    refuse_nobody(act)
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_sign(course, "facility", by_whom(act), act.on))
    return write(act, held, [new("handover_signed", act, act.on, side="facility", by=by_whom(act))])


def put_identity(act: Act, held: Loaded, values: Mapping[str, Any]) -> None:
    """The first compartment of a handover that the town asked for."""
    _put(act, held, "identity", values, None)


def index_of(identity: Mapping[str, Any]) -> bytes | None:
    """Of the number, keyed apart from the people on file: no index links the two."""
    number = str(identity.get("id_number") or "").strip().upper()
    return blind("id_number", f"handover|{number}") if number else None


def by_whom(act: Act) -> str:
    return str(act.actor.natural_person_id)


def refuse_nobody(act: Act) -> None:
    if act.actor.natural_person_id is None:
        raise Refused(Reason("handovers.nobody"))


def _put(act: Act, held: Loaded, part: str, values: Mapping[str, Any], consent_on: date | None) -> None:
    line = uuid4()
    body = seal(BODY, line, orjson.dumps(dict(values), default=str).decode())
    run(_PACKET, [line, held.county_id, held.scope_path, held.id, part, consent_on, body, act.at, act.actor.post_id])
    changed(act, [Change("packet", line, held.scope_path, held.id, {"part": part, "consent": consent_on}, HANDOVER.compartment)])
