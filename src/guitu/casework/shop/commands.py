"""兑换: a good is put aside for somebody and paid for, handed out by another person against a one-time code, or given back.

No command asks for a page. The acting person is a post, or the person herself from her own door."""

from __future__ import annotations

import secrets
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from guitu.casework.points_account import Line, Side, moved, write_transfers
from guitu.kit.actor import NOBODY, Actor
from guitu.kit.crypto import keyed
from guitu.kit.database import Statement, queue, row, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.notices.telling import tell
from guitu.rules import redemptions
from guitu.rules.dates import day_before, days_after, first_of_year
from guitu.rules.redemptions import RedemptionsPolicy, Wish, plain
from guitu.rules.verdict import Reason

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
LENGTH = 8
_HOLD = Statement("SELECT balance, pieces FROM casework_hold_points(%s, %s)")
_WISH = Statement("""SELECT p.scope_path, g.name, (SELECT json_build_array(x.id, x.hundredths) FROM casework_goodprice x
    WHERE x.county_id = p.county_id AND x.good_id = g.id AND x.from_on <= %(on)s ORDER BY x.from_on DESC LIMIT 1) AS price,
  coalesce(r.used, 0), coalesce(r.gifts, 0)
FROM people_person p LEFT JOIN casework_good g ON g.id = %(good)s AND g.county_id = p.county_id
LEFT JOIN (SELECT sum(hundredths) AS used, count(*) AS gifts FROM casework_redemption WHERE matter_id = %(person)s
  AND state IN ('reserved', 'issued') AND reserved_at >= %(quarter)s::date::timestamp AT TIME ZONE 'Asia/Shanghai') r ON true
WHERE p.id = %(person)s AND p.sealed_at IS NULL""")
_HELD = (
    "SELECT r.id, r.matter_id, r.scope_path, r.good_id, r.hundredths, r.state, r.keep_by, r.reserved_by, g.name FROM casework_redemption r"
    " JOIN casework_good g ON g.id = r.good_id"
)


class Held(NamedTuple):
    """What is put aside, locked."""

    id: UUID
    person: UUID
    path: str
    good: UUID
    hundredths: int
    state: str
    keep_by: date
    reserved_by: UUID
    name: str


@command
def reserve_good(act: Act, *, person_id: UUID, good_id: UUID, pick_on: date, by_appointment: bool = False) -> Answer:
    """Put a good aside for somebody and take its price from the balance; gives the code for handing out, once.

    Refuses what is not offered or not on the shelf, more than the balance, the quarter's points or pieces, and a day on which
    nothing is handed out unless it was agreed. Policy: redemptions.
    """
    locked = row(_HOLD, [person_id, good_id])
    quarter = redemptions.quarter_of(act.on)
    found = row(_WISH, {"person": person_id, "good": good_id, "on": act.on, "quarter": quarter})
    if locked is None or found is None:
        raise NotVisible
    path, name, priced, used, gifts = found
    price_id: str | None = priced[0] if priced else None
    price: int | None = priced[1] if priced else None
    timeline = timeline_of(act.actor.county_id, path)
    policy: RedemptionsPolicy = timeline.on(act.on).redemptions
    wish = Wish(name or "", price, int(locked[1]), int(locked[0]), int(used), int(gifts))
    verdict = redemptions.may_reserve(wish, act.on, pick_on, policy, by_appointment=by_appointment)
    Refused.unless(verdict, field="pick_on" if {r.code for r in verdict.reasons} <= _OF_THE_DAY else "good_id")
    assert price is not None  # else nothing is offered
    act.policy, redemption, code = timeline.version(act.on), uuid4(), _code()
    keep_by = redemptions.keep_by(act.on, pick_on, policy)
    _exchange(act, Held(redemption, person_id, path, good_id, price, "reserved", keep_by, NOBODY, name), back=False)
    queue(
        "INSERT INTO casework_redemption (id, county_id, matter_id, scope_path, good_id, price_id, hundredths, state, pick_on, keep_by, code,"
        " reserved_at, reserved_by) VALUES (%s, %s, %s, %s, %s, %s, %s, 'reserved', %s, %s, %s, %s, %s)",
        [redemption, act.actor.county_id, person_id, path, good_id, price_id, price, pick_on, keep_by, _digest(act, code), act.at, who(act.actor)],
    )
    changed(act, [Change("points_redemption", redemption, path, person_id, {"step": "reserved", "hundredths": price})])
    return {"redemption": str(redemption), "good": name, "price": plain(price), "pick_on": pick_on, "keep_by": keep_by, ONCE: code}


