"""公示、命名: units that passed are published together, and named together when nobody objected within the working days."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from guitu.kit.database import row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.prevention.fold import COMPARTMENT, UNIT
from guitu.prevention.units.loading import level_of, person_of, refuse_no_words, unit_under
from guitu.rules.unit_steps import may_be_named
from guitu.rules.units import NAMED_BY, UnitsPolicy, may_check, plaque, publicity_until
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matters
from guitu.settling.record import keep_of_each, new, write

_BATCH = "SELECT id, scope_path, until_on, named_on FROM prevention_naming WHERE id = %s FOR UPDATE"
_OF_BATCH = (
    "SELECT u.id FROM prevention_unit u WHERE u.county_id = %s AND u.naming_id = %s AND u.phase = 'published'"
    " ORDER BY u.type, u.scope_path, u.name"
)
_LAST = (
    "SELECT u.type, max(right(u.number, 4)::int) FROM prevention_unit u WHERE u.county_id = %s AND u.number LIKE %s GROUP BY u.type"
)


@command
def publish_units(act: Act, *, unit_ids: Sequence[UUID]) -> Answer:
    """Publish units that passed, as one batch: for so many working days anybody may object. Refuses none chosen, one that has not
    passed, and one of one's own level. Policy: units.publicity_days"""
    if not unit_ids:
        raise Refused(Reason("units.nothing_chosen"), field="unit_ids")
    timeline = timeline_of(act.actor.county_id, act.actor.path)
    policy: UnitsPolicy = timeline.on(act.on).units
    until = publicity_until(act.on, policy, timeline.calendar)
    found = _all(list(dict.fromkeys(unit_ids)))
    for held in found:
        course = held.course(act.on)
        Refused.unless(may_check(course.level, level_of(act), course.declared_by, person_of(act)))
        if course.phase != "accepted":
            raise Refused(Reason("units.not_now", {"state": f"small_unit.{course.state_on(act.on)}"}), field="unit_ids")
    batch = uuid4()
    run(
        "INSERT INTO prevention_naming (id, county_id, scope_path, published_on, until_on, by, document) VALUES (%s, %s, %s, %s, %s, '', '')",
        [batch, act.actor.county_id, act.actor.path, act.on, until],
    )
    run("UPDATE prevention_unit SET naming_id = %s WHERE id = ANY(%s)", [batch, [held.id for held in found]])
    changed(act, [Change("naming", batch, act.actor.path, None, {"step": "published", "n": len(found), "until": until}, COMPARTMENT)])
    keep_of_each(act, [(held, new("title_published", act, act.on, naming=str(batch), until=until)) for held in found])
    return {"naming": str(batch), "units": len(found)}


@command
def withhold_unit(act: Act, *, unit_id: UUID, note: str) -> Answer:
    """Take a unit out of its publicity because of an objection that holds; it is in creation again. Refuses no words, and a unit
    that is not published."""
    refuse_no_words(note)
    held, course = unit_under(act, unit_id)
    if course.phase != "published":
        raise Refused(Reason("units.not_now", {"state": f"small_unit.{course.state_on(act.on)}"}))
    run("UPDATE prevention_unit SET naming_id = NULL WHERE id = %s", [unit_id])
    return write(act, held, [new("title_withheld", act, act.on)], note=note)


@command
def name_units(act: Act, *, naming_id: UUID, document: str, named_by: str = "county") -> Answer:
    """Name all units of a batch by the number of the document that does it: each gets its plaque number, and a title with an end.

    One that is under a veto stays published until that is decided. Refuses no document, a batch that was named, and one whose
    publicity is not over. Policy: units.publicity_days
    """
    if not document.strip():
        raise Refused(Reason("units.needs_words"), field="document")
    if named_by not in NAMED_BY:
        raise Refused(Reason("not_in_list", {"field": "named_by"}), field="named_by")
    batch = row(_BATCH, [naming_id])
    if batch is None or batch[1] != act.actor.path:
        raise NotVisible
    ready = _all([id for (id,) in rows(_OF_BATCH, [act.actor.county_id, naming_id])])
    free = [held for held in ready if not any(one.is_open and one.effect == "suspend" for one in held.course(act.on).vetoes)]
    if not free:
        raise Refused(Reason("units.nothing_chosen"))
    for held in free:
        Refused.unless(may_be_named(held.course(act.on), act.on, held.policy()))
    _number(act, free)
    run("UPDATE prevention_naming SET named_on = %s, by = %s, document = %s WHERE id = %s", [act.on, named_by, document.strip(), naming_id])
    changed(act, [Change("naming", naming_id, act.actor.path, None, {"step": "named", "n": len(free), "by": named_by}, COMPARTMENT)])
    keep_of_each(act, [(held, new("title_given", act, act.on, naming=str(naming_id), named_by=named_by)) for held in free])
    return {"naming": str(naming_id), "units": len(free), "left": len(ready) - len(free)}


def _number(act: Act, units: Sequence[Loaded]) -> None:
    """The next numbers of the year, by type; two batches at once wait for each other."""
    run("SELECT pg_advisory_xact_lock(hashtext('plaques ' || %s))", [act.actor.county_id])
    last = {type: int(n) for type, n in rows(_LAST, [act.actor.county_id, f"WD-%-{act.actor.county_id}-{act.on.year}-%"])}
    numbers = []
    for held in units:
        type = held.course(act.on).unit
        last[type] = last.get(type, 0) + 1
        numbers.append(plaque(type, act.actor.county_id, act.on.year, last[type]))
    run(
        "UPDATE prevention_unit u SET number = new.number FROM unnest(%s::uuid[], %s::text[]) AS new (id, number) WHERE u.id = new.id",
        [[held.id for held in units], numbers],
    )


def _all(wanted: Sequence[UUID]) -> list[Loaded]:
    """All of these, or nothing is done."""
    found = {held.id: held for held in matters(UNIT, wanted)}
    if found.keys() != set(wanted):
        raise NotVisible
    return [found[one] for one in wanted]
