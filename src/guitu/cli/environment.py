"""Which database the processes of a command use, and what each of them may know of it.

With DATABASE_URL (application role) and DATABASE_OWNER_URL (migrations only) it is that server; otherwise the
private one under `var/`. The owner's password is given to processes that migrate, never to one that serves.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from guitu import postgres
from guitu.cli import children
from guitu.cli.steps import say
from guitu.cli.stop import Stop
from guitu.kit.env import database_address, private_folder

Role = Literal["app", "owner", "backup"]
ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "guitu.settings"
VARIABLES: dict[Role, str] = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "backup": "DATABASE_BACKUP_URL",
}
# GUITU_DEMO opens the login page to all: the database's own mark decides, not a variable left in a shell.
OURS_TO_SAY = (*VARIABLES.values(), *(f"{name}_FILE" for name in VARIABLES.values()), "GUITU_ROLE", "GUITU_DEMO")


@dataclass(frozen=True)
class Database:
    urls: Mapping[Role, str]
    server: postgres.Server | None = None
    """The private server; none where DATABASE_URL names another."""
    files: Mapping[Role, str] = field(default_factory=dict)
    """Files that hold the addresses; a process is told the file then, and no password."""

    def url(self, role: Role) -> str:
        if role not in self.urls:
            name = VARIABLES[role]
            raise Stop(f"这一步需要环境变量 {name}。", f"This step needs the environment variable {name}.")
        return self.urls[role]

    @property
    def is_demo(self) -> bool:
        """Read from the database itself, so that every command on a demo knows that it is one."""
        from guitu.cli import demo_mark

        return demo_mark.read(next(iter(self.urls.values()))).is_demo

    def environ(self, role: Role) -> dict[str, str]:
        """For a process that acts as this role: of the passwords, only its own."""
        # What they write for a while lies in the private folder that is swept, and never in one for all.
        return _without_database(os.environ) | self._variables(role) | {"TMPDIR": str(private_folder(uploads()))}

    def run(self, role: Role, arguments: Sequence[str]) -> int:
        """Runs Python with these arguments as a process of its own."""
        return children.run(arguments, self.environ(role))

    def become(self, role: Role) -> None:
        variables = self._variables(role)
        for name in OURS_TO_SAY:
            os.environ.pop(name, None)
        os.environ.update(variables)

    def _variables(self, role: Role) -> dict[str, str]:
        common = {"DJANGO_SETTINGS_MODULE": SETTINGS, "GUITU_ROLE": role, "GUITU_VAR": str(var())}
        name = VARIABLES[role]
        address = {f"{name}_FILE": self.files[role]} if role in self.files else {name: self.url(role)}
        return common | address | ({"GUITU_DEMO": "1"} if self.is_demo else {})


def var() -> Path:
    return Path(os.environ.get("GUITU_VAR") or ROOT / "var").absolute()


def uploads() -> Path:
    """Files of strangers until they are read, and what processes write for a while."""
    return var() / "uploads"


def keys() -> Path:
    """The key ring: beside the data, never in the database."""
    return Path(os.environ.get("GUITU_KEYS") or var() / "keys.json")


def reviving(database: Database) -> Callable[[], None]:
    """Looks at the private server and starts it again when it was killed; later and later if it does not start."""
    state = {"again_at": 0.0, "wait": 1.0}

    def look() -> None:
        if database.server is None or time.monotonic() < state["again_at"]:
            return
        try:
            if database.server.revive():
                say("  ! 数据库停止了，已重新启动 · the database had stopped and was started again")
            state["wait"] = 1.0
        except postgres.Trouble as trouble:
            say(f"  ! {trouble}")
            state["again_at"] = time.monotonic() + state["wait"]
            state["wait"] = min(state["wait"] * 2, 60.0)

    return look


@contextlib.contextmanager
def database(purpose: postgres.Purpose = "main") -> Iterator[Database]:
    named = named_urls(os.environ)
    if "app" in named or "owner" in named:
        yield Database(named, files={role: os.environ[f"{VARIABLES[role]}_FILE"] for role in named
                                     if os.environ.get(f"{VARIABLES[role]}_FILE")})
        return
    with postgres.open(var(), purpose) as server:
        urls: dict[Role, str] = {
            "app": server.app_url,
            "owner": server.owner_url,
            "backup": server.backup_url,
        }
        yield Database(urls, server)


@contextlib.contextmanager
def django(role: Role = "app") -> Iterator[Database]:
    """Django, set up in this process, for a command that reads or records."""
    with database() as found:
        found.become(role)
        import django as framework

        framework.setup()
        yield found


def named_urls(environ: Mapping[str, str]) -> dict[Role, str]:
    """The addresses that the environment names, itself or by a file that only its owner reads."""
    for name in VARIABLES.values():
        file = environ.get(f"{name}_FILE")
        if file and not _is_private(Path(file)):
            raise Stop(
                f"{file} 别人也能读，或者没有这个文件。请执行：chmod 400 {file}",
                f"{file} is not there, or others can read it. Run: chmod 400 {file}",
            )
    found = {role: database_address(environ, name) for role, name in VARIABLES.items()}
    return {role: address for role, address in found.items() if address}


def _is_private(file: Path) -> bool:
    return file.is_file() and not stat.S_IMODE(file.stat().st_mode) & 0o077


def _without_database(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name not in OURS_TO_SAY}
