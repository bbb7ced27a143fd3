"""The same reads and writes as bare SQL on the same database in the same run: what the machine could do at most.

Prepared statements, one connection per client, under the same row security; no pages, no rules, no login.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from guitu.cli.benching import population
from guitu.cli.benching.population import COUNTY, Worker

Ask = Callable[["psycopg.Connection[Any]", Worker, UUID], None]
DIGEST = b"\0" * 32
DAY = date(2026, 1, 5)
MOMENT = datetime.fromisoformat("2026-01-05T09:00:00+08:00")

_TODAY = (
    "SELECT id, matter_id, key, kind, due_on, opens_on, place, reasons::text,"
    " (SELECT m.label FROM matters_matter m WHERE m.id = d.matter_id) FROM duties_duty d"
    " WHERE county_id = %s AND state = 'open' AND matter_id IN (SELECT a.matter_id FROM matters_part a"
    " WHERE a.post_id = %s AND a.until_on IS NULL) ORDER BY due_on, id LIMIT 40"
)
_PEOPLE = (
    "SELECT p.id, p.basics, p.scope_path, c.state FROM people_person p"
    " LEFT JOIN casework_current c ON c.person_id = p.id WHERE p.id IN (SELECT a.matter_id FROM matters_part a"
    " WHERE a.post_id = %s AND a.until_on IS NULL) ORDER BY p.scope_path, p.id LIMIT 50"
)
_PERSON = (
    "SELECT p.basics, s.course FROM people_person p"
    " LEFT JOIN settling_summary s ON s.matter_id = p.id WHERE p.id = %s",
    "SELECT id, kind, happened_on, body FROM ledger_fact WHERE matter_id = %s ORDER BY happened_on DESC LIMIT 20",
    "SELECT key, kind, state, due_on, reasons::text FROM duties_duty WHERE matter_id = %s AND state = 'open'",
)
_OPEN = (
    "SELECT kind, sum(n) FROM duties_dutycell WHERE county_id = %s AND path = %s AND span = 'day'"
    " AND from_on <= %s GROUP BY kind"
)
_CELLS = "SELECT state, delta FROM casework_standingcell WHERE county_id = %(county)s AND path = %(path)s AND span = "
_REGISTER = (
    f"SELECT state, sum(delta) FROM ({_CELLS}'year' AND begins_on < '2026-01-01'"  # noqa: S608  parts are ours
    f" UNION ALL {_CELLS}'month' AND begins_on >= '2026-01-01' AND begins_on < %(month)s"
    f" UNION ALL {_CELLS}'day' AND begins_on >= %(month)s AND begins_on <= %(day)s"
    " UNION ALL SELECT state, delta FROM casework_standingchange WHERE county_id = %(county)s AND path >= %(path)s"
    " AND path < %(end)s AND on_day <= %(day)s) AS deltas GROUP BY state"
)
_BODY = f"'\\x{'00' * 60}'"  # as long as a visit that is sealed
_FACT = (
    "INSERT INTO ledger_fact (id, county_id, scope_path, happened_path, kind, happened_on, recorded_at, body, counted,"  # noqa: S608  ours
    f" post_id, matter_id) SELECT %s, county_id, scope_path, scope_path, 'visit', %s, %s, {_BODY}, '{{}}', %s, id"
    " FROM people_person WHERE id = %s"
)
_LINE = (
    "INSERT INTO ledger_entry (id, county_id, scope_path, at, post_id, door, command, request_id, object_kind,"
    " object_id, matter_id, detail, digest) VALUES (%s, %s, %s, %s, %s, 'bare', 'bare', '', 'fact.visit', %s, %s,"
    " '{}', %s)"
)
_SUMMARY = "UPDATE settling_summary SET folded_until = folded_until WHERE matter_id = %s"
_FACTS = (
    "INSERT INTO ledger_fact (id, county_id, scope_path, happened_path, kind, happened_on, recorded_at, body, counted,"  # noqa: S608  ours
    " post_id, matter_id) SELECT n.id, p.county_id, p.scope_path, p.scope_path, 'visit', %s, %s,"
    f" {_BODY}, '{{}}', %s, p.id"
    " FROM unnest(%s::uuid[], %s::uuid[]) AS n (id, person_id) JOIN people_person p ON p.id = n.person_id"
)
_LINES = (
    "INSERT INTO ledger_entry (id, county_id, scope_path, at, post_id, door, command, request_id, object_kind,"
    " object_id, matter_id, detail, digest) SELECT gen_random_uuid(), %s, %s, %s, %s, 'bare', 'bare', '', 'fact.visit',"
    " n.id, n.person_id, '{}', %s FROM unnest(%s::uuid[], %s::uuid[]) AS n (id, person_id)"
)
_SUMMARIES = "UPDATE settling_summary SET folded_until = folded_until WHERE matter_id = ANY(%s)"


def _today(connection: psycopg.Connection[Any], worker: Worker, person: UUID) -> None:
    connection.execute(_TODAY, [COUNTY, worker.post_id], prepare=True).fetchall()


def _today_county(connection: psycopg.Connection[Any], worker: Worker, person: UUID) -> None:
    connection.execute(_OPEN, [COUNTY, COUNTY, DAY], prepare=True).fetchall()


def _people(connection: psycopg.Connection[Any], worker: Worker, person: UUID) -> None:
    connection.execute(_PEOPLE, [worker.post_id], prepare=True).fetchall()


def _person(connection: psycopg.Connection[Any], worker: Worker, person: UUID) -> None:
    for statement in _PERSON:
        connection.execute(statement, [person], prepare=True).fetchall()


def _record(connection: psycopg.Connection[Any], worker: Worker, person: UUID) -> None:
    with connection.transaction():
        fact = uuid4()
        connection.execute(
            _FACT, [fact, DAY, MOMENT, worker.post_id, person], prepare=True
        )
        connection.execute(
            _LINE, [uuid4(), COUNTY, worker.town, MOMENT, worker.post_id, fact, person, DIGEST], prepare=True
        )
        connection.execute(_SUMMARY, [person], prepare=True)


def _register(low: str) -> Ask:
    asked = {"county": COUNTY, "path": low, "end": low + ":", "day": DAY, "month": DAY.replace(day=1)}

    def ask(connection: psycopg.Connection[Any], worker: Worker, person: UUID) -> None:
        connection.execute(_REGISTER, asked, prepare=True).fetchall()

    return ask


def asked(town: str) -> dict[str, Ask]:
    """By the name of the page it stands beside."""
    return {
        "today": _today, "today_county": _today_county, "my_people": _people, "person": _person, "record_visit": _record,
        "record_test": _record, "register_county": _register(COUNTY), "register_town": _register(town),
    }


def measure(url: str, ask: Ask, workers: Sequence[Worker], seconds: float, *, whole: bool) -> float:
    """How often a second, with one client per worker."""
    begin, done, wrong = threading.Barrier(len(workers) + 1), [0] * len(workers), []

    def client(number: int) -> None:
        worker = workers[number]
        people = [population.made_id("person", n) for n in worker.people]
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                _tell(connection, worker, whole=whole)
                begin.wait(10)
                until = time.perf_counter() + seconds
                while time.perf_counter() < until:
                    ask(connection, worker, people[done[number] % len(people)])
                    done[number] += 1
        except Exception as error:
            wrong.append(error)
            begin.abort()

    threads = [threading.Thread(target=client, args=[number], daemon=True) for number in range(len(workers))]
    for thread in threads:
        thread.start()
    try:
        begin.wait(10)
    except threading.BrokenBarrierError:
        raise wrong[0] from None
    for thread in threads:
        thread.join(seconds + 20)
    if wrong:
        raise wrong[0]
    return sum(done) / seconds


def batch(url: str, worker: Worker, events: int) -> float:
    """Events a second: facts, ledger lines and the people's summaries in one transaction; the best of three."""
    people = [population.made_id("person", n) for n in worker.people]
    of = [people[n % len(people)] for n in range(events)]
    best = 0.0
    with psycopg.connect(url, autocommit=True) as connection:
        _tell(connection, worker, whole=False)
        for _ in range(3):
            begun, facts = time.perf_counter(), [uuid4() for _ in range(events)]
            with connection.transaction():
                connection.execute(_FACTS, [DAY, MOMENT, worker.post_id, facts, of], prepare=True)
                connection.execute(
                    _LINES, [COUNTY, worker.town, MOMENT, worker.post_id, DIGEST, facts, of], prepare=True
                )
                connection.execute(_SUMMARIES, [people], prepare=True)
            best = max(best, events / (time.perf_counter() - begun))
    return best


def _tell(connection: psycopg.Connection[Any], worker: Worker, *, whole: bool) -> None:
    """Whose eyes row security looks through, for the whole connection."""
    low = COUNTY if whole else worker.town
    for name, value in (("post", str(worker.post_id)), ("county", COUNTY), ("lo", low), ("hi", low + ":"),
                        ("whole", "1" if whole else "0"), ("whole_people", "1" if whole else "0")):
        connection.execute("SELECT set_config(%s, %s, false)", [f"guitu.{name}", value])
