"""Every address × every role and nobody × every method × objects that are one's own, somebody else's, or nothing.

Two worlds: what a post sees before somebody is put on file in another town is what it sees afterwards, to the byte.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from guitu.cli.proving import told
from guitu.cli.proving.place import Place
from guitu.cli.proving.visitor import Answer, Visitor

NEVER = "00000000-0000-4000-8000-00000000dead"
PART = re.compile(r"<(?P<kind>[a-z]+:)?(?P<name>\w+)>")
ENTRANCES = ("logout/", "enter/", "posts/switch/", "language/", "password/")  # they change who one is
LISTS = (
    "/",
    "/today/",
    "/people/",
    "/figures/register/",
    "/casework/rosters/",
    "/casework/rosters/without-worker/",
    "/settings/posts/",
)
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD")
NO_POST = {"person", "guardian", "system", "link"}  # who comes in by the own door, with a card; what comes in with a key or by a link
FOR_ALL = ("", "choose_post", "signed_in")
TRACEBACK = "Traceback (most recent call last)"


@dataclass
class Book:
    """What has been found so far."""

    requests: int = 0
    compared: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    visited: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    def see(self, who: str, method: str, path: str, answer: Answer, words: tuple[str, ...] = ()) -> None:
        """A server's error, its insides, or a word of somebody else's file is a failure."""
        self.requests += 1
        self.statuses[answer.status] += 1
        where = f"{who} {method} {path}"
        if answer.status >= 500 or answer.status == 0:
            self.failures.append(f"{where}: {answer.status}")
        if TRACEBACK in answer.text:
            self.failures.append(f"{where}: shows a traceback")
        self.failures += [f"{where}: shows {word}" for word in words if word in answer.text]


def run(place: Place, minutes: float) -> dict[str, object]:
    """Everything once, however long it takes; the time left is for other people and towns."""
    known, book = told.ask(place, "routes"), Book()
    until = time.monotonic() + minutes * 60
    people, chance = told.ask(place, "people"), place.chance("routes")
    towns = sorted(
        {person["scope_path"][:9] for person in people if person["scope_path"].startswith("440785")} & _worked(known)
    )
    chance.shuffle(towns)
    _two_worlds(place, known, towns[0], book)
    rounds = 0
    for town in towns:
        here = [person for person in people if person["scope_path"].startswith(town)]
        if here:
            _round(place, known, chance.choice(here[:5]), book, chance)
            rounds += 1
        if time.monotonic() > until:
            break
    _strangers(place, known, people[0], book)
    book.failures += [f"no post of a {role} was tried" for role in sorted(set(known["roles"]) - book.visited - NO_POST)]
    return {
        "routes": len(known["routes"]), "roles": len(book.visited), "rounds": rounds, "requests": book.requests,
        "compared": book.compared, "5xx": sum(n for status, n in book.statuses.items() if status >= 500),
        "statuses": dict(sorted(book.statuses.items())), "failures": book.failures,
    }


def address(route: str, ids: Mapping[str, Any]) -> str:
    """The route with these values, and with something well formed that leads to nothing elsewhere."""

    def value(part: re.Match[str]) -> str:
        if ids.get(part["name"]):
            return str(ids[part["name"]])
        return {"uuid:": NEVER, "slug:": "community_detox", "int:": "1"}.get(part["kind"] or "", "x")

    return "/" + PART.sub(value, route)


def _worked(known: Mapping[str, Any]) -> set[str]:
    return {post["path"] for post in known["posts"] if post["role"] == "social_worker"}


def _pages(known: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    for one in known["routes"]:
        if not one["route"].startswith((*ENTRANCES, "mfa/")) and not one["route"].endswith(("healthz", "readyz")):
            yield one["route"], one["policy"]


def visitors(place: Place, known: Mapping[str, Any], town: str, *, inside: bool) -> Iterator[Visitor]:
    """One of every role that is there: over the place, or over another one."""
    for role in known["roles"]:
        posts = [
            post for post in known["posts"] if post["role"] == role and town.startswith(post["path"][:9]) == inside
        ]
        if posts:
            visitor = Visitor(place.port, posts[0]["id"], role)
            if visitor.enter():
                yield visitor
            visitor.close()


def _two_worlds(place: Place, known: Mapping[str, Any], town: str, book: Book) -> None:
    """Lists and searches of everybody else, before and after somebody is put on file in the town."""

    def seen(words: list[str]) -> dict[tuple[str, str], tuple[object, ...]]:
        answer = {}
        for visitor in visitors(place, known, town, inside=False):
            for path in LISTS:
                found = visitor.get(path)
                book.see(visitor.role, "GET", path, found, tuple(words))
                answer[visitor.post, path] = found.without()
        return answer

    before = seen([])
    one = told.ask(place, "someone", town)
    after = seen(one["words"])
    book.compared += len(before)
    book.failures += [
        f"post {post} GET {path}: differs when somebody is on file in another town"
        for post, path in before
        if before[post, path] != after.get((post, path))
    ]
    for visitor in visitors(place, known, town, inside=False):
        for word in one["words"]:
            found = visitor.post_form("/people/search/", {"q": word})
            book.see(visitor.role, "POST", "/people/search/", found)
            shown = visitor.get(found.location) if found.location.startswith("/") else found
            book.see(
                visitor.role,
                "GET",
                "what was searched",
                shown,
                tuple(w for w in one["words"] if w != word and w not in word),
            )
            if one["person_id"] in shown.text:
                book.failures.append(f"{visitor.role}: the search for a mark finds the file of another town")


def _round(place: Place, known: Mapping[str, Any], person: Mapping[str, Any], book: Book, chance: Random) -> None:
    """Somebody's file, from inside and from outside; each role inside tries one method more of each page, drawn by lot."""
    town = person["scope_path"][:9]
    mine = {name: person[name] for name in ("person_id", "fact_id", "measure_id") if person[name]}
    for inside in (True, False):
        for visitor in visitors(place, known, town, inside=inside):
            may = set(known["roles"][visitor.role]["may"])
            book.visited.add(visitor.role)
            who = f"{visitor.role} {'of' if inside else 'outside'} {town}"
            for route, policy in _pages(known):
                allowed = policy in FOR_ALL or policy in may
                for method in ("GET", "POST"):
                    _compared(
                        visitor, who, method, route, mine, book, hidden=not inside or not allowed, allowed=allowed
                    )
            if inside:  # a method that a page does not have is refused before anybody asks where one is
                _another_method(visitor, who, known, mine, book, chance)


