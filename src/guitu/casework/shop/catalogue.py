"""货架: the goods with their prices by version, the office's budget, and what comes onto the shelf."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from guitu.casework.points_account import Side, write_transfers
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.rules.redemptions import in_hundredths, plain
from guitu.rules.verdict import Reason

MOST_PIECES, MOST_YUAN = 10_000, 10_000_000


@command
def add_good(act: Act, *, name: str, price: Decimal, from_on: date) -> Answer:
    """Put a good on the list with its price in points from a day on. Refuses a name on file, no price, a day gone by."""
    if not name.strip():
        raise Refused(Reason("redemptions.needs_words"), field="name")
    if row("SELECT 1 FROM casework_good WHERE county_id = %s AND name = %s", [act.actor.county_id, name.strip()]):
        raise Refused(Reason("redemptions.on_file"), field="name")
    good = uuid4()
    run("INSERT INTO casework_good (id, county_id, name, pieces, taken) VALUES (%s, %s, %s, 0, 0)", [good, act.actor.county_id, name.strip()])
    _price(act, good, price, from_on)
    return {"good": str(good)}


@command
def set_price(act: Act, *, good_id: UUID, from_on: date, price: Decimal | None = None) -> Answer:
    """Change what a good costs from a day on; without a price it is offered no more. What was put aside keeps its price.
    Refuses a day gone by, and a second price of one day."""
    _good(act, good_id)
    _price(act, good_id, price, from_on)
    return {"good": str(good_id)}


@command
def allot_budget(act: Act, *, yuan: int, note: str) -> Answer:
    """Set money aside for goods, one yuan a point. Refuses nothing or too much, and no words."""
    _refuse_odd("yuan", yuan, MOST_YUAN)
    words = _words(note)
    transfer, cents = uuid4(), yuan * 100
    policy = _version(act)
    write_transfers([], [
        Side(act.actor.county_id, transfer, "issuer", "allotted", act.at, -cents, policy=policy),
        Side(act.actor.county_id, transfer, "budget", "allotted", act.at, cents, policy=policy, words=words),
    ])
    _noted(act, "points_budget", transfer, {"yuan": yuan})
    return {"transfer": str(transfer)}


@command
def stock_good(act: Act, *, good_id: UUID, pieces: int, cost: Decimal, note: str) -> Answer:
    """Note that goods came onto the shelf, so many pieces at so many yuan each, paid from the budget. Refuses odd numbers,
    no words (which delivery), and more than the budget has left."""
    _good(act, good_id)
    _refuse_odd("pieces", pieces, MOST_PIECES)
    if not 0 <= cost <= MOST_YUAN:
        raise Refused(Reason("redemptions.odd_number"), field="cost")
    words, cents = _words(note), in_hundredths(cost) * pieces
    left = budget_left(act.actor.county_id)
    if cents > left:
        raise Refused(Reason("redemptions.budget_short", {"left": plain(left), "cost": plain(cents)}), field="cost")
    transfer, policy, county = uuid4(), _version(act), act.actor.county_id
    write_transfers([], [
        Side(county, transfer, "issuer", "stocked", act.at, cents, -pieces, policy=policy),
        Side(county, transfer, "budget", "stocked", act.at, -cents, policy=policy),
        Side(county, transfer, "stock", "stocked", act.at, 0, pieces, good_id, policy, words),
    ])
    _noted(act, "points_good", good_id, {"pieces": pieces, "cents": cents})
    return {"transfer": str(transfer)}


def budget_left(county_id: str) -> int:
    found = row("SELECT balance FROM casework_pointsbudget WHERE county_id = %s", [county_id])
    return int(found[0]) if found else 0


def _good(act: Act, good_id: UUID) -> None:
    if row("SELECT 1 FROM casework_good WHERE id = %s AND county_id = %s", [good_id, act.actor.county_id]) is None:
        raise NotVisible


def _price(act: Act, good: UUID, price: Decimal | None, from_on: date) -> None:
    if price is not None and (price <= 0 or price > MOST_PIECES):
        raise Refused(Reason("redemptions.odd_number"), field="price")
    if from_on < act.on:
        raise Refused(Reason("redemptions.price_is_past"), field="from_on")
    if row("SELECT 1 FROM casework_goodprice WHERE county_id = %s AND good_id = %s AND from_on = %s", [act.actor.county_id, good, from_on]):
        raise Refused(Reason("redemptions.price_is_set", {"on": from_on}), field="from_on")
    hundredths = None if price is None else in_hundredths(price)
    run(
        "INSERT INTO casework_goodprice (id, county_id, good_id, from_on, hundredths) VALUES (%s, %s, %s, %s, %s)",
        [uuid4(), act.actor.county_id, good, from_on, hundredths],
    )
    _noted(act, "points_good", good, {"from_on": from_on, "hundredths": hundredths})


def _refuse_odd(field: str, number: int, most: int) -> None:
    if not 0 < number <= most:
        raise Refused(Reason("redemptions.odd_number"), field=field)


def _words(note: str) -> str:
    if not note.strip():
        raise Refused(Reason("redemptions.needs_words"), field="note")
    return note.strip()


def _version(act: Act) -> str:
    act.policy = timeline_of(act.actor.county_id, act.actor.path).version(act.on)
    return act.policy


def _noted(act: Act, kind: str, of: UUID, detail: dict[str, object]) -> None:
    changed(act, [Change(kind, of, act.actor.path, None, detail, "offices")])
