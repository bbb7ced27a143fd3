"""People's histories folded with the numbers in force and with others, for a trial. It writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.casework.load import Case, cases
from guitu.casework.side_card import SIDE_CARD
from guitu.kit.errors import Refused
from guitu.policy import Timeline
from guitu.rulepacks.trials.trying import Asked, Side, Tried
from guitu.rules import trials
from guitu.rules.person import effective, fold
from guitu.rules.terms import Course
from guitu.rules.trials import Difference


def tried(asked: Asked, people: Sequence[UUID]) -> list[Tried]:
    """Each of these people by both packs; who cannot be read is left out."""
    try:
        found = cases(people, lock=False)
    except Refused:  # a fact that cannot be read: of one person, who keeps no other out
        return [] if len(people) == 1 else [one for person in people for one in tried(asked, [person])]
    return [_tried(case, asked) for case in found]


def _tried(case: Case, asked: Asked) -> Tried:
    now = case.policy()
    then = asked.numbers if asked.reaches(case.scope_path) else now
    before, after = (_course(case, numbers, asked) for numbers in (now, then))
    sides = [_side(course, numbers, asked) for course, numbers in ((before, now), (after, then))]
    found = [
        *trials.differences(before, after, asked.on),
        *trials.asked_ahead(sides[0].months, sides[1].months, asked.within),
        *_level(case, before, (now, then), asked.within.last),
    ]
    return Tried(case.id, case.scope_path, case.post_id, sides[0], sides[1], found, trials.law(before, after))


def _course(case: Case, numbers: Timeline, asked: Asked) -> Course:
    return fold(case.facts, numbers, case.known_of(), until=asked.within.last)


def _side(course: Course, numbers: Timeline, asked: Asked) -> Side:
    """In care as of the day; how many are counted on for one worker, by the numbers at the end of the time tried."""
    limit: int = numbers.on(asked.within.last).caseloads.people_per_worker
    return Side(trials.state_on(course, asked.on) in SIDE_CARD.care, limit, trials.work(course, numbers, asked.within))


def _level(case: Case, course: Course, numbers: tuple[Timeline, Timeline], on: date) -> list[Difference]:
    old, new = (one.on(on).levels for one in numbers)
    if old == new:
        return []
    assessed = trials.last_assessment(effective(case.facts))
    return [] if assessed is None else trials.level_proposed(assessed, course.levels, old, new)
