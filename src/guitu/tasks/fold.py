"""What follows from the steps of a task, by `rules/tasks.py`: duties of its matter, its state, and whether it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.ledger.packs import timeline_of
from guitu.policy import Timeline
from guitu.rules.tasks import Step, TaskCourse, TaskDuty, fold
from guitu.rules.terms import Consequence, Duty
from guitu.settling.composers import Composer, State
from guitu.settling.load import Loaded, matters
from guitu.settling.settle import settle


@dataclass(frozen=True, slots=True)
class Taken:
    """One step as it lies in the table: what the rules ask, its id, and when it was recorded."""

    step: Step
    id: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Given(Loaded):
    """One task: who gave it and to whom, by post and by the name of the body; and its steps, which are its facts."""

    given_path: str
    posts: tuple[str, str]  # gave it, does it
    bodies: tuple[str, str]
    steps: list[Taken]

    def policy(self) -> Timeline:
        """The numbers of the office that gave it, wherever the task lies."""
        return timeline_of(self.county_id, self.given_path)


@dataclass(frozen=True, slots=True)
class Following:
    """What the rules say of the task, with its duties as rows of the worklist."""

    task: TaskCourse
    duties: tuple[Duty, ...]
    closed_at: datetime | None
    consequences: tuple[Consequence, ...] = ()


class Tasks(Composer[Given, Following]):
    """A task (交办). Its numbers are those of the day of each step: another pack changes nothing of it."""

    kind, compartment = "task", "offices"
    keeps_summary = False
    beside = f"""{Composer.beside},
  (SELECT json_build_array(t.given_path, t.given_post, t.owner_post, coalesce(g.name, ''), coalesce(o.name, ''))
    FROM tasks_task t LEFT JOIN (grid_post gp JOIN grid_body g ON g.id = gp.body_id) ON gp.id = t.given_post
    LEFT JOIN (grid_post op JOIN grid_body o ON o.id = op.body_id) ON op.id = t.owner_post WHERE t.id = m.id)::text AS given,
  (SELECT json_agg(json_build_array(s.no, s.kind, s.happened_on, s.natural_person_id, s.due_on, s.id, s.recorded_at) ORDER BY s.no)
    FROM tasks_step s WHERE s.matter_id = m.id)::text AS steps"""  # noqa: S608  ours

    def read(self, found: dict[str, Any]) -> Given:
        path, gave, does, *bodies = orjson.loads(found["given"])
        steps = [_taken(*one) for one in orjson.loads(found["steps"] or "[]")]
        return Given(
            composer=self, id=found["id"], county_id=found["county_id"], scope_path=found["scope_path"], place=found["place"],
            post_id=UUID(does), facts=[], duties=found["duties"], current=found["current"],
            given_path=path, posts=(gave, does), bodies=(bodies[0], bodies[1]), steps=steps,
        )

    def fold(self, matter: Given, until: date, ahead: date | None = None) -> Following:
        timeline = matter.policy()
        course = fold([one.step for one in matter.steps], timeline)
        duties = tuple(_duty(matter, one, timeline) for one in course.duties)
        return Following(course, duties, matter.steps[-1].at if course.is_over else None)

    def state(self, course: Following) -> State:
        return State(course.task.state, course.task.since_on, closed_at=course.closed_at)


TASK = Tasks()


def settle_task(county_id: str, task_id: UUID, at: datetime) -> TaskCourse:
    """Write what follows from the steps of a task that its command holds locked; where it stands now."""
    held = matters(TASK, [task_id], lock=False)
    following: Following = settle(county_id, held, at)[0]
    return following.task


def _taken(no: int, kind: str, on: str, by: str, due_on: str | None, id: str, at: str) -> Taken:
    step = Step(no, kind, date.fromisoformat(on), by, date.fromisoformat(due_on) if due_on else None)
    return Taken(step, id, datetime.fromisoformat(at))


def _duty(matter: Given, duty: TaskDuty, timeline: Timeline) -> Duty:
    """Of whom it is, and the other side's name beside it."""
    mine, other = (1, 0) if duty.of_owner else (0, 1)
    answering = (one.id for one in matter.steps if one.step.no == duty.no + 1)
    return Duty(
        key=f"{duty.kind}:{duty.no}", kind=duty.kind, opens_on=duty.opens_on, planned_on=duty.planned_on, due_on=duty.due_on,
        state="done" if duty.done_on else "open", reasons=duty.reasons, done_by=next(answering, None) if duty.done_on else None,
        done_on=duty.done_on, policy=timeline.version(duty.opens_on), whose=(matter.posts[mine], matter.bodies[other]),
    )
