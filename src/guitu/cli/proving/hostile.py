"""Files that mean harm are sent by one post while others work: each has its answer, and nobody waits for it."""

from __future__ import annotations

import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from guitu.cli.proving import told
from guitu.cli.proving.hostile_files import FILES, READ
from guitu.cli.proving.measured import measured
from guitu.cli.proving.place import Place
from guitu.cli.proving.visitor import Visitor

CPU, MEGABYTES = 2.0, 200.0  # for one file
P99 = 1.5  # seconds of everybody else's pages
OTHERS = 3
ANSWERED_WITHIN = 120.0
PAGES = ("/", "/people/", "/figures/register/")
SENDS = 12  # files under way at the same time, sent by the screen; the others are measured one by one
BOUNDARY = "guitu-prove"
WAITS = re.compile(r"正在读|id=\"reading\"")


@dataclass
class Book:
    answers: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    sent: int = 0
    worst_cpu: float = 0.0
    worst_megabytes: float = 0.0
    failures: list[str] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)


def run(place: Place, minutes: float) -> dict[str, object]:
    """Every file once, by the screen and measured; others look at their pages all the while."""
    known, book = told.ask(place, "routes"), Book()
    posts = [post for post in known["posts"] if post["role"] == "town_head"]
    others = [threading.Thread(target=_work, args=(place, post["id"], book)) for post in posts[:OTHERS]]
    until = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory(prefix="guitu-hostile-") as folder:
        paths = {name: made.make(Path(folder) / f"{number}.xlsx") for number, (name, made) in enumerate(FILES.items())}
        for other in others:
            other.start()
        try:
            for part in _parts(paths):
                _send(place, posts[-1]["id"], part, book)
            _measure(paths, until, book)
        finally:
            book.is_over.set()
            for other in others:
                other.join()
    return _figures(book)


def _parts(paths: dict[str, Path]) -> Iterator[dict[str, Path]]:
    names = list(paths)
    for start in range(0, len(names), SENDS):
        yield {name: paths[name] for name in names[start : start + SENDS]}


def _work(place: Place, post: str, book: Book) -> None:
    """Somebody else, page after page."""
    visitor = Visitor(place.port, post)
    if not visitor.enter():
        book.failures.append(f"post {post} could not come in")
        return
    number = 0
    while not book.is_over.is_set():
        began = time.monotonic()
        answer = visitor.get(PAGES[number % len(PAGES)])
        book.times.append(time.monotonic() - began)
        book.statuses[answer.status] += 1
        number += 1
        time.sleep(0.05)


def _send(place: Place, post: str, paths: dict[str, Path], book: Book) -> None:
    """All of these at once; then each batch is asked for until it says something."""
    visitor = Visitor(place.port, post)
    if not visitor.enter():
        book.failures.append("nobody could send a file")
        return
    waiting: dict[str, str] = {}
    for name, path in paths.items():
        answer = visitor.ask(
            "POST", "/casework/rosters/", _form(visitor, path), f"multipart/form-data; boundary={BOUNDARY}"
        )
        book.sent += 1
        if answer.status == 302:
            waiting[name] = answer.location
        elif answer.status not in (413, 422):
            book.failures.append(f"{name}: answered with {answer.status}")
    until = time.monotonic() + ANSWERED_WITHIN
    while waiting and time.monotonic() < until:
        for name, place_of in list(waiting.items()):
            page = visitor.get(place_of)
            if page.status == 302:
                page = visitor.get(page.location)
            if page.status != 200:
                book.failures.append(f"{name}: its page answers with {page.status}")
            if page.status != 200 or not WAITS.search(page.text):
                del waiting[name]
        time.sleep(0.3)
    book.failures += [f"{name}: no answer within {ANSWERED_WITHIN:.0f} s" for name in waiting]


def _form(visitor: Visitor, path: Path) -> bytes:
    fields = {"csrfmiddlewaretoken": visitor.token, "request_id": str(uuid4())}
    lines = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'
    return "".join(lines).encode() + head.encode() + path.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode()


def _measure(paths: dict[str, Path], until: float, book: Book) -> None:
    """Each by itself, as long as there is time; the answer must be one of those that are right."""
    for name, path in paths.items():
        if time.monotonic() > until and book.answers:
            return
        found = measured(path)
        said = found.refused or READ
        book.answers[said] += 1
        book.worst_cpu = max(book.worst_cpu, found.cpu_seconds)
        book.worst_megabytes = max(book.worst_megabytes, found.megabytes)
        if said not in FILES[name].answers:
            book.failures.append(f"{name}: {said}")
        if found.cpu_seconds > CPU or found.megabytes > MEGABYTES:
            book.failures.append(f"{name}: {found.cpu_seconds:.1f} s, {found.megabytes:.0f} MB")


def _figures(book: Book) -> dict[str, object]:
    times = sorted(book.times)
    p99 = times[int(len(times) * 0.99)] if times else 0.0
    if p99 > P99 or not times:
        book.failures.append(f"p99 of everybody else's {len(times)} pages: {p99:.2f} s")
    book.failures += [
        f"{count} pages answered with {status}" for status, count in book.statuses.items() if status != 200
    ]
    return {
        "files": len(FILES), "sent by the screen": book.sent, "measured": book.answers.total(),
        "most CPU s": round(book.worst_cpu, 2), "most memory MB": round(book.worst_megabytes),
        "others' pages": len(times), "others' p99 s": round(p99, 3), "answers": dict(sorted(book.answers.items())),
        "failures": book.failures,
    }
