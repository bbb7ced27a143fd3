"""盘点: what is on the shelf is counted by one human being, and again by another; what differs is a line of the books."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from guitu.casework.points_account import Side, write_transfers
from guitu.casework.shop.commands import who
from guitu.kit.crypto import readable, seal
from guitu.kit.database import dicts, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.rules import redemptions
from guitu.rules.verdict import Reason

_WORDS = "casework_stockcount|words"
_WAITING = (
    "SELECT c.id, c.good_id, c.expected, c.counted, c.words, c.counted_at, c.counted_by, g.name, g.pieces FROM casework_stockcount c"
    " JOIN casework_good g ON g.id = c.good_id WHERE c.county_id = %s AND c.answered_at IS NULL"
)


@command
def count_shelf(act: Act, *, good_id: UUID, counted: int, note: str = "") -> Answer:
    """Note how many pieces of a good somebody counted on the shelf, beside what the books say; nothing moves until another has
    counted them too. Refuses a count that waits already, odd numbers, and a difference without words. Clause: guitu.default"""
    county = act.actor.county_id
    held = row("SELECT pieces FROM casework_good WHERE id = %s AND county_id = %s", [good_id, county])
    if held is None:
        raise NotVisible
    waits = row("SELECT 1 FROM casework_stockcount WHERE county_id = %s AND good_id = %s AND answered_at IS NULL", [county, good_id])
    verdict = redemptions.may_count(held[0], counted, note, waits=waits is not None)
    if not verdict:
        raise Refused(*verdict.reasons, field="note" if verdict.reasons[0].code == "redemptions.count_words" else "counted")
    count = uuid4()
    run(
        "INSERT INTO casework_stockcount (id, county_id, good_id, expected, counted, words, counted_at, counted_by) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [count, county, good_id, held[0], counted, seal(_WORDS, count, note.strip() or None), act.at, who(act.actor)],
    )
    _noted(act, count, "counted", counted - held[0])
    return {"count": str(count)}


@command
def agree_shelf_count(act: Act, *, count_id: UUID) -> Answer:
    """Another has counted and found the same: what is missing or too much is written to the books, and the shelf says what is
    there. Refuses whoever counted first, from whichever post, and a count that is answered. Clause: guitu.default"""
    found = _locked(act, count_id)
    Refused.unless(redemptions.may_agree(found["pieces"], found["counted"] - found["expected"], counted_by_same=found["counted_by"] == who(act.actor)))
    _answer(act, count_id, agreed=True)
    if more := found["counted"] - found["expected"]:
        transfer, policy = uuid4(), timeline_of(act.actor.county_id, act.actor.path).version(act.on)
        act.policy = policy
        words = readable(_WORDS, count_id, found["words"]) or ""
        write_transfers([], [
            Side(act.actor.county_id, transfer, "issuer", "counted", act.at, 0, -more, policy=policy),
            Side(act.actor.county_id, transfer, "stock", "counted", act.at, 0, more, found["good_id"], policy, words),
        ])
    _noted(act, count_id, "agreed", found["counted"] - found["expected"])
    return {"count": str(count_id)}


@command
def drop_shelf_count(act: Act, *, count_id: UUID) -> Answer:
    """The count was not right: it is put away, and nothing moves; it is counted anew. Refuses a count that is answered."""
    _locked(act, count_id)
    _answer(act, count_id, agreed=False)
    _noted(act, count_id, "dropped", 0)
    return {"count": str(count_id)}


def waiting(county_id: str, me: UUID) -> list[dict[str, Any]]:
    """Counts that another has to count again; `mine`: by whoever looks."""
    return [
        {**one, "words": readable(_WORDS, one["id"], one["words"]) or "" if one["words"] else "", "mine": one["counted_by"] == me}
        for one in dicts(f"{_WAITING} ORDER BY c.counted_at", [county_id])
    ]


def _locked(act: Act, count_id: UUID) -> dict[str, Any]:
    found = dicts(f"{_WAITING} AND c.id = %s FOR UPDATE OF c", [act.actor.county_id, count_id])
    if not found:
        raise Refused(Reason("redemptions.over"))
    return found[0]


def _answer(act: Act, count_id: UUID, *, agreed: bool) -> None:
    run(
        "UPDATE casework_stockcount SET answered_at = %s, answered_by = %s, agreed = %s WHERE id = %s", [act.at, who(act.actor), agreed, count_id]
    )


def _noted(act: Act, count: UUID, step: str, more: int) -> None:
    changed(act, [Change("stock_count", count, act.actor.path, None, {"step": step, "pieces": more}, "offices")])
