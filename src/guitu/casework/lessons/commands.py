"""网上学习: a lesson is answered; passed, it is an event that the sheet of points pays for, with its own proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from guitu.casework.load import case
from guitu.casework.record import write
from guitu.kit.clock import local_day
from guitu.kit.database import rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules import lessons
from guitu.settling.record import new


@command
def take_lesson(act: Act, *, person_id: UUID, lesson: str, answers: Sequence[bool | None]) -> Answer:
    """Mark the answers of somebody to a lesson; passed, its points are recorded. Refuses a lesson passed before, one answered
    today already, and sentences left out. Policy: lessons.right, lessons.tries_a_day."""
    held = case(act, person_id)
    policy: lessons.LessonsPolicy = held.policy().on(act.on).lessons
    if lesson not in policy.lessons:
        raise NotVisible
    tries = taken(person_id, lesson)
    today = sum(local_day(at) == act.on for at, _passed in tries)
    Refused.unless(lessons.may_take(any(passed for _at, passed in tries), today, policy))
    Refused.unless(lessons.may_mark(answers, policy.lessons[lesson]))
    right = lessons.right_of(answers, policy.lessons[lesson])
    passed, taking = right >= policy.right, uuid4()
    run(
        "INSERT INTO casework_lessontaking (id, county_id, matter_id, scope_path, lesson, taken_at, n_right, passed)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [taking, held.county_id, held.id, held.scope_path, lesson, act.at, right, passed],
    )
    act.policy = held.policy().version(act.on)
    changed(act, [Change("lesson", taking, held.scope_path, held.id, {"lesson": lesson, "passed": passed})])
    answer = {"lesson": lesson, "right": right, "of": len(answers), "passed": passed}
    if passed:
        fact = new("points_granted", act, act.on, item=lessons.ITEM, another_occasion=True)
        return {**write(act, held, [fact]), **answer}
    return answer


def taken(person_id: UUID, lesson: str) -> list[tuple[Any, bool]]:
    return [(at, passed) for at, passed in rows(
        "SELECT taken_at, passed FROM casework_lessontaking WHERE matter_id = %s AND lesson = %s", [person_id, lesson]
    )]
