"""区划: places are made, renamed, closed and rearranged, and what other authorities call them stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from guitu.grid import following
from guitu.grid.area_changes import planning
from guitu.grid.area_load import area_id
from guitu.grid.divisions import LEVEL_OF_LENGTH
from guitu.grid.models import AreaCode, PlaceFact
from guitu.grid.roles import ROLES
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.rules.areas import AUTHORITIES, CODE_MOST, ITEMS, MOST, Unit, free_path
from guitu.rules.dates import days_after
from guitu.rules.verdict import Reason


@command
def rearrange_areas(
    act: Act, *, kind: str, paths: Sequence[str], into: str = "", name: str = "", area_kind: str = "", number: str = "",
    on: date, document: str, receiver: UUID | None = None, keep: bool = False,
) -> Answer:
    """Merge, move, split off or recode places, with all that lies there: people, posts, bodies, tasks. Only when another
    person has granted it.

    Holds from `on`; what happened before stays where it happened. `receiver`: the post that looks after those whose post
    does not reach the new place. Posts that see a whole area lose their holders where a place goes into another, unless
    `keep` says that they go on over the larger one. Refuses what the plan cannot be, a day to come or before these places
    were as they are, and a change without its document.
    """
    refuse_ungranted(act)
    plan = planning.plan(act.actor, kind=kind, paths=paths, into=into, new=planning.wanted(area_kind, name, number))
    planning.refuse_day(act.actor.county_id, plan, on, act.on)
    if not document.strip():
        raise Refused(Reason("areas.document_needed"), field="document")
    news = [new for _, new in plan.steps]
    if receiver is not None and receiver not in planning.receivers(act.actor, news, act.on):
        raise Refused(Reason("areas.receiver_unknown"), field="receiver")
    olds, change, made = [old for old, _ in plan.steps], uuid4(), plan.made
    moved = following.lying_at(olds, act.on)
    finish = following.carry(act, olds, on)
    done = row(
        "SELECT grid_rearrange_areas(%s, %s, %s::text[], %s::text[], %s::uuid[], %s::text[], %s::text[], %s::smallint[],"
        " %s::text[], %s, %s, %s)",
        [change, kind, olds, news, [area_id(unit.path) for unit in made], [unit.path for unit in made], [unit.name for unit in made],
         [LEVEL_OF_LENGTH[len(unit.path)] for unit in made], [unit.kind for unit in made], on, document.strip(), act.at],
    )
    if done != (True,):  # changed by somebody else, just now
        raise Stale
    whole = [role.code for role in ROLES.values() if role.whole]
    run("SELECT grid_follow_areas(%s, %s, %s, %s::text[])", [change, act.on, keep, whole])
    following.follow(change, act.on, receiver)
    finish()
    detail = {"kind": kind, "on": on.isoformat(), "kept": keep, "moved": {code: n for code, n in moved if n}}
    changed(act, [Change("area", area_id(old), old, None, {**detail, "became": new}) for old, new in plan.steps])
    return {"change": str(change), "areas": sorted({new for _, new in plan.steps}), "first": news[0]}


@command
def make_area(act: Act, *, above: str, kind: str, name: str, number: str = "", on: date, document: str) -> Answer:
    """A new place below another, from a day on: a town, a village, a farm or a reservoir that keeps its own. One that the
    division hides is taken in use by its number, with the places below it.

    Refuses a number of another kind or once used, a name that is there, and a day to come.
    """
    units = planning.units(act.actor)
    standing = {unit.path: unit for unit in units if unit.there}
    if above not in standing and above != act.actor.county_id:
        raise Refused(Reason("areas.not_there"), field="above")
    hidden = planning.hidden(act.actor)
    path = free_path(above, kind, {unit.path for unit in units} - hidden if number else {unit.path for unit in units}, number)
    if isinstance(path, Reason):
        raise Refused(path, field="number" if path.code.startswith("areas.code") else "kind")
    if not name.strip():
        raise Refused(Reason("areas.name_needed"), field="name")
    _refuse_name(standing.values(), above, name.strip())
    _refuse_paper(on, document, act.on)
    made = row(
        "SELECT grid_make_area(%s, %s, %s, %s, %s::smallint, %s, %s, %s, %s)",
        [uuid4(), area_id(path), path, name.strip(), LEVEL_OF_LENGTH[len(path)], kind, on, document.strip(), act.at],
    )
    if made != (True,):
        raise NotVisible
    changed(act, [Change("area", area_id(path), path, None, {"made": kind, "on": on.isoformat()})])
    return {"area": path}


@command
def rename_area(act: Act, *, path: str, name: str, on: date, document: str, seen: str = "") -> Answer:
    """A place is called otherwise from a day on; its code stays, and the old name stays in its history.

    Stale when it is called otherwise than `seen` by now. Refuses the name that it has, one that is there beside it, and a
    day to come.
    """
    own = planning.standing(act.actor, path)
    if seen and seen != own.name:
        raise Stale
    if not name.strip():
        raise Refused(Reason("areas.name_needed"), field="name")
    if name.strip() == own.name:
        raise Refused(Reason("areas.same_name"), field="name")
    _refuse_name([unit for unit in planning.units(act.actor) if unit.there], path[:-3], name.strip())
    _refuse_paper(on, document, act.on)
    finish = following.carry(act, [path], on)
    done = row("SELECT grid_rename_area(%s, %s, %s, %s, %s, %s)", [uuid4(), path, name.strip(), on, document.strip(), act.at])
    if done != (True,):
        raise NotVisible
    finish()
    changed(act, [Change("area", area_id(path), path, None, {"renamed": True, "on": on.isoformat()})])
    return {"area": path}


@command
def close_area(act: Act, *, path: str, on: date, document: str) -> Answer:
    """A place is there no more and goes into no other: a farm that was given up, a village of which nobody is left.

    Refuses one in use: with places below it, posts, bodies, people or open tasks.
    """
    planning.standing(act.actor, path)
    if reasons := hindering(path, act.on):
        raise Refused(*reasons)
    _refuse_paper(on, document, act.on)
    if row("SELECT grid_close_area(%s, %s, %s, %s, %s)", [uuid4(), path, on, document.strip(), act.at]) != (True,):
        raise NotVisible
    changed(act, [Change("area", area_id(path), path, None, {"closed": True, "on": on.isoformat()})])
    return {"area": path}


def hindering(path: str, on: date) -> list[Reason]:
    """Why a place cannot be closed."""
    return planning.in_use(path) + following.in_use(path, on)


@command
def record_area_code(act: Act, *, path: str, authority: str, code: str, on: date) -> Answer:
    """Which code another authority has for a place since a day; the one before ends on that day."""
    planning.standing(act.actor, path)
    if authority not in AUTHORITIES:
        raise Refused(Reason("not_in_list", {"field": "authority"}), field="authority")
    if not re.fullmatch(rf"[0-9A-Za-z-]{{1,{CODE_MOST}}}", code):
        raise Refused(Reason("areas.code_empty", {"most": CODE_MOST}), field="code")
    _refuse_ahead(on, act.on)
    held = AreaCode.objects.select_for_update().filter(county_id=act.actor.county_id, path=path, authority=authority, until_on=None)
    for old in held:
        if old.code == code:
            raise Refused(Reason("areas.code_same"), field="code")
        if on < old.from_on:
            raise Refused(Reason("areas.day_early", {"first": old.from_on}), field="on")
        AreaCode.objects.filter(pk=old.pk).update(until_on=on)
    made = AreaCode.objects.create(county_id=act.actor.county_id, path=path, authority=authority, code=code, from_on=on)
    changed(act, [Change("area_code", made.pk, path, None, {"authority": authority, "on": on.isoformat()})])
    return {"area": path}


@command
def record_place_fact(act: Act, *, path: str, item: str, quantity: Decimal, on: date, source: str) -> Answer:
    """What is known of a place on a day, and who says so: its area, people, households, pupils. Earlier lines stay."""
    planning.standing(act.actor, path)
    if item not in ITEMS:
        raise Refused(Reason("not_in_list", {"field": "item"}), field="item")
    found = Decimal(str(quantity))
    if not 0 <= found <= MOST[item] or found != round(found, 2 if item == "area_km2" else 0):
        raise Refused(Reason("areas.quantity", {"most": MOST[item]}), field="quantity")
    if not source.strip():
        raise Refused(Reason("areas.document_needed"), field="source")
    _refuse_ahead(on, act.on)
    made = PlaceFact.objects.create(
        county_id=act.actor.county_id, path=path, item=item, quantity=found, on_day=on, source=source.strip(), said_at=act.at
    )
    changed(act, [Change("place_fact", made.pk, path, None, {"item": item, "on": on.isoformat()})])
    return {"area": path}


def _refuse_name(standing: Iterable[Unit], above: str, name: str) -> None:
    for unit in standing:
        if unit.path[:-3] == above and unit.name == name:
            raise Refused(Reason("areas.name_taken", {"name": name}), field="name")


def _refuse_paper(on: date, document: str, today: date) -> None:
    if not document.strip():
        raise Refused(Reason("areas.document_needed"), field="document")
    _refuse_ahead(on, today)
    first = days_after(today, -planning.DAYS_BACK)
    if on < first:
        raise Refused(Reason("areas.day_early", {"first": first}), field="on")


def _refuse_ahead(on: date, today: date) -> None:
    if on > today:
        raise Refused(Reason("areas.day_ahead", {"on": on}), field="on")


