"""From a row to facts: what the sheet says happened, in the words of the rulebook.

The state in the sheet is not taken over: it is compared with what follows from the dates, and a row whose
dates do not give its state is refused with what they do give.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from guitu.casework.gates import POLICE_PAPER
from guitu.casework.rosters.fields import BY_NAME
from guitu.casework.rosters.help_facts import tell_help
from guitu.casework.rosters.measure_facts import CUSTODY, OFF_THE_BOOK, tell_measures
from guitu.casework.rosters.row_gates import pass_gates
from guitu.casework.rosters.sheet import Answers
from guitu.casework.rosters.story import DateNeeded, Story
from guitu.kit.telling import joined, sentence
from guitu.policy import Timeline
from guitu.rules import custody, exits, person, standing
from guitu.rules.measure_states import FINISHED
from guitu.rules.terms import STANDING_ORDER, MeasureCourse, Span
from guitu.rules.verdict import Reason

LEVELS = {"extreme": "high", "high": "high", "medium": "middle", "low": "low"}
LEAVING = {"dead": "died", "struck_off": "struck_off", "moved_out": "moved_out", "abroad": "went_abroad"}


def story_of(
    values: Mapping[str, Any], *, on: date, known: datetime, timeline: Timeline, answers: Answers | None = None
) -> Story:
    """The facts and measures of one row on the day of its import; with errors where the dates do not give
    the state that the sheet claims, the day of a legal fact is missing or a screen would refuse one, and a warning for
    every day that is ours and not the sheet's."""
    story = Story(values, on, known, answers or {})
    try:
        _tell(story, timeline)
        pass_gates(story, timeline)
        _check(story, timeline)
    except DateNeeded as needed:
        story.errors.append(needed.reason)
    return story


def _tell(story: Story, timeline: Timeline) -> None:
    values, on = story.values, story.on
    state = values.get("state")
    left_on = _left(story, state) if state in OFF_THE_BOOK else None
    # The book begins with the import: what fell due before is not ours to make up for. Who has left it must
    # have been on it before.
    registered_on = min(left_on or on, on)
    story.add("registered", registered_on, source="roster", first_found_on=story.day("first_caught_on"))
    tell_measures(story, timeline)
    if state in CUSTODY:
        _custody(story, state)
    if level := LEVELS.get(values.get("risk_level") or ""):
        story.add("level_confirmed", on, level=level)
    if state == "abstinent":
        _abstinent(story, timeline)
    tell_help(story)
    if not values.keys() & {"state", "state_aside", "measure_kind", "state_text"}:
        story.warnings.append(Reason("in_society_by_default", {"fields": ("state",), "heading": "管控现状"}))


def _left(story: Story, state: str) -> date:
    day = since(story, state)
    story.add(LEAVING[state], day)
    return day


def since(story: Story, state: str) -> date:
    """From when somebody has been in this state; asked where the sheet does not say."""
    if day := story.day_in_state():
        return day
    raise story.need("state_date_needed", "state_on", state=f"standing.{state}" if state in STANDING_ORDER else state)


def _custody(story: Story, state: str) -> None:
    """Since when: as the state says, or as the period says where there is no measure that it belongs to."""
    own = "measure_kind" not in story.values
    day = story.day_in_state() or (story.day("starts_on") if own else None) or since(story, state)
    ends_on = story.values.get("ends_on") if own else None
    what = "arrested" if "逮捕" in (story.values.get("state_text") or "") else state
    story.add("taken_into_custody", day, custody=what, planned_until=ends_on if ends_on and ends_on > day else None)


def _abstinent(story: Story, timeline: Timeline) -> None:
    """三年未复吸 has its day of confirmation, which rosters do not give: the day the three years were full.
    Where the dates show that they are not, nothing is added, and the check says so."""
    if day := story.day_in_state():
        _confirmed(story, day)
        return
    stand = person.effective(story.facts)
    held, _, courses = person.measures_of(stand, timeline)
    clean = exits.clean_years(stand, courses, held, timeline)
    nothing_known = clean.from_on == story.on or clean.from_on is None
    if nothing_known:
        _confirmed(story, story.assume("三年未复吸确认日期", story.on, "导入当天", "state"))
    elif clean.due_on is not None and clean.due_on <= story.on:
        _confirmed(story, story.assume("三年未复吸确认日期", clean.due_on, "三年届满日", "state"))


def _confirmed(story: Story, day: date) -> None:
    """Confirmed with the number of the police's paper only; without it the roster's word is kept as that, and waits
    for the paper. Clause: detox_regulation.7."""
    number = str(story.values.get("abstinence_number") or "").strip()
    if number:
        story.add("abstinence_confirmed", day, note=f"{POLICE_PAPER}：{number}")
        return
    story.add("abstinence_confirmed", day, unnumbered=True)
    values = {"fields": ("abstinence_number",), "heading": BY_NAME["abstinence_number"].heading}
    story.warnings.append(Reason("abstinence_without_number", values))


def _check(story: Story, timeline: Timeline) -> None:
    """Does what follows from these facts today equal the state in the sheet."""
    claimed, aside = story.values.get("state"), story.values.get("state_aside")
    kind = story.values.get("measure_kind")
    if claimed is None and aside not in FINISHED:
        return
    if _is_plain(story, claimed):
        return
    stand = person.effective(story.facts)
    held, _, courses = person.measures_of(stand, timeline)
    spans = standing.spans(stand, courses, held, timeline)
    now = next(span for span in reversed(spans) if span.from_on <= story.on)
    if claimed is None:
        supported = now.state != kind
    else:
        methadone = claimed == "in_society" and bool(story.values.get("is_on_methadone"))
        supported = now.state == ("maintenance" if methadone else claimed)
    if not supported:
        story.errors.append(_unsupported(story, claimed, now, courses, timeline))


def _is_plain(story: Story, claimed: str | None) -> bool:
    """Most of a book: nothing but its first day, or three clean years confirmed, over which only leaving the
    book stands. There is nothing to fold."""
    if claimed == "in_society":
        return not story.measures
    return claimed == "abstinent" and any(fact.kind == "abstinence_confirmed" for fact in story.facts)


def _unsupported(
    story: Story, claimed: str | None, now: Span, courses: list[MeasureCourse], timeline: Timeline
) -> Reason:
    said = [sentence(reason) for course in courses for reason in course.reasons[:1]]
    if claimed == "abstinent":
        held = custody.spans(story.facts)
        clean = exits.clean_years(person.effective(story.facts), courses, held, timeline)
        said += [sentence(reason) for reason in clean.reasons]
    values = {
        "fields": ("state",),
        "heading": "管控现状",
        "state": (f"standing.{claimed}" if claimed in STANDING_ORDER else "") or story.values.get("state_text", ""),
        "folded": f"standing.{now.state}",
        "why": joined(said) or sentence(now.reasons[0]),
    }
    return Reason("state_not_supported_by_dates", values)
