"""A row's facts pass the gates that a screen and a correction pass, and what those ask is asked once for the file.

Nothing a screen would refuse goes in by Excel. Not in question is that a decision has no number: rosters seldom give it,
and the law asks for it of a finding, not of the entry of a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from guitu.casework.fold import PERSON
from guitu.casework.gates import refuse_unlawful_row
from guitu.casework.load import Case
from guitu.casework.record import refuse_misfit
from guitu.casework.rosters.cells import LEFT_OUT
from guitu.casework.rosters.checks import COMMUNITY
from guitu.casework.rosters.fields import BY_NAME
from guitu.casework.rosters.story import BEFORE_FIRST, GUARDIAN, Story
from guitu.kit.errors import Refused
from guitu.policy import Timeline
from guitu.rules import lifetimes
from guitu.rules.dates import age_on, period_end
from guitu.rules.facts import Fact
from guitu.rules.person import effective
from guitu.rules.verdict import Reason

_OF_HELP = ("job_started", "work_excluded", "aid_received", "insurance_started")
_NO_PAPERS = ("registered", "level_confirmed", *_OF_HELP)
_ORDER = ("measure_decided", "decision_served", "reported_in", "agreement_signed")
_SHORTEST = 12  # months: the term of no measure has run out by then
_NOBODY = UUID(int=0)  # whose file is not opened yet
# the column in which each fact's day stands
COLUMNS: Mapping[str, str] = {
    "registered": "first_caught_on", "measure_decided": "decided_on", "decision_served": "received_on",
    "reported_in": "reported_on", "agreement_signed": "agreement_signed_on", "measure_extended": "ends_on",
    "measure_ended": "ends_on", "taken_into_custody": "state_on", "abstinence_confirmed": "state_on",
    "died": "state_on", "struck_off": "state_on", "moved_out": "state_on", "went_abroad": "state_on",
    "level_confirmed": "risk_level",
    "job_started": "employment", "work_excluded": "employment", "aid_received": "has_allowance", "insurance_started": "is_insured",
}


def pass_gates(story: Story, timeline: Timeline) -> None:
    """Every fact of the row as a screen would meet it, in their order; errors name the column."""
    held = file_of(story, timeline)
    held.facts = effective(story.facts)
    if (asked := _early(story, held.facts)) is not None:
        story.errors.append(asked)
    is_plain = follows_the_law(held)
    for fact in held.facts:
        try:
            refuse_misfit(story.on, held, fact)
            if not is_plain:
                refuse_unlawful_row(held, fact, story.notes)
        except Refused as refusal:
            story.errors += [_about(fact, reason) for reason in refusal.reasons]


def follows_the_law(held: Case) -> bool:
    """Whether the papers are those of one 社戒 or 社康 of an adult in the order of the law, as most rows have them. No
    gate refuses these, so that ten thousand rows need not be folded paper by paper. Clauses: detox_regulation.13–16."""
    papers = [fact for fact in held.facts if fact.kind not in _NO_PAPERS]
    begun: Any = papers[0] if papers else None
    if begun is None or begun.kind != "measure_decided" or begun.measure_kind not in COMMUNITY:
        return begun is None
    order = [_ORDER.index(fact.kind) if fact.kind in _ORDER else -1 for fact in papers]
    last = papers[-1].on
    is_adult = held.born_on is None or age_on(held.born_on, last) >= 18
    reported = next((fact.on for fact in papers if fact.kind == "reported_in"), last)
    is_in_time = last < period_end(reported, _SHORTEST)
    return is_adult and is_in_time and order == sorted(set(order)) and order[0] == 0


def file_of(story: Story, timeline: Timeline) -> Case:
    """The file as it would be opened, in memory alone."""
    return Case(
        composer=PERSON, id=_NOBODY, county_id="", standing_no=_NOBODY, scope_path="", home_path=None, masked="",
        sex=story.values.get("sex") or "", born_on=story.values.get("born_on"), version=0, place="", post_id=None,
        facts=[], first_path="", timeline=timeline,
    )


def _early(story: Story, facts: list[Fact]) -> Reason | None:
    """Whether a day is right that lies before the day found, as a form asks: once for the file."""
    book = [fact for fact in facts if fact.kind == "registered"]
    found = next((reason for fact in facts if (reason := lifetimes.asks(fact, book)) is not None), None)
    meant = story.answers.get(BEFORE_FIRST)
    if found is None or meant not in (None, LEFT_OUT):
        return None
    return question(BEFORE_FIRST, found, meant)


def question(about: tuple[str, str], reason: Reason, meant: str | None) -> Reason:
    """What is asked about a field under a word of ours; of rows that somebody leaves out, that they are."""
    field, word = about
    values = {**reason.values, "fields": (field,), "heading": BY_NAME[field].heading, "text": word, "word": word}
    return Reason("row_left_out" if meant == LEFT_OUT else reason.code, values, reason.clause)


def _about(fact: Fact, reason: Reason) -> Reason:
    """The gate's reason at the row's column."""
    field = COLUMNS[fact.kind]
    if reason.code == "steps.guardian":
        return question(GUARDIAN, reason, None)
    return Reason(reason.code, {**reason.values, "fields": (field,), "heading": BY_NAME[field].heading}, reason.clause)
