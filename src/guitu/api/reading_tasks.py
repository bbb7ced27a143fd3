"""Doors that read tasks: the lists and the page of one, as posts see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Query
from pydantic import BaseModel, Field

from guitu.api import cursors
from guitu.api.endpoints import Call, endpoint
from guitu.api.reading import Asked, Cursor
from guitu.api.types import Id
from guitu.tasks.given import task_given, tasks_given


class TaskGiven(BaseModel):
    id: UUID
    number: str
    text: str
    source: str
    state: str
    path: str
    given_by: UUID
    owner: UUID
    due_on: date | None
    closed_at: datetime | None


class TaskStep(BaseModel):
    kind: str
    on: date
    due_on: date | None
    by_post: UUID
    words: str


class WholeTask(TaskGiven):
    steps: list[TaskStep]


class TasksPage(BaseModel):
    tasks: list[TaskGiven]
    next: str | None = None


class TasksAsked(Asked):
    box: Literal["area", "given", "mine"] = Field("area", description="all of the area, given by the key's post, given to it")
    over: bool = False
    cursor: Cursor = None


@endpoint("GET", "/tasks", "see_tasks", name="tasks", tag="tasks", response=TasksPage, summary=_("交办"), query=TasksAsked,
          description="Tasks, the newest first.")
def list_tasks(request: Call, query: Query[TasksAsked]) -> dict[str, Any]:
    filters = (query.box, query.over)
    end = cursors.given(request, "tasks", filters, query.cursor)
    found, last = tasks_given(request.actor, query.box, is_over=query.over, after=(end[0], end[1]) if end else None)
    return {"tasks": found, "next": cursors.made(request, "tasks", filters, list(last)) if last else None}


@endpoint("GET", "/tasks/{task_id}", "see_tasks", name="task", tag="tasks", response=WholeTask, summary=_("一件交办"),
          description="One task with its steps.")
def one_task(request: Call, task_id: Id) -> dict[str, Any]:
    return task_given(task_id)
