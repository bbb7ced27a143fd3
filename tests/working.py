"""Background work run as a worker runs it: the jobs that wait, one after the other, until none is left."""

from __future__ import annotations

from typing import Any


def run_jobs(*queues: str) -> None:
    from procrastinate.contrib.django import app as found

    app: Any = found  # its connector is Django's, which can give one for a worker
    with app.replace_connector(app.connector.get_worker_connector()) as runner:
        runner.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, queues=list(queues) or None)
