"""Whoever takes the disk or a dump finds nobody: the whole database as text, after a day's work."""

from __future__ import annotations

import base64
import importlib
import io
import json
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from guitu.casework.rosters import queries
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, rows
from guitu.people import access
from tests import casefile, make
from tests.casework import steps
from tests.rosters import batches
from tests.security import canaries, doors
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]
CHOICE = re.compile(r'<input[^>]*type="radio"[^>]* name="([^"]+)" value="([^"]+)"')
SELECT = re.compile(r'<select[^>]*? name="([^"]+)"[^>]*>(?:\s*<option value=""[^>]*>[^<]*</option>)?\s*<option value="([^"]+)"')
DAY_FIELD = re.compile(r'<input[^>]*? name="([^"]+)" type="date"')
ONLY_CODES = frozenset({"sample_a", "sample_b", "kit_lot", "to_code", "to_path"})  # they take letters and digits of a code alone
TEXT_FIELD = re.compile(r'<textarea[^>]*? name="([^"]+)"|<input[^>]*? name="([^"]+)" type="(?:text|search|tel)"')


def dumped() -> dict[str, str]:
    """Every table of the database as its owner reads it, one text each; bytes as hex and as they are."""
    texts = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'dump', true)")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            if table in ("grid_area", "django_migrations"):
                continue
            cursor.execute(f'SELECT coalesce(string_agg(to_jsonb(t)::text, chr(10)), \'\') FROM "{table}" t')
            texts[table] = cursor.fetchone()[0]
        cursor.execute("ROLLBACK")
    return texts


def spellings(word: str) -> set[str]:
    """How a word could lie there: as it is, escaped in JSON, as bytes in hex or in base64."""
    data = word.encode()
    return {word, json.dumps(word)[1:-1], data.hex(), word.encode("utf-16-be").hex(), base64.b64encode(data).decode()[:-3]}


def found_in(texts: dict[str, str]) -> list[tuple[str, str]]:
    words = {way: word for word in canaries.SECRETS for way in spellings(word)}
    return [(table, word) for table, text in texts.items() for way, word in words.items() if way in text]


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """What the log of the server says meanwhile."""
    [handler] = [each for each in logging.getLogger().handlers if getattr(each, "name", "") == "stderr"]
    log = io.StringIO()
    before, handler.stream = handler.stream, log  # type: ignore[attr-defined]
    try:
        yield log
    finally:
        handler.stream = before  # type: ignore[attr-defined]


def a_days_work(client: Client, world: make.World, at: datetime) -> UUID:
    """Through the door: looked for, opened, unmasked, visited, tested, refused, a legal step, a wrong address."""
    wang = canaries.someone_known_well(world, at)
    make.enter(client, world, "encheng_worker")
    for words in (canaries.NAME, canaries.NUMBER, canaries.PHONE):
        answer = client.post("/people/search/", {"q": words})
        assert client.get(answer["Location"]).status_code == 200
    assert canaries.NAME in client.post(f"/people/{wang}/unmask/", {"purpose": "other", "words": canaries.PURPOSE}).content.decode()
    base = {"on": "2026-03-16", "note": canaries.NOTE, "how": "home", "met": "1", "place": canaries.ADDRESS}
    written = 0
    for route in doors.about_people():
        url = doors.address(route, {"person_id": wang})
        for stage in ("check", "confirm"):
            data = {**base, "stage": stage, "request_id": str(uuid4()), "decision_no": canaries.DECISION,
                    "organ": "恩平市公安局", "reason": "family", "kind": "voluntary", "result": "negative"}
            written += client.post(url, data).status_code == 200
    assert written > 3
    steps.measure(world, at, casefile.person(world.actor("encheng_worker"), at, canaries.NAME, on=date(2026, 1, 2)))
    client.get(f"/people/{canaries.NUMBER}/unmask/")
    client.get(f"/people/?q={canaries.PHONE}&search={canaries.NUMBER}")
    Client().post("/login/", {"login": "t-nobody", "password": canaries.NUMBER})
    everything_typed(client, wang)
    Client().post("/login/", {"login": canaries.LOGIN, "password": canaries.TYPED})
    return wang


