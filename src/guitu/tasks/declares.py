"""Tasks declare themselves here: a kind of matter of its own, three kinds of duty of every post and their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import (
    Declaration,
    DutyKind,
    ListColumn,
    ListPage,
    MatterKind,
    MenuEntry,
    NoticeKind,
    Page,
    SealedAs,
)
from guitu.rules.words import CODES

_PAGE = Page("task", ("task_id",))


def _duty(code: str, needs: str, action: str) -> DutyKind:
    return DutyKind(code, CODES["duty_kind"][code], "tasks", needs, _PAGE, action)


TASKS = ListPage(
    name="tasks",
    columns=(
        ListColumn("label", _("编号"), "label", essential=True),
        ListColumn("text", _("办什么"), essential=True),
        ListColumn("given_by", _("交办单位"), "given_by"),
        ListColumn("owner", _("交给"), "owner", essential=True),
        ListColumn("due", _("期限"), "due_on", essential=True),
        ListColumn("state", _("进展"), "state_word", essential=True),
    ),
    order="due_on",
    filters=("box", "over"),
)
DECLARATION = Declaration(
    package="tasks",
    sealed_as=tuple(SealedAs(name, name) for name in ("tasks_task.text", "tasks_step.words", "tasks_step.signed")),
    follows="SELECT tasks_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    moved={
        "tasks": "SELECT count(*) FROM tasks_task t JOIN matters_matter m ON m.id = t.id"
                             " WHERE m.closed_at IS NULL AND (t.scope_path = ANY(%(paths)s) OR t.given_path = ANY(%(paths)s))"
    },
    lists=(TASKS,),
    hanging_posts={"posts.has_tasks": "SELECT n FROM matters_at_post(%(post)s, 'task')"},
    matters=(MatterKind("task", _("交办"), "offices", _PAGE, "see_tasks"),),
    duties=(
        _duty("task_take", "BASIC", "take_task"),
        _duty("task_answer", "BASIC", "answer_task"),
        _duty("task_check", "TASKS", "check_task"),
        _duty("task_decide", "TASKS", "reopen_task"),
    ),
    duty_groups={"tasks": _("交办")},
    actions={
        "tasks": frozenset({"see_tasks", "take_task", "answer_task", "return_task"}),
        "tasks_given": frozenset({"see_tasks", "give_task", "check_task", "reopen_task", "withdraw_task", "make_task_link"}),
        "tasks_by_link": frozenset({"answer_by_link"}),
    },
    folds=("guitu.tasks.fold.TASK",),
    linked=("guitu.tasks.by_link.DOOR",),
    notices=tuple(
        NoticeKind(f"task_{step}", _PAGE, "see_tasks")
        for step in ("given", "answered", "returned", "checked", "reopened", "withdrawn")
    ),
    menu=(MenuEntry("tasks", _("交办"), "clipboard-check", "tasks", "see_tasks", "desk", 40),),
)