def _compared(
    visitor: Visitor,
    who: str,
    method: str,
    route: str,
    ids: Mapping[str, str],
    book: Book,
    *,
    hidden: bool,
    allowed: bool,
) -> None:
    def asked(values: Mapping[str, str]) -> Answer:
        path = address(route, values)
        answer = visitor.get(path) if method == "GET" else visitor.post_form(path, {"request_id": str(uuid4())})
        book.see(who, method, path, answer)
        return answer

    real = asked(ids)
    if real.status == 302 and real.location.startswith("/login/"):
        visitor.enter()
        real = asked(ids)
    if not allowed and real.status not in (403, 404, 405):
        book.failures.append(f"{who} {method} /{route}: {real.status} to a role that may not")
    if not (hidden and "<uuid:person_id>" in route):
        return
    book.compared += 1
    nothing = asked(dict.fromkeys(ids, NEVER))
    words = [*ids.values(), NEVER]
    if real.without(*words) != nothing.without(*words):
        book.failures.append(f"{who} {method} /{route}: tells {real.status} from {nothing.status}, hidden from absent")
    elif real.status not in (401, 403, 404, 405):  # 401: who has no key learns nothing
        book.failures.append(f"{who} {method} /{route}: {real.status} for what is hidden")


def _another_method(
    visitor: Visitor, who: str, known: Mapping[str, Any], ids: Mapping[str, str], book: Book, chance: Random
) -> None:
    for route, policy in _pages(known):
        path, method = address(route, ids), chance.choice(OTHER_METHODS)
        answer = visitor.ask(method, path)
        book.see(who, method, path, answer)
        if method == "HEAD" and answer.body:
            book.failures.append(f"{who} HEAD {path}: has a body")
        elif method != "HEAD" and policy not in ("", None) and answer.status < 400 and answer.status != 302:
            book.failures.append(f"{who} {method} {path}: {answer.status}")


def _strangers(place: Place, known: Mapping[str, Any], person: Mapping[str, Any], book: Book) -> None:
    """Before the login there is the login."""
    stranger = Visitor(place.port)
    for route, policy in _pages(known):
        path = address(route, {name: person[name] for name in ("person_id", "fact_id", "measure_id")})
        for method in ("GET", "POST"):
            answer = stranger.get(path) if method == "GET" else stranger.post_form(path, {"request_id": str(uuid4())})
            book.see("nobody", method, path, answer)
            if policy not in ("", None) and answer.status not in (302, 400, 403, 405):
                book.failures.append(f"nobody {method} {path}: {answer.status}")
            if person["person_id"] in answer.text.replace(path, ""):
                book.failures.append(f"nobody {method} {path}: shows an id")
    stranger.close()
