"""A task is read here: its row, its steps, and where it stands by the rules of the place that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import timeline_of
from guitu.matters.labels import label_in
from guitu.policy import Timeline
from guitu.rules.tasks import Step, TaskCourse, fold

TEXT, WORDS, SIGNED = "tasks_task.text", "tasks_step.words", "tasks_step.signed"
_TASK = (
    "SELECT t.id, t.county_id, t.scope_path, t.given_path, t.given_post, t.owner_post, t.source, t.text, m.label,"
    " m.closed_at FROM tasks_task t JOIN matters_matter m ON m.id = t.id"
)
_STEPS = (
    "SELECT matter_id, no, kind, happened_on, recorded_at, post_id, natural_person_id, due_on, words, id, link_id, signed FROM tasks_step"
    " WHERE matter_id = ANY(%s) ORDER BY matter_id, no"
)


@dataclass(frozen=True, slots=True)
class Done:
    """A step as it is stored: what the rules ask of it, and what a page shows."""

    id: UUID
    step: Step
    at: datetime
    post_id: UUID
    words: bytes | None
    link_id: UUID | None = None  # through a link, without an account
    signed: bytes | None = None  # the name that was given there


@dataclass(frozen=True)
class Task:
    """One task with its steps, in their order."""

    id: UUID
    county_id: str
    scope_path: str
    given_path: str
    given_post: UUID
    owner_post: UUID
    source: str
    text: bytes
    label: str
    closed_at: datetime | None
    done: Sequence[Done]
    timeline: Timeline

    @cached_property
    def course(self) -> TaskCourse:
        return fold([one.step for one in self.done], self.timeline)

    def is_owner(self, actor: Actor) -> bool:
        return self.owner_post == actor.post_id

    def is_office(self, actor: Actor) -> bool:
        """Whoever stands over the place it was given from, with the right to check, but never the post it is given to."""
        return "check_task" in actor.may and self.given_path.startswith(actor.path) and not self.is_owner(actor)


def by_whom(actor: Actor) -> str:
    """The natural person who acts, as steps name one."""
    return str(actor.natural_person_id or "")


def task_of(task_id: UUID, *, locked: bool = False) -> Task:
    """One task; whatever row security hides is not there. `locked`: nobody else takes a step of it meanwhile."""
    found = dicts(f"{_TASK} WHERE t.id = %s" + (" FOR UPDATE OF m" if locked else ""), [task_id])
    if not found:
        raise NotVisible
    return with_steps(found)[0]


def with_steps(found: Sequence[dict[str, Any]]) -> list[Task]:
    """Rows of tasks with their steps: one statement for all of them, and the pack of each place once."""
    steps: dict[UUID, list[Done]] = {}
    for row in dicts(_STEPS, [[one["id"] for one in found]]):
        step = Step(row["no"], row["kind"], row["happened_on"], str(row["natural_person_id"]), row["due_on"])
        steps.setdefault(row["matter_id"], []).append(
            Done(row["id"], step, row["recorded_at"], row["post_id"], row["words"], row["link_id"], row["signed"])
        )
    timelines = {place: timeline_of(*place) for place in {(one["county_id"], one["given_path"]) for one in found}}
    return [
        Task(
            **one | {"label": label_in(one["id"], one["label"])}, done=steps[one["id"]],
            timeline=timelines[one["county_id"], one["given_path"]],
        )
        for one in found
    ]


def tasks_where(condition: str, params: Sequence[Any]) -> list[Task]:
    """Tasks by a condition of ours on `t` and `m`."""
    return with_steps(dicts(f"{_TASK} WHERE {condition}", params))
