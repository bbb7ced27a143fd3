"""岗位: set up at a body over a place or a 片区, called otherwise, closed once nobody and nothing hangs there."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from guitu.grid import ceilings, hanging
from guitu.grid.area_groups.queries import area_group
from guitu.grid.bodies.commands import body_within, refuse_day
from guitu.grid.bodies.queries import standing_place
from guitu.grid.models import Holding, Post
from guitu.grid.roles import ROLES
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason


@command
def add_post(
    act: Act, *, body_id: UUID, role: str, title: str, path: str, from_on: date, area_group_id: UUID | None = None
) -> Answer:
    """Set up a vacant post at a body, over the body's place or a part of it; or for the people of a 片区.

    Refuses a role above the ceiling of the acting post, a place outside the body's or one at whose level the role is
    not, and a 片区 for a role that sees its whole area: it would see more than the 片区.
    """
    body = body_within(act, body_id)
    ceilings.unless_grants(act.actor, role, field="role")
    if area_group_id is not None:
        path = _path_of_group(act, body.path, role, area_group_id)
    elif not path.startswith(body.path) or not standing_place(act.actor, path) or len(path) not in ROLES[role].levels:
        raise Refused(Reason("posts.place_outside"), field="path")
    post = Post.objects.create(
        id=uuid4(), county_id=body.county_id, body=body, role=role, title=title.strip() or ROLES[role].label, path=path,
        area_group_id=area_group_id, from_on=from_on,
    )
    detail = {"role": role, "from_on": from_on.isoformat(), "area_group": str(area_group_id) if area_group_id else None}
    changed(act, [Change("post", post.id, path, None, detail)])
    return {"post": str(post.id), "body": str(body.id)}


@command
def change_post(act: Act, *, post_id: UUID, title: str, body_id: UUID) -> Answer:
    """Call a post otherwise, or put it under another body. Role and place stay: else it would be another post.

    Refuses a closed one, a role above the ceiling, and a body whose place does not hold the post's.
    """
    post = _open(act, post_id)
    body = body_within(act, body_id)
    if not post.path.startswith(body.path):
        raise Refused(Reason("posts.place_outside"), field="body_id")
    Post.objects.filter(pk=post.pk).update(title=title.strip() or ROLES[post.role].label, body=body)
    changed(act, [Change("post", post.id, post.path, None, {"body": str(body.id), "changed": True})])
    return {"post": str(post.id), "body": str(body.id)}


@command
def close_post(act: Act, *, post_id: UUID, until_on: date) -> Answer:
    """The post is there no more from a day on; what was done from it stays on file.

    Refuses a role above the ceiling, a post that somebody holds or will hold, and one where people, tasks or duties
    hang: they are handed over first.
    """
    post = _open(act, post_id)
    if reasons := what_hangs(post, act.on):
        raise Refused(*reasons)
    refuse_day(until_on, post.from_on, act.on)
    Post.objects.filter(pk=post.pk).update(closed_on=until_on)
    changed(act, [Change("post", post.id, post.path, None, {"closed_on": until_on.isoformat()})])
    return {"post": str(post.id), "body": str(post.body_id)}


@command
def take_back_post(act: Act, *, post_id: UUID) -> Answer:
    """A post that was set up by mistake, as by a wrong sheet: as if it had never been.

    Refuses what closing one refuses: a holder, and whatever hangs there.
    """
    post = _open(act, post_id)
    if reasons := what_hangs(post, act.on):
        raise Refused(*reasons)
    Post.objects.filter(pk=post.pk).update(closed_on=post.from_on or act.on)
    changed(act, [Change("post", post.id, post.path, None, {"taken_back": True})])
    return {"post": str(post.id), "body": str(post.body_id)}


def what_hangs(post: Post, on: date) -> list[Reason]:
    """Why a post cannot be closed today; empty where nothing hangs there any more."""
    is_held = Holding.objects.filter(post=post, until_on=None).exists() or Holding.objects.filter(
        post=post, until_on__gt=on
    ).exists()
    return [*([Reason("posts.still_held")] if is_held else []), *hanging.at_post(post.pk, on)]


def _open(act: Act, post_id: UUID) -> Post:
    post = ceilings.post_within(act.actor, post_id)
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.closed_on is not None:
        raise Refused(Reason("posts.is_closed"))
    return locked


# Places and activities of education, of which whoever looks after people of a 片区 may see those beside it too.
OF_PLACES = frozenset({"units"})


def _path_of_group(act: Act, body_path: str, role: str, group_id: UUID) -> str:
    """The place of a post that looks after people of a 片区: the narrowest unit that holds all its areas."""
    group = area_group(act.actor, group_id)
    if group is None:
        raise NotVisible
    if ROLES[role].whole or ROLES[role].whole_of - OF_PLACES:
        raise Refused(Reason("posts.group_whole"), field="role")
    path = common_path(group.areas)
    if not path.startswith(body_path) or len(path) < 6:
        raise Refused(Reason("posts.place_outside"), field="path")
    return path


def common_path(areas: tuple[str, ...]) -> str:
    """The narrowest unit that holds all of these."""
    path = areas[0]
    for other in areas[1:]:
        while not other.startswith(path):
            path = path[: -3 if len(path) > 6 else -2]
    return path
