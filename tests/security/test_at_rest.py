"""Whoever takes the disk or a dump finds nobody: the whole database as text, after a day's work."""

from __future__ import annotations

import base64
import importlib
import io
import json
import logging
import zlib
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client

from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, rows
from guitu.people import access
from tests import casefile, make
from tests.casework import steps
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]


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
                    "organ": "恩平市公安局", "reason": "family", "kind": "voluntary", "result": "negative"}  # fmt: skip
            written += client.post(url, data).status_code == 200
    assert written > 3
    steps.measure(world, at, casefile.person(world.actor("encheng_worker"), at, canaries.NAME, on=date(2026, 1, 2)))
    client.get(f"/people/{canaries.NUMBER}/unmask/")
    client.get(f"/people/?q={canaries.PHONE}&search={canaries.NUMBER}")
    Client().post("/login/", {"login": "t-nobody", "password": canaries.NUMBER})
    return wang


def test_no_table_holds_a_name_a_number_an_address_or_a_note(
    world: make.World, client: Client, at: datetime
) -> None:
    a_days_work(client, world, at)
    texts = dumped()
    assert len(texts) > 25
    for table in ("people_identity", "casework_fact", "ledger_entry", "people_access", "django_session", "ledger_request"):
        assert texts[table], table
    assert found_in(texts) == []


def test_sessions_hold_no_words_of_a_search(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "encheng_worker")
    client.post("/people/search/", {"q": canaries.NAME})
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
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


def test_the_log_names_pages_not_what_was_typed_into_an_address(
    world: make.World, client: Client
) -> None:
    [handler] = [each for each in logging.getLogger().handlers if getattr(each, "name", "") == "stderr"]
    log = io.StringIO()
    before, handler.stream = handler.stream, log  # type: ignore[attr-defined]
    make.enter(client, world, "encheng_worker")
    for path in (f"/people/{canaries.NUMBER}/unmask/", f"/people/?q={canaries.PHONE}", f"/figures/register/{canaries.NAME}/"):
        client.get(path)
    client.post("/people/search/", {"q": canaries.NAME})
    handler.stream = before  # type: ignore[attr-defined]
    said = log.getvalue()
    assert "404 at" in said and found_in({"log": said}) == [] and canaries.NAME.encode().hex() not in said


def test_the_dump_would_have_found_it(world: make.World, at: datetime) -> None:
    """The test itself is sharp: words put down in the clear are seen, wherever they lie."""
    assert found_in({"x": canaries.NAME}) and found_in({"x": json.dumps(canaries.NOTE)})
    assert found_in({"x": canaries.NUMBER.encode().hex()})
