"""What whoever has a link to a task is shown, and how the answer goes in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.kit.actor import Actor
from guitu.kit.declarations import Page
from guitu.kit.errors import Refused
from guitu.links.doors import LinkDoor
from guitu.links.entering import Entered
from guitu.papers.files.commands import Sent
from guitu.papers.files.remaking import MOST_BYTES, remake
from guitu.rules.verdict import Reason
from guitu.tasks.commands import answer_by_link
from guitu.tasks.reading import task_of


def _show(actor: Actor, of: Entered, on: date) -> list[dict[str, str]]:
    """Under which number and until when: nothing of what else the task says, and no name of an office."""
    task = task_of(of.matter_id)
    return [
        {"label": _("编号"), "value": task.label},
        {"label": _("期限"), "value": task.course.due_on.isoformat()},
    ]


def _answer(
    actor: Actor, *, at: datetime, request_id: str, entered: Entered, secret: str, words: str, who: str, upload: bytes | None
) -> Any:
    if upload is not None and len(upload) > MOST_BYTES:
        raise Refused(Reason("file_too_big", {"limit": MOST_BYTES // 1024 // 1024}), field="file")
    file = Sent(upload, remake(upload)) if upload else None
    return answer_by_link(
        actor, at=at, request_id=request_id, door="link", task_id=entered.matter_id, maker=entered.made_post,
        secret=secret, words=words, who=who, file=file,
    )


DOOR = LinkDoor("task_answer", gettext_lazy("答复交办"), Page("task", ("task_id",)), _show, _answer)
