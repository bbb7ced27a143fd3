"""Whoever has the code of a place's list fills it in without an account: asked outside of any post (ADR 0065). Handed in once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from guitu.inspection.reading import opened
from guitu.inspection.self_checks.reading import NAME, digest_of, sealed_answers
from guitu.kit.crypto import shown
from guitu.kit.database import Statement, row
from guitu.kit.errors import Refused
from guitu.ledger.packs import timeline_of
from guitu.policy import Timeline
from guitu.rules.checklists import Checklist, version
from guitu.rules.self_checks import Own, may_be_said
from guitu.rules.verdict import Reason

_OF = Statement("SELECT self_check, round, county, path, venue, kind, details, name, from_on, closes_on, answered_at FROM inspection_self_check_of(%s)")
_SAY = Statement("SELECT inspection_say_self_check(%s, %s, %s, %s, %s, %s)")


@dataclass(frozen=True, slots=True)
class OwnList:
    """A place's own list of a round, as its code opens it."""

    id: UUID
    round: str  # its name
    venue: str  # the name on the door
    from_on: date
    closes_on: date
    answered: bool
    listed: Checklist
    version: str
    timeline: Timeline


def own_list(code: str, on: date) -> OwnList | None:
    with transaction.atomic():
        found = row(_OF, [digest_of(code)])
        if found is None:
            return None
        check, round_id, county, path, venue, kind, details, name, from_on, closes_on, answered_at = found
        timeline = timeline_of(county, path)
    numbers = timeline.on(on)
    known = numbers.venues.kinds.get(kind)
    if known is None or known.checklist not in numbers.checklists.lists:
        return None
    listed = numbers.checklists.lists[known.checklist]
    return OwnList(
        check, shown(NAME, round_id, name), opened(venue, details).name, from_on, closes_on, answered_at is not None, listed,
        version(known.checklist, listed), timeline,
    )


def say(of: OwnList, code: str, at: datetime, on: date, seen: str, said: Sequence[Own]) -> None:
    """Hand the list in; handed in again it stays as it was. Refuses an item without an answer, no words where something is
    not so, a list that changed meanwhile, and a round that is over. Ours (guitu.default)."""
    if seen != of.version:
        raise Refused(Reason("self_checks.other_list"))
    Refused.unless(may_be_said(of.listed, said))
    wrong = sum(one.answer == "no" for one in said)
    with transaction.atomic():
        kept = row(_SAY, [digest_of(code), on, at, of.version, sealed_answers(of.id, said), wrong])
    if not (kept and kept[0]):
        raise Refused(Reason("self_checks.is_over"))