def everything_typed(client: Client, person: UUID) -> None:
    """Every field that takes text, of every form about somebody, with a mark in it; first choices and days beside it."""
    taken: set[tuple[str, str]] = set()
    for route in doors.about_people():
        url = doors.address(route, {"person_id": person})
        found = client.get(url)
        if found.status_code != 200:
            continue
        page = found.content.decode()
        names = {area or field for area, field in TEXT_FIELD.findall(page)} - {"q"}
        choices = CHOICE.findall(page)
        days = dict.fromkeys(DAY_FIELD.findall(page), "2026-03-16")
        for left, chosen in product((frozenset[str](), ONLY_CODES), (dict(choices), dict(reversed(choices)))):
            words = dict.fromkeys(names - left, canaries.TYPED)
            data = dict(SELECT.findall(page)) | chosen | days | words | {"on": "2026-03-16", "request_id": str(uuid4())}
            for stage in ("check", "confirm"):
                answer = client.post(url, {**data, "stage": stage})
                assert answer.status_code < 500, url
            if answer.status_code == 200:
                taken |= {(route, name) for name in words}
    assert len(taken) > 12 and {"note", "organ", "decision_no", "number", "words"} <= {name for _, name in taken}


def a_roster_sent(client: Client, folder: Path) -> str:
    """Through the screen: a file named after somebody, a sheet and a heading too; a row in a heading's place besides."""
    path = folder / "sent.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet(canaries.SHEET)
    row = {**batches.person(1, 姓名=canaries.NAME, 身份证号=canaries.NUMBER, 联系电话=canaries.PHONE), canaries.HEADING: canaries.EXTRA}
    sheet.write_row(0, 0, list(row))
    sheet.write_row(1, 0, list(row.values()))
    workbook.close()
    sent = client.post(
        "/casework/rosters/", {"file": SimpleUploadedFile(f"{canaries.FILE_NAME}.xlsx", path.read_bytes())}
    )
    assert sent.status_code == 302
    return str(sent["Location"])


def lying_in_the_folder() -> dict[str, str]:
    """What waits for a reader, and half-written files: their names and what is in them."""
    held = [path for path in Path(settings.UPLOADS).rglob("*") if path.is_file()]
    return {path.name: path.name + path.read_bytes().decode("latin-1") for path in held}


def test_no_table_holds_a_name_a_number_an_address_or_a_note(
    world: make.World, client: Client, at: datetime
) -> None:
    a_days_work(client, world, at)
    texts = dumped()
    assert len(texts) > 25
    for table in ("people_identity", "ledger_fact", "ledger_entry", "people_access", "grid_session", "ledger_request"):
        assert texts[table], table
    assert found_in(texts) == []


def test_an_imported_file_leaves_its_name_its_sheet_and_its_headings_nowhere_in_clear(
    world: make.World, client: Client, tmp_path: Path
) -> None:
    with logged() as log:
        make.enter(client, world, "encheng_head")
        place = a_roster_sent(client, tmp_path)
        batch = place.rstrip("/").rsplit("/", 1)[-1]
        held = lying_in_the_folder()
        waiting = dumped()
        assert waiting["procrastinate_jobs"] and found_in(waiting) == []
        assert f"{batch}.roster" in held and found_in({"names": " ".join(held)}) == []
        run_jobs()
        page = client.get(place).content.decode()
        assert canaries.FILE_NAME in page and canaries.HEADING in page
        assert canaries.FILE_NAME in client.get("/casework/rosters/").content.decode()
        assert canaries.HEADING in client.get(f"{place}columns/").content.decode()
        assert client.post(f"{place}start/", {"request_id": str(uuid4())}).status_code < 400
        run_jobs()
    texts = dumped()
    assert texts["casework_importbatch"] and texts["casework_importrow"]
    assert found_in(texts) == [] and found_in({"log": log.getvalue()}) == []
    assert f"{batch}.roster" not in lying_in_the_folder() and found_in(lying_in_the_folder()) == []


def test_a_whole_days_work_leaves_nothing_typed_in_the_log_or_among_the_jobs(
    world: make.World, client: Client, at: datetime
) -> None:
    with logged() as log:
        a_days_work(client, world, at)
        jobs = dumped()["procrastinate_jobs"]
        run_jobs()
    assert found_in({"log": log.getvalue()}) == []
    assert jobs and found_in({"jobs": jobs}) == [] and found_in(dumped()) == []
    assert found_in(lying_in_the_folder()) == []


