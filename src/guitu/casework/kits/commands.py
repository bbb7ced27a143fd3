"""试剂: a lot comes into stock, is counted, written off, or taken out of use. Strips are used up by tests alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.casework import panel
from guitu.casework.kit_stock import TOWN, Row, lot_of, move
from guitu.casework.staff import holders_of, is_same_person
from guitu.kit.database import dicts, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules import kits
from guitu.rules.verdict import Reason


@command
def add_kit_lot(
    act: Act, *, lot: str, detects: Sequence[str], expires_on: date, pieces: int, note: str = ""
) -> Answer:
    """Take a new lot of strips into the stock of one's centre: what it detects, until when it may be used, how many came.

    Refuses a lot that is there already, one past its day, no number, and what no strip of the panel finds. Clause: guitu.default.
    """
    town, number = _town(act), lot.strip()
    if not number:
        raise Refused(Reason("kits.needs_lot"), field="lot")
    if not detects:
        raise Refused(Reason("kits.needs_panel"), field="detects")
    if set(detects) - panel.CODES:
        raise Refused(Reason("kits.unknown_panel"), field="detects")
    if row("SELECT 1 FROM casework_kitlot WHERE county_id = %s AND scope_path = %s AND lot = %s", [act.actor.county_id, town, number]):
        raise Refused(Reason("kits.on_file"), field="lot")
    Refused.unless(kits.may_arrive(expires_on, pieces, act.on), "expires_on" if expires_on < act.on else "pieces")
    id = uuid4()
    run(
        "INSERT INTO casework_kitlot (id, county_id, scope_path, lot, detects, expires_on, pieces) VALUES (%s, %s, %s, %s, %s, %s, 0)",
        [id, act.actor.county_id, town, number, " ".join(sorted(set(detects))), expires_on],
    )
    return _moved(act, {"id": id, "scope_path": town}, "received", pieces, words=note)


@command
def receive_kits(act: Act, *, lot_id: UUID, pieces: int, note: str = "") -> Answer:
    """Note that more strips of a lot came. Refuses a lot past its day or taken out of use, and an odd number."""
    held = _held(act, lot_id)
    Refused.unless(kits.may_arrive(held["expires_on"], pieces, act.on), "pieces")
    _refuse_withdrawn(held)
    return _moved(act, held, "received", pieces, words=note)


@command
def discard_kits(act: Act, *, lot_id: UUID, why: str, pieces: int, second: UUID, note: str) -> Answer:
    """Write strips off that are spoiled or past their day, with another human being standing by.

    Refuses more than are left, what is not past its day yet, no words, and oneself as the second. Clause: guitu.default.
    """
    held = _held(act, lot_id)
    if why not in ("spoiled", "expired"):
        raise Refused(Reason("not_in_list", {"field": "why"}), field="why")
    verdict = kits.may_discard(lot_of(held), why, pieces, act.on)
    Refused.unless(verdict, "why" if "kits.not_expired" in {r.code for r in verdict.reasons} else "pieces")
    return _moved(act, held, why, -pieces, second=_second(act, second), words=_words(note))


@command
def count_kits(act: Act, *, lot_id: UUID, counted: int, second: UUID, note: str) -> Answer:
    """Put the book right by what two people counted. Refuses the number that the book says, no words, and oneself as the
    second. Clause: guitu.default."""
    held = _held(act, lot_id)
    Refused.unless(kits.may_count(lot_of(held), counted), "counted")
    return _moved(act, held, "counted", counted - held["pieces"], second=_second(act, second), words=_words(note))


@command
def withdraw_kit_lot(act: Act, *, lot_id: UUID, note: str) -> Answer:
    """Take a lot out of use from today on: a recall, a doubt. What is left is written off afterwards. Refuses one that is
    out of use, and no words. Clause: guitu.default."""
    held = _held(act, lot_id)
    _refuse_withdrawn(held)
    _words(note)
    run("UPDATE casework_kitlot SET withdrawn_on = %s WHERE id = %s", [act.on, lot_id])
    changed(act, [Change("kit_lot", lot_id, held["scope_path"], None, {"step": "withdrawn"})])
    return {"lot": str(lot_id)}


def _town(act: Act) -> str:
    """The town whose centre the acting post keeps."""
    if len(act.actor.path) < TOWN:
        raise NotVisible
    return act.actor.path[:TOWN]


def _held(act: Act, lot_id: UUID) -> Row:
    """A lot of one's own centre, locked."""
    found = dicts(
        "SELECT id, scope_path, lot, detects, expires_on, withdrawn_on, pieces FROM casework_kitlot WHERE id = %s AND scope_path = %s FOR UPDATE",
        [lot_id, _town(act)],
    )
    if not found:
        raise NotVisible
    return found[0]


def _refuse_withdrawn(held: Row) -> None:
    if held["withdrawn_on"] is not None:
        raise Refused(Reason("kits.withdrawn_already"))


def _second(act: Act, post: UUID) -> UUID:
    named = holders_of(act.actor, [str(post)], act.on).get(str(post))
    if named is None or is_same_person(act.actor, named.post_id, act.on):
        raise Refused(Reason("kits.second_person", {}, "guitu.default"), field="second")
    return named.post_id


def _words(note: str) -> str:
    if not note.strip():
        raise Refused(Reason("kits.needs_words"), field="note")
    return note.strip()


def _moved(act: Act, held: Row, what: str, pieces: int, *, second: UUID | None = None, words: str = "") -> Answer:
    move(act, held, what, pieces, second=second, words=words.strip() or None)
    changed(act, [Change("kit_lot", held["id"], held["scope_path"], None, {"step": what, "pieces": pieces})])
    return {"lot": str(held["id"])}
