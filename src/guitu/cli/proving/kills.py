"""Every process of the server is killed in turn while people work: what was acknowledged is there, once, and settled.

A click that got no answer is sent again with its request id, as a browser or its owner would, until it is answered.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg

from guitu.cli.proving import processes, told
from guitu.cli.proving.place import Place
from guitu.cli.proving.visitor import Visitor
from guitu.postgres import account, leftovers, places

WORKERS = 6  # people who click at the same time
PATIENCE = 60.0  # seconds until a click must have been answered
BETWEEN = 3.0  # seconds from an answering server to the next kill
SETTLED_WITHIN = 240.0  # seconds: half a minute until a worker is missed, a minute of the clock, and the work itself
ANSWERED = (200, 302)
AGAIN = (0, 500, 502, 503, 504)

# name → part of the command line; what runs under PostgreSQL is found through its folder.
TARGETS = {"web server": "web-server", "worker": "settle,import", "reader": "--queues read"}
OTHERS = ("a process of the web server", "postmaster", "a backend")
FACTS = "SELECT request_id, count(*) FROM ledger_entry WHERE command = 'record_visit' AND object_kind = 'fact.visit' GROUP BY 1"
LEFT = (
    "SELECT (SELECT count(*) FROM procrastinate_jobs WHERE task_name IN ('settle_matters', 'settle_people', 'settle_after_activation') AND status IN ('todo', 'doing')),"
    " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'), (SELECT count(*) FROM (SELECT FROM ledger_fact f"
    " JOIN people_person p ON p.id = f.matter_id AND p.sealed_at IS NULL"
    " LEFT JOIN settling_summary s ON s.matter_id = f.matter_id GROUP BY f.matter_id, s.facts"
    " HAVING count(*) > coalesce(s.facts, 0)) AS waiting)"
)


@dataclass
class Book:
    """What those who clicked saw, and what was killed."""

    until: float
    acknowledged: set[str] = field(default_factory=set)
    refused: int = 0
    unanswered: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    without_retry_after: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    away: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def run(place: Place, minutes: float) -> dict[str, object]:
    """Clicks and kills for as long as is given, then the counting."""
    people = _of_posts_held(place, [one for one in told.ask(place, "people") if one["scope_path"].startswith("440785")])
    told.ask(place, "settle")  # jobs to be killed in the middle
    book = Book(time.monotonic() + minutes * 60)
    clicking = [threading.Thread(target=_click, args=(place, people[n::WORKERS], book)) for n in range(WORKERS)]
    for thread in clicking:
        thread.start()
    try:
        _kill(place, book)
    finally:
        for thread in clicking:
            thread.join()
    place.wait(PATIENCE)
    return _figures(place, book)


def _of_posts_held(place: Place, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The people whose worker can log in. Another module may have ended a holding, and nobody stands there any more."""
    posts = {one["post_id"] for one in people if one["post_id"]}
    held = {post for post in posts if Visitor(place.port, post).enter()}
    return [one for one in people if one["post_id"] in held]


def _click(place: Place, people: list[dict[str, Any]], book: Book) -> None:
    """Visits recorded, one after the other: each another day of another person, so that none is a second one."""
    day, visitor = date.today(), None  # noqa: DTZ011  the machine's own day is the server's
    for round_ in range(2, 2000):
        for person in people:
            if time.monotonic() > book.until:
                return
            if visitor is None or visitor.post != person["post_id"]:
                visitor = _entered(place, person["post_id"])
            if visitor is not None:
                _record(visitor, person["person_id"], day - timedelta(days=round_ % 300), book)


def _entered(place: Place, post: str) -> Visitor | None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        visitor = Visitor(place.port, post)
        if visitor.enter():
            return visitor
        time.sleep(0.2)
    return None


def _record(visitor: Visitor, person: str, day: date, book: Book) -> None:
    key, until = str(uuid4()), time.monotonic() + PATIENCE
    form = {"request_id": key, "on": day.isoformat(), "how": "home", "met": "yes", "note": ""}
    while not _is_answered(visitor, f"/casework/people/{person}/visit/", form, book):
        if time.monotonic() > until:
            book.unanswered.append(key)
            return
        time.sleep(0.1)


