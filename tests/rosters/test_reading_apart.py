"""A file sent by the screen is read by the readers, never by a process that serves pages."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from guitu.cli import left_uploads
from guitu.cli.environment import Database
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows
from guitu.kit.workbooks import reading
from tests import make
from tests.rosters.batches import book, person
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Of tests before, and for tests after."""
    yield
    for name in uploads():
        (Path(settings.UPLOADS) / name).unlink()


def send(client: Client, content: bytes, name: str = "a.xlsx") -> Any:
    return client.post("/casework/rosters/", {"file": SimpleUploadedFile(name, content)})


def roster(tmp_path: Path, many: int = 3) -> bytes:
    return book(tmp_path / f"{many}.xlsx", [person(n) for n in range(1, many + 1)]).read_bytes()


def uploads() -> list[str]:
    return sorted(path.name for path in Path(settings.UPLOADS).iterdir() if path.suffix == ".roster")


def test_a_page_never_starts_a_parser(
    client: Client, world: make.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.enter(client, world, "encheng_head")
    started: list[object] = []
    begin = subprocess.Popen.__init__

    def noted(self: Any, *args: Any, **kwargs: Any) -> None:
        started.append(args)
        begin(self, *args, **kwargs)

    monkeypatch.setattr(subprocess.Popen, "__init__", noted)
    sent = send(client, roster(tmp_path))
    assert sent.status_code == 302
    client.get(sent["Location"])
    assert started == []


def test_a_file_waits_its_turn_and_says_so_and_is_then_read(client: Client, world: make.World, tmp_path: Path) -> None:
    make.enter(client, world, "encheng_head")
    sent = send(client, roster(tmp_path))
    page = client.get(sent["Location"]).content.decode()
    assert "正在读" in page
    assert client.get(f"{sent['Location']}progress/").status_code == 200
    run_jobs()
    assert client.get(f"{sent['Location']}progress/")["HX-Redirect"] == sent["Location"]
    assert "能导入 3 行" in client.get(sent["Location"]).content.decode()


def test_a_file_that_cannot_be_read_says_why_on_its_own_page(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    sent = send(client, b"PK\x03\x04 broken")
    run_jobs()
    page = client.get(sent["Location"]).content.decode()
    assert "已损坏" in page or "不是能读的表格" in page
    assert uploads() == []


def test_a_file_too_big_is_refused_at_once(client: Client, world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    make.enter(client, world, "encheng_head")
    answer = send(client, b"\0" * (33 * 1024 * 1024))
    assert answer.status_code == 422
    assert "超过 32 MB" in answer.content.decode()
    assert uploads() == []


def test_what_was_sent_lies_in_a_private_folder_and_is_gone_when_it_is_read(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    make.enter(client, world, "encheng_head")
    send(client, roster(tmp_path))
    folder = Path(settings.UPLOADS)
    (name,) = uploads()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / name).stat().st_mode & 0o777 == 0o600
    run_jobs()
    assert uploads() == []


def test_a_reader_killed_in_the_middle_leaves_a_file_that_is_read_after_all(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    from guitu.kit import queue
    from guitu.kit.database import run

    make.enter(client, world, "encheng_head")
    sent = send(client, roster(tmp_path))
    run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes')")
    run("UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)")
    assert queue.take_up() == 1
    run_jobs()
    assert "能导入 3 行" in client.get(sent["Location"]).content.decode()


def test_a_server_that_starts_sweeps_what_was_left_and_keeps_what_waits(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    held = connection.settings_dict
    url = f"postgresql://{held['USER']}:{held['PASSWORD']}@/{held['NAME']}?host={held['HOST']}&port={held['PORT']}"
    make.enter(client, world, "encheng_head")
    sent = send(client, roster(tmp_path))
    folder = Path(settings.UPLOADS)
    for name in ("x.upload.csv", "half.part", f"{uuid4()}.roster"):
        (folder / name).write_text("姓名")
    with left_uploads.swept(Database({"app": url})):
        (folder / "y.part").write_text("姓名")
        with left_uploads.swept(Database({"app": url})):  # a second server of the folder leaves alone what the first uses
            assert (folder / "y.part").exists()
        assert not {"x.upload.csv", "half.part"} & {path.name for path in folder.iterdir()}
        assert len(uploads()) == 1
    run_jobs()
    assert "能导入 3 行" in client.get(sent["Location"]).content.decode()


def test_a_file_read_twice_because_of_a_kill_is_one_batch(client: Client, world: make.World, tmp_path: Path) -> None:
    from guitu.kit.database import run

    make.enter(client, world, "encheng_head")
    send(client, roster(tmp_path))
    run_jobs()
    run("UPDATE procrastinate_jobs SET status = 'todo'")
    run_jobs()
    with acting(clock_actor(make.ENPING)):
        assert rows("SELECT count(*) FROM casework_importbatch") == [(1,)]
        assert rows("SELECT count(*) FROM casework_importrow") == [(3,)]


def test_the_same_file_sent_while_it_waits_is_one_batch(client: Client, world: make.World, tmp_path: Path) -> None:
    make.enter(client, world, "encheng_head")
    content = roster(tmp_path)
    assert send(client, content)["Location"] == send(client, content)["Location"]
    assert len(uploads()) == 1


def test_no_more_than_two_files_are_read_at_once(tmp_path: Path) -> None:
    paths = [book(tmp_path / f"{n}.xlsx", [person(m) for m in range(1, 400)]) for n in range(6)]
    lock, now, most = threading.Lock(), [0], [0]

    def read(path: Path) -> None:
        with reading.opened(path) as sheet:
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            list(sheet.rows)
            time.sleep(0.3)
            with lock:
                now[0] -= 1

    threads = [threading.Thread(target=read, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] <= 2


def test_a_post_without_the_file_does_not_learn_that_it_waits(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    make.enter(client, world, "encheng_worker")
    place = send(client, roster(tmp_path))["Location"]
    for outsider in ("encheng_other", "hengpi_head", "yongan_head"):
        make.enter(client, world, outsider)
        assert client.get(place).status_code == 404
    assert UUID(place.rstrip("/").split("/")[-1])
