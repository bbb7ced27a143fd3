"""A server to be tried hard: its own folder, PostgreSQL, port and invented people, and every process of `guitu serve`.

What a module of `guitu prove` gets in its hands: `def run(place: Place, minutes: float) -> dict[str, object]`.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from guitu import postgres
from guitu.cli import demo_mark, environment, web
from guitu.cli.children import dying_with_parent
from guitu.cli.environment import Database, Role
from guitu.cli.proving import processes
from guitu.cli.stop import Stop

PATIENCE = 60.0  # seconds for a server to answer after a start
SCALE = 25  # the demo has so many times the people


@dataclass
class Place:
    """One server and how to reach it. Everything in it may be broken: it is thrown away afterwards."""

    folder: Path  # its GUITU_VAR: keys, static files, log
    database: Database
    port: int
    seed: int
    serve: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def base_url(self) -> str:
        return f"http://{web.HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """What the server and its children say, tracebacks too."""
        return self.folder / "serve.log"

    def url(self, role: Role) -> str:
        """The address of its database for the application, the owner or the backup."""
        return self.database.url(role)

    def environ(self, role: Role = "app") -> dict[str, str]:
        """For a process of one's own that works on this place's database."""
        return self.database.environ(role)

    def chance(self, name: str) -> Random:
        """Random numbers of a module: the same for the same seed."""
        return Random(f"{self.seed}:{name}")  # noqa: S311 -- what to try, not a secret

    def pids(self, word: str = "") -> list[int]:
        """The processes under `guitu serve` whose command line has this word; without one, all of them."""
        if self.serve is None:
            return []
        return processes.below(self.serve.pid, word)

    def start(self) -> None:
        """Starts `guitu serve` and waits until it answers."""
        environ = {name: value for name, value in os.environ.items() if name not in environment.OURS_TO_SAY}
        environ |= {"GUITU_VAR": str(self.folder), "GUITU_KEYS": str(self.folder / "keys.json")}
        with self.log.open("ab") as log:
            self.serve = subprocess.Popen(
                [sys.executable, "-m", "guitu.cli", "serve", "--port", str(self.port)],
                env=environ, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
                preexec_fn=dying_with_parent,  # noqa: PLW1509 -- we have no threads yet
            )
        self.wait()

    def wait(self, seconds: float = PATIENCE) -> float:
        """Until it answers again; gives the seconds it took. Stops the proof when it does not."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self.serve is not None and self.serve.poll() is not None:
                raise Stop(f"服务停止了（{self.serve.returncode}）：{self.log}", "The server has stopped by itself.")
            if self.answers():
                return time.monotonic() - begun
            time.sleep(0.1)
        raise Stop(f"{seconds:.0f} 秒内没有应答：{self.log}", "The server does not answer.")

    def answers(self, path: str = "/login/", timeout: float = 5.0) -> bool:
        """Whether it answers with 200: in a demo the page asks the database too."""
        connection = http.client.HTTPConnection(web.HOST, self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def revive(self) -> None:
        """A server that answers, whatever was done to it: started anew when it has ended."""
        if self.serve is not None and self.serve.poll() is None and self.answers():
            return
        self.stop()
        self.start()

    def stop(self) -> None:
        """Ends the server as its owner would; kills what is left."""
        if self.serve is None:
            return
        left = processes.below(self.serve.pid)
        self.serve.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.serve.wait(20)
        for pid in (self.serve.pid, *left):
            if processes.is_alive(pid):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
        self.serve.wait()
        self.serve = None


@contextlib.contextmanager
def opened(folder: Path, *, seed: int, demo: bool = True, port: int | None = None) -> Iterator[Place]:
    """A place from nothing to a server that answers, and nothing of it left afterwards. With `demo`, a small
    demo whose posts are entered by choice; without, an empty real database that begins a county itself."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with _told(folder), postgres.open(folder, "main") as server:
            urls: dict[Role, str] = {"app": server.app_url, "owner": server.owner_url, "backup": server.backup_url}
            place = Place(folder, Database(urls, server), web.free_port(port), seed)
            _fill(place, demo)
            place.start()
            try:
                yield place
            finally:
                place.stop()
    finally:
        postgres.remove(folder, "main")
        shutil.rmtree(folder, ignore_errors=True)


def _fill(place: Place, demo: bool) -> None:
    database = place.database
    demo_mark.write(database.url("owner"), demo_mark.BUILDING if demo else demo_mark.TRIAL)
    if database.run("owner", ["-m", "guitu.cli", "prepare"]):
        raise Stop("数据库结构没有建成，原因见上。", "The structure could not be made; see above.")
    if demo:
        if database.run("app", ["-m", "guitu.cli", "demo-build", "--scale", str(SCALE), "--quiet"]):
            raise Stop("演示数据没有建成，原因见上。", "The demo could not be built; see above.")
        demo_mark.write(database.url("owner"), demo_mark.BUILT)


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """While the place is open, what this process starts lives in its folder too."""
    ours = {"GUITU_VAR": str(folder), "GUITU_KEYS": str(folder / "keys.json")}
    names = (*ours, *environment.OURS_TO_SAY)
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in names:
            os.environ.pop(name, None)
        os.environ.update(before)
