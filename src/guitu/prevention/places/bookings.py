"""What people do with a booking: a group is put down for a slot, waits, is cancelled, comes; or comes without a word."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.database import dicts, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.fold import COMPARTMENT, PLACE
from guitu.prevention.sealed import sealed_words
from guitu.rules.activities import BASES
from guitu.rules.places import VISITORS, PlacesPolicy, booked_as, may_book, may_stand
from guitu.rules.room import moving_up
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter

_INSERT = (
    "INSERT INTO prevention_booking (id, county_id, scope_path, matter_id, day_on, slot, visitors, headcount, state, asked_at,"
    " came, basis, who) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_TAKEN = "SELECT coalesce(sum(headcount), 0) FROM prevention_booking WHERE matter_id = %s AND day_on = %s AND slot = %s AND state = 'confirmed'"
_WAITING = (
    "SELECT id, headcount FROM prevention_booking WHERE matter_id = %s AND day_on = %s AND slot = %s AND state = 'waiting'"
    " ORDER BY asked_at, id"
)


@command
def book_place(act: Act, *, place_id: UUID, day_on: date, slot: str, headcount: int, visitors: str, who: str) -> Answer:
    """Put a group down for a day and a slot: confirmed while all of it fits, else waiting. A class is one booking.

    The place is locked meanwhile, so that a slot never holds more than it takes. Refuses a closed place or weekday, a slot
    there is not, more heads than one slot takes, a day that is past, and no unit. Policy: places.*
    """
    held = _open(act, place_id)
    policy: PlacesPolicy = held.policy().on(day_on).places
    Refused.unless(may_book(day_on, slot, headcount, act.on, policy))
    if not who.strip():
        raise Refused(Reason("places.needs_words"), field="who")
    _refuse_visitors(visitors)
    state, why = booked_as(headcount, _taken(place_id, day_on, slot), policy)
    booking = _put(act, held, day_on, slot, visitors, headcount, who, state=state)
    return {"matter": str(place_id), "booking": str(booking), "state": state, "followed": [[one.code, dict(one.values), one.clause] for one in why]}


@command
def cancel_booking(act: Act, *, booking_id: UUID) -> Answer:
    """Cancel a booking; whoever waits for the slot and fits comes in, in the order asked. Refuses one that is over."""
    held, found = _waiting_or_confirmed(act, booking_id)
    _set(act, held, booking_id, "cancelled")
    policy: PlacesPolicy = held.policy().on(found["day_on"]).places
    where = [held.id, found["day_on"], found["slot"]]
    waiting = [(one["id"], one["headcount"]) for one in dicts(_WAITING, where)]
    moved = moving_up(waiting, _taken(*where), policy.most_in_slot)
    for one in moved:
        _set(act, held, one, "confirmed")
    followed = [["places.moved_up", {"n": len(moved)}, None]] if moved else []
    return {"matter": str(held.id), "moved": [str(one) for one in moved], "followed": followed}


@command
def remind_group(act: Act, *, booking_id: UUID) -> Answer:
    """Note that a group was reminded of its day by the telephone number that it left. Refuses a booking that is over, and one that left none."""
    held, _found = _waiting_or_confirmed(act, booking_id)
    if not row("SELECT 1 FROM prevention_booking WHERE id = %s AND phone IS NOT NULL", [booking_id]):
        raise Refused(Reason("places.no_phone"))
    run("UPDATE prevention_booking SET reminded_on = %s WHERE id = %s", [act.on, booking_id])
    _line(act, held, booking_id, {"reminded_on": act.on})
    return {"matter": str(held.id), "booking": str(booking_id)}


@command
def record_visit_of_group(act: Act, *, booking_id: UUID, came: int, basis: str) -> Answer:
    """Record how many of a booked group came, and by what that is known. Refuses a day to come, and a booking that is over."""
    held, found = _waiting_or_confirmed(act, booking_id)
    if found["day_on"] > act.on:
        raise Refused(Reason("places.not_yet"))
    _refuse_heads(came, basis)
    _set(act, held, booking_id, "came", came, basis)
    return {"matter": str(held.id), "booking": str(booking_id)}


@command
def record_visit_to_place(act: Act, *, place_id: UUID, day_on: date, headcount: int, basis: str, visitors: str, who: str = "") -> Answer:
    """Record a group that came without a booking, on a day and not before its day. Refuses a closed place, nobody."""
    held = _open(act, place_id)
    if day_on > act.on:
        raise Refused(Reason("places.not_yet"), field="day_on")
    _refuse_heads(headcount, basis)
    _refuse_visitors(visitors)
    booking = _put(act, held, day_on, "", visitors, headcount, who, state="came", came=headcount, basis=basis)
    return {"matter": str(place_id), "booking": str(booking)}


def _open(act: Act, place_id: UUID) -> Loaded:
    held = matter(act, PLACE, place_id)
    Refused.unless(may_stand(held.course(act.on), "place_visited"))
    return held


def _taken(place: UUID, day_on: date, slot: str) -> int:
    found = row(_TAKEN, [place, day_on, slot])
    return int(found[0]) if found else 0


def _put(
    act: Act, held: Loaded, day_on: date, slot: str, visitors: str, headcount: int, who: str, *, state: str, came: int | None = None,
    basis: str | None = None,
) -> UUID:
    booking = uuid4()
    sealed = sealed_words("booking", booking, {"who": who.strip()})
    run(_INSERT, [booking, held.county_id, held.scope_path, held.id, day_on, slot, visitors, headcount, state, act.at, came, basis, sealed])
    _line(act, held, booking, {"day_on": day_on, "slot": slot, "state": state, "heads": headcount, "basis": basis})
    return booking


def _set(act: Act, held: Loaded, booking: UUID, state: str, came: int | None = None, basis: str | None = None) -> None:
    run("UPDATE prevention_booking SET state = %s, came = %s, basis = %s WHERE id = %s", [state, came, basis, booking])
    _line(act, held, booking, {"state": state, "heads": came, "basis": basis})


def _line(act: Act, held: Loaded, booking: UUID, detail: dict[str, Any]) -> None:
    changed(act, [Change("booking", booking, held.scope_path, held.id, detail, COMPARTMENT)])


def _waiting_or_confirmed(act: Act, booking_id: UUID) -> tuple[Loaded, dict[str, Any]]:
    """The booking with its place locked; read after the lock, as it is now."""
    found = row("SELECT matter_id FROM prevention_booking WHERE id = %s", [booking_id])
    if found is None:
        raise NotVisible
    held = matter(act, PLACE, found[0])
    now = dicts("SELECT day_on, slot, state FROM prevention_booking WHERE id = %s", [booking_id])[0]
    if now["state"] not in ("confirmed", "waiting"):
        raise Refused(Reason("places.booking_over"))
    return held, now


def _refuse_heads(n: int, basis: str) -> None:
    if n < 1:
        raise Refused(Reason("places.nobody"), field="came")
    if basis not in BASES:
        raise Refused(Reason("not_in_list", {"field": "basis"}), field="basis")


def _refuse_visitors(visitors: str) -> None:
    if visitors not in VISITORS:
        raise Refused(Reason("not_in_list", {"field": "visitors"}), field="visitors")
