"""Parts of the page that read the same for everybody in the same position: drawn once, with a mark in the addresses
where the person's id belongs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from markupsafe import Markup

from guitu.kit import pages

PERSON = UUID(int=0xF6E5D4C3B2A1 << 80)  # stands for the id in `address(name, PERSON)`
_MARK = str(PERSON)


def part(template: str, **values: Any) -> Markup:
    """A template of its own, for who keeps what is drawn of it."""
    return Markup(pages.render_to_string(template, values))  # noqa: S704  the template has escaped it


def about(drawn: str, person_id: UUID) -> Markup:
    """The same part with this person's id in its addresses."""
    return Markup(str.replace(drawn, _MARK, str(person_id)))  # noqa: S704  drawn above; an id needs no escaping
