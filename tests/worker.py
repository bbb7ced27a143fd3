"""The background worker, run until nothing is left in the queue."""

from __future__ import annotations

from collections import Counter
from threading import Thread
from typing import Any

from django.db import connections
from procrastinate.contrib.django import app


def run_jobs(*queues: str) -> None:
    """Run what waits, in all queues or in these, as `guitu worker` does, and look at nothing."""
    django: Any = app.connector  # Django's, which gives one for a worker
    with app.replace_connector(django.get_worker_connector()) as working:
        working.run_worker(
            queues=list(queues) or None, wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="never"
        )


def run_jobs_beside(*queues: str) -> None:
    """The same where this thread has a browser in its hands, and with it a loop of its own."""
    beside = Thread(target=run_jobs, args=queues)
    beside.start()
    beside.join(60)
    assert not beside.is_alive()


def work_off() -> Counter[str]:
    """Run what waits; gives how many of each job were done. A failed job fails the test."""
    run_jobs()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs")
        found = cursor.fetchall()
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'failed')")
    failed = [name for name, status in found if status not in ("succeeded", "todo")]
    assert failed == []
    return Counter(name for name, status in found if status == "succeeded")
