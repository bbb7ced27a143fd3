"""Drafts are read here: what a place has changed, as an own pack, over which shipped pack, as one text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.database import row
from guitu.ledger.packs import digest_sql
from guitu.policy import Fault, for_area, from_text, names
from guitu.policy.own import Example, Number, OwnClause, OwnPack, own_faults, own_text
from guitu.policy.timeline import Timeline
from guitu.rulepacks.models import Draft

_PLACE = f"SELECT {place_sql('%(path)s')}"
_IN_FORCE = f"""
SELECT d.id FROM rulepacks_draft d
WHERE d.county_id = %(county)s AND d.scope_path = %(path)s AND d.digest = {digest_sql("%(county)s", "%(path)s")}
ORDER BY d.changed_at DESC LIMIT 1
"""  # noqa: S608  columns of ours
_SHIPPED = """
SELECT v.pack FROM ledger_policyversion v WHERE v.county_id = %(county)s AND starts_with(%(path)s, v.scope_path)
ORDER BY length(v.scope_path) DESC, v.activated_at DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft as the text that would be put in force, with its digest, and whatever is wrong with it."""

    own: OwnPack
    text: str
    digest: str
    faults: Sequence[Fault]

    def timeline(self) -> Timeline:
        return from_text(self.text)


def open_draft(county_id: str, path: str) -> Draft | None:
    """The draft of a place that is being written."""
    return Draft.objects.filter(county_id=county_id, scope_path=path, state="open").first()


def by_id(draft_id: UUID) -> Draft | None:
    """A draft, whatever became of it."""
    return Draft.objects.filter(pk=draft_id).first()


def draft_in_force(county_id: str, path: str) -> Draft | None:
    """The draft from which the text in force at a place was made; None where a shipped pack is in force."""
    found = row(_IN_FORCE, {"county": county_id, "path": path})
    return Draft.objects.get(pk=found[0]) if found else None


def base_of(county_id: str, path: str) -> str:
    """The shipped pack that a draft of this place changes: the one in force, or the one under the own pack in force."""
    found = row(_SHIPPED, {"county": county_id, "path": path})
    if found and found[0] in names():
        return str(found[0])
    for place in (path, county_id):
        own = draft_in_force(county_id, place)
        if own is not None:
            return own.base
    return for_area(path)


def composed(draft: Draft) -> Composed:
    """What the draft would put in force: the shipped pack, the county's own changes where it is a town's, and its own."""
    own, text = own_pack(draft), text_of(draft)
    return Composed(own, text, _digest(text), tuple(own_faults(text, own)))


def text_of(draft: Draft, since: date | None = None) -> str:
    """The text that the draft would put in force. With `since`, as if what it changes had held from that day on: of several
    values of a number the first."""
    own = own_pack(draft)
    if since is not None:
        own = replace(own, numbers=_held_since(own.numbers, since))
    above = draft_in_force(draft.county_id, draft.county_id) if draft.scope_path != draft.county_id else None
    return own_text(draft.base, [own_pack(above), own] if above else [own])


def digest_of(draft: Draft) -> str:
    """Of the text that the draft would put in force: what somebody asks for, and what a trial was of."""
    return _digest(text_of(draft))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _held_since(numbers: Sequence[Number], since: date) -> list[Number]:
    first: dict[str, date] = {}
    for one in numbers:
        first[one.name] = min(one.from_on, first.get(one.name, one.from_on))
    return [replace(one, from_on=min(one.from_on, since)) if one.from_on == first[one.name] else one for one in numbers]


def own_pack(draft: Draft) -> OwnPack:
    """The draft's rows as the pack that they are."""
    (place,) = row(_PLACE, {"path": draft.scope_path}) or (None,)
    return OwnPack(
        name=draft.scope_path,
        title=place or draft.scope_path,
        numbers=[number_in(one) for one in draft.numbers],
        clauses={name: OwnClause(**one) for name, one in draft.clauses.items()},
        examples=[example_in(one) for one in draft.examples],
    )


def number_in(kept: dict[str, Any]) -> Number:
    return Number(
        kept["section"], tuple(kept["path"]), date.fromisoformat(kept["from_on"]), kept["value"], kept["clause"]
    )


def example_in(kept: dict[str, Any]) -> Example:
    return Example(kept["title"], tuple(kept["given"]), tuple(kept["then"]), date.fromisoformat(kept["until"]))
