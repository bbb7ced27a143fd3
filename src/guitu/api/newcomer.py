"""A new file by the interface: what is sent passes through the form of the page, so that one policy holds for both."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from guitu.api.endpoints import Call
from guitu.api.problems import Trouble
from guitu.api.types import Area, Day, Given, Id, Text, Truth
from guitu.casework.registrations.forms import AddForm
from guitu.kit import clock
from guitu.kit.database import acting


class NewFile(Given):
    """Somebody to be put on the book."""

    name: Text
    scope_path: Annotated[Area, Field(description="village or group, 12 or 15 digits")]
    on: Day
    source: Literal["found", "handover", "moved_in", "voluntary", "roster"]
    addicted: Truth = True
    id_number: Text | None = None
    id_kind: Text | None = None
    sex: Literal["male", "female"] | None = None
    born_on: Day | None = None
    phone: Text | None = None
    address: Text | None = None
    first_found_on: Day | None = None
    post_id: Id | None = None


def arguments(call: Call, sent: NewFile) -> dict[str, Any]:
    """What the command is called with; Trouble with every field that the form refuses."""
    village, group = sent.scope_path[:12], sent.scope_path if len(sent.scope_path) == 15 else ""
    typed = {
        "name": sent.name, "scope_path": village, "group": group, "on": _text(sent.on), "source": sent.source,
        "addicted": "1" if sent.addicted else "0", "id_number": sent.id_number or "", "id_kind": sent.id_kind or "", "sex": sent.sex or "",
        "born_on": _text(sent.born_on), "phone": sent.phone or "", "address": sent.address or "",
        "first_found_on": _text(sent.first_found_on), "post": str(sent.post_id or ""),
    }
    with acting(call.actor):
        form = AddForm({name: value for name, value in typed.items() if value}, actor=call.actor, today=clock.today())
        is_good = form.is_valid()
    if not is_good:
        names = {"group": "scope_path", "post": "post_id", "__all__": ""}
        raise Trouble("fields", (), [
            {"field": names.get(name, name), "code": "api.value", "sentence": str(text)}
            for name, texts in form.errors.items() for text in texts
        ])
    return form.what(call.request_id, call.actor.post_id)


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
