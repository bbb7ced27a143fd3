"""What the office does with the sign-ups of an activity: opens them, puts people down at the desk, cancels, checks in at the door."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.database import dicts, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.fold import ACTIVITY, COMPARTMENT
from guitu.rules.activities import ActivityCourse
from guitu.rules.room import moving_up
from guitu.rules.signups import SignupsPolicy, may_check_in, may_open, may_sign_up, signed_as
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter

_TAKEN = "SELECT coalesce(sum(heads), 0)::integer FROM prevention_signup WHERE matter_id = %s AND state IN ('confirmed', 'came')"
_WAITING = "SELECT id, heads FROM prevention_signup WHERE matter_id = %s AND state = 'waiting' ORDER BY asked_at, id"
_PUT = (
    "INSERT INTO prevention_signup (id, county_id, scope_path, matter_id, number, heads, state, asked_at, came, came_at)"
    " SELECT %s, %s, %s, %s, 1 + coalesce(max(s.number), 0), %s, %s, %s, %s, %s FROM prevention_signup s WHERE s.matter_id = %s RETURNING number"
)


@command
def open_signups(act: Act, *, activity_id: UUID, places: int) -> Answer:
    """Let anybody sign up for a published activity, for so many places; said again, the number is changed and those who wait
    come in as they fit. Refuses one that is not published, and fewer places than heads that are in."""
    held = matter(act, ACTIVITY, activity_id)
    Refused.unless(may_open(_course(act, held).state, places, _taken(activity_id)), "places")
    run(
        "UPDATE prevention_activity SET places = %s, gate = CASE WHEN gate = '' THEN %s ELSE gate END WHERE id = %s",
        [places, f"{secrets.randbelow(1_000_000):06d}", activity_id],
    )
    changed(act, [Change("activity", held.id, held.scope_path, held.id, {"places": places}, COMPARTMENT)])
    return _answer(held, _let_in(act, held, places))


@command
def sign_up_at_desk(act: Act, *, activity_id: UUID, heads: int) -> Answer:
    """Put somebody down who telephoned or stood at the desk: a number, no name; confirmed while all of them fit, else waiting.
    Refuses an activity without sign-up, a day that is over, more heads than one may bring. Policy: signups.most_at_once"""
    held = matter(act, ACTIVITY, activity_id)
    places, policy = _places(activity_id), _policy(act, held)
    Refused.unless(may_sign_up(places, _course(act, held).held_on, heads, act.on, policy), "heads")
    taken = _taken(activity_id)
    state = signed_as(heads, taken, places or 0)
    number = _put(act, held, heads, state)
    left = max((places or 0) - taken, 0)
    followed = [["signups.waiting", {"left": left}, "guitu.default"]] if state == "waiting" else []
    return {"matter": str(held.id), "number": number, "state": state, "followed": followed}


@command
def cancel_signup(act: Act, *, signup_id: UUID) -> Answer:
    """Cancel a sign-up that somebody gave up; who waits and fits comes in, in the order asked. Refuses one that is over."""
    held, found = _signup(act, signup_id)
    if found["state"] not in ("confirmed", "waiting"):
        raise Refused(Reason("signups.came_already" if found["state"] == "came" else "signups.number_over"))
    run("UPDATE prevention_signup SET state = 'cancelled', phone = NULL WHERE id = %s", [signup_id])
    _line(act, held, signup_id, "cancelled", found["heads"])
    return _answer(held, _let_in(act, held, _places(held.id) or 0))


@command
def check_in(act: Act, *, signup_id: UUID, came: int) -> Answer:
    """Check somebody in whose number is said at the door, with how many came; also one that waits, where there is room after
    all. Refuses before the day of the activity, twice, and one that was cancelled."""
    held, found = _signup(act, signup_id)
    Refused.unless(may_check_in(found["state"], _course(act, held).held_on, act.on))
    _refuse_nobody(came)
    run("UPDATE prevention_signup SET state = 'came', came = %s, came_at = %s WHERE id = %s", [came, act.at, signup_id])
    _line(act, held, signup_id, "came", came)
    return _answer(held, [])


@command
def check_in_without_signup(act: Act, *, activity_id: UUID, came: int) -> Answer:
    """Check in people who came without having signed up: they get a number, and count as signed in. Refuses before the day."""
    held = matter(act, ACTIVITY, activity_id)
    Refused.unless(may_check_in("confirmed", _course(act, held).held_on, act.on))
    _refuse_nobody(came)
    number = _put(act, held, came, "came")
    return {"matter": str(held.id), "number": number, "followed": []}


def _put(act: Act, held: Loaded, heads: int, state: str) -> int:
    signup, came = uuid4(), state == "came"
    where = [signup, held.county_id, held.scope_path, held.id, heads, state, act.at, heads if came else None, act.at if came else None, held.id]
    ((number,),) = rows(_PUT, where)
    _line(act, held, signup, state, heads)
    return int(number)


def _let_in(act: Act, held: Loaded, places: int) -> list[UUID]:
    waiting = [(one["id"], one["heads"]) for one in dicts(_WAITING, [held.id])]
    heads = dict(waiting)
    moved = moving_up(waiting, _taken(held.id), places)
    for one in moved:
        run("UPDATE prevention_signup SET state = 'confirmed' WHERE id = %s", [one])
        _line(act, held, one, "confirmed", heads[one])
    return moved


def _answer(held: Loaded, moved: list[UUID]) -> Answer:
    followed: list[Any] = [["signups.moved_up", {"n": len(moved)}, None]] if moved else []
    return {"matter": str(held.id), "followed": followed}


def _signup(act: Act, signup_id: UUID) -> tuple[Loaded, dict[str, Any]]:
    """The sign-up with its activity locked; read after the lock, as it is now."""
    found = row("SELECT matter_id FROM prevention_signup WHERE id = %s", [signup_id])
    if found is None:
        raise NotVisible
    held = matter(act, ACTIVITY, found[0])
    return held, dicts("SELECT state, heads FROM prevention_signup WHERE id = %s", [signup_id])[0]


def _line(act: Act, held: Loaded, signup: UUID, state: str, heads: int) -> None:
    changed(act, [Change("signup", signup, held.scope_path, held.id, {"state": state, "heads": heads}, COMPARTMENT)])


def _taken(activity_id: UUID) -> int:
    ((n,),) = rows(_TAKEN, [activity_id])
    return int(n)


def _places(activity_id: UUID) -> int | None:
    found = row("SELECT places FROM prevention_activity WHERE id = %s", [activity_id])
    return found[0] if found else None


def _refuse_nobody(came: int) -> None:
    if came < 1:
        raise Refused(Reason("signups.nobody"), field="came")


def _policy(act: Act, held: Loaded) -> SignupsPolicy:
    policy: SignupsPolicy = held.policy().on(act.on).signups
    return policy


def _course(act: Act, held: Loaded) -> ActivityCourse:
    course: ActivityCourse = held.course(act.on)
    return course
