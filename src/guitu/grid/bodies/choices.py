"""What a form of bodies and posts offers: kinds and ranks of the pack, places and bodies of one's area, roles one gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.grid.area_groups.queries import area_groups
from guitu.grid.areas import TOWN, VILLAGE, units_inside
from guitu.grid.bodies.queries import parents
from guitu.grid.ceilings import grants
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.telling import said
from guitu.ledger.packs import timeline_of
from guitu.rules.bodies import BodiesPolicy

Choices = Sequence[tuple[str, str]]
_COUNTY = 6


def _policy(actor: Actor, on: date) -> BodiesPolicy:
    found: BodiesPolicy = timeline_of(actor.county_id, actor.path).on(on).bodies
    return found


def kinds_and_ranks(actor: Actor, on: date) -> tuple[dict[str, str], dict[str, str]]:
    """What each is called, by code. One query."""
    policy = _policy(actor, on)
    return (
        {code: said(kind.name) for code, kind in policy.kinds.items()},
        {code: said(rank.name) for code, rank in policy.ranks.items()},
    )


def roles(actor: Actor) -> Choices:
    """The roles whose posts one sets up, in the order of the table of roles."""
    return [("", _("请选择")), *((code, ROLES[code].word) for code in ROLES if code in grants(actor))]


def places(path: str) -> Choices:
    """A unit and those inside it; a village by its town too, above the town."""
    found = units_inside(path, *(length for length in (_COUNTY, TOWN, VILLAGE) if length >= len(path)))
    names = dict(found)
    wide = len(path) < TOWN
    return [(unit, f"{names.get(unit[:TOWN], '')} · {name}" if wide and len(unit) == VILLAGE else name) for unit, name in found]


def of_body(actor: Actor, on: date, but: UUID | None = None) -> Mapping[str, Choices]:
    kinds, ranks = kinds_and_ranks(actor, on)
    return {
        "kind": [("", _("请选择")), *kinds.items()], "rank": [("", _("没有登记")), *ranks.items()],
        "parent_id": [("", _("没有")), *parents(actor, on, but)], "path": places(actor.path),
    }


def of_post(actor: Actor, body_path: str) -> Mapping[str, Choices]:
    groups = [(str(group.id), group.name) for group in area_groups(actor)]
    return {"role": roles(actor), "path": places(body_path), "area_group_id": [("", _("不限片区")), *groups]}
