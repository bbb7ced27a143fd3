"""Whoever takes a dump without the keys: each column says why it lies in clear, and people are told apart by few of them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import connections
from django.test import Client

import guitu
from guitu.casework.maternity.commands import record_nursing
from guitu.casework.visits.commands import record_visit
from guitu.cli.anonymity import SEEN, Traits, shared
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, rows
from guitu.ledger.sealed import answer_in, body_in
from guitu.matters.labels import label_in
from guitu.people.basics import opened
from guitu.rules.records import counted_of
from guitu.settling.summaries import course_in
from tests import casefile, make
from tests.security import canaries
from tests.security.clear_columns import COLUMNS, FOUND, FOUND_BY, SAID, SAID_BECAUSE, SEALED
from tests.security.test_at_rest import a_days_work, dumped, spellings

pytestmark = [pytest.mark.django_db]
ABOUT_PEOPLE = (
    "rulepacks_trialperson",
    *(f"{of}_" for of in ("people", "casework", "duties", "ledger", "matters", "approvals", "systems", "links", "notices", "settling", "importing", "response", "inspection", "portal", "handovers")),
)
SOURCE = Path(guitu.__file__).parent


def stored() -> Iterator[tuple[str, str, str]]:
    """Table, column and type, as the database has them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        )
        yield from (found for found in cursor.fetchall() if found[0].startswith(ABOUT_PEOPLE))


def of_class(why: str) -> set[tuple[str, str]]:
    return {(table, column) for table, by in COLUMNS.items() for column in by.get(why, "").split()}


def test_every_column_of_a_table_about_people_says_why_it_lies_in_clear() -> None:
    named = [(table, column) for table, by in COLUMNS.items() for columns in by.values() for column in columns.split()]
    assert len(named) == len(set(named))
    assert {(table, column) for table, column, _ in stored()} == set(named)
    assert {table for table, _ in of_class(SAID)} == SAID_BECAUSE.keys()


def test_a_column_by_which_rows_are_found_is_named_where_they_are_found() -> None:
    assert {table for table, _ in of_class(FOUND)} == FOUND_BY.keys()
    for table, column in of_class(FOUND):
        said = "".join((SOURCE / module).read_text() for module in FOUND_BY[table].split())
        assert column in said, (table, column)


def test_what_is_said_to_be_sealed_is(world: make.World, client: Client, at: datetime) -> None:
    assert {(table, column) for table, column, kind in stored() if kind == "bytea"} >= of_class(SEALED)
    a_days_work(client, world, at)
    filled = set()
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        for table, column in of_class(SEALED):
            cursor.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
            for (value,) in cursor.fetchall():
                assert bytes(value)[:2] == b"\x01\x01" and len(bytes(value)) >= 34, (table, column)
                filled.add(f"{table}.{column}")
        cursor.execute("ROLLBACK")
    assert filled >= {"people_person.basics", "people_identity.id_type", "ledger_fact.body", "settling_summary.course",
                      "ledger_request.answer", "matters_matter.label"}


BORN, CHILD = date(1987, 11, 23), date(2026, 1, 19)


def a_mother(world: make.World, at: datetime) -> UUID:
    worker = world.actor("encheng_worker")
    her = casefile.on_detox(worker, at, canaries.NAME, sex="female", born_on=BORN, phone=canaries.PHONE)
    record_nursing(worker, at=at, person_id=her, on=date(2026, 3, 2), child_born_on=CHILD)
    return her


