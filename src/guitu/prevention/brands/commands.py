"""The brands of prevention: a name that a town made known, on a register, so that activities are found by it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.fold import COMPARTMENT
from guitu.rules.verdict import Reason


@command
def add_brand(act: Act, *, path: str, name: str, since_on: date) -> Answer:
    """Put a brand on the register with the place that has it. Refuses a place outside one's area, a name on file, a day to come."""
    if not name.strip():
        raise Refused(Reason("activities.needs_words"), field="name")
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if since_on > act.on:
        raise Refused(Reason("in_the_future", {"on": since_on}), field="since_on")
    if row("SELECT 1 FROM prevention_brand WHERE county_id = %s AND name = %s", [act.actor.county_id, name.strip()]):
        raise Refused(Reason("places.on_file"), field="name")
    brand = uuid4()
    run(
        "INSERT INTO prevention_brand (id, county_id, scope_path, name, since_on) VALUES (%s, %s, %s, %s, %s)",
        [brand, act.actor.county_id, path, name.strip(), since_on],
    )
    changed(act, [Change("brand", brand, path, None, {"since_on": since_on}, COMPARTMENT)])
    return {"brand": str(brand)}


@command
def end_brand(act: Act, *, brand_id: UUID, ended_on: date) -> Answer:
    """Note that a brand is used no more from a day on; what was done under it stays. Refuses one that has ended."""
    found = row("SELECT scope_path, ended_on FROM prevention_brand WHERE id = %s", [brand_id])
    if found is None or not str(found[0]).startswith(act.actor.path):
        raise NotVisible
    if found[1] is not None:
        raise Refused(Reason("places.is_closed"))
    run("UPDATE prevention_brand SET ended_on = %s WHERE id = %s", [ended_on, brand_id])
    changed(act, [Change("brand", brand_id, found[0], None, {"ended_on": ended_on}, COMPARTMENT)])
    return {"brand": str(brand_id)}
