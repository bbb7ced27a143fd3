"""Tasks as the interface gives them: where each stands, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.tasks.queries import BOXES
from guitu.tasks.reading import TEXT, WORDS, Task, task_of, tasks_where

PAGE = 50
Row = dict[str, Any]
End = tuple[str, str]


def tasks_given(actor: Actor, box: str, *, is_over: bool, after: End | None) -> tuple[list[Row], End | None]:
    """A page of one list, and where the next one begins."""
    over = "IS NOT NULL" if is_over else "IS NULL"
    ends = ""
    params: list[Any] = [actor.post_id]
    if after:
        ends, params = " AND (m.opened_at, t.id) < (%s::timestamptz, %s::uuid)", [actor.post_id, *after]
    where = f"{BOXES[box]} AND m.closed_at {over}{ends} ORDER BY m.opened_at DESC, t.id DESC LIMIT {PAGE + 1}"
    found = tasks_where(where, params)
    listed = found[:PAGE]
    more = (_opened(listed[-1]), str(listed[-1].id)) if len(found) > PAGE else None
    return [_task(one) for one in listed], more


def task_given(task_id: UUID) -> Row:
    """One task with its steps."""
    found = task_of(task_id)
    steps = [
        {"kind": done.step.kind, "on": done.step.on, "due_on": done.step.due_on, "by_post": done.post_id,
         "words": shown(WORDS, done.id, done.words) if done.words else ""}
        for done in found.done
    ]
    return {**_task(found), "steps": steps}


def _opened(task: Task) -> str:
    at: datetime = task.done[0].at
    return at.isoformat()


def _task(task: Task) -> Row:
    course = task.course
    return {
        "id": task.id, "number": task.label, "text": shown(TEXT, task.id, task.text), "source": task.source, "state": course.state,
        "path": task.scope_path, "given_by": task.given_post, "owner": task.owner_post, "due_on": course.due_on,
        "closed_at": task.closed_at,
    }
