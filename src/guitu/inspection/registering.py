"""How a place is put on the register, whichever slice does it: its like is looked for, its matter opened, its row written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.grid.naming import place_sql
from guitu.inspection.fold import VENUE
from guitu.inspection.reading import Details, keys, sealed
from guitu.kit.database import insert_many, row, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, asked_once
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.matters.opening import NewMatter, open_matters
from guitu.policy import Timeline
from guitu.rules.venues import RISKS, VenuesPolicy
from guitu.rules.verdict import Reason, refused
from guitu.settling.load import Loaded, matters

_VENUE = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("kind", "text"), ("details", "bytea"), ("valid_until", "date"),
    ("licence_key", "bytea"), ("name_key", "bytea"), ("address_key", "bytea"), ("tokens", "int[]"), ("version", "int"),
    ("state", "text"), ("open_findings", "int"), ("raised", "bool"),
)
_ALIKE = (
    "SELECT v.id FROM inspection_venue v WHERE v.county_id = %(county)s AND v.id <> %(me)s"
    " AND v.state <> 'closed' AND (v.licence_key = %(licence_key)s OR v.name_key = %(name_key)s OR v.address_key = %(address_key)s)"
    " LIMIT 10"
)


def timeline_here(act: Act, path: str) -> Timeline:
    """The numbers of a place in the post's area; NotVisible elsewhere."""
    if not act.actor.lo <= path < act.actor.hi or len(path) < 9:
        raise NotVisible
    return asked_once(act, ("timeline", path), lambda: timeline_of(act.actor.county_id, path))


def put_on_register(
    act: Act, timeline: Timeline, *, path: str, kind: str, told: dict[str, str], valid_until: date | None, anyway: bool,
    raised: bool = False,
) -> Loaded:
    """The place with its row; the command writes its first fact, with whatever else it says of the place.

    Refuses a kind that the pack does not know, no name, and one whose licence, name or address is on the register
    already, unless it was said that it is another.
    """
    details = details_of(act, timeline, kind, told)
    found = keys(act.actor.county_id, details)
    if not anyway:
        refuse_alike(act.actor.county_id, uuid4(), found)
    venue = uuid4()
    open_matters(
        act.actor.county_id, [NewMatter(venue, path, details.name, act.actor.post_id)], kind="venue", compartment="venues",
        at=act.at, on=act.on,
    )
    insert_many(
        "inspection_venue", _VENUE,
        [(venue, act.actor.county_id, path, kind, sealed(venue, details), valid_until, found["licence_key"], found["name_key"],
          found["address_key"], found["tokens"], 1, "unchecked", 0, raised)],
    )
    changed(act, [Change("venue", venue, path, venue, {"step": "registered", "kind": kind}, "venues")])
    return _fresh(act, venue, path, timeline)


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
        composer=VENUE, id=venue, county_id=act.actor.county_id, scope_path=path, place=asked_once(act, ("place", path), lambda: _place_of(path)),
        post_id=act.actor.post_id, facts=[], timeline=timeline,
    )
    act.batch.cases[venue] = held
    return held


def details_of(act: Act, timeline: Timeline, kind: str, told: dict[str, str]) -> Details:
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


def known_risks(risks: Sequence[str]) -> tuple[str, ...]:
    if not set(risks) <= set(RISKS):
        raise Refused(Reason("venues.no_such_item"), field="risks")
    return tuple(risks)
