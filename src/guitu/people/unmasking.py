"""The whole identity, as far as the role may read it, for one look that leaves its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _

from guitu.kit import crypto
from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.kit.page_filters import masked_id, masked_phone
from guitu.people import access
from guitu.people.basics import spread

_IDENTITY = (
    "SELECT p.id, p.basics, p.scope_path, i.name, i.id_number, i.phone, i.address, i.home_address, i.family"
    " FROM people_person p LEFT JOIN people_identity i ON i.person_id = p.id WHERE p.id = %s AND p.sealed_at IS NULL"
)


def identity(person_id: UUID) -> dict[str, Any]:
    """The row as it lies, its basics opened; NotVisible where only the household register is here."""
    found = dicts(_IDENTITY, [person_id])
    if not found or found[0]["name"] is None:
        raise NotVisible
    return spread(found[0])


def unmasked(
    actor: Actor, person_id: UUID, purpose: str, words: str, at: datetime, request_id: str
) -> list[dict[str, str]]:
    """Name, number, phone and addresses by the classes of the role, and the line that says who saw them."""
    row = identity(person_id)
    read = sorted({"IDENT", "CONTACT"} & actor.classes)
    access.note(actor, person_id, row["scope_path"], "unmask", read, at, purpose, request_id, words=words)

    def when(klass: str, column: str, mask: Callable[[str], str] = _not_here) -> str:
        value = crypto.readable(f"people_identity|{column}", person_id, row[column])
        if value is None:
            return crypto.unreadable_word()
        return (value or _("未登记")) if klass in actor.classes else mask(value)

    shown = [
        (_("姓名"), crypto.shown("people_identity|name", person_id, row["name"])),
        (_("证件号码"), when("IDENT", "id_number", masked_id)),
        (_("电话"), when("CONTACT", "phone", masked_phone)),
        (_("住址"), when("CONTACT", "address")),
        (_("户籍地址"), when("IDENT", "home_address")),
    ]
    if "CONTACT" in actor.classes and row["family"] is not None:
        family = crypto.readable("people_identity|family", person_id, row["family"])
        shown.append((_("家属"), crypto.unreadable_word() if family is None else _family(family)))
    return [{"label": label, "value": value, "url": _call(label, value)} for label, value in shown]


def _call(label: str, value: str) -> str:
    """On a telephone the number is rung by a touch."""
    return f"tel:{value}" if label == _("电话") and value.isascii() and value.replace("-", "").isdigit() else ""


def _not_here(_value: str) -> str:
    return _("这个岗位看不到")


def _family(text: str) -> str:
    members: list[dict[str, str]] = orjson.loads(text or "[]")
    return "；".join(" ".join(value for value in member.values() if value) for member in members)
