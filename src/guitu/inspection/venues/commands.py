"""What people do with the register of places: put one on it, change it, close it, open it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.grid.naming import place_sql
from guitu.inspection.fold import VENUE
from guitu.inspection.reading import Details, keys, opened, sealed
from guitu.kit.database import insert_many, row, rows, run
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act, Answer, asked_once, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.matters.labels import sealed_label
from guitu.matters.opening import NewMatter, open_matters
from guitu.policy import Timeline
from guitu.rules.venues import RISKS, VenuesPolicy, may_be_visited
from guitu.rules.verdict import Reason, refused
from guitu.settling.load import Loaded, matter, matters
from guitu.settling.record import new, write

_VENUE = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("kind", "text"), ("details", "bytea"), ("valid_until", "date"),
    ("licence_key", "bytea"), ("name_key", "bytea"), ("address_key", "bytea"), ("tokens", "int[]"), ("version", "int"),
    ("state", "text"), ("open_findings", "int"), ("raised", "bool"),
)  # fmt: skip
_ALIKE = (
    "SELECT v.id FROM inspection_venue v WHERE v.county_id = %(county)s AND v.id <> %(me)s"
    " AND v.state <> 'closed' AND (v.licence_key = %(licence_key)s OR v.name_key = %(name_key)s OR v.address_key = %(address_key)s)"
    " LIMIT 10"
)
_TOLD = tuple(one.name for one in fields(Details))


@command
def register_venue(
    act: Act, *, path: str, kind: str, name: str, licence: str = "", address: str = "", manager: str = "", phone: str = "",
    valid_until: date | None = None, risks: Sequence[str] = (), on: date | None = None, anyway: bool = False,
) -> Answer:  # fmt: skip
    """Put a place on the register, where it lies; the post that does it is told what falls due of it.

    Refuses a kind that the pack does not know, a place elsewhere, no name, and one whose licence, name or address is on
    the register already, unless it was said that it is another (guitu.default).
    """
    if not act.actor.lo <= path < act.actor.hi or len(path) < 9:
        raise NotVisible
    timeline = asked_once(act, ("timeline", path), lambda: timeline_of(act.actor.county_id, path))
    details = _details(act, timeline, kind, {"name": name, "licence": licence, "address": address, "manager": manager, "phone": phone})
    found = keys(act.actor.county_id, details)
    if not anyway:
        refuse_alike(act.actor.county_id, uuid4(), found)
    venue = uuid4()
    open_matters(
        act.actor.county_id, [NewMatter(venue, path, details.name, act.actor.post_id)], kind="venue", compartment="venues",
        at=act.at, on=act.on,
    )  # fmt: skip
    insert_many(
        "inspection_venue", _VENUE,
        [(venue, act.actor.county_id, path, kind, sealed(venue, details), valid_until, found["licence_key"], found["name_key"],
          found["address_key"], found["tokens"], 1, "unchecked", 0, bool(risks))],
    )  # fmt: skip
    changed(act, [Change("venue", venue, path, venue, {"step": "registered", "kind": kind}, "venues")])
    held = _fresh(act, venue, path, timeline)
    return {"venue": str(venue), **write(act, held, [new("venue_registered", act, on or act.on, venue=kind, risks=_known(risks))])}


@command
def change_venue(
    act: Act, *, venue_id: UUID, seen: int, kind: str, valid_until: date | None = None, risks: Sequence[str] | None = None, **told: str,
) -> Answer:  # fmt: skip
    """Change the entry of a place. Refuses one that somebody else changed meanwhile, and one that is closed."""
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    before = row("SELECT details, version FROM inspection_venue WHERE id = %s", [venue_id])
    if before is None:
        raise NotVisible
    if before[1] != seen:
        raise Stale
    details = _details(act, held.policy(), kind, asdict(opened(venue_id, before[0])) | {name: told[name] for name in _TOLD if name in told})
    found = keys(act.actor.county_id, details)
    run(
        "UPDATE inspection_venue SET kind = %s, details = %s, valid_until = %s, licence_key = %s, name_key = %s, address_key = %s,"
        " tokens = %s::int[], version = version + 1 WHERE id = %s",
        [kind, sealed(venue_id, details), valid_until, found["licence_key"], found["name_key"], found["address_key"],
         found["tokens"], venue_id],
    )  # fmt: skip
    run("UPDATE matters_matter SET label = %s WHERE id = %s", [sealed_label(venue_id, details.name), venue_id])
    changed(act, [Change("venue", venue_id, held.scope_path, venue_id, {"step": "changed", "kind": kind}, "venues")])
    kept = course.risks if risks is None else _known(risks)
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


def alike(county: str, venue: UUID, found: dict[str, Any]) -> list[UUID]:
    """Open places that share a licence, a name or an address with one, as they are compared."""
    asked = {name: found[name] for name in ("licence_key", "name_key", "address_key")}
    return [one for (one,) in rows(_ALIKE, {"county": county, "me": venue, **asked})]


def refuse_alike(county: str, venue: UUID, found: dict[str, Any]) -> None:
    if others := alike(county, venue, found):
        Refused.unless(refused(Reason("venues.alike", {"n": len(others)}, "guitu.default")), "anyway")


def _fresh(act: Act, venue: UUID, path: str, timeline: Timeline) -> Loaded:
    """A place that was put on the register by this very act: nothing of it is on file yet. In a batch nothing is read."""
    if act.batch is None:
        return matters(VENUE, [venue])[0]
    held = Loaded(
        composer=VENUE, id=venue, county_id=act.actor.county_id, scope_path=path, place=asked_once(act, ("place", path), lambda: _place_of(path)), post_id=act.actor.post_id,
        facts=[], timeline=timeline,
    )  # fmt: skip
    act.batch.cases[venue] = held
    return held


def _details(act: Act, timeline: Timeline, kind: str, told: dict[str, str]) -> Details:
    policy: VenuesPolicy = timeline.on(act.on).venues
    if kind not in policy.kinds:
        raise Refused(Reason("venues.unknown_kind"), field="kind")
    if not told["name"].strip():
        raise Refused(Reason("venues.needs_name"), field="name")
    return Details(**{name: text.strip() for name, text in told.items()})


def _place_of(path: str) -> str:
    """What lists call the place, as `settling` reads it with every matter."""
    found = row(f"SELECT {place_sql('%(path)s')}", {"path": path})
    return str(found[0] or "") if found else ""


def _known(risks: Sequence[str]) -> tuple[str, ...]:
    if not set(risks) <= set(RISKS):
        raise Refused(Reason("venues.no_such_item"), field="risks")
    return tuple(risks)


