"""案例 of an area: what was looked through by another person and is agreed to on the day; nothing of whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guitu.casework.load import cases, live
from guitu.grid.held import held as is_held
from guitu.grid.naming import place_sql
from guitu.kit.database import dicts, rows
from guitu.rules import consents
from guitu.rules.facts.teamwork import StoryChecked, StoryWritten
from guitu.settling.record import notes_of

MOST = 50
# A studio of one village would tell of which village somebody is; so one of a town or more.
_STUDIOS = f"""
SELECT b.id, b.name, b.from_on, {place_sql("b.path")} AS place,
  ARRAY(SELECT h.name FROM grid_post p JOIN grid_holding h ON h.post_id = p.id AND {is_held("h")}
        WHERE p.body_id = b.id AND (p.closed_on IS NULL OR p.closed_on > %(today)s) ORDER BY p.title, p.id) AS workers
FROM grid_body b WHERE b.kind = 'named_studio' AND b.path >= %(lo)s AND b.path < %(hi)s AND length(b.path) <= 9
  AND (b.until_on IS NULL OR b.until_on > %(today)s) ORDER BY b.path, b.name, b.id
"""  # noqa: S608  ours


@dataclass(frozen=True, slots=True)
class Studio:
    """A studio that bears somebody's name: where it is, since when, and who works there now."""

    id: UUID
    name: str
    from_on: date | None
    place: str
    workers: list[str]


def studios(lo: str, hi: str, on: date) -> list[Studio]:
    """Those of an area; what a post of theirs wrote is what they keep."""
    return [Studio(**one) for one in dicts(_STUDIOS, {"lo": lo, "hi": hi, "today": on})]


def shown(lo: str, hi: str, on: date, studio: Studio | None = None) -> list[tuple[date, str]]:
    """The day on which each was written, and its text; the latest first. Consent is asked for each time."""
    kept = " AND post_id IN (SELECT id FROM grid_post WHERE body_id = %(studio)s)" if studio else ""
    found = rows(
        "SELECT matter_id, array_agg(id::text) FROM ledger_fact WHERE kind = 'story_written' AND scope_path >= %(lo)s AND scope_path < %(hi)s"  # noqa: S608  ours
        f"{kept} GROUP BY matter_id ORDER BY max(recorded_at) DESC LIMIT %(most)s",
        {"lo": lo, "hi": hi, "most": MOST, "studio": studio.id if studio else None},
    )
    written = {fact for _matter, facts in found for fact in facts}
    held = cases([matter for matter, _facts in found], lock=False) if found else []
    fit: list[StoryWritten] = []
    for one in held:
        stand = live(one.facts)
        checked = {fact.story for fact in stand if isinstance(fact, StoryChecked)}
        if consents.may_rely(stand, "story", on):
            fit += [fact for fact in stand if isinstance(fact, StoryWritten) and fact.id in checked & written]
    notes = notes_of(fit)
    return [(fact.on, notes.get(fact.id, "")) for fact in sorted(fit, key=lambda fact: (fact.on, fact.id), reverse=True)]
