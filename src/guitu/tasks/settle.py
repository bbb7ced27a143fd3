"""What is due of a task is written here: duties of its matter, and whether the matter is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.kit.database import dicts, insert_many, run
from guitu.rules.tasks import TaskDuty
from guitu.tasks.reading import Task, task_of, tasks_where

_DUTY = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"),
    ("key", "text"), ("kind", "text"), ("state", "text"), ("opens_on", "date"), ("planned_on", "date"), ("due_on", "date"),
    ("done_by", "uuid"), ("done_on", "date"), ("post_id", "uuid"), ("place", "text"),
    ("reasons", "jsonb"), ("policy", "text"),
)  # fmt: skip
_CHANGES = ", ".join(f"{name} = excluded.{name}" for name, _type in _DUTY if name not in ("id", "county_id", "matter_id", "key"))
_SHOWN = ", ".join(name for name, _type in _DUTY if name not in ("id", "reasons"))
_BODIES = "SELECT p.id, b.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id WHERE p.id = ANY(%s)"


def settle(task_id: UUID) -> Task:
    """Write what follows from the steps of one task; the task as it is now."""
    task = task_of(task_id)
    due = _rows(task)
    run("DELETE FROM duties_duty WHERE matter_id = %s AND NOT key = ANY(%s)", [task.id, [row[5] for row in due]])
    insert_many("duties_duty", _DUTY, due, f"ON CONFLICT (county_id, matter_id, key) DO UPDATE SET {_CHANGES}")
    closed = task.done[-1].at if task.course.is_over else None
    if closed != task.closed_at:
        run("UPDATE matters_matter SET closed_at = %s WHERE id = %s", [closed, task.id])
    return task


def differing(county_id: str) -> list[UUID]:
    """The tasks of a county of which something else is stored than follows."""
    return [task.id for task in tasks_where("t.county_id = %s", [county_id]) if differs(task)]


def differs(task: Task) -> bool:
    """Whether what is stored of a task is not what follows from its steps."""
    sql = f"SELECT {_SHOWN}, reasons::text AS reasons FROM duties_duty WHERE matter_id = %s ORDER BY key"  # noqa: S608  ours
    stored = [tuple(row.values()) for row in dicts(sql, [task.id])]
    follows = sorted(((*row[1:-2], row[-1], row[-2]) for row in _rows(task)), key=lambda row: row[4])
    closed = task.done[-1].at if task.course.is_over else None
    return [_same(row) for row in stored] != [_same(row) for row in follows] or closed != task.closed_at


def _same(row: Sequence[Any]) -> tuple[Any, ...]:
    return (*row[:-1], orjson.dumps(orjson.loads(row[-1]), option=orjson.OPT_SORT_KEYS))


def _rows(task: Task) -> list[tuple[Any, ...]]:
    """Each duty as its row: of whom it is, and the other side's name beside it."""
    bodies = {row["id"]: row["name"] for row in dicts(_BODIES, [[task.given_post, task.owner_post]])}
    return [_row(task, duty, bodies) for duty in task.course.duties]


def _row(task: Task, duty: TaskDuty, bodies: dict[UUID, str]) -> tuple[Any, ...]:
    mine, other = (task.owner_post, task.given_post) if duty.of_owner else (task.given_post, task.owner_post)
    step = next((done.id for done in task.done if done.step.no == duty.no + 1), None) if duty.done_on else None
    return (
        uuid4(), task.county_id, task.scope_path, "offices", task.id, f"{duty.kind}:{duty.no}", duty.kind,
        "done" if duty.done_on else "open", duty.opens_on, duty.planned_on, duty.due_on, step, duty.done_on, mine,
        bodies.get(other, ""), _said(duty), task.timeline.version(duty.opens_on),
    )  # fmt: skip


def _said(duty: TaskDuty) -> str:
    return orjson.dumps([[one.code, dict(one.values), one.clause] for one in duty.reasons], default=_day).decode()


def _day(value: Any) -> str:
    assert isinstance(value, date)
    return value.isoformat()
