"""单位: set up, renamed, given their approved numbers, ended; a body with posts or bodies below it is not ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from guitu.grid.bodies.queries import standing_place
from guitu.grid.ceilings import unless_grants
from guitu.grid.models import Body, Establishment, Post, Staff
from guitu.kit.database import constraint_of, row
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.rules.bodies import DAYS_AHEAD, MOST_APPROVED, BodiesPolicy
from guitu.rules.dates import days_after
from guitu.rules.verdict import Reason


@command
def add_body(
    act: Act, *, kind: str, name: str, path: str, parent_id: UUID | None = None, rank: str = "", from_on: date
) -> Answer:
    """Set up a body at a place of one's area from a day, of a kind and rank that the pack of the place knows.

    Refuses another place, a kind or rank that is not in the pack, and a name that one of this kind has there.
    """
    if not standing_place(act.actor, path):
        raise Refused(Reason("bodies.outside"), field="path")
    _refuse_unknown(act, kind, rank)
    body = Body(
        id=uuid4(), county_id=act.actor.county_id, path=path, kind=kind, name=name.strip(), rank=rank, from_on=from_on,
        parent=_parent(act, parent_id),
    )
    _save(body)
    changed(act, [Change("body", body.id, path, None, {"kind": kind, "from_on": from_on.isoformat()})])
    return {"body": str(body.id)}


@command
def change_body(
    act: Act, *, body_id: UUID, kind: str, name: str, parent_id: UUID | None, rank: str, seen: str = ""
) -> Answer:
    """Say anew what a body is called, of which kind and rank it is, and which body stands above it.

    `seen` is how it was called on the page: Stale when it is called otherwise by now. Refuses an ended body, one of
    its own lower bodies as its upper one, and what setting one up refuses.
    """
    body = _held(act, body_id)
    if seen and seen != body.name:
        raise Stale
    if (kind, rank) != (body.kind, body.rank):
        _refuse_unknown(act, kind, rank)
    body.parent = _parent(act, parent_id)
    if parent_id is not None and _is_inside(parent_id, body_id):
        raise Refused(Reason("bodies.parent_inside"), field="parent_id")
    body.kind, body.name, body.rank = kind, name.strip(), rank
    _save(body)
    changed(act, [Change("body", body.id, body.path, None, {"kind": kind, "changed": True})])
    return {"body": str(body.id)}


@command
def end_body(act: Act, *, body_id: UUID, until_on: date) -> Answer:
    """The body is there no more from a day on; what it did stays on file.

    Refuses one with posts that are not closed, one that stands above others, one with staff, and a day before it began.
    """
    body = _held(act, body_id)
    _refuse_used(body)
    refuse_day(until_on, body.from_on, act.on)
    Body.objects.filter(pk=body.pk).update(until_on=until_on)
    changed(act, [Change("body", body.id, body.path, None, {"until_on": until_on.isoformat()})])
    return {"body": str(body.id)}


@command
def take_back_body(act: Act, *, body_id: UUID) -> Answer:
    """A body that was entered by mistake, as by a wrong sheet: as if it had never been; its name is free again.

    Refuses what ending one refuses: posts, lower bodies or staff that hang there.
    """
    body = _held(act, body_id)
    _refuse_used(body)
    Body.objects.filter(pk=body.pk).update(from_on=body.from_on or act.on, until_on=body.from_on or act.on)
    changed(act, [Change("body", body.id, body.path, None, {"taken_back": True})])
    return {"body": str(body.id)}


@command
def approve_number(act: Act, *, body_id: UUID, role: str, approved: int, from_on: date) -> Answer:
    """核定: how many posts of a role the body may have from a day on. Earlier lines stay and hold for their days.

    Refuses a role above the ceiling of the acting post, and a number that nobody can mean.
    """
    body = _held(act, body_id)
    unless_grants(act.actor, role, field="role")
    if not 0 <= approved <= MOST_APPROVED:
        raise Refused(Reason("bodies.approved_range", {"most": MOST_APPROVED}), field="approved")
    Establishment.objects.create(
        county_id=body.county_id, body=body, role=role, approved=approved, from_on=from_on, said_at=act.at
    )
    detail = {"role": role, "approved": approved, "from_on": from_on.isoformat()}
    changed(act, [Change("establishment", body.id, body.path, None, detail)])
    return {"body": str(body.id), "role": role, "approved": approved}


def _refuse_used(body: Body) -> None:
    posts = Post.objects.filter(body=body, closed_on=None).count()
    below = Body.objects.filter(parent=body, until_on=None).count()
    staff = Staff.objects.filter(body=body, until_on=None).count()
    hanging = (("bodies.has_posts", posts), ("bodies.has_bodies", below), ("bodies.has_staff", staff))
    reasons = [Reason(code, {"n": n}) for code, n in hanging if n]
    if reasons:
        raise Refused(*reasons)


def refuse_day(until_on: date, from_on: date | None, on: date) -> None:
    """An end is not before the beginning, nor further off than anybody plans; one in the past is a slip."""
    if from_on is not None and until_on < from_on:
        raise Refused(Reason("bodies.day_backwards", {"until": until_on, "on": from_on}), field="until_on")
    if not on <= until_on <= days_after(on, DAYS_AHEAD):
        raise Refused(Reason("bodies.day_far", {"first": on, "last": days_after(on, DAYS_AHEAD)}), field="until_on")


def body_within(act: Act, body_id: UUID) -> Body:
    """A body of the acting post's area that is there, locked."""
    return _held(act, body_id)


def _held(act: Act, body_id: UUID) -> Body:
    body = Body.objects.select_for_update().filter(pk=body_id, county_id=act.actor.county_id).first()
    if body is None or not act.actor.lo <= body.path < act.actor.hi:
        raise NotVisible
    if body.until_on is not None and body.until_on <= act.on:
        raise Refused(Reason("bodies.ended"))
    return body


def _parent(act: Act, parent_id: UUID | None) -> Body | None:
    if parent_id is None:
        return None
    found = Body.objects.filter(pk=parent_id, county_id=act.actor.county_id).first()
    if found is None:
        raise NotVisible
    return found


_ABOVE = (
    "WITH RECURSIVE above AS (SELECT id, parent_id FROM grid_body WHERE id = %s UNION"
    " SELECT b.id, b.parent_id FROM grid_body b JOIN above a ON b.id = a.parent_id)"
    " SELECT count(*) FROM above WHERE id = %s"
)


def _is_inside(body_id: UUID, other: UUID) -> bool:
    """Whether the one stands below the other, or is it."""
    return bool((row(_ABOVE, [body_id, other]) or (0,))[0])


def _refuse_unknown(act: Act, kind: str, rank: str) -> None:
    policy: BodiesPolicy = timeline_of(act.actor.county_id, act.actor.path).on(act.on).bodies
    if kind not in policy.kinds:
        raise Refused(Reason("bodies.kind_unknown"), field="kind")
    if rank and rank not in policy.ranks:
        raise Refused(Reason("not_in_list", {"field": "rank"}), field="rank")


def _save(body: Body) -> None:
    try:
        with transaction.atomic():
            body.save()
    except IntegrityError as clash:
        if constraint_of(clash) != "body_name":
            raise
        raise Refused(Reason("bodies.name_taken", {"name": body.name}), field="name") from None
