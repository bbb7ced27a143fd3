"""What is asked of the pages: real requests of logged-in workers, each about their own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from guitu.cli.benching import contexts, population
from guitu.cli.benching.building import CLERK, POLICE
from guitu.cli.benching.load import FRESH
from guitu.cli.benching.population import Worker
from guitu.cli.stop import Stop

SESSIONS = 16
RECORDING = 64  # so many that hardly a person is recorded twice in a run: nobody is visited thrice a day
CSRF = "b" * 32


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the load sends it."""

    method: str
    path: str
    cookie: str
    status: int = 200
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page measured: its name in the table, and its requests."""

    name: str
    requests: Sequence[Asked]

    def plan(self, port: int, seconds: float, clients: int) -> dict[str, Any]:
        listed = [asdict(asked) for asked in self.requests]
        return {"port": port, "seconds": seconds, "clients": clients, "requests": listed}


def pages(size: int, today: date) -> list[Page]:
    """Every page that this version has. Logs the workers in by writing their sessions."""
    everybody = [worker for worker in population.workers(size) if len(worker.people) >= min(50, size // 2)]
    listed, recording = everybody[:SESSIONS], everybody[:RECORDING]
    cookies = {worker.post_id: _cookie(worker.account_id, worker.post_id) for worker in recording}
    clerk = _cookie(population.made_id("account-clerk", 0), CLERK)
    town = listed[0].town
    answer = [
        Page("today", [Asked("GET", "/", cookies[w.post_id]) for w in listed]),
        Page("today_county", [Asked("GET", "/", clerk)]),
        Page("my_people", [Asked("GET", _path("people"), cookies[w.post_id]) for w in listed]),
        Page("person", list(_each(listed, cookies, "person"))),
        Page("record_visit", list(_each(recording, cookies, "record-visit", _visit(today)))),
        Page("record_test", list(_each(recording, cookies, "record-urine-test", _test(today)))),
        Page("register_county", [Asked("GET", _path("register"), clerk)]),
        Page("register_town", [Asked("GET", f"{_path('register')}?area={town}", clerk)]),
        Page("entitled", [Asked("GET", _path("entitled"), cookies[w.post_id]) for w in listed]),
        Page("venues", [Asked("GET", _path("venues"), clerk)]),
        Page("own_home", [Asked("GET", _path("own-home"), cookie) for cookie in contexts.own_cookies(listed, today)]),
        Page("inspected", [Asked("GET", _path("inspected-in-town", population.COUNTY, town), "")]),
    ]
    return [page for page in answer if page.requests and page.requests[0].path]


def _path(name: str, *args: Any) -> str:
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _each(
    listed: Sequence[Worker], cookies: dict[UUID, str], name: str, form: dict[str, str] | None = None
) -> Iterator[Asked]:
    """Each worker's people in turn, so that no two clients write about one person at a time."""
    for turn in range(max(len(worker.people) for worker in listed)):
        for worker in listed:
            if turn >= len(worker.people) or (worker.people[turn] % 20 >= 12 and form):
                continue
            path = _path(name, population.made_id("person", worker.people[turn]))
            cookie = cookies[worker.post_id]
            if form is None:
                yield Asked("GET", path, cookie)
            else:
                filled = {"tester_1": str(worker.post_id), **form, "csrfmiddlewaretoken": CSRF, "request_id": FRESH}
                yield Asked("POST", path, cookie, body=urlencode(filled, safe="{}"))


def _visit(today: date) -> dict[str, str]:
    return {"on": today.isoformat(), "how": "home", "met": "yes", "note": "近况平稳，正在找工作。",
            "another_occasion": "on"}


def _test(today: date) -> dict[str, str]:
    return {"on": today.isoformat(), "outcome": "negative", "purpose": "scheduled", "tester_2": str(POLICE),
            "told": "on", "signed": "on", "another_occasion": "on"}


def _cookie(account: UUID, post: UUID) -> str:
    """A session as the login makes it, without the password's cost."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from guitu.grid import sessions
    from guitu.grid.models import Account
    from guitu.grid.session_store import SessionStore
    from guitu.kit import clock

    holder = Account.objects.get(pk=account)
    session = SessionStore()
    session[SESSION_KEY] = str(account)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = holder.get_session_auth_hash()
    session["post"] = str(post)
    sessions.begin(session, clock.now(), holder.perm_version)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def sql_of(page: Page) -> dict[str, Any]:
    """How many statements one request takes: the page's own, the frame's, and what it answered."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    asked = page.requests[0]
    counts: list[list[str]] = []
    for _ in range(2):  # the first fills what is kept in memory
        client = Client(SERVER_NAME="127.0.0.1", HTTP_COOKIE=asked.cookie)
        body = (asked.body or "").replace(FRESH, f"count-{page.name}-{len(counts)}")
        with CaptureQueriesContext(connection) as captured:
            if asked.method == "GET":
                response = client.get(asked.path)
            else:
                response = client.post(asked.path, body, content_type="application/x-www-form-urlencoded")
        if response.status_code != asked.status:
            raise Stop(f"{asked.path}：{response.status_code}", f"{page.name} is not answered as it should be.")
        counts.append([query["sql"] for query in captured.captured_queries])
    asked_for = [sql for sql in counts[-1] if sql not in ("BEGIN", "COMMIT")]
    frame = [sql for sql in asked_for if any(word in sql for word in _FRAME)]
    return {"sql": len(asked_for) - len(frame), "frame": len(frame)}


_FRAME = ("grid_session", "FROM grid_account", "FROM grid_posts_of", "set_config", "INSERT INTO people_access", "SAVEPOINT")
