"""案例 of an area: what was looked through by another person and is agreed to on the day; nothing of whom it is about."""

from __future__ import annotations

from datetime import date

from guitu.casework.load import cases, live
from guitu.kit.database import rows
from guitu.rules import consents
from guitu.rules.facts.teamwork import StoryChecked, StoryWritten
from guitu.settling.record import notes_of

MOST = 50


def shown(lo: str, hi: str, on: date) -> list[tuple[date, str]]:
    """The day on which each was written, and its text; the latest first. Consent is asked for each time."""
    found = rows(
        "SELECT matter_id FROM ledger_fact WHERE kind = 'story_written' AND scope_path >= %s AND scope_path < %s"
        " GROUP BY matter_id ORDER BY max(recorded_at) DESC LIMIT %s",
        [lo, hi, MOST],
    )
    held = cases([matter for (matter,) in found], lock=False) if found else []
    fit: list[StoryWritten] = []
    for one in held:
        stand = live(one.facts)
        checked = {fact.story for fact in stand if isinstance(fact, StoryChecked)}
        if consents.may_rely(stand, "story", on):
            fit += [fact for fact in stand if isinstance(fact, StoryWritten) and fact.id in checked]
    notes = notes_of(fit)
    return [(fact.on, notes.get(fact.id, "")) for fact in sorted(fit, key=lambda fact: (fact.on, fact.id), reverse=True)]
