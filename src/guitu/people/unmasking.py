"""The whole identity, as far as the role may read it, for one look that leaves its line."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _

from guitu.kit.actor import Actor
from guitu.kit.crypto import open_sealed
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.kit.page_filters import masked_id, masked_phone
from guitu.people import access

_IDENTITY = (
    "SELECT p.id, p.masked, p.scope_path, i.name, i.id_number, i.phone, i.address, i.home_address, i.family"
    " FROM people_person p LEFT JOIN people_identity i ON i.person_id = p.id WHERE p.id = %s AND p.sealed_at IS NULL"
)


def identity(person_id: UUID) -> dict[str, Any]:
    """The row as it lies; NotVisible where only the household register is here."""
    found = dicts(_IDENTITY, [person_id])
    if not found or found[0]["name"] is None:
        raise NotVisible
    return found[0]


def unmasked(actor: Actor, person_id: UUID, purpose: str, at: datetime, request_id: str) -> list[dict[str, str]]:
    """Name, number, phone and addresses by the classes of the role, and the line that says who saw them."""
    row = identity(person_id)
    read = sorted({"IDENT", "CONTACT"} & actor.classes)
    access.note(actor, person_id, row["scope_path"], "unmask", read, at, purpose, request_id)

    def opened(column: str) -> str:
        return open_sealed(f"people_identity|{column}", person_id, row[column]) or ""

    def when(klass: str, value: str, hidden: str) -> str:
        return (value or _("未登记")) if klass in actor.classes else hidden

    shown = [
        (_("姓名"), opened("name")),
        (_("证件号码"), when("IDENT", opened("id_number"), masked_id(opened("id_number")))),
        (_("电话"), when("CONTACT", opened("phone"), masked_phone(opened("phone")))),
        (_("住址"), when("CONTACT", opened("address"), _("这个岗位看不到"))),
        (_("户籍地址"), when("IDENT", opened("home_address"), _("这个岗位看不到"))),
    ]
    if "CONTACT" in actor.classes and row["family"] is not None:
        shown.append((_("家属"), _family(opened("family"))))
    return [{"label": label, "value": value} for label, value in shown]


def _family(text: str) -> str:
    members: list[dict[str, str]] = orjson.loads(text or "[]")
    return "；".join(" ".join(value for value in member.values() if value) for member in members)
