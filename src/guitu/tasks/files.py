"""The file that came with an answer: kept sealed as it was made anew, taken away by who sees the task."""

from __future__ import annotations

from uuid import UUID, uuid4

from guitu.kit.crypto import open_bytes, seal_bytes
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.papers.files.commands import Sent
from guitu.tasks.reading import Task

DATA = "tasks_file|data"


def keep_file(act: Act, task: Task, step: UUID, file: Sent) -> None:
    """One file of one step, with its line: the digest of what was sent, not of what is kept."""
    new, made = uuid4(), file.made
    run(
        "INSERT INTO tasks_file (id, county_id, scope_path, matter_id, step_id, at, media_type, pages, data)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [new, task.county_id, task.scope_path, task.id, step, act.at, made.media_type, made.pages,
         seal_bytes(DATA, new, made.data)],
    )
    detail = {"media": made.media_type, "pages": made.pages, "digest": file.digest}
    changed(act, [Change("task_file", new, task.scope_path, task.id, detail, "offices")])


def file_of(task_id: UUID, file_id: UUID) -> tuple[str, bytes]:
    """What kind it is and its bytes; NotVisible where the task is not."""
    found = row("SELECT media_type, data FROM tasks_file WHERE id = %s AND matter_id = %s", [file_id, task_id])
    if found is None:
        raise NotVisible
    return found[0], open_bytes(DATA, file_id, found[1])
