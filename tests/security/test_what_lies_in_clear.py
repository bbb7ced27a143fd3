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
from tests.security.test_at_rest import a_days_work, dumped, spellings

pytestmark = [pytest.mark.django_db]
ABOUT_PEOPLE = tuple(
    f"{of}_"
    for of in ("people", "casework", "duties", "ledger", "matters", "approvals", "systems", "links", "notices", "settling", "importing")
)
SOURCE = Path(guitu.__file__).parent

# Of each table about people: what the database itself must read, and why.
KEY = "an id of ours, at random, or the digest of a pack"
PLACE = "row security and every list go by it"
FOUND = "rows are found, counted or sorted by it, see FOUND_BY"
SUMMED = "the database adds it up"
WRITTEN = "when, by whom and how it came there: the order of things, and who looked"
SAID = "not searched, and not sealed, see SAID_BECAUSE"
KEYED = "a keyed hash: equal values are found, nothing is read"
SEALED = "encrypted, bound to its row"
COLUMNS: dict[str, dict[str, str]] = {
    "people_person": {
        KEY: "id standing_no", PLACE: "county_id scope_path compartment home_path", FOUND: "sealed_at", WRITTEN: "opened_at version",
        SEALED: "basics",
    },
    "people_identity": {
        KEY: "person_id", PLACE: "county_id scope_path town_path", KEYED: "id_index phone_index tokens",
        SEALED: "name id_type id_number phone address home_address family extra",
    },
    "people_correction": {
        KEY: "id matter_id post_id", PLACE: "county_id scope_path compartment", WRITTEN: "no recorded_at", SEALED: "body",
    },
    "matters_matter": {
        KEY: "id", PLACE: "county_id scope_path compartment", WRITTEN: "opened_at closed_at sealed_at", SAID: "kind state since_on next_state next_on",
        SEALED: "label",
    },
    "matters_part": {
        KEY: "id matter_id post_id given_by", PLACE: "county_id scope_path compartment",
        FOUND: "part from_on until_on beyond expires_on", SAID: "classes purpose",
    },
    "approvals_approval": {
        KEY: "id asked_post asked_account asked_person decided_post decided_person", PLACE: "county_id scope_path",
        FOUND: "command action state asked_at until_on", WRITTEN: "decided_at", SEALED: "arguments shown words answer",
    },
    "links_link": {
        KEY: "id matter_id made_post made_person", PLACE: "county_id scope_path compartment", KEYED: "token_hash code_hash",
        FOUND: "kind made_at expires_at openings tries withdrawn_at answered_at visit_minutes", SEALED: "shown to_whom",
    },
    "importing_batch": {
        KEY: "id post_id", PLACE: "county_id scope_path", WRITTEN: "created_at finished_at", FOUND: "sheet state file_digest",
        SAID: "counts", SEALED: "file_name mapping",
    },
    "importing_row": {KEY: "id batch_id became", PLACE: "county_id scope_path", FOUND: "line outcome errors warnings", SEALED: "raw"},
    "importing_known": {KEY: "id", PLACE: "county_id scope_path", FOUND: "sheet", SEALED: "words"},
    "links_opening": {KEY: "id link_id", PLACE: "county_id", FOUND: "at outcome", KEYED: "secret_hash net"},
    "notices_notice": {
        KEY: "id post_id from_post object_id", PLACE: "county_id", FOUND: "made_at read_at kind", SAID: "code",
    },
    "notices_channel": {KEY: "id", PLACE: "county_id scope_path", FOUND: "way kinds is_on", WRITTEN: "changed_at", SEALED: "config"},
    "notices_setting": {
        KEY: "id account_id", PLACE: "county_id", FOUND: "way kinds verified_at code_until code_tries", KEYED: "code_hash",
        SEALED: "address",
    },
    "notices_delivery": {
        KEY: "id target_id", PLACE: "county_id", FOUND: "way kind window_at state attempts next_at claimed_at", SUMMED: "n",
        WRITTEN: "done_at", SAID: "trouble", SEALED: "secret",
    },
    "people_access": {
        KEY: "id post_id account_id person_id request_id", PLACE: "county_id scope_path", FOUND: "at action outcome",
        SAID: "classes purpose detail", SEALED: "words",
    },
    "people_match": {KEY: "id one_id other_id", PLACE: "county_id", FOUND: "found_at settled_at", SAID: "how"},
    "ledger_fact": {
        KEY: "id matter_id corrects batch_id post_id policy", PLACE: "county_id scope_path happened_path compartment",
        FOUND: "kind happened_on counted", WRITTEN: "recorded_at happened_at", SEALED: "body note",
    },
    "casework_measure": {KEY: "id person_id", PLACE: "county_id scope_path", SAID: "kind", SEALED: "organ decision_no"},
    "casework_current": {
        KEY: "person_id", PLACE: "county_id scope_path home_path", FOUND: "state next_state next_on", SAID: "since_on",
        WRITTEN: "settled_at",
    },
    "casework_standing": {
        KEY: "id standing_no", PLACE: "county_id path", FOUND: "state from_on until_on known_at known_until",
    },
    "casework_standingcell": {PLACE: "county_id path", FOUND: "state span begins_on", SUMMED: "delta"},
    "casework_standingchange": {KEY: "id", PLACE: "county_id path", FOUND: "state on_day", SUMMED: "delta"},
    "settling_summary": {
        KEY: "matter_id policy", PLACE: "county_id scope_path compartment", FOUND: "folded_until facts", SAID: "closed", SEALED: "course",
    },
    "casework_pointstransfer": {
        KEY: "id person_id fact_id", PLACE: "county_id scope_path", FOUND: "source item earned_on posted_at",
        SUMMED: "hundredths",
    },
    "casework_importbatch": {
        KEY: "id post_id", PLACE: "county_id scope_path", FOUND: "file_digest state created_at", WRITTEN: "finished_at",
        SAID: "counts", SEALED: "file_name mapping",
    },
    "casework_importrow": {
        KEY: "id batch_id person_id", PLACE: "county_id scope_path", FOUND: "line outcome errors warnings", SEALED: "raw",
    },
    "duties_duty": {
        KEY: "id matter_id post_id key done_by measure_id policy", PLACE: "county_id scope_path town_path compartment",
        FOUND: "kind state opens_on planned_on due_on due_at done_on", SAID: "place reasons",
    },
    "duties_postponement": {KEY: "id matter_id post_id key", PLACE: "county_id scope_path compartment", FOUND: "until_on"},
    "duties_dutycell": {PLACE: "county_id path compartment", FOUND: "span begins_on kind from_on", SUMMED: "n"},
    "duties_dutychange": {
        KEY: "id", PLACE: "county_id town_path compartment", FOUND: "kind opens_on planned_on due_on", SUMMED: "n",
    },
    "ledger_entry": {
        KEY: "id post_id account_id request_id object_id matter_id corrects policy digest block",
        PLACE: "county_id scope_path compartment", WRITTEN: "at door command", SAID: "object_kind detail",
    },
    "ledger_request": {
        KEY: "id post_id key", PLACE: "county_id", FOUND: "command", KEYED: "fingerprint", WRITTEN: "at", SEALED: "answer",
    },
    "ledger_outbox": {KEY: "id", PLACE: "county_id scope_path", WRITTEN: "at channel sent_at", SAID: "payload"},
    "systems_systemkey": {
        KEY: "id post_id made_by granted_by", PLACE: "county_id scope_path", FOUND: "expires_on made_at withdrawn_at", KEYED: "digest",
        WRITTEN: "taken_at", SAID: "name body role actions classes per_minute per_day prefix", SEALED: "why",
    },
    "systems_systemmeter": {
        KEY: "key_id", PLACE: "county_id scope_path", FOUND: "last_at day_on", SUMMED: "in_minute in_day", WRITTEN: "minute_at",
    },
    "systems_systemcall": {KEY: "id key_id number", PLACE: "county_id scope_path", FOUND: "at", SAID: "method door status"},
    "systems_subscription": {
        KEY: "id key_id", PLACE: "county_id scope_path", FOUND: "made_at ended_at", SAID: "kinds", SEALED: "address secret",
    },
    "systems_event": {
        KEY: "id subscription_id object_id matter_id", PLACE: "county_id scope_path", FOUND: "next_at sent_at given_up_at",
        WRITTEN: "at tries", SAID: "kind",
    },
    "ledger_policyversion": {
        KEY: "id post_id digest", PLACE: "county_id scope_path", FOUND: "activated_at", SAID: "pack text",
    },
}  # fmt: skip
FOUND_BY = {
    "people_person": "people/queries.py",
    "matters_part": "people/queries.py matters/rowsecurity.py casework/grid_worker.py casework/rosters/undoing.py",
    "approvals_approval": "approvals/queries.py approvals/commands.py",
    "links_link": "links/migrations/0002_row_security.py links/queries.py", "links_opening": "links/queries.py",
    "importing_batch": "importing/batches.py", "importing_row": "importing/batches.py importing/lines.py", "importing_known": "importing/known.py",
    "notices_notice": "notices/queries.py", "notices_channel": "notices/migrations/0002_row_security.py",
    "notices_setting": "notices/migrations/0002_row_security.py notices/settings_commands.py", "notices_delivery": "notices/outbox.py notices/migrations/0002_row_security.py",
    "people_access": "people/access.py", "people_match": "casework/pairs.py", "ledger_fact": "casework/profiles/queries.py casework/counts.py",
    "casework_current": "people/queries.py casework/side_card.py", "casework_standing": "figures/register/queries.py",
    "casework_standingcell": "figures/register/cells.py casework/sums.py", "casework_standingchange": "figures/register/cells.py",
    "settling_summary": "settling/jobs.py", "casework_pointstransfer": "casework/profiles/queries.py",
    "casework_importbatch": "casework/rosters/queries.py casework/rosters/commands.py casework/rosters/arriving.py",
    "casework_importrow": "casework/rosters/queries.py casework/rosters/adding.py",
    "duties_duty": "duties/filters.py duties/area_lists.py casework/counts.py", "duties_postponement": "duties/filters.py",
    "duties_dutycell": "duties/area_lists.py", "duties_dutychange": "duties/area_lists.py", "ledger_request": "ledger/commands.py",
    "ledger_policyversion": "ledger/packs.py", "systems_systemkey": "systems/queries.py systems/webhooks/sending.py",
    "systems_systemmeter": "systems/queries.py", "systems_systemcall": "systems/queries.py", "systems_subscription": "systems/queries.py",
    "systems_event": "systems/webhooks/sending.py",
}  # fmt: skip
SAID_BECAUSE = {
    "people_access": "codes, ids, how many were found, a keyed hash of what was searched for",
    "matters_part": "codes of what is shown to who is invited, and for what",
    "matters_matter": "a person's file, or another kind; of another where it stands, of a person nothing",
    "people_match": "a code: one person or two",
    "casework_measure": "a code that the state and the ledger say too",
    "casework_current": "the day from which the state holds, as standing says it",
    "settling_summary": "a digest of duties that lie beside it",
    "importing_batch": "how many lines have which error, by codes",
    "casework_importbatch": "how many lines have which error, by codes",
    "duties_duty": "the name of the village; codes of rules with days and counts",
    "notices_notice": "a short number of ours, which no name fits into",
    "notices_delivery": "a code: why it was not delivered",
    "ledger_entry": "kinds of facts, codes and days",
    "ledger_outbox": "nothing leaves the house yet",
    "ledger_policyversion": "packs are public",
    "systems_systemkey": "which office's program it is and what it may do; the beginning of a secret of 256 bits",
    "systems_systemcall": "which door was knocked at, and how it was answered", "systems_subscription": "kinds of facts",
    "systems_event": "the kind of a fact, as the ledger says it",
}


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
                      "ledger_request.answer", "matters_matter.label"}  # fmt: skip


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
        }  # fmt: skip


def test_what_figures_count_by_is_kept_beside_every_fact_and_nothing_else(world: make.World, at: datetime) -> None:
    a_mother(world, at)
    with acting(world.actor("encheng_worker")):
        facts = rows("SELECT id, kind, body, counted::text FROM ledger_fact")
    for fact, kind, body, counted in facts:
        assert orjson.loads(counted) == counted_of(kind, body_in(fact, body) or {}), kind
    assert {kind for _, kind, _, counted in facts if counted != "{}"} == {
        "registered", "decision_served", "reported_in", "agreement_signed",
    }  # fmt: skip


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
