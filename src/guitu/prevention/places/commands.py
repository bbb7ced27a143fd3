"""What people do with a teaching place: put it on the register, look at it, close it and open it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.matters.opening import NewMatter, open_matters
from guitu.prevention.fold import COMPARTMENT, PLACE
from guitu.prevention.sealed import sealed_words
from guitu.rules.places import KINDS, may_stand
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter, matters
from guitu.settling.record import new, write

_INSERT = (
    "INSERT INTO prevention_place (id, county_id, scope_path, kind, name, zones, opened_on, about)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_THERE = "SELECT 1 FROM prevention_place WHERE county_id = %s AND scope_path = %s AND name = %s"


@command
def add_place(
    act: Act, *, path: str, kind: str, name: str, on: date, hours: str = "", keeper: str = "", address: str = "",
    zones: Sequence[str] = (),
) -> Answer:
    """Put a place where people learn of drugs on the register; the post that does it looks at it half-yearly.

    Refuses a place outside one's area, a kind that is not on the list, a second of the same name there, a day to come.
    """
    _refuse_name(act, path, name)
    _refuse_kind(kind)
    place = uuid4()
    open_matters(act.actor.county_id, [NewMatter(place, path, name, act.actor.post_id)], kind="place", compartment=COMPARTMENT, at=act.at, on=act.on)
    about = {"hours": hours, "keeper": keeper, "address": address, "zones": list(zones)}
    run(_INSERT, [place, act.actor.county_id, path, kind, name, len(zones), on, sealed_words("place", place, about)])
    (held,) = matters(PLACE, [place])
    return write(act, held, [new("place_opened", act, on)])


@command
def change_place(
    act: Act, *, place_id: UUID, kind: str, hours: str = "", keeper: str = "", address: str = "", zones: Sequence[str] = ()
) -> Answer:
    """Write down what a place is like now: kind, hours, who keeps it, its zones. Its name and where it stands stay."""
    _refuse_kind(kind)
    held = matter(act, PLACE, place_id)
    about = sealed_words("place", place_id, {"hours": hours, "keeper": keeper, "address": address, "zones": list(zones)})
    run("UPDATE prevention_place SET kind = %s, zones = %s, about = %s WHERE id = %s", [kind, len(zones), about, place_id])
    changed(act, [Change("place", place_id, held.scope_path, place_id, {"kind": kind, "zones": len(zones)}, COMPARTMENT)])
    return {"matter": str(place_id)}


@command
def check_place(act: Act, *, place_id: UUID, on: date, condition: str, note: str | None = None) -> Answer:
    """Record what somebody found who looked at a place: sound, or something broken, and then what. Refuses a closed place, a
    fault without a word, a day to come."""
    if condition == "faulty" and not (note or "").strip():
        raise Refused(Reason("places.needs_words"), field="note")
    held = _standing(act, place_id, "place_checked")
    return write(act, held, [new("place_checked", act, on, condition=condition)], note=note)


@command
def close_place(act: Act, *, place_id: UUID, on: date, note: str) -> Answer:
    """Note that a place is used no more, and why. What it was stays on file. Refuses no words, and a closed place."""
    if not note.strip():
        raise Refused(Reason("places.needs_words"), field="note")
    held = _standing(act, place_id, "place_closed")
    return write(act, held, [new("place_closed", act, on)], note=note)


@command
def reopen_place(act: Act, *, place_id: UUID, on: date) -> Answer:
    """Note that a closed place is open again. Refuses one that is open."""
    return write(act, _standing(act, place_id, "place_reopened"), [new("place_reopened", act, on)])


@command
def take_place_away(act: Act, *, place_id: UUID) -> Answer:
    """Close a place that a sheet had brought, when the sheet is taken back."""
    return write(act, _standing(act, place_id, "place_closed"), [new("place_closed", act, act.on)])


def _standing(act: Act, place_id: UUID, kind: str) -> Loaded:
    held = matter(act, PLACE, place_id)
    Refused.unless(may_stand(held.course(act.on), kind))
    return held


def _refuse_name(act: Act, path: str, name: str) -> None:
    if not name.strip():
        raise Refused(Reason("places.needs_words"), field="name")
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if row(_THERE, [act.actor.county_id, path, name]):
        raise Refused(Reason("places.on_file"), field="name")


def _refuse_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Refused(Reason("not_in_list", {"field": "kind"}), field="kind")