def _is_answered(visitor: Visitor, path: str, form: dict[str, str], book: Book) -> bool:
    answer = visitor.post_form(path, form)
    with book.lock:
        book.statuses[answer.status] += 1
        if answer.status == 503 and not any(name == "retry-after" for name, _ in answer.headers):
            book.without_retry_after += 1
        if answer.status in ANSWERED:
            book.acknowledged.add(form["request_id"])
        elif answer.status not in AGAIN:
            book.refused += 1
    return answer.status not in AGAIN


def _kill(place: Place, book: Book) -> None:
    names = [*TARGETS, *OTHERS]
    for n in range(10_000):
        if time.monotonic() > book.until:
            return
        time.sleep(BETWEEN)
        name = names[n % len(names)]
        found = _pids(place, name)
        if not found:
            continue
        with contextlib.suppress(ProcessLookupError):
            os.kill(place.chance(f"kill {n}").choice(found), signal.SIGKILL)
        book.kills[name] += 1
        book.away.append(place.wait(PATIENCE))


def _pids(place: Place, name: str) -> list[int]:
    if name in TARGETS:
        return place.pids(TARGETS[name])[:1]  # itself, not what it started
    if name == "a process of the web server":
        return [child for pid in place.pids("web-server")[:1] for child in processes.below(pid)]
    data = places.prepare(place.folder, "main", account.choose()).data
    found = leftovers.live_postmaster(data)
    if found is None:
        return []
    if name == "postmaster":
        return [found.pid]
    return [pid for pid in processes.below(found.pid) if "guitu_app" in processes.command_of(pid)]


def _figures(place: Place, book: Book) -> dict[str, object]:
    left = _wait_until_settled(place)
    with _seeing_all(place) as connection:
        written = dict(connection.execute(FACTS).fetchall())
    lost = sorted(book.acknowledged - written.keys())
    doubled = sorted(key for key, count in written.items() if count > 1)
    differing = place.database.run("app", ["-m", "guitu.cli", "rebuild", "--check"])
    failures = [f"acknowledged and lost: {key}" for key in lost] + [f"written twice: {key}" for key in doubled]
    failures += [f"never answered: {key}" for key in book.unanswered]
    failures += (
        [f"{left[0]} settle jobs left, {left[1]} jobs failed, {left[2]} people not settled"] if any(left) else []
    )
    failures += ["rebuild --check finds differences"] if differing else []
    failures += [f"{book.statuses[status]} answers of {status}" for status in (500, 502, 504) if book.statuses[status]]
    failures += [f"{book.without_retry_after} answers of 503 without Retry-After"] if book.without_retry_after else []
    failures += [] if book.acknowledged and sum(book.kills.values()) else ["nothing was written, or nothing was killed"]
    return {
        "kills": book.kills.total(), **{f"killed: {name}": count for name, count in sorted(book.kills.items())},
        "acknowledged": len(book.acknowledged), "lost": len(lost), "doubled": len(doubled), "refused": book.refused,
        "longest until it answered again s": round(max(book.away, default=0.0), 2),
        "statuses": dict(sorted(book.statuses.items())), "failures": failures,
    }


def _wait_until_settled(place: Place) -> tuple[int, int, int]:
    until = time.monotonic() + SETTLED_WITHIN
    while True:
        with _seeing_all(place) as connection:
            left = connection.execute(LEFT).fetchone() or (0, 0, 0)
        if not any(left) or time.monotonic() > until:
            return left[0], left[1], left[2]
        time.sleep(1)


def _seeing_all(place: Place) -> psycopg.Connection[Any]:
    connection: psycopg.Connection[Any] = psycopg.connect(place.url("owner"), autocommit=True)
    connection.execute("SELECT set_config('guitu.definer', 'prove', false)")
    return connection
