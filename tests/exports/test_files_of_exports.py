"""The file of an export: sealed, gone after a day, made once whatever was killed, read in pieces."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from guitu import timetable
from guitu.exports import files, making
from guitu.exports.jobs import make_export
from guitu.kit.database import acting, row
from tests import casefile, make
from tests.exports.asking import NAME, NUMBER, USUAL, WORDS, ask, fetched, looks, lying, only, page
from tests.worker import work_off

pytestmark = [pytest.mark.django_db(transaction=True)]


# -- what lies where --------------------------------------------------------------------------------------------


def test_no_name_lies_in_clear_in_the_database_a_job_or_the_folder(world: make.World, client: Client, wang: UUID) -> None:
    ask(client, world, columns=[*USUAL, "last_test"])  # with a request that waits
    ask(client, world)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'make_export'")
        told = "".join(text for (text,) in cursor.fetchall())
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'dump', true)")
        lain = ""
        for table in ("exports_export", "approvals_approval", "ledger_entry", "ledger_request", "people_access"):
            cursor.execute(f"SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM {table} t")
            lain += cursor.fetchone()[0]
        cursor.execute("ROLLBACK")
    assert told and set(json.loads(told)) == {"export_id", "post_id", "account_id", "natural_person_id"}
    work_off()
    (path,) = Path(settings.EXPORTS).iterdir()
    assert path.stat().st_mode & 0o077 == 0
    for word in (NAME, NUMBER, WORDS, "东门"):
        data = word.encode()
        assert word not in lain and data.hex() not in lain and word not in told
        assert word not in path.name and data not in path.read_bytes()
    assert path.read_bytes()[:1] == b"\x01" and not path.read_bytes().startswith(b"PK")


def test_a_file_put_under_another_export_does_not_open(world: make.World, client: Client, wang: UUID) -> None:
    ask(client, world)
    work_off()
    path = files.place(only(world))
    path.write_bytes(files.keep(uuid4(), b"other", make.moment(2026, 3, 16)).read_bytes())
    answer = client.post(f"/exports/{only(world)}/fetch/")
    assert answer.status_code == 422 and "读不出来" in answer.content.decode()


def test_a_file_lies_a_day_and_then_the_clock_takes_it(
    world: make.World, client: Client, clock: Callable[[str], None], wang: UUID
) -> None:
    ask(client, world)
    work_off()
    clock("2026-03-17T08:59:00")
    cast("Any", timetable.sweep_exports).defer(timestamp=0)
    work_off()
    assert len(lying()) == 1
    clock("2026-03-17T09:00:00")
    make.enter(client, world, "encheng_worker")
    assert "已过期删除" in page(client)
    refused = client.post(f"/exports/{only(world)}/fetch/")
    assert refused.status_code == 422 and "24 小时" in refused.content.decode()
    cast("Any", timetable.sweep_exports).defer(timestamp=0)
    assert work_off()["sweep_exports"] == 1 and lying() == []


# -- killed between ---------------------------------------------------------------------------------------------


def job_of(world: make.World, export: UUID) -> dict[str, str]:
    actor = world.actor("encheng_worker")
    return {"export_id": str(export), "post_id": str(actor.post_id), "account_id": str(actor.account_id),
            "natural_person_id": str(actor.natural_person_id)}


def run_job(world: make.World, export: UUID) -> None:
    cast("Any", make_export)(**job_of(world, export))


def test_run_twice_it_is_made_and_noted_once(world: make.World, client: Client, wang: UUID) -> None:
    ask(client, world)
    run_job(world, only(world))
    first = files.place(only(world)).read_bytes()
    run_job(world, only(world))
    assert files.place(only(world)).read_bytes() == first and len(looks(world)) == 1 and len(lying()) == 1
    work_off()
    assert len(looks(world)) == 1 and len(fetched(client, world)) == 3


def test_killed_after_the_file_and_before_its_row_it_is_made_again(
    world: make.World, client: Client, at: datetime, wang: UUID
) -> None:
    ask(client, world)
    export = only(world)
    files.become(files.keep(export, b"half a book", at), export)  # as a worker leaves it that dies before its COMMIT
    files.keep(export, b"half a book", at)  # and one that dies while it writes
    assert "正在制作" in page(client)
    assert client.post(f"/exports/{export}/fetch/").status_code == 422
    work_off()
    assert len(fetched(client, world)) == 3 and len(looks(world)) == 1
    assert files.sweep(at.replace(day=18)) == 1 and lying() == []


def test_a_large_list_is_read_in_pieces_and_stays_in_its_order(
    world: make.World, client: Client, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"王{chr(0x4E00 + number)}" for number in range(7)]
    for number, name in enumerate(names):
        casefile.person(world.actor("encheng_worker"), at, name, scope_path=f"{make.ENCHENG}00{1 + number % 3}")
    monkeypatch.setattr(making, "CHUNK", 2)
    ask(client, world, columns=["name", "place"])
    work_off()
    sheet = fetched(client, world)[1:-1]
    assert sorted(line[0] for line in sheet) == sorted(names)
    places = [line[1] for line in sheet]
    assert places == sorted(places, key=places.index) and len(set(places)) == 3
    with acting(world.actor("encheng_worker")):
        assert row("SELECT written FROM exports_export") == (7,)
