"""One place opened for a page: its entry, its course, its findings with their words and articles, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.inspection.lists import item_of
from guitu.inspection.photos import REPLY, photos_of
from guitu.inspection.reading import Details, opened
from guitu.kit.crypto import shown
from guitu.kit.database import row, rows
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger import fact_words
from guitu.ledger.sealed import NOTE
from guitu.ledger.telling import clause_card
from guitu.rules.records import effective
from guitu.rules.venues import VenueCourse
from guitu.settling.load import Loaded, matters


@dataclass(frozen=True, slots=True)
class Opened:
    held: Loaded
    course: VenueCourse
    details: Details
    valid_until: date | None
    version: int

    @property
    def kind_word(self) -> str:
        return kind_word(self.held, self.course.venue, self.course.since_on)


def venue_of(venue_id: UUID, on: date) -> Opened:
    """The place; NotVisible outside one's area."""
    found = matters(VENUE, [venue_id], lock=False)
    kept = row("SELECT details, valid_until, version FROM inspection_venue WHERE id = %s", [venue_id])
    if not found or kept is None:
        raise NotVisible
    return Opened(found[0], found[0].course(on), opened(venue_id, kept[0]), kept[1], kept[2])


def kind_word(held: Loaded, kind: str, on: date) -> str:
    found = held.policy().on(on).venues.kinds.get(kind)
    return said(found.name) if found else kind


def findings(of: Opened, today: date) -> list[dict[str, Any]]:
    """All findings, the open ones first, each with its words, its article and its days."""
    found = []
    for one in sorted(of.course.findings, key=lambda one: (not one.is_open, one.by)):
        item = item_of(of.held, of.course, one.item, one.found_on)
        card = card_of(of.held, item.clause)
        found.append(
            {"id": one.id, "text": said(item.text), "card": card, "article": card["label"] if card else "", "severity": one.severity,
             "severity_word": spoken(f"severity.{one.severity}"), "by": one.by, "found_on": one.found_on, "fixed_on": one.fixed_on,
             "lifted_on": one.lifted_on, "is_open": one.is_open, "is_late": one.is_open and one.by < today, "visit": _visit_of(of, one.id),
             "referred": spoken(f"punisher.{one.referred}") if one.referred else "", "punishment": spoken(f"punishment.{one.punishment}") if one.punishment else "",
             "contested": bool(of.course.appeal and one.id in of.course.appeal[1])}
        )
    return found


def _visit_of(of: Opened, finding: str) -> str:
    """The visit whose record tells of it; of a count nothing, whose lines are in the stock book."""
    found = finding.partition(":")[0]
    return "" if of.held.fact(found).kind == "stock_counted" else found


def card_of(held: Loaded, clause: str) -> dict[str, str] | None:
    """The article as `ui.clause_of` shows it."""
    return clause_card(clause, held.policy())


def history(of: Opened) -> list[dict[str, Any]]:
    """What happened, the newest first; words beside what was said."""
    notes = dict(rows("SELECT id, note FROM ledger_fact WHERE matter_id = %s AND note IS NOT NULL", [of.held.id]))
    return [
        {"on": fact.on, "id": fact.id, "kind": fact.kind, "fact": fact,
         "words": shown(NOTE, UUID(fact.id), notes[UUID(fact.id)]) if UUID(fact.id) in notes else ""}
        for fact in reversed(effective(of.held.facts))
    ]


def shown_photos(of: Opened) -> list[dict[str, Any]]:
    """The photographs of each finding, before and after beside each other; then those that came with a reply."""
    by_finding: dict[str, list[dict[str, Any]]] = {}
    for one in photos_of(of.held.id):
        by_finding.setdefault(one.finding, []).append({"id": one.id, "moment": spoken(f"photo_moment.{one.moment}"), "on": one.on})
    texts = {one.id: said(item_of(of.held, of.course, one.item, one.found_on).text) for one in of.course.findings} | {REPLY: ""}
    return [{"text": texts[id], "photos": by_finding[id]} for id in texts if id in by_finding]


def replies_to(of: Opened, visit: UUID, findings: Sequence[str]) -> list[dict[str, Any]]:
    """What the site said of a visit, to be printed beside it: its words and what it asked, from that day until all of it was
    put right or lifted; and how an appeal was decided."""
    fact = of.held.fact(visit)
    ends = [one.fixed_on or one.lifted_on for one in of.course.findings if one.id in findings]
    until = None if None in ends else max((end for end in ends if end), default=fact.on)
    kinds = ("venue_replied", "venue_appealed", "venue_appeal_decided")
    return [
        {"on": one["on"], "what": fact_words.kind(one["kind"]), "words": one["words"]}
        for one in reversed(history(of)) if one["kind"] in kinds and one["on"] >= fact.on and (until is None or one["on"] <= until)
    ]
