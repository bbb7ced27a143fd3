"""Every address with parameters and bodies that nobody would send: never a server's error, never its insides."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from guitu.cli.proving import routes, told
from guitu.cli.proving.place import Place
from guitu.cli.proving.routes import Book
from guitu.cli.proving.visitor import FORM, Visitor

FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"[^>]*?(?:\bvalue="([^"]*)")?')
OPTION = re.compile(r'<option[^>]*\bvalue="([^"]*)"')
VALUES = (
    "", " ", "x", "0", "-1", "1e309", "999999999999999999999", "½", "٣", "１２", "true", "null", "[]", "{}", "on",
    "2026-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "1899-12-31", "2026-03-16", "16.3.2026", "2026-03-16T00:00:00",
    "00000000-0000-0000-0000-000000000000", "not-a-uuid", "' OR 1=1 --", "\";DROP TABLE x;--", "%s%n%d", "{{7*7}}", "${7*7}",
    "<script>alert(1)</script>", "\u202eabc", "a\u200bb", "\ufeff", "\U0001f600", "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "../../../../etc/passwd", "a" * 300, "王" * 5000, "1" * 70000,
)
NAMES = (
    "page", "q", "duty", "sort", "area", "state", "on", "known", "post", "who", "kind", "group", "next", "tab", "all", "until",
    "request_id", "stage", "note", "person", "ids", "csrfmiddlewaretoken", "limit", "offset", "order", "format",
)
DUTIES = ("urine_test:x:1:1", "visit:home:start:2026-01-01", "read_result:x:told", "assess_level:", ":::::", "visit")
BODIES = (
    (b"", "application/json"), (b"{", "application/json"), (b"\xff\xfe\x00", FORM), (b"%zz=%zz&%=", FORM),
    (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n", "multipart/form-data; boundary=x"),
    (b"--y", "multipart/form-data"), (b"<a/>", "text/xml"), (b"a=1", "application/x-www-form-urlencoded; charset=utf-99"),
    (b"a=1", "/"), (b"a=" + b"1" * 3_000_000, FORM), (b"&".join(b"a%d=1" % number for number in range(3000)), FORM),
)
HEADERS: tuple[dict[str, str], ...] = (
    {}, {}, {}, {"HX_Request": "true"}, {"HX_Request": "true", "HX_Current_URL": "x"}, {"Accept_Language": "xx,en;q=zz"},
    {"Range": "bytes=-1"}, {"If_None_Match": "*"}, {"X_Forwarded_For": "::1, x"}, {"Accept_Encoding": "gzip;q=a"},
)


def run(place: Place, minutes: float) -> dict[str, object]:
    """One address after the other, by chance, as posts that may open it; at least each once by GET and POST."""
    known, people = told.ask(place, "routes"), told.ask(place, "people")
    chance, book, until = place.chance("fuzz"), Book(), time.monotonic() + minutes * 60
    pages = [one for one in known["routes"] if not one["route"].startswith(("logout/", "mfa/"))]
    visitors = _everybody(place, known, people)
    rounds = 0
    while rounds == 0 or time.monotonic() < until:
        chance.shuffle(pages)
        for one in pages:
            visitor = _who_may(visitors, known, one["policy"], chance)
            _tried(visitor, one["route"], _objects(people, visitor, known, chance), chance, book)
            if rounds and time.monotonic() > until:
                break
        rounds += 1
    book.failures += _said_by_the_server(place)
    for visitor in visitors:
        visitor.close()
    return {
        "routes": len(pages), "rounds": rounds, "requests": book.requests, "5xx": sum(n for status, n in book.statuses.items() if status >= 500),
        "statuses": dict(sorted(book.statuses.items())), "failures": book.failures,
    }


def _everybody(place: Place, known: Mapping[str, Any], people: list[dict[str, Any]]) -> list[Visitor]:
    """Of every role the post that has most people, and a stranger."""
    answer = [Visitor(place.port)]
    for role in known["roles"]:
        posts = [post for post in known["posts"] if post["role"] == role]
        if posts:
            busiest = max(posts, key=lambda post: len(_in_charge(people, post, known)))
            answer.append(Visitor(place.port, busiest["id"], role))
    return [visitor for visitor in answer if not visitor.post or visitor.enter()]


def _in_charge(people: list[dict[str, Any]], post: Mapping[str, Any], known: Mapping[str, Any]) -> list[dict[str, Any]]:
    whole = known["roles"][post["role"]]["whole"]
    here = [person for person in people if person["scope_path"].startswith(post["path"])]
    return here if whole else [person for person in here if person["post_id"] == post["id"]]


def _who_may(visitors: list[Visitor], known: Mapping[str, Any], policy: str | None, chance: Random) -> Visitor:
    """Mostly one that may: what is refused at the door is soon tried."""
    able = [v for v in visitors if v.role and (policy in routes.FOR_ALL or policy in known["roles"][v.role]["may"])]
    return chance.choice(able if able and chance.random() < 0.9 else visitors)


def _objects(
    people: list[dict[str, Any]], visitor: Visitor, known: Mapping[str, Any], chance: Random
) -> dict[str, str]:
    """Mostly somebody in the post's own charge: else all is hidden, and nothing deeper is tried."""
    post = next((post for post in known["posts"] if post["id"] == visitor.post), None)
    own = _in_charge(people, post, known) if post and chance.random() < 0.85 else []
    person = chance.choice(own or people)
    found = {name: person[name] for name in ("person_id", "fact_id", "measure_id", "post_id") if person[name]}
    if chance.random() < 0.15:
        found |= dict.fromkeys(found, chance.choice((routes.NEVER, "x", "0", "%00", "..", "%D9%A1", "a" * 3000)))
    return found


