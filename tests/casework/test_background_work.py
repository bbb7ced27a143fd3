"""Background work after a kill: taken up again, found from the facts, seen by the administrator, done as whoever asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client

from guitu.casework.rosters import batch_actions, pipeline
from guitu.grid.access import clock_actor
from guitu.grid.establishing import end_holding
from guitu.grid.models import Account
from guitu.kit.database import acting, rows, run
from guitu.ledger.sealed import sealed_body
from guitu.settling import jobs
from tests import make
from tests.rosters.batches import book, person, receive
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]


def imported(world: make.World, at: datetime, tmp_path: Path, many: int) -> UUID:
    """A batch whose people are on file and whose settling waits in the queue."""
    head = world.actor("encheng_head")
    batch = receive(head, book(tmp_path / f"{many}.xlsx", [person(n) for n in range(1, many + 1)]), at)
    pipeline.commit_batch(head, batch, at=at, door="test", settle_now=False)
    return batch


def standing() -> int:
    with acting(clock_actor(make.ENPING)):
        return int(rows("SELECT count(*) FROM casework_current")[0][0])


def as_if_the_worker_died(task: str) -> None:
    """What a kill leaves: a job that runs, of a worker that is heard no more."""
    run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes')")
    run(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
        " WHERE task_name = %s AND status = 'todo'",
        [task],
    )


@pytest.fixture
def worker_environ() -> dict[str, str]:
    held = connections["default"].settings_dict
    url = f"postgresql://{held['USER']}:{held['PASSWORD']}@/{held['NAME']}?host={held['HOST']}&port={held['PORT']}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "guitu.settings", "GUITU_ROLE": "app"}


WORKER = [sys.executable, "-m", "guitu.cli", "work"]


@pytest.fixture
def killed_worker(worker_environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(WORKER, env=worker_environ, start_new_session=True)
    yield process
    os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
    process.wait()


def test_a_job_of_a_worker_that_is_heard_no_more_goes_back_to_the_queue(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    from guitu.kit import queue

    imported(world, at, tmp_path, 3)
    as_if_the_worker_died("settle_matters")
    assert queue.counts().stalled == 1
    assert queue.take_up() == 1
    run_jobs()
    assert standing() == 3


def test_the_clock_takes_up_what_a_dead_worker_left(world: make.World, at: datetime, tmp_path: Path) -> None:
    from guitu import timetable

    imported(world, at, tmp_path, 3)
    as_if_the_worker_died("settle_matters")
    timetable.take_up_jobs(0)
    run_jobs()
    assert standing() == 3


def test_a_settle_killed_in_a_big_import_leaves_nobody_without_standing_after_a_restart(
    world: make.World,
    at: datetime,
    tmp_path: Path,
    killed_worker: subprocess.Popen[bytes],
    worker_environ: dict[str, str],
) -> None:
    imported(world, at, tmp_path, 900)
    until = time.monotonic() + 60
    while standing() == 0:
        assert time.monotonic() < until, "the worker never began"
        time.sleep(0.02)
    killed_worker.kill()
    killed_worker.wait()
    assert standing() < 900
    run("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    again = subprocess.run([*WORKER, "--once"], env=worker_environ, check=False, timeout=120)
    assert again.returncode == 0
    assert standing() == 900


def test_people_whose_facts_were_never_settled_are_found_from_the_facts(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    imported(world, at, tmp_path, 4)
    run("DELETE FROM procrastinate_events")
    run("DELETE FROM procrastinate_jobs")  # nobody knows of it any more, but the facts
    assert len(jobs.unsettled(make.ENPING)) == 4
    jobs.settle_what_is_left(make.ENPING)
    run_jobs()
    assert standing() == 4
    assert jobs.unsettled(make.ENPING) == []


def test_a_fact_more_than_was_settled_is_found_too(world: make.World, at: datetime, tmp_path: Path) -> None:
    """Not only new files: somebody on file of whom one fact more is known than what follows says."""
    imported(world, at, tmp_path, 2)
    run_jobs()
    fact = uuid4()
    with acting(world.actor("encheng_head")):
        run(
            "INSERT INTO ledger_fact (id, county_id, scope_path, happened_path, kind, happened_on, recorded_at, body, counted, post_id,"
            " matter_id) SELECT %s, county_id, scope_path, scope_path, 'visit', '2026-03-15', now(), %s, '{}', %s, id"
            " FROM people_person LIMIT 1",
            [fact, sealed_body(fact, {"how": "home", "met": True}), world.posts["encheng_head"]],
        )
    assert len(jobs.unsettled(make.ENPING)) == 1
    jobs.settle_what_is_left(make.ENPING)
    run_jobs()
    assert jobs.unsettled(make.ENPING) == []


def test_a_batch_says_that_it_is_not_settled_yet(
    client: Client, world: make.World, at: datetime, tmp_path: Path
) -> None:
    batch = imported(world, at, tmp_path, 3)
    make.enter(client, world, "encheng_head")
    place = f"/casework/rosters/{batch}/"
    assert "还有 3 人没有排好" in client.get(place).content.decode()
    run_jobs()
    assert "没有排好" not in client.get(place).content.decode()


def fail_a_job() -> None:
    run(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
        " VALUES ('settle', 'settle_matters', '{\"county_id\": \"440785\", \"kind\": \"person\", \"matter_ids\": []}', 'failed', 4)"
    )


@pytest.fixture
def administrator(client: Client, world: make.World) -> Client:
    world.posts["system"], world.accounts["system"] = make.post_of("system_admin", make.ENPING)
    make.enter(client, world, "system")
    return client


def test_failed_and_stalled_jobs_are_on_the_administrators_page(
    administrator: Client, world: make.World, at: datetime, tmp_path: Path
) -> None:
    imported(world, at, tmp_path, 2)
    as_if_the_worker_died("settle_matters")
    fail_a_job()
    page = administrator.get("/casework/background/").content.decode()
    assert "失败" in page
    assert "中断" in page
    assert "还没有算好的人" in page
    assert "林" not in page  # no name: the administrator sees no data


def test_a_failed_job_is_run_again_at_the_administrators_word(administrator: Client, world: make.World) -> None:
    fail_a_job()
    found = rows("SELECT id FROM procrastinate_jobs WHERE status = 'failed'")[0][0]
    answer = administrator.post(f"/casework/background/{found}/again/", {"request_id": make.request_id()})
    assert answer.status_code == 302
    run_jobs()
    assert rows("SELECT status FROM procrastinate_jobs WHERE id = %s", [found]) == [("succeeded",)]


def test_nobody_else_sees_the_background_work(client: Client, world: make.World) -> None:
    for name in ("encheng_head", "auditor", "clerk"):
        make.enter(client, world, name)
        assert client.get("/casework/background/").status_code == 404


def test_readyz_says_that_a_job_failed_or_stands_still(
    client: Client, world: make.World, at: datetime, tmp_path: Path
) -> None:
    imported(world, at, tmp_path, 1)
    assert client.get("/readyz").content.decode().splitlines()[0] == "ok"
    fail_a_job()
    as_if_the_worker_died("settle_matters")
    said = client.get("/readyz").content.decode()
    assert said.splitlines()[0] == "degraded"
    assert "failed 1" in said
    assert "stalled 1" in said


def test_the_doctor_says_that_a_job_failed_or_that_people_are_not_settled(
    world: make.World, at: datetime, tmp_path: Path, worker_environ: dict[str, str]
) -> None:
    from guitu.cli import doctor

    imported(world, at, tmp_path, 2)
    fail_a_job()
    found = {finding.name: finding for finding in doctor.background(worker_environ["DATABASE_URL"])}
    assert not found["后台任务 background"].good
    assert "失败 failed 1" in found["后台任务 background"].said


def waiting_import(
    client: Client, world: make.World, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> UUID:
    monkeypatch.setattr(batch_actions, "SMALL", 1)
    batch = receive(world.actor("encheng_head"), book(tmp_path / "a.xlsx", [person(n) for n in range(1, 5)]), at)
    make.enter(client, world, "encheng_head")
    client.post(f"/casework/rosters/{batch}/start/")
    return batch


def test_a_job_does_not_run_on_under_the_next_holder_and_says_why_it_stopped(
    client: Client, world: make.World, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = waiting_import(client, world, at, tmp_path, monkeypatch)
    world.posts["security"], world.accounts["security"] = make.post_of("security_admin", make.ENPING)
    end_holding(world.actor("security"), at=at, door="test", post_id=world.posts["encheng_head"], until_on=date(2026, 3, 16))
    run_jobs()
    with acting(clock_actor(make.ENPING)):
        assert rows("SELECT count(*) FROM people_person") == [(0,)]
        assert rows("SELECT state FROM casework_importbatch WHERE id = %s", [batch]) == [("stopped",)]
    make.enter(client, world, "clerk")
    page = client.get(f"/casework/rosters/{batch}/").content.decode()
    assert "开始导入的人已不在这个岗位" in page


def test_a_job_of_a_disabled_account_stops(
    client: Client, world: make.World, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = waiting_import(client, world, at, tmp_path, monkeypatch)
    Account.objects.filter(pk=world.accounts["encheng_head"]).update(is_active=False)
    run_jobs()
    with acting(clock_actor(make.ENPING)):
        assert rows("SELECT count(*) FROM people_person") == [(0,)]
        assert rows("SELECT state FROM casework_importbatch WHERE id = %s", [batch]) == [("stopped",)]


def test_a_job_of_whoever_still_holds_the_post_runs(
    client: Client, world: make.World, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_import(client, world, at, tmp_path, monkeypatch)
    run_jobs()
    assert standing() == 4
