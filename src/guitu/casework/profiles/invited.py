"""外单位参与: which units from outside the team take part in the file, until when, and who may change that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import new_request_id
from guitu.kit.telling import shown as spoken

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Invited:
    """The card beside the timeline."""

    units: list[Row]
    invite_url: str
    request_id: Callable[[], str] = new_request_id

    @property
    def shown(self) -> bool:
        return bool(self.units or self.invite_url)


def units(person: Row, actor: Actor) -> Invited:
    """Who is invited, the one whose part ends first on top."""
    ending = "end_invitation" in actor.may
    found = [_unit(member, person["id"], ending) for member in person["team"] if member["expires_on"]]
    may = "invite_unit" in actor.may
    return Invited(found, address_if_any("invite-unit", person["id"]) if may else "")


def _unit(member: Row, person_id: UUID, ending: bool) -> Row:
    what = " · ".join(
        part for part in (spoken(f"unit_part.{member['part']}"), spoken(f"invited_for.{member['purpose']}")) if part
    )
    until = _("到 %(day)s 为止") % {"day": member["expires_on"]}
    return {
        "row": {"label": member["unit"] or _("外单位"), "value": f"{what} · {until}"},
        "end_url": address_if_any("end-invitation", person_id, UUID(member["id"])) if ending else "",
    }
