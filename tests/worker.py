"""The background worker, run until nothing is left in the queue."""

from __future__ import annotations

from collections import Counter

from django.db import connections
from procrastinate.contrib.django import app


def work_off() -> Counter[str]:
    """Run what waits, as `guitu worker` does; gives how many of each job were done. A failed job fails the test."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="never")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs")
        found = cursor.fetchall()
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'failed')")
    failed = [name for name, status in found if status not in ("succeeded", "todo")]
    assert failed == []
    return Counter(name for name, status in found if status == "succeeded")
