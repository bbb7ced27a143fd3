"""A paper before it is issued: of which kind, about what, with which values, and what is still lacking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.papers import issuing, listing, numbering
from guitu.papers.forms import PaperForm
from guitu.papers.issuing import Filled
from guitu.papers.kinds import Kind
from guitu.papers.sources import Dossier, Offer, Place


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper being prepared by one post."""

    place: Place
    kind: Kind
    dossier: Dossier
    offers: list[Offer]
    about: str
    by: tuple[str, str, date]

    def form(self, data: Mapping[str, Any] | None = None, initial: Mapping[str, str] | None = None) -> PaperForm:
        return PaperForm(data, self.kind, self.offers, {"about": self.about, **(initial or {})}, self.not_on_file)

    @property
    def not_on_file(self) -> list[str]:
        """Needed fields that the file has no value of."""
        asked = {one.name for one in self.kind.asked}
        return [name for name in self.filled({}).lacking if name not in asked]

    def filled(self, typed: Mapping[str, str]) -> Filled:
        """With what was typed; of fields still to be typed nothing is said to be lacking before that."""
        return issuing.fill(self.dossier, self.kind, self.about, typed, self.by)

    def context(self, filled: Filled) -> dict[str, Any]:
        """What every page of the draft shows."""
        asked = {one.name for one in self.kind.asked}
        return {
            **listing.frame(self.place), "kind": listing.kind_line(self.kind, self.place), "values": self._rows(filled, asked),
            "lacking": [self._lacking(name) for name in filled.lacking if name not in asked],
            "unprintable": filled.unprintable,
        }

    def _rows(self, filled: Filled, asked: set[str]) -> list[dict[str, str]]:
        """What is on file, field by field; the number is drawn when it is issued."""
        return [
            {"label": said(name), "value": filled.values.get(name, "")}
            for name in self.kind.fields
            if name not in asked and name != "文号"
        ]

    def _lacking(self, name: str) -> dict[str, str]:
        where = self.place.source.fields[name].where
        return {"name": said(name), "url": address_if_any(where, self.place.id) if where else ""}


def of(actor: Actor, place: Place, code: str, about: str, today: date) -> Draft:
    """A draft about what was chosen, else about the first that is offered. NotVisible: not of this post, not here now."""
    kind = issuing.kind_for(actor.may, actor.classes, place, code)
    dossier = place.source.open(place.id, today)
    offers = dossier.offers({code: kind})
    if not offers:
        raise NotVisible
    chosen = next((one for one in offers if one.about == about), offers[0])
    _, body = numbering.body_of(actor)
    return Draft(place, kind, dossier, offers, chosen.about, (body, actor.holder, today))