@command
def renew_code(act: Act, *, redemption_id: UUID) -> Answer:
    """Give a new code for what is put aside; the one before is void. Refuses what is over."""
    held = _held(act, redemption_id)
    code = _code()
    queue("UPDATE casework_redemption SET code = %s WHERE id = %s", [_digest(act, code), held.id], changing=1)
    changed(act, [Change("points_redemption", held.id, held.path, held.person, {"step": "code"})])
    return {"redemption": str(held.id), "good": held.name, "price": plain(held.hundredths), "keep_by": held.keep_by, ONCE: code}


@command
def cancel_reservation(act: Act, *, redemption_id: UUID) -> Answer:
    """Give up what is put aside: the points come back, the good is on the shelf again. Refuses what is over."""
    held = _held(act, redemption_id)
    _give_back(act, held, "cancelled")
    return {"redemption": str(held.id), "good": held.name}


@command
def hand_out(act: Act, *, code: str) -> Answer:
    """Hand out what is put aside, against the code of who receives it; the code is used up. Refuses a code that is none,
    what is over or kept no more, and the human being who entered it. Clause: guitu.default."""
    held = _one(f"{_HELD} WHERE r.county_id = %s AND r.code = %s FOR UPDATE OF r", [act.actor.county_id, _digest(act, code)])
    if held is None:
        raise Refused(Reason("redemptions.no_such_code"), field="code")
    mine = who(act.actor)
    Refused.unless(redemptions.may_hand_out(held.state, held.keep_by, act.on, same_person=mine == held.reserved_by), field="code")
    _end(act, held, "issued", mine)
    return {"redemption": str(held.id), "good": held.name, "price": plain(held.hundredths)}


@command
def tend_points(act: Act) -> Answer:
    """By the clock, once a day: what was not fetched is given back, points of years gone by lapse, and who looks after
    somebody is told before. Safe to run twice. Policy: redemptions.valid_years."""
    county = act.actor.county_id
    policy: RedemptionsPolicy = timeline_of(county, county).on(act.on).redemptions
    overdue = rows(
        "SELECT id FROM casework_redemption WHERE county_id = %s AND state = 'reserved' AND keep_by < %s ORDER BY matter_id, id", [county, act.on]
    )
    for (redemption,) in overdue:
        _give_back(act, _held(act, redemption), "lapsed")
    lapsed = [person for person, path in _with_balance(county) if _lapse(act, person, path, policy)]
    told = 0
    if redemptions.warning(act.on, policy) is not None:
        told = _warn(act, policy)
    return {"given_back": len(overdue), "lapsed": len(lapsed), "told": told}


def who(actor: Actor) -> UUID:
    """The human being who acts, whichever post it is from."""
    return actor.natural_person_id or actor.post_id


_OF_THE_DAY = {"redemptions.odd_day", "redemptions.not_a_day"}


def _held(act: Act, redemption_id: UUID) -> Held:
    """Put aside and not over, its account and its good locked first, in the order of every other command."""
    found = _one(f"{_HELD} WHERE r.id = %s", [redemption_id])
    if found is None:
        raise NotVisible
    row(_HOLD, [found.person, found.good])
    held = _one(f"{_HELD} WHERE r.id = %s FOR UPDATE OF r", [redemption_id])
    if held is None or held.state != "reserved":
        raise Refused(Reason("redemptions.over"))
    return held


