"""`serve` as somebody finds it who kills its processes, one after the other: one port, one server, and it comes back."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from guitu import postgres
from guitu.cli import demo_mark
from guitu.cli.environment import ROOT
from guitu.postgres.leftovers import live_postmaster


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PORT = _free()


@dataclass
class Served:
    process: subprocess.Popen[str]
    var: Path
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def children(self, *words: str) -> list[psutil.Process]:
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                line = " ".join(child.cmdline())
            except psutil.Error:
                continue
            if all(word in line for word in words):
                found.append(child)
        return found


def get(path: str, port: int = PORT, timeout: float = 30) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    finally:
        connection.close()


def environ(var: Path) -> dict[str, str]:
    found = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GUITU_", "DATABASE_", "TEST_", "DJANGO"))
    }
    return found | {"GUITU_VAR": str(var), "PYTHONPATH": str(ROOT / "src")}


def begin(var: Path, log: Path, port: int = PORT) -> subprocess.Popen[str]:
    with postgres.open(var) as server:  # nobody real: it may be tried as root
        demo_mark.write(server.owner_url, demo_mark.TRIAL)
    with log.open("w") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "guitu.cli", "serve", "--port", str(port)],
            env=environ(var),
            stdout=file,
            stderr=file,
            text=True,
        )


def wait_for(what: object, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < until, "too late"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    var = tmp_path_factory.mktemp("serving") / "var"
    (var / "uploads").mkdir(parents=True)
    (var / "uploads" / "left.upload.csv").write_text("姓名")
    log = var.parent / "serve.log"
    running = Served(begin(var, log), var, log)
    try:
        wait_for(lambda: "归途已打开" in running.said() or running.process.poll() is not None, 180)
        assert running.process.poll() is None, running.said()
        yield running
    finally:
        running.process.terminate()
        running.process.wait(60)
        postgres.remove(var)


def answers(status: int) -> bool:
    try:
        return get("/readyz")[0] == status
    except OSError:
        return False


def test_a_second_server_on_the_same_port_is_told_so_plainly(served: Served, tmp_path: Path) -> None:
    log = tmp_path / "second.log"
    second = begin(tmp_path / "var", log)
    try:
        assert second.wait(60) == 1
    finally:
        second.kill()
        postgres.remove(tmp_path / "var")
    assert str(PORT) in log.read_text()
    assert "占用" in log.read_text()


def test_of_two_servers_started_in_one_second_one_serves(tmp_path: Path) -> None:
    port = _free()
    from guitu.cli import web
    from guitu.cli.stop import Stop

    first = web.listen(port)
    try:
        with pytest.raises(Stop, match=str(port)):
            web.listen(port)
    finally:
        first.close()


def test_a_port_is_free_again_at_once_after_its_server_ended() -> None:
    from guitu.cli import web

    port = _free()
    first = web.listen(port)
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    client.connect()
    accepted, _ = first.accept()
    accepted.close()  # the server closes first: the port waits
    first.close()
    client.close()
    web.listen(port).close()


def test_the_server_says_which_instance_it_is(served: Served) -> None:
    _, headers, _ = get("/healthz")
    assert re.fullmatch(r"[0-9a-f]{16}", headers["guitu-instance"])


def test_what_an_earlier_run_left_of_uploads_is_swept_at_start(served: Served) -> None:
    assert not (served.var / "uploads" / "left.upload.csv").exists()
    assert (served.var / "uploads").stat().st_mode & 0o777 == 0o700


def test_what_its_processes_write_for_a_while_lies_in_the_private_folder(served: Served) -> None:
    for child in served.children("python"):
        if "guitu" in " ".join(child.cmdline()) or "granian" in " ".join(child.cmdline()):
            assert child.environ()["TMPDIR"] == str(served.var / "uploads")


@pytest.mark.parametrize("words", [("guitu.cli", "web-server"), ("guitu.cli", "work")])
def test_one_killed_child_is_started_again_and_ends_nothing(served: Served, words: tuple[str, ...]) -> None:
    wait_for(lambda: served.children(*words))
    before = {child.pid for child in served.children(*words)}
    for child in served.children(*words):
        child.kill()
    wait_for(lambda: (now := {child.pid for child in served.children(*words)}) and not now & before)
    wait_for(lambda: answers(200))
    assert served.process.poll() is None


def test_a_killed_worker_of_the_web_server_is_started_again(served: Served) -> None:
    master = served.children("guitu.cli", "web-server")[0]
    workers = [child for child in master.children() if child.status() != psutil.STATUS_ZOMBIE]
    workers[-1].kill()
    for _ in range(20):
        assert get("/healthz")[0] == 200
    assert served.process.poll() is None


def test_a_killed_postmaster_is_revived_and_pages_say_503_meanwhile(served: Served) -> None:
    found = live_postmaster(_data(served.var))
    assert found is not None
    os.kill(found.pid, signal.SIGKILL)
    seen: set[int] = set()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        status, headers, _ = get("/login/")
        seen.add(status)
        if status == 503:
            assert int(headers["retry-after"]) > 0
        if status == 200 and live_postmaster(_data(served.var)) is not None:
            break
        time.sleep(0.02)
    wait_for(lambda: answers(200), 60)
    assert seen <= {200, 503}
    revived = live_postmaster(_data(served.var))
    assert revived is not None
    assert revived.pid != found.pid
    assert served.process.poll() is None


def _data(var: Path) -> Path:
    from guitu.postgres import account, places

    return places.prepare(var, "main", account.choose()).data
