"""From a sheet to rows that wait: read, checked against each other, placed, and told in facts. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from guitu.casework.rosters.cells import ASKED
from guitu.casework.rosters.facts_of import story_of
from guitu.casework.rosters.headings import HEADINGS
from guitu.casework.rosters.placing import Places, places_of
from guitu.casework.rosters.plans import plan_of
from guitu.casework.rosters.sheet import Answers, RosterRow, refusals_of, roster_rows
from guitu.casework.rosters.store import SHEET
from guitu.importing.book import stage_book
from guitu.importing.headings import Headings, Plan
from guitu.importing.known import remembered
from guitu.importing.staged import Staged, StagedRow
from guitu.kit.actor import Actor
from guitu.kit.workbooks import Row, Sheet
from guitu.ledger.packs import timeline_of
from guitu.policy import Timeline


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rows are judged by: places, numbers in force, the day, whether invented numbers are taken."""

    places: Places
    timelines: Mapping[str, Timeline]
    on: date
    known: datetime
    demo: bool
    answers: Answers = field(default_factory=dict)  # what somebody said of words that nobody knows
    headings: Headings = HEADINGS  # with those that the office said the meaning of

    def timeline(self, path: str) -> Timeline:
        return self.timelines.get(path[:9]) or self.timelines[""]


def setting_of(
    actor: Actor, within: str, *, on: date, at: datetime, demo: bool, answers: Answers | None = None
) -> Setting:
    """Asked for once per batch, before the file is opened: a handful of queries."""
    places, known = places_of(actor, within, on), remembered(actor, SHEET)
    towns = [path for path in places.towns.full.values() if path.startswith(within[:9]) or len(within) < 9]
    timelines = {town: timeline_of(actor.county_id, town) for town in towns}
    timelines[""] = timeline_of(actor.county_id, within)
    given = {**known.answers, **(answers or {})}
    places.answers = given
    return Setting(places, timelines, on, at, demo, given, HEADINGS.with_known(known.headings))


def stage(sheets: Iterator[Sheet], setting: Setting) -> Staged:
    """A file just opened: the headings of its sheets, then every row after them."""
    return stage_book(sheets, setting.headings, refusals_of, lambda rows, plan: staged_rows(rows, plan, setting))


def staged_rows(rows: Iterable[Row], plan: Plan, setting: Setting) -> Iterator[StagedRow]:
    """Every line after the headings, those about nobody included: another mapping may find people in them."""
    held: list[Row] = []

    def remembered() -> Iterator[Row]:
        for row in rows:
            if plan.reads(row[0]):
                held.append(row)
            yield row

    for found in roster_rows(remembered(), plan, today=setting.on, demo=setting.demo, answers=setting.answers):
        while held and held[0][0] < found.line:
            line, cells = held.pop(0)
            yield StagedRow(line, cells, "skipped")
        _, cells = held.pop(0)
        yield _staged(found, cells, setting)
    for line, cells in held:
        yield StagedRow(line, cells, "skipped")


def _staged(row: RosterRow, cells: list[Any], setting: Setting) -> StagedRow:
    placed = setting.places.place(row.values)
    errors = row.errors + placed.errors
    warnings = row.warnings + placed.warnings
    if errors and all(reason.code in ASKED for reason in errors):
        return StagedRow(row.line, cells, "asked", errors, warnings)
    if errors or placed.path is None:
        return StagedRow(row.line, cells, "refused", errors, warnings)
    story = story_of(
        row.values, on=setting.on, known=setting.known, timeline=setting.timeline(placed.path), answers=setting.answers
    )
    warnings += tuple(story.warnings)
    if story.errors:
        is_asked = all(reason.code in ASKED for reason in story.errors)
        return StagedRow(row.line, cells, "asked" if is_asked else "refused", tuple(story.errors), warnings)
    return StagedRow(row.line, cells, "waiting", (), warnings, plan_of(row.values, placed, story))
