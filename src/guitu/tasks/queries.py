"""The list of tasks, to whom one may be given, and what one page of a task shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.grid.held import held
from guitu.grid.post_names import posts_called
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import row, rows
from guitu.kit.telling import shown as spoken
from guitu.tasks.reading import SIGNED, TEXT, WORDS, Done, Task, tasks_where

MOST = 100  # of one list, the newest
Row = dict[str, Any]
_TONES = {"given": "apricot", "taken": "pine", "answered": "apricot", "returned": "red", "closed": "moss"}
# Which tasks a list holds: given to this post, given by it, or all that it sees. The condition is one of ours.
BOXES = {"mine": "t.owner_post = %s", "given": "t.given_post = %s", "area": "%s::uuid IS NOT NULL"}
_SHARE = "SELECT count(*), count(m.closed_at) FROM tasks_task t JOIN matters_matter m ON m.id = t.id WHERE {}"
# One level below one's own at most: a task goes down the house step by step.
_POSTS = (
    "SELECT p.id, b.name, p.role, p.title, h.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608  ours
    f" JOIN grid_holding h ON h.post_id = p.id AND {held('h')} WHERE p.county_id = %(county)s AND p.closed_on IS NULL"
    " AND p.path >= %(lo)s AND p.path < %(hi)s AND length(p.path) <= %(deepest)s AND p.id <> %(me)s"
    " AND p.role = ANY(%(roles)s) ORDER BY p.path, b.name, p.title, p.id"
)


def share(box: str, actor: Actor) -> tuple[int, int]:
    """How many tasks a list holds, and how many of them are over."""
    found = row(_SHARE.format(BOXES[box]), [actor.post_id])
    return (int(found[0]), int(found[1])) if found else (0, 0)


def listed(box: str, *, is_over: bool, actor: Actor, today: date) -> list[Row]:
    """One list, what is due first on top; what is over, the newest first."""
    over = "IS NOT NULL ORDER BY m.closed_at DESC" if is_over else "IS NULL ORDER BY m.opened_at DESC"
    found = tasks_where(f"{BOXES[box]} AND m.closed_at {over} LIMIT {MOST}", [actor.post_id])
    named = posts_called({post for one in found for post in (one.given_post, one.owner_post)}, today)
    lines = [_line(one, named, today) for one in found]
    return lines if is_over else sorted(lines, key=lambda line: (line["due_on"], line["label"]))


def _line(task: Task, named: dict[UUID, str], today: date) -> Row:
    course = task.course
    return {
        "id": task.id, "label": task.label, "text": shown(TEXT, task.id, task.text), "source_word": spoken(f"task_source.{task.source}"),
        "given_by": named.get(task.given_post, ""), "owner": named.get(task.owner_post, ""), "tone": _TONES.get(course.state, "plain"),
        "state_word": spoken(f"task.{course.state}"), "due_on": course.due_on, "is_late": not course.is_over and course.due_on < today,
    }


def page_of(task: Task, today: date) -> Row:
    """One task with its steps, newest first."""
    named = posts_called({task.given_post, task.owner_post, *(done.post_id for done in task.done)}, today)
    by_link = [done.id for done in task.done if done.link_id]
    files = dict(rows("SELECT step_id, id FROM tasks_file WHERE step_id = ANY(%s)", [by_link])) if by_link else {}
    steps = [
        {"word": spoken(f"task_step.{done.step.kind}"), "on": done.step.on, "who": _who(done, named), "due_on": done.step.due_on,
         "words": shown(WORDS, done.id, done.words) if done.words else "", "file": files.get(done.id)}
        for done in reversed(task.done)
    ]
    return {**_line(task, named, today), "steps": steps}


def _who(done: Done, named: dict[UUID, str]) -> str:
    who = named.get(done.post_id, "")
    return _("%(who)s · 经链接：%(signed)s") % {"who": who, "signed": shown(SIGNED, done.id, done.signed)} if done.link_id else who


def owners(actor: Actor, today: date) -> list[tuple[str, str]]:
    """The posts that a task can be given to: held, of one's own place or one level below; by body."""
    takes = [code for code, role in ROLES.items() if "take_task" in role.may]
    deepest = len(actor.path) + 3
    found: Sequence[tuple[Any, ...]] = rows(
        _POSTS,
        {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "deepest": deepest, "me": actor.post_id,
         "roles": takes, "today": today},
    )
    return [
        (str(post), " · ".join(part for part in (body, ROLES[role].called(title), holder) if part))
        for post, body, role, title, holder in found
    ]