def test_what_an_older_release_kept_in_clear_is_sealed_by_the_migration(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    actor = world.actor("encheng_head")
    batch = batches.receive(actor, batches.book(tmp_path / "a.xlsx", [batches.person(1)]), at)
    batches.commit(actor, batch, at)
    mapping = json.dumps({"sheet": canaries.SHEET, "columns": [[0, "A", canaries.HEADING, "name", False]], "heading_lines": [1]})
    migration = importlib.import_module("guitu.casework.migrations.0013_typed_words_are_sealed")
    with connections["owner"].schema_editor() as editor:
        editor.execute("SELECT set_config('guitu.definer', 'test', true)")
        for name in ("name", "mapping"):
            clear = {"name": "file_name"}.get(name, name)
            editor.execute(f"ALTER TABLE casework_importbatch RENAME {clear} TO sealed_{name}")
            editor.execute(f"ALTER TABLE casework_importbatch ADD {clear} {'text' if name == 'name' else 'jsonb'}")
        editor.execute("UPDATE casework_importbatch SET file_name = %s, mapping = %s", [canaries.FILE_NAME, mapping])
        migration.seal_batches(None, editor)
        editor.execute("ALTER TABLE casework_importbatch DROP file_name, DROP mapping")
        editor.execute("ALTER TABLE casework_importbatch RENAME sealed_name TO file_name")
        editor.execute("ALTER TABLE casework_importbatch RENAME sealed_mapping TO mapping")
        editor.execute("ALTER TABLE casework_measure RENAME organ TO sealed_organ")
        editor.execute("ALTER TABLE casework_measure ADD organ text")
        editor.execute("UPDATE casework_measure SET organ = %s", [canaries.TYPED])
        migration.seal_organs(None, editor)
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the rows were changed twice in here
        editor.execute("ALTER TABLE casework_measure DROP organ")
        editor.execute("ALTER TABLE casework_measure RENAME sealed_organ TO organ")
    assert found_in(dumped()) == []
    with acting(actor):
        found = queries.batch(batch)
        [(measure, organ)] = rows("SELECT id, organ FROM casework_measure")
    assert found.file_name == canaries.FILE_NAME and found.mapping == json.loads(mapping)
    assert open_sealed("casework_measure|organ", measure, organ) == canaries.TYPED


def test_sessions_hold_no_words_of_a_search(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "encheng_worker")
    client.post("/people/search/", {"q": canaries.NAME})
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT session_data FROM grid_session")
        for (data,) in cursor.fetchall():
            packed = data.split(":")[0]
            raw = base64.urlsafe_b64decode(packed.lstrip(".") + "===")
            text = zlib.decompress(raw) if packed.startswith(".") else raw
            assert canaries.NAME not in json.loads(text).__repr__() and canaries.NAME.encode() not in text


def test_words_of_looks_that_lay_in_clear_are_sealed_by_the_migration(world: make.World, at: datetime) -> None:
    wang = canaries.someone_known_well(world, at)
    with acting(world.actor("encheng_worker"), durable=True):
        access.note(world.actor("encheng_worker"), wang, casefile.VILLAGE, "unmask", "IDENT", at, f"other: {canaries.PURPOSE}")
    assert found_in(dumped())
    sealing = importlib.import_module("guitu.people.migrations.0006_words_of_a_look_are_sealed")
    with connections["owner"].schema_editor() as editor:
        sealing.seal_words(None, editor)
    assert found_in(dumped()) == []
    with acting(world.actor("encheng_head")):
        [(line, purpose, words)] = rows("SELECT id, purpose, words FROM people_access WHERE action = 'unmask'")
    assert purpose == "other" and open_sealed("people_access|words", line, words) == canaries.PURPOSE


@pytest.mark.parametrize(
    ("module", "seals", "adds"),
    [
        ("people.migrations.0006_words_of_a_look_are_sealed", "seal_words", ""),
        ("casework.migrations.0013_typed_words_are_sealed", "seal_organs", "casework_measure ADD COLUMN sealed_organ bytea"),
    ],
)
def test_a_house_that_begins_has_nothing_to_seal_and_needs_no_keys_yet(
    transactional_db: None, settings: Any, tmp_path: Path, module: str, seals: str, adds: str
) -> None:
    settings.KEYS = tmp_path / "none.json"
    migration = importlib.import_module(f"guitu.{module}")
    with connections["owner"].schema_editor() as editor:
        if adds:
            editor.execute(f"ALTER TABLE {adds}")
        getattr(migration, seals)(None, editor)
        if adds:
            editor.execute(f"ALTER TABLE {adds.replace(' ADD ', ' DROP ').removesuffix(' bytea')}")


def test_the_log_names_pages_not_what_was_typed_into_an_address(
    world: make.World, client: Client
) -> None:
    with logged() as log:
        make.enter(client, world, "encheng_worker")
        for path in (f"/people/{canaries.NUMBER}/unmask/", f"/people/?q={canaries.PHONE}", f"/figures/register/{canaries.NAME}/"):
            client.get(path)
        client.post("/people/search/", {"q": canaries.NAME})
    said = log.getvalue()
    assert "404 at" in said and found_in({"log": said}) == [] and canaries.NAME.encode().hex() not in said


def test_the_dump_would_have_found_it(world: make.World, at: datetime) -> None:
    """The test itself is sharp: words put down in the clear are seen, wherever they lie."""
    assert found_in({"x": canaries.NAME}) and found_in({"x": json.dumps(canaries.NOTE)})
    assert found_in({"x": canaries.NUMBER.encode().hex()})
