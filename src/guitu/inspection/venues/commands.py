"""What people do with the register of places: put one on it, change it, close it, open it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.inspection.reading import Details, keys, opened, sealed
from guitu.inspection.registering import details_of, known_risks, put_on_register, timeline_here
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.matters.labels import sealed_label
from guitu.rules.venues import may_be_visited
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import new, write

_TOLD = tuple(one.name for one in fields(Details))


@command
def register_venue(
    act: Act, *, path: str, kind: str, name: str, licence: str = "", address: str = "", manager: str = "", phone: str = "",
    valid_until: date | None = None, risks: Sequence[str] = (), on: date | None = None, anyway: bool = False,
) -> Answer:
    """Put a place on the register, where it lies; the post that does it is told what falls due of it.

    Refuses a kind that the pack does not know, a place elsewhere, no name, and one whose licence, name or address is on
    the register already, unless it was said that it is another (guitu.default).
    """
    told = {"name": name, "licence": licence, "address": address, "manager": manager, "phone": phone}
    held = put_on_register(
        act, timeline_here(act, path), path=path, kind=kind, told=told, valid_until=valid_until, anyway=anyway, raised=bool(risks)
    )
    return {"venue": str(held.id), **write(act, held, [new("venue_registered", act, on or act.on, venue=kind, risks=known_risks(risks))])}


@command
def change_venue(
    act: Act, *, venue_id: UUID, seen: int, kind: str, valid_until: date | None = None, risks: Sequence[str] | None = None, **told: str,
) -> Answer:
    """Change the entry of a place. Refuses one that somebody else changed meanwhile, and one that is closed."""
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    before = row("SELECT details, version FROM inspection_venue WHERE id = %s", [venue_id])
    if before is None:
        raise NotVisible
    if before[1] != seen:
        raise Stale
    details = details_of(act, held.policy(), kind, asdict(opened(venue_id, before[0])) | {name: told[name] for name in _TOLD if name in told})
    found = keys(act.actor.county_id, details)
    run(
        "UPDATE inspection_venue SET kind = %s, details = %s, valid_until = %s, licence_key = %s, name_key = %s, address_key = %s,"
        " tokens = %s::int[], version = version + 1 WHERE id = %s",
        [kind, sealed(venue_id, details), valid_until, found["licence_key"], found["name_key"], found["address_key"],
         found["tokens"], venue_id],
    )
    run("UPDATE matters_matter SET label = %s WHERE id = %s", [sealed_label(venue_id, details.name), venue_id])
    changed(act, [Change("venue", venue_id, held.scope_path, venue_id, {"step": "changed", "kind": kind}, "venues")])
    kept = course.risks if risks is None else known_risks(risks)
    return write(act, held, [new("venue_changed", act, act.on, venue=kind, risks=kept)])


@command
def close_venue(act: Act, *, venue_id: UUID, closing: str, on: date | None = None) -> Answer:
    """Note that a place is closed, with the reason; what was due of it is due no more. Refuses one that is closed."""
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    return write(act, held, [new("venue_closed", act, on or act.on, closing=closing)])


@command
def reopen_venue(act: Act, *, venue_id: UUID, on: date) -> Answer:
    """Note that a closed place is open again; what was not put right is due again. Refuses one that is open."""
    held = matter(act, VENUE, venue_id)
    if held.course(act.on).over_at is None:
        raise Refused(Reason("venues.is_open"))
    return write(act, held, [new("venue_reopened", act, on)])
