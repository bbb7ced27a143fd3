"""The queue of background work: what waits, runs, stands still or failed; and taking up again what a dead worker left.

A worker that lives says so every few seconds. A job that runs under a worker that has not been heard of for longer, or
under none, goes back to the queue: every job of ours is safe to run twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import transaction
from procrastinate import RetryStrategy

from guitu.kit.database import dicts, row, rows, run

HEARTBEAT = 5  # seconds
STALLED_AFTER = 30  # seconds without one
MOST_TRIES = 20  # a job that takes its worker down each time must not do so for ever
KEPT_DAYS = 7  # of what was done
RETRY = RetryStrategy(max_attempts=8, exponential_wait=2)  # four minutes: as long as a database may be away

_STALLED = (
    "FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id"
    " WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many jobs wait, run, stand still because their worker is gone, and have failed for good."""

    waiting: int
    running: int
    stalled: int
    failed: int

    @property
    def is_well(self) -> bool:
        return not self.stalled and not self.failed

    @property
    def line(self) -> str:
        return f"waiting {self.waiting}, running {self.running}, stalled {self.stalled}, failed {self.failed}"


COUNTED = (
    "SELECT count(*) FILTER (WHERE j.status = 'todo'), count(*) FILTER (WHERE j.status = 'doing'),"
    " count(*) FILTER (WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))),"
    " count(*) FILTER (WHERE j.status = 'failed')"
    " FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id WHERE j.status IN ('todo', 'doing', 'failed')"
)


def counts() -> Counts:
    found = row(COUNTED, [STALLED_AFTER]) or (0, 0, 0, 0)
    waiting, running, stalled, failed = found
    return Counts(waiting, running - stalled, stalled, failed)


def workers() -> int:
    """How many workers live."""
    found = row(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)", [STALLED_AFTER]
    )
    return int(found[0]) if found else 0


def last_begun(periodic: str) -> datetime | None:
    """The moment for which what runs by the clock was put into the queue last; None if it never was."""
    found = row(
        "SELECT to_timestamp(max(defer_timestamp)) AT TIME ZONE 'UTC' FROM procrastinate_periodic_defers WHERE task_name = %s", [periodic]
    )
    return found[0].replace(tzinfo=UTC) if found and found[0] else None


def take_up() -> int:
    """Put jobs of workers that are gone back into the queue. Gives how many; whoever else does so at once leaves them."""
    with transaction.atomic():
        stalled = rows(f"SELECT j.id, j.queueing_lock, j.attempts {_STALLED} FOR UPDATE OF j SKIP LOCKED", [STALLED_AFTER])
        for job, lock, attempts in stalled:
            if attempts >= MOST_TRIES:
                run("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job])
            elif lock and row("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'", [lock]):
                run("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", [job])  # the same waits already
            else:
                _retry(job)
        run("DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => %s)", [STALLED_AFTER])
    return len(stalled)


def again(job: int) -> bool:
    """Run a job that has failed once more; False where it is not one of those."""
    with transaction.atomic():
        if row("SELECT 1 FROM procrastinate_jobs WHERE id = %s AND status = 'failed' FOR UPDATE", [job]) is None:
            return False
        _retry(job)
    return True


def _retry(job: int) -> None:
    run("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job])


@dataclass(frozen=True, slots=True)
class Job:
    """One job as the administrator sees it: whose data it touches is not said."""

    id: int
    task: str
    is_failed: bool  # else it stands still
    attempts: int
    at: datetime | None


def troubled(most: int = 50) -> list[Job]:
    """The jobs that failed or stand still, the latest first."""
    found = dicts(
        "SELECT j.id, j.task_name AS task, j.status = 'failed' AS is_failed, j.attempts,"
        " (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id) AS at FROM procrastinate_jobs j"
        " LEFT JOIN procrastinate_workers w ON w.id = j.worker_id WHERE j.status = 'failed' OR (j.status = 'doing'"
        "  AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))) ORDER BY j.id DESC LIMIT %s",
        [STALLED_AFTER, most],
    )
    return [Job(**one) for one in found]


def told(task: str, status: str, **args: Any) -> list[dict[str, Any]]:
    """The arguments of jobs of a kind in a state, those with these arguments."""
    found = rows(
        "SELECT args::text FROM procrastinate_jobs WHERE task_name = %s AND status::text = %s AND args @> %s::jsonb",
        [task, status, orjson.dumps(args).decode()],
    )
    return [orjson.loads(text) for (text,) in found]


def forget_waiting(task: str, **args: Any) -> int:
    """Jobs of a kind with these arguments that have not begun are asked for no longer."""
    return run(
        "DELETE FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo' AND args @> %s::jsonb",
        [task, orjson.dumps(args).decode()],
    )


def forget_done() -> int:
    """Jobs that were done some days ago are kept no longer; failed ones are."""
    return run(
        "DELETE FROM procrastinate_jobs j WHERE j.status IN ('succeeded', 'cancelled', 'aborted') AND NOT EXISTS"
        " (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > now() - make_interval(days => %s))",
        [KEPT_DAYS],
    )
