"""Fifty threads guess passwords over every name, whatever they write into their headers; meanwhile owners come in.

A name has ten guesses looked at in an hour and no more; every owner is in within five seconds, from a browser that
came in before or with the code of the second factor from anywhere.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any
from urllib.parse import urlencode

from guitu.cli.proving import told
from guitu.cli.proving.place import Place
from guitu.cli.proving.visitor import FORM, TOKEN, Visitor
from guitu.kit.totp import code_at

GUESSERS = 50
OWNERS = 24
MOST = 10  # guesses looked at for a name
LONGEST = 5.0  # seconds for an owner to come in
PAUSE = 0.5  # between two owners
REFUSED = 429


@dataclass
class Book:
    """What the guessers and the owners saw."""

    until: float
    tried: Counter[str] = field(default_factory=Counter)
    looked_at: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=lambda: {"known browser": [], "second factor": []})
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def run(place: Place, minutes: float) -> dict[str, object]:
    """Guesses and owners at once; the figures of both."""
    known = told.ask(place, "accounts", str(OWNERS))
    first = Visitor(place.port)  # the page with the form is open everywhere before it begins
    first.token = _token(first)
    browsers = [_came_in_before(first, owner) for owner in known["owners"]]
    book = Book(time.monotonic() + max(minutes, 0.2) * 60)
    chances = [Random(f"{place.seed}:guessing:{n}") for n in range(GUESSERS)]  # noqa: S311 -- what to try
    guessers = [threading.Thread(target=_guess, args=(first, known["names"], book, chance)) for chance in chances]
    for guesser in guessers:
        guesser.start()
    try:
        _owners_come_in(first, known["owners"], browsers, book)
    finally:
        book.until = 0.0
        for guesser in guessers:
            guesser.join()
    return _figures(book)


def _figures(book: Book) -> dict[str, object]:
    most = max(book.looked_at.values(), default=0)
    if most > MOST:
        book.failures.append(
            f"{sum(n > MOST for n in book.looked_at.values())} names had up to {most} guesses looked at"
        )
    if not book.tried or not all(book.waits.values()):
        book.failures.append("nobody guessed, or no owner came in: nothing was shown")
    longest = {f"longest, {how} s": round(max(waits, default=0.0), 2) for how, waits in book.waits.items()}
    return {
        "guesses": book.tried.total(), "names": len(book.tried), "looked at": book.looked_at.total(),
        "most for one name": most, "owners came in": sum(map(len, book.waits.values())), **longest,
        "statuses": dict(sorted(book.statuses.items())), "failures": book.failures,
    }


def _guess(first: Visitor, names: list[str], book: Book, chance: Random) -> None:
    visitor = _with_page(first, {})
    while time.monotonic() < book.until:
        name = chance.choice(names)
        typed = chance.choice([name, name.upper(), f" {name} "])
        fields = {"csrfmiddlewaretoken": visitor.token, "login": typed, "password": f"guess-{chance.random()}"}
        forged = ".".join(str(chance.randrange(1, 255)) for _ in range(4))
        answer = visitor.ask(
            "POST",
            "/login/",
            urlencode(fields).encode(),
            FORM,
            X_Forwarded_For=forged,
            X_Real_IP=forged,
            Forwarded=forged,
        )
        with book.lock:
            book.tried[name] += 1
            book.statuses[answer.status] += 1
            book.looked_at[name] += answer.status != REFUSED
            if answer.status not in (422, REFUSED):
                book.failures.append(f"a guess was answered {answer.status}")


def _owners_come_in(first: Visitor, owners: list[dict[str, str]], browsers: list[Visitor], book: Book) -> None:
    turn = 0
    while time.monotonic() < book.until:
        owner, browser = owners[turn // 2 % len(owners)], browsers[turn // 2 % len(owners)]
        how = "known browser" if turn % 2 else "second factor"
        visitor = _with_page(first, browser.cookies if turn % 2 else {})
        begun = time.monotonic()
        status = _comes_in(visitor, owner, with_code=not turn % 2)
        waited = time.monotonic() - begun
        visitor.close()
        book.waits[how].append(waited)
        if status != 302 or waited > LONGEST:
            book.failures.append(f"{how}: {status} after {waited:.1f} s")
        turn += 1
        if turn % (2 * len(owners)) == 0:
            time.sleep(31)  # a code is good once, and these were used
        time.sleep(PAUSE)


def _with_page(first: Visitor, cookies: dict[str, str]) -> Visitor:
    return Visitor(first.port, cookies=first.cookies | cookies, token=first.token)


def _came_in_before(first: Visitor, owner: dict[str, str]) -> Visitor:
    """The browser of an owner after a working day: only what says that it is known is left in it."""
    visitor = _with_page(first, {})
    _comes_in(visitor, owner, with_code=False)
    visitor.cookies = {name: value for name, value in visitor.cookies.items() if name.endswith("guitu-device")}
    visitor.close()
    return visitor


def _comes_in(visitor: Visitor, owner: dict[str, str], *, with_code: bool) -> int:
    fields: dict[str, Any] = {"login": owner["login"], "password": owner["password"]}
    if with_code:
        fields["code"] = code_at(owner["secret"], datetime.now(UTC))
    return visitor.post_form("/login/", fields).status


def _token(visitor: Visitor) -> str:
    found = TOKEN.search(visitor.get("/login/").text)
    return found[1] if found else ""
