"""村（居）民小组: local data, entered by who knows them; each has the post of a grid worker."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from guitu.grid import area_load, hanging
from guitu.grid.divisions import Division
from guitu.grid.groups.names import group_name
from guitu.grid.groups.queries import numbers, village_name
from guitu.grid.models import Body, Post
from guitu.grid.roles import ROLES
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason

MOST = 99  # no village has more; paths have room for three digits


@command
def add_groups(act: Act, *, village: str, count: int = 0, names: Sequence[str] = ()) -> Answer:
    """Enter groups of a village: so many numbered on from the last, then those named, each with the vacant post of
    its grid worker.

    A number that a group once had is not given again. Refuses a name that the village has already, or that comes
    twice, and more groups than a village can have; a village outside one's own area does not exist.
    """
    place = village_name(act.actor, village)
    if place is None:
        raise NotVisible
    # two clerks at once: the second waits here, and then counts on
    run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [village])
    last, used = numbers(village)
    if last + count + len(names) > MOST:
        raise Refused(Reason("groups_too_many", {"most": MOST}), field="count" if count else "names")
    wanted = [*(group_name(village, number) for number in range(last + 1, last + count + 1)), *names]
    taken = next((name for n, name in enumerate(wanted) if name in used or name in wanted[:n]), None)
    if taken is not None:
        raise Refused(Reason("group_name_taken", {"name": taken}), field="names")
    added = [Division(f"{village}{last + n:03d}", name, 6, "group", False, False) for n, name in enumerate(wanted, 1)]
    ids, paths, called = [area_load.area_id(one.path) for one in added], [one.path for one in added], [one.name for one in added]
    run("SELECT grid_add_groups(%s::uuid[], %s::text[], %s::text[], %s)", [ids, paths, called, act.on])
    studio = _studio(act, village, place)
    for group in added:
        title = f"{place}{group.name}{ROLES['grid_worker'].label}"
        Post.objects.create(county_id=act.actor.county_id, body_id=studio, role="grid_worker", title=title, path=group.path)
    changed(act, [Change("area", area_load.area_id(group.path), group.path, None, {"group": "added"}) for group in added])
    return {"groups": [group.path for group in added]}


@command
def close_group(act: Act, *, group: str) -> Answer:
    """A group is there no more: it is offered nowhere, and the post of its grid worker is closed.

    Refuses a group in which people are carried: they are placed elsewhere first. A group outside one's own area
    does not exist.
    """
    found = row(
        "SELECT 1 FROM grid_area WHERE path = %s AND length(path) = 15 AND valid_to IS NULL AND path >= %s AND path < %s",
        [group, act.actor.lo, act.actor.hi],
    )
    if found is None:
        raise NotVisible
    if reasons := hanging.at(group):
        raise Refused(*reasons)
    closed = row("SELECT grid_close_group(%s, %s)", [group, act.on])
    if closed != (True,):  # by somebody else, just now
        raise NotVisible
    run("UPDATE grid_post SET closed_on = %s WHERE path = %s AND closed_on IS NULL", [act.on, group])
    changed(act, [Change("area", area_load.area_id(group), group, None, {"group": "closed"})])
    return {"group": group}


def _studio(act: Act, village: str, place: str) -> UUID:
    """The village's studio, where grid workers have their posts."""
    found = Body.objects.filter(county_id=act.actor.county_id, path=village, kind="village_studio").order_by("name").first()
    if found is None:
        found = Body.objects.create(
            id=uuid4(), county_id=act.actor.county_id, path=village, kind="village_studio", name=f"{place}禁毒工作室"
        )
    return found.id
