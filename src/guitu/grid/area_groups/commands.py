"""片区: areas taken together across the tree, made, filled and closed by whom they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from guitu.grid.area_groups.queries import outermost, standing_areas
from guitu.kit.database import insert_many, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason

_MEMBER = (("id", "uuid"), ("county_id", "text"), ("group_id", "uuid"), ("path", "text"))


@command
def make_area_group(act: Act, *, name: str, paths: Sequence[str]) -> Answer:
    """Take areas together under a name, to see their register and their work as one.

    An area inside another of them is counted once. Refuses fewer than two, areas outside one's own or no longer
    there, and a name already in use here.
    """
    members = _members(act, paths)
    group = uuid4()
    _unless_taken(
        name,
        "INSERT INTO grid_areagroup (id, county_id, path, name) VALUES (%s, %s, %s, %s)",
        [group, act.actor.county_id, act.actor.path, name],
    )
    _fill(act, group, members)
    changed(act, [Change("area_group", group, act.actor.path, None, {"areas": members})])
    return {"group": str(group)}


@command
def fill_area_group(act: Act, *, group_id: UUID, name: str, paths: Sequence[str]) -> Answer:
    """Say anew what a group is called and which areas are in it; figures count by it from now on.

    Refuses the same as making one; a group of another office, or a closed one, does not exist.
    """
    path = _mine(act, group_id)
    members = _members(act, paths)
    _unless_taken(name, "UPDATE grid_areagroup SET name = %s WHERE id = %s", [name, group_id])
    run(
        "UPDATE grid_areagroupmember SET until_on = %s WHERE group_id = %s AND until_on IS NULL AND NOT path = ANY(%s)",
        [act.on, group_id, members],
    )
    _fill(act, group_id, members)
    changed(act, [Change("area_group", group_id, path, None, {"areas": members})])
    return {"group": str(group_id)}


@command
def close_area_group(act: Act, *, group_id: UUID) -> Answer:
    """The group is used no more: it is offered nowhere, and its name is free. Nothing of it is deleted.
    Refuses one that posts look after.

    A group of another office, or a closed one, does not exist.
    """
    path = _mine(act, group_id)
    posts = row("SELECT count(*) FROM grid_post WHERE area_group_id = %s AND closed_on IS NULL", [group_id])
    if posts and posts[0]:
        raise Refused(Reason("posts.of_group", {"n": posts[0]}))
    run("UPDATE grid_areagroup SET closed_on = %s WHERE id = %s", [act.on, group_id])
    changed(act, [Change("area_group", group_id, path, None, {"closed_on": act.on.isoformat()})])
    return {"group": str(group_id)}


def _mine(act: Act, group_id: UUID) -> str:
    """Whose the group is, locked; a group may be changed from the post's own area only."""
    found = row(
        "SELECT path FROM grid_areagroup WHERE id = %s AND county_id = %s AND closed_on IS NULL"
        " AND path >= %s AND path < %s FOR UPDATE",
        [group_id, act.actor.county_id, act.actor.lo, act.actor.hi],
    )
    if found is None:
        raise NotVisible
    return str(found[0])


def _members(act: Act, paths: Sequence[str]) -> list[str]:
    wanted = sorted(set(paths))
    if standing_areas(act.actor, wanted) != len(wanted):
        raise Refused(Reason("area_group_outside"), field="paths")
    members = outermost(wanted)
    if len(members) < 2:
        raise Refused(Reason("area_group_empty"), field="paths")
    return members


def _fill(act: Act, group: UUID, members: Sequence[str]) -> None:
    held = row(
        "SELECT array_agg(path) FROM grid_areagroupmember WHERE group_id = %s AND until_on IS NULL", [group]
    )
    there = set(held[0] or ()) if held else set()
    insert_many(
        "grid_areagroupmember",
        _MEMBER,
        [(uuid4(), act.actor.county_id, group, path) for path in members if path not in there],
    )


def _unless_taken(name: str, sql: str, values: Sequence[object]) -> None:
    try:
        with transaction.atomic():
            run(sql, list(values))
    except IntegrityError:
        raise Refused(Reason("area_group_name_taken", {"name": name}), field="name") from None
