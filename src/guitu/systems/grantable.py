"""What a key may be given: actions behind which another system may come in, handed down once by whoever has the doors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guitu.grid.ceilings import grants
from guitu.grid.roles import CLASSES, ROLES, Role
from guitu.kit.actor import Actor
from guitu.kit.errors import Refused
from guitu.kit.registry import Registry
from guitu.rules.verdict import Reason

GRANTABLE: Registry[Any] = Registry("actions that a key may be given")  # by its code: what it is called
SYSTEM = "system"  # the role of a key's own post: of what it may do itself a key has what it was given; it reads nothing


def roles_for(actor: Actor) -> dict[str, Role]:
    """The roles of whose rights the acting post may give a key a part: those it may grant to people, that see their
    whole area. A system has nobody of its own to look after."""
    mine = grants(actor)
    return {code: role for code, role in ROLES.items() if code in mine and role.whole and role.may & set(GRANTABLE)}


def actions_of(role: Role) -> list[str]:
    """In the order in which they were declared."""
    return [action for action in GRANTABLE if action in role.may | ROLES[SYSTEM].may]


def classes_of(role: Role) -> list[str]:
    return [name for name in CLASSES if name in role.classes]


def refuse_above(actor: Actor, role: str, actions: Sequence[str], classes: Sequence[str]) -> None:
    """Refuse a role above the ceiling, and what the role itself has not or no system is given: every reason."""
    found = roles_for(actor).get(role)
    if found is None:
        raise Refused(Reason("systems.role"), field="role")
    if not actions or not set(actions) <= set(actions_of(found)):
        raise Refused(Reason("systems.actions"), field="actions")
    if not set(classes) <= set(classes_of(found)):
        raise Refused(Reason("systems.classes"), field="classes")
