"""The stock of test strips as tests take from it and pages read it. A strip that is used is written with its test, in one go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.actor import Actor
from guitu.kit.crypto import seal
from guitu.kit.database import Statement, dicts, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.rules import kits
from guitu.rules.verdict import Reason

WORDS = "casework_kitmove|words"
TOWN = 9  # signs of a town's code: a town has one centre
Row = dict[str, Any]
_LOTS = (
    "SELECT l.id, l.scope_path, l.lot, l.detects, l.expires_on, l.withdrawn_on, l.pieces FROM casework_kitlot l"
    " WHERE l.county_id = %s AND l.scope_path = %s"
)
_IN_ORDER = Statement(f"{_LOTS} ORDER BY l.expires_on, l.lot")  # asked at every test


def town_of(actor: Actor, scope_path: str) -> str:
    """The town whose centre a test draws on: of the post that records it, or of the person where the post is the county's."""
    return (actor.path if len(actor.path) >= TOWN else scope_path)[:TOWN]


def lots_of(county: str, town: str) -> list[Row]:
    """The lots of a centre, the one that ends first on top."""
    return dicts(_IN_ORDER, [county, town])


def lot_of(row: Row) -> kits.Lot:
    return kits.Lot(row["lot"], frozenset(row["detects"].split()), row["expires_on"], row["pieces"], row["withdrawn_on"])


def usable(county: str, town: str, on: date) -> list[Row]:
    """The lots of a centre from which a test of that day may be taken."""
    return [one for one in lots_of(county, town) if kits.is_usable(lot_of(one), on)]


def use(act: Act, town: str, lot: str | None, substances: Iterable[str], on: date) -> date | None:
    """Take one strip of a lot for a test; gives its last day of use. None: the centre keeps no stock, the number is as typed.

    Refuses a lot that is not in stock, past its day, taken out of use, used up, or not made to find what was found; and
    none at all where there is one to be had."""
    if not lot:
        if act.batch is None and usable(act.actor.county_id, town, on):
            raise Refused(Reason("kits.which_lot", {}, "guitu.default"), field="kit_lot")
        return None
    found = dicts(f"{_LOTS} AND l.lot = %s FOR UPDATE", [act.actor.county_id, town, lot])
    if not found:
        if lots_of(act.actor.county_id, town):
            raise Refused(Reason("kits.unknown_lot", {"lot": lot}, "guitu.default"), field="kit_lot")
        return None
    Refused.unless(kits.may_use(lot_of(found[0]), substances, on), "kit_lot")
    move(act, found[0], "used", -1)
    expires: date = found[0]["expires_on"]
    return expires


def move(act: Act, lot: Row, what: str, pieces: int, *, second: UUID | None = None, words: str | None = None) -> None:
    """Write a move and what is left after it."""
    id = uuid4()
    run(
        "INSERT INTO casework_kitmove (id, county_id, scope_path, lot_id, what, pieces, moved_at, post_id, second_post, words)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [id, act.actor.county_id, lot["scope_path"], lot["id"], what, pieces, act.at, act.actor.post_id, second, seal(WORDS, id, words)],
    )
    run("UPDATE casework_kitlot SET pieces = pieces + %s WHERE id = %s", [pieces, lot["id"]])
