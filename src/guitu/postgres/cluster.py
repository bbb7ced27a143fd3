"""One cluster: made once, started, waited for, stopped. Called under the gate only."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from guitu.postgres import configuration, leftovers, processes, roles
from guitu.postgres.account import Account
from guitu.postgres.binaries import Engine
from guitu.postgres.places import Places
from guitu.postgres.trouble import Trouble

DATABASE = "guitu"
FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17
LARGEST_LOG = 10 * 1024 * 1024
LONGEST_STOP = 60.0
TICK = 0.01


@dataclass(frozen=True)
class Cluster:
    engine: Engine
    account: Account
    places: Places
    purpose: str

    def ensure_made(self) -> None:
        data = self.places.data
        if self._exists(data / "PG_VERSION"):
            self._refuse_other_major((data / "PG_VERSION").read_text().strip())
            if not self.places.passwords.exists():
                raise Trouble(
                    f"{self.places.passwords} 不见了：请从备份中恢复这个文件，没有它打不开数据库。",
                    f"{self.places.passwords} is missing: restore it from a backup, the database "
                    "cannot be opened without it.",
                )
            return
        self._make()

    def ensure_running(self) -> None:
        try:
            self._join_or_start()
        except Trouble:
            if self._is_durable:
                raise
            # A test cluster runs without fsync: a power failure may ruin it, and it is worth nothing.
            self.erase()
            self._make()
            self._join_or_start()

    def _join_or_start(self) -> None:
        found = leftovers.live_postmaster(self.places.data)
        if found and found.status == "stopping":
            self._wait_until_gone(found.pid)
            found = None
        if found is None:
            leftovers.clear(self.places.data, self.places.socket)
            pid = self._start().pid
            try:
                self._wait_until_ready(pid)
            except BaseException:  # Ctrl-C while it starts must not leave it behind
                self._end(pid)
                raise
        else:
            self._wait_until_ready(found.pid)

    def stop(self) -> None:
        found = leftovers.live_postmaster(self.places.data)
        if found is None:
            return
        os.kill(found.pid, signal.SIGINT)  # "fast": ends sessions, writes a checkpoint
        if not self._wait_until_gone(found.pid, LONGEST_STOP):
            os.kill(found.pid, signal.SIGQUIT)
            self._wait_until_gone(found.pid)

    def erase(self) -> None:
        self.stop()
        for folder in (self.places.data, self.places.unfinished):
            shutil.rmtree(folder, ignore_errors=True)
        self.places.passwords.unlink(missing_ok=True)

    def read_passwords(self) -> dict[str, str]:
        passwords: dict[str, str] = json.loads(self.places.passwords.read_text(encoding="utf-8"))
        return passwords

    def run(
        self, command: list[str], *, input: str | None = None, password: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        process = self._process()
        if password is not None:
            process["env"]["PGPASSWORD"] = password
        return subprocess.run(command, check=False, capture_output=True, text=True, input=input, **process)

    # -- making ---------------------------------------------------------------------------------------

    def _make(self) -> None:
        """Made beside and renamed, so that an interrupted first start leaves nothing that looks complete."""
        new = self.places.unfinished
        leftovers.clear(new, self.places.socket)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self.account.give(new)
        passwords = {role: secrets.token_urlsafe(24) for role in (roles.SUPERUSER, *roles.ROLES)}
        self._initdb(new, passwords[roles.SUPERUSER])
        self._create_roles(new, passwords)
        _write_private(self.places.passwords, json.dumps(passwords, indent=1) + "\n")
        new.rename(self.places.data)

    def _initdb(self, data: Path, password: str) -> None:
        locale = ["--locale=C.UTF-8"]
        if self.engine.major >= FIRST_MAJOR_WITH_BUILTIN_LOCALE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        secret = self.places.folder / "pwfile"
        _write_private(secret, password)
        self.account.give(secret)
        try:
            done = self.run([
                self.engine.program("initdb"), "-D", str(data), "-U", roles.SUPERUSER,
                "--pwfile", str(secret), "--auth-local=scram-sha-256", "--auth-host=scram-sha-256",
                "-E", "UTF8", *locale, "--data-checksums",
                *([] if self._is_durable else ["--no-sync"]),
            ])
        finally:
            secret.unlink()
        self._refuse_failure(done)

    def _create_roles(self, data: Path, passwords: dict[str, str]) -> None:
        """In single-user mode: no server, no socket, nobody else."""
        statements = [
            *roles.role_statements(passwords, owner_makes_databases=self.purpose != "main"),
            *roles.database_statements(DATABASE),
        ]
        done = self.run(
            [self.engine.program("postgres"), "--single", "-D", str(data), "-c", "exit_on_error=true",
             "-c", "log_min_error_statement=panic", "postgres"],
            input="\n".join(statements) + "\n",
        )
        self._refuse_failure(done)

    # -- starting and stopping ------------------------------------------------------------------------

    def _start(self) -> subprocess.Popen[bytes]:
        with self._open_log() as log:
            process = subprocess.Popen(
                [self.engine.program("postgres"), "-D", str(self.places.data), *self._settings()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for us, not for the server
                **self._process(),
            )
        # Whoever is last stops the server, which need not be us: Popen must not complain that it runs on.
        process.returncode = 0
        return process

    def _wait_until_ready(self, pid: int) -> None:
        """As long as it lives: recovery after a power failure may take minutes, and must not be cut short."""
        while True:
            found = leftovers.read_postmaster(self.places.data)
            if found and found.pid == pid and found.status == "ready":
                return
            if not processes.is_alive(pid):
                raise Trouble(
                    f"数据库没有启动，原因在 {self.places.log} 的最后几行：\n{self._log_end()}",
                    f"The database did not start; the last lines of {self.places.log} say why.",
                )
            time.sleep(TICK)

    def _end(self, pid: int) -> None:
        while processes.is_alive(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            time.sleep(0.1)

    def _wait_until_gone(self, pid: int, longest: float = float("inf")) -> bool:
        until = time.monotonic() + longest
        while processes.is_alive(pid) and processes.works_in(pid, self.places.data):
            if time.monotonic() > until:
                return False
            time.sleep(TICK)
        return True

    # -- small things ---------------------------------------------------------------------------------

    @property
    def _is_durable(self) -> bool:
        return self.purpose in ("main", "bench")

    def _settings(self) -> list[str]:
        # As arguments, not as a file: root must not write into a folder that the system user could re-link.
        settings = configuration.settings(self.purpose)
        settings["unix_socket_directories"] = f'"{self.places.socket}"'
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _process(self) -> dict[str, Any]:
        # PGDATA, PGOPTIONS and the like of the user's shell are for another server.
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        environ |= {"LANG": "C", "LC_ALL": "C", "TZ": "UTC"}
        return {"cwd": "/", "env": environ, "umask": 0o077, **self.account.process_options()}

    def _exists(self, path: Path) -> bool:
        try:
            return path.exists()
        except PermissionError as error:
            raise Trouble(
                f"无权读取 {path}：请用建立它的用户运行。",
                f"{path} belongs to another user: run as that user.",
            ) from error

    def _refuse_other_major(self, found: str) -> None:
        if found == str(self.engine.major):
            return
        raise Trouble(
            f"{self.places.data} 是 PostgreSQL {found} 的数据，现在的程序是 {self.engine.major}，"
            "不能直接打开。升级办法：用原来的归途版本以备份角色执行 pg_dump，"
            "把该文件夹改名移开，启动现版本，再用 psql 导入。",
            f"{self.places.data} was written by PostgreSQL {found}, this is {self.engine.major}. "
            "To upgrade: with the Guitu version that wrote it, pg_dump as the backup role; "
            "move the folder aside; start this version; load the dump with psql.",
        )

    def _refuse_failure(self, done: subprocess.CompletedProcess[str]) -> None:
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-6:])
            raise Trouble(
                f"建立数据库失败：\n{said}",
                f"The database could not be made by {Path(done.args[0]).name}; its words are above.",
            )

    def _open_log(self) -> IO[bytes]:
        log = self.places.log
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        return os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")

    def _log_end(self) -> str:
        return "\n".join(self.places.log.read_text(errors="replace").splitlines()[-8:])


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