def _tried(visitor: Visitor, route: str, ids: Mapping[str, str], chance: Random, book: Book) -> None:
    """A look, a look with odd parameters, and what the form asks for with odd values."""
    path = routes.address(route, ids)
    who = visitor.role or "nobody"
    shown = visitor.ask("GET", path, None, **chance.choice(HEADERS))
    if visitor.post and shown.location.startswith("/login/"):  # a changed password, a language, a logout ends a session
        visitor.enter()
        shown = visitor.get(path)
    book.see(who, "GET", path, shown)
    query = urlencode([(chance.choice(NAMES), _value(chance)) for _ in range(chance.choice((1, 2, 6)))])
    book.see(who, "GET", f"{path}?{_short(query)}", visitor.get(f"{path}?{query[:6000]}"))
    asked: dict[str, list[str]] = {}
    for name, value in FIELD.findall(shown.text):
        asked.setdefault(name, []).append(value)
    asked.pop("csrfmiddlewaretoken", None)
    options = OPTION.findall(shown.text)
    for _ in range(3 if asked else 1):
        fields = [
            (name, _filled(name, values, options, chance)) for name, values in asked.items() if chance.random() < 0.9
        ]
        fields += [(chance.choice(NAMES[:-6]), _value(chance)) for _ in range(chance.choice((0, 0, 0, 2)))]
        book.see(
            who, "POST", f"{path} {_short(json.dumps(fields, ensure_ascii=True))}", visitor.post_form(path, fields)
        )
    body, kind = chance.choice(BODIES)
    book.see(who, "POST", f"{path} as {kind}", visitor.ask("POST", path, body, kind, **chance.choice(HEADERS)))


def _filled(name: str, values: list[str], options: list[str], chance: Random) -> str:
    """As it stands in the form, something that can be chosen in it, or anything. Mostly a request of its own: what
    is sent without one is soon refused."""
    if name == "request_id" and chance.random() < 0.85:
        return str(UUID(int=chance.getrandbits(128), version=4))
    turn = chance.random()
    if turn < 0.55:
        return chance.choice(values) or (chance.choice(options) if options else "2026-03-16")
    return chance.choice(options) if options and turn < 0.75 else _value(chance)


def _value(chance: Random) -> str:
    return chance.choice(DUTIES if chance.random() < 0.1 else VALUES)


def _short(text: str) -> str:
    return text if len(text) < 600 else f"{text[:600]}… ({len(text)})"


def _said_by_the_server(place: Place) -> list[str]:
    """Errors in the log: one that was answered well is an error all the same. What Django refuses of a body is told
    there as a warning, with its traceback, and is none."""
    said, before = [], ""
    lines = place.log.read_text(errors="replace").splitlines() if place.log.exists() else []
    for number, line in enumerate(lines):
        if (
            line == routes.TRACEBACK
            and " WARNING " not in before
            and "direct cause" not in before
            and "another exception" not in before
        ):
            said.append(next((last for last in lines[number + 1 :] if last and not last.startswith(" ")), "")[:300])
        before = line or before
    return [f"the server's log has {len(said)} errors: {said[0]}"] if said else []
