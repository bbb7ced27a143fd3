"""One worker, in a process of its own: takes up what a dead one left, then runs jobs until it is stopped."""

from __future__ import annotations

import argparse
import time
from typing import Any

from guitu.cli import settle_upgraded

LONGEST_ABSENCE = 60.0  # seconds of a database that is being started again
GRACE = 5.0  # seconds for the job under way when somebody stops us


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--queues", default="", help="settle,import,read,files,outward,send,seal,calls,try")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--once", action="store_true", help="until nothing waits")


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from procrastinate.contrib.django import app as found

    from guitu import timetable
    from guitu.kit import queue

    _wait_for_database()
    queue.take_up()
    settle_upgraded.ask()
    timetable.DECLARED["settle_what_is_left_everywhere"](0)
    app: Any = found  # its connector is Django's, which can give one for a worker
    with app.replace_connector(app.connector.get_worker_connector()) as runner:
        runner.run_worker(
            queues=args.queues.split(",") if args.queues else None,
            concurrency=args.at_once,
            wait=not args.once,
            shutdown_graceful_timeout=GRACE,
            update_heartbeat_interval=queue.HEARTBEAT,
            stalled_worker_timeout=queue.STALLED_AFTER,
        )
    return 0


def _wait_for_database() -> None:
    from django.db import Error, connection

    until = time.monotonic() + LONGEST_ABSENCE
    while True:
        try:
            connection.ensure_connection()
            return
        except Error:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