def test_no_birth_date_no_sex_and_no_surname_lies_anywhere_in_clear(
    world: make.World, client: Client, at: datetime
) -> None:
    her = a_mother(world, at)
    make.enter(client, world, "encheng_worker")
    page = client.get(f"/casework/people/{her}/").content.decode()
    assert "欧**" in page and CHILD.isoformat() in page  # it is on file, and read
    texts = {table: text for table, text in dumped().items() if not table.startswith("grid_")}  # staff is no secret
    assert all(texts[table] for table in ("people_person", "ledger_fact", "settling_summary", "duties_duty", "ledger_entry"))
    for word in ("欧*", BORN.isoformat(), f"{BORN:%Y%m%d}", f"{BORN:%Y-%m}", CHILD.isoformat(), "female", "collector_sex"):
        assert [(table, word) for table, text in texts.items() for way in spellings(word) if way in text] == []


def test_of_one_length_it_tells_neither_the_sex_nor_how_long_a_name_is(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    for name, sex, born_on in (("王五", "male", None), ("𠮷田一郎", "female", date(1990, 1, 1)), ("Le\u0301a", "female", None)):
        casefile.person(worker, at, name, sex=sex, born_on=born_on)
    with acting(worker):
        found = rows("SELECT id, basics FROM people_person")
    assert len({len(bytes(basics)) for _, basics in found}) == 1
    assert sorted(opened(*one) for one in found)[0].masked == "L**"


def test_who_shares_what_with_how_many_is_counted() -> None:
    """Five of a kind, two of another, one alone; born in one month of one year, but on days of their own."""
    kinds = [("440785001001", "in_society")] * 5 + [("440785001002", "abstinent")] * 2 + [("440785001003", "abstinent")]
    people = [
        Traits(path, None, state, "王**" if number % 2 else "李*", "male", date(1990, 1, 1 + number))
        for number, (path, state) in enumerate(kinds)
    ]
    clear, month, everything = (shared(people, seen) for seen in SEEN.values())
    assert (clear, month, everything) == ((1, 3), (1, 3), (8, 8))
    apart = [one._replace(born_on=date(1990, 1 + number, 1)) for number, one in enumerate(people)]
    assert shared(apart, list(SEEN.values())[1]) == (8, 8)


def migration(name: str) -> Any:
    return importlib.import_module(f"guitu.{name}")


SINCE_CALLED = {  # tables that steps know by the name they had: what they are called now, and the way there and back
    "casework_fact": (
        "ledger_fact",
        "ALTER TABLE ledger_fact RENAME TO casework_fact;"
        " ALTER TRIGGER ledger_fact_append_only ON casework_fact RENAME TO casework_fact_append_only;",
        "ALTER TRIGGER casework_fact_append_only ON casework_fact RENAME TO ledger_fact_append_only;"
        " ALTER TABLE casework_fact RENAME TO ledger_fact;",
    ),
    "casework_summary": (
        "settling_summary",
        "ALTER TABLE settling_summary RENAME TO casework_summary; ALTER TABLE casework_summary RENAME matter_id TO person_id;",
        "ALTER TABLE casework_summary RENAME person_id TO matter_id; ALTER TABLE casework_summary RENAME TO settling_summary;",
    ),
}


def file_of(table: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_relation_filenode(%s)", [table])
        return int(cursor.fetchone()[0])


@contextmanager
def by_the_owner(table: str) -> Iterator[Any]:
    """Statements over every row, whatever triggers and keys say meanwhile; then they are asked."""
    with connections["owner"].schema_editor() as editor:
        editor.execute("SELECT set_config('guitu.definer', 'test', true)")
        now, then, back = SINCE_CALLED.get(table, (table, "", ""))
        editor.execute(f"ALTER TABLE {now} DISABLE TRIGGER USER; {then}")
        yield editor
        editor.execute(f"{back} ALTER TABLE {now} ENABLE TRIGGER USER")


def test_basics_of_an_older_release_are_sealed_and_its_rows_written_anew(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    her, him = a_mother(world, at), casefile.person(worker, at, "王五", born_on=None)
    step, before = migration("people.migrations.0012_basics_are_sealed"), file_of("people_person")
    with by_the_owner("people_person") as editor:
        editor.execute("ALTER TABLE people_person ADD masked text, ADD sex text, ADD born_on date")
        for person, *was in ((her, "欧**", "female", BORN), (him, "王*", "male", None)):
            editor.execute("UPDATE people_person SET basics = '', masked = %s, sex = %s, born_on = %s WHERE id = %s", [*was, person])
        step.seal_basics(None, editor)
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("ALTER TABLE people_person DROP masked, DROP sex, DROP born_on")
        editor.execute(step.WRITTEN_ANEW)
    assert file_of("people_person") != before
    with acting(worker):
        assert {person: opened(person, basics) for person, basics in rows("SELECT id, basics FROM people_person")} == {
            her: ("欧**", "female", BORN), him: ("王*", "male", None),
        }


def test_what_figures_count_by_is_kept_beside_every_fact_and_nothing_else(world: make.World, at: datetime) -> None:
    a_mother(world, at)
    with acting(world.actor("encheng_worker")):
        facts = rows("SELECT id, kind, body, counted::text FROM ledger_fact")
    for fact, kind, body, counted in facts:
        assert orjson.loads(counted) == counted_of(kind, body_in(fact, body) or {}), kind
    assert {kind for _, kind, _, counted in facts if counted != "{}"} == {
        "registered", "decision_served", "reported_in", "agreement_signed",
    }


def plain(table: str, column: str, row: UUID, value: bytes) -> Any:
    """What the application reads of a sealed value."""
    if column == "label":
        return label_in(row, value)
    if column == "id_type":
        return open_sealed(f"{table}|{column}", row, value)
    if column == "course":
        return course_in(row, value)
    return answer_in(row, value) if column == "answer" else body_in(row, value)


@pytest.mark.parametrize(
    ("table", "key", "column", "module", "seals"),
    [
        ("matters_matter", "id", "label", "matters.migrations.0006_labels_are_sealed", "seal_labels"),
        ("people_identity", "person_id", "id_type", "people.migrations.0012_basics_are_sealed", "seal_document_kinds"),
        ("casework_fact", "id", "body", "casework.migrations.0020_what_facts_say_is_sealed", "seal_bodies"),
        ("casework_summary", "person_id", "course", "casework.migrations.0020_what_facts_say_is_sealed", "seal_courses"),
        ("ledger_request", "id", "answer", "ledger.migrations.0004_answers_are_sealed", "seal_answers"),
    ],
)
def test_what_an_older_release_kept_in_clear_is_sealed_and_reads_the_same(
    world: make.World, at: datetime, table: str, key: str, column: str, module: str, seals: str
) -> None:
    her = a_mother(world, at)
    record_visit(world.actor("encheng_worker"), at=at, person_id=her, on=date(2026, 3, 16), request_id=make.request_id())

    def read() -> dict[UUID, Any]:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
            cursor.execute(f"SELECT {key}, {column} FROM {table}")
            return {row: plain(table, column, row, value) for row, value in cursor.fetchall()}

    is_text, before = column in ("id_type", "label"), {}
    with by_the_owner(table) as editor:
        before = read()
        editor.execute(f"ALTER TABLE {table} RENAME {column} TO sealed_{column}")
        editor.execute(f"ALTER TABLE {table} ALTER sealed_{column} DROP NOT NULL, ADD {column} {'text' if is_text else 'jsonb'}")
        for row, value in before.items():
            said = value if is_text else orjson.dumps(value).decode()
            editor.execute(f"UPDATE {table} SET {column} = %s, sealed_{column} = NULL WHERE {key} = %s", [said, row])
        getattr(migration(module), seals)(None, editor)
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the rows were changed twice in here
        editor.execute(f"ALTER TABLE {table} DROP {column}")
        editor.execute(f"ALTER TABLE {table} RENAME sealed_{column} TO {column}")
        assert before and None not in before.values() and read() == before
        if column not in ("id_type", "answer"):
            editor.execute(f"ALTER TABLE {table} ALTER {column} SET NOT NULL")