def _one(sql: str, params: list[object]) -> Held | None:
    found = row(sql, params)
    return Held(*found) if found else None


def _give_back(act: Act, held: Held, state: str) -> None:
    timeline = timeline_of(act.actor.county_id, held.path)
    act.policy = timeline.version(act.on)
    _exchange(act, held, back=True)
    _end(act, held, state, who(act.actor))


def _end(act: Act, held: Held, state: str, by: UUID) -> None:
    queue(
        "UPDATE casework_redemption SET state = %s, code = NULL, ended_at = %s, ended_by = %s WHERE id = %s AND state = 'reserved'",
        [state, act.at, by, held.id], changing=1,
    )
    changed(act, [Change("points_redemption", held.id, held.path, held.person, {"step": state})])


def _exchange(act: Act, held: Held, *, back: bool) -> None:
    """A swap: points of the account for a piece of the stock; back again when it is given up. Never an edit."""
    kind, sign = ("returned", 1) if back else ("reserved", -1)
    why = Reason("redemptions.given_back") if back else Reason("redemptions.exchanged", {"points": plain(held.hundredths)})
    transfer, county, policy = uuid4(), act.actor.county_id, act.policy or ""
    write_transfers(
        [Line(county, held.path, held.person, transfer, kind, f"redemption:{held.id}", kind, act.on, act.at, sign * held.hundredths, None,
              policy, (why,), -sign)],
        [Side(county, transfer, "stock", kind, act.at, -sign * held.hundredths, sign, held.good, policy)],
    )


def _with_balance(county: str) -> list[tuple[UUID, str]]:
    return [
        (person, path)
        for person, path in rows(
            "SELECT matter_id, scope_path FROM casework_pointsaccount WHERE county_id = %s AND balance > 0 ORDER BY matter_id", [county]
        )
    ]


def _lapse(act: Act, person: UUID, path: str, policy: RedemptionsPolicy) -> bool:
    if not redemptions.lapsing(moved(person), act.on, policy):
        return False
    row(_HOLD, [person, NOBODY])
    lapsing = redemptions.lapsing(moved(person), act.on, policy)
    if not lapsing:
        return False
    transfer, year = uuid4(), act.on.year - policy.valid_years - 1
    version = timeline_of(act.actor.county_id, path).version(act.on)
    why = Reason("redemptions.expired", {"year": year, "by": day_before(first_of_year(act.on))}, redemptions.CLAUSE)
    write_transfers(
        [Line(act.actor.county_id, path, person, transfer, "expired", f"expired:{year}", "expired", act.on, act.at, -lapsing, None, version, (why,))],
        [Side(act.actor.county_id, transfer, "issuer", "expired", act.at, lapsing, policy=version)],
    )
    changed(act, [Change("points_account", person, path, person, {"step": "expired", "hundredths": lapsing})])
    return True


def _warn(act: Act, policy: RedemptionsPolicy) -> int:
    """Tell the post that looks after each whose points lapse when the year ends."""
    after = days_after(redemptions.last_day(act.on), 1)
    told = 0
    for person, _path in _with_balance(act.actor.county_id):
        if redemptions.lapsing(moved(person), after, policy):
            posts = [post for (post,) in rows(
                "SELECT post_id FROM matters_part WHERE matter_id = %s AND part = 'responsible' AND until_on IS NULL", [person]
            )]
            tell(act, posts, "points_lapse", of=person)
            told += 1
    return told


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def _digest(act: Act, code: str) -> str:
    """What is kept of a code: it is found by it, and not made from it."""
    typed = "".join(code.split()).replace("-", "").upper()
    return keyed("request", f"redemption|{act.actor.county_id}|{typed}".encode()).hex()
