"""Which database the processes of a command use, and what each of them may know of it.

With DATABASE_URL (application role) and DATABASE_OWNER_URL (migrations only) it is that server; otherwise the
private one under `var/`. The owner's password is given to processes that migrate, never to one that serves.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from guitu import postgres
from guitu.cli.stop import Stop

Role = Literal["app", "owner", "backup"]
ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "guitu.settings"


@dataclass(frozen=True)
class Database:
    urls: Mapping[Role, str]
    server: postgres.Server | None = None
    """The private server; none where DATABASE_URL names another."""

    def environ(self, role: Role) -> dict[str, str]:
        """For a process that acts as this role: of the passwords, only its own."""
        return _without_database(os.environ) | self._variables(role)

    def run(self, role: Role, arguments: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
        """Runs Python with these arguments as a process of its own."""
        environ = self.environ(role) | dict(extra or {})
        return subprocess.run([sys.executable, *arguments], env=environ, check=False).returncode

    def become(self, role: Role) -> None:
        for name in (*_VARIABLES, "GUITU_ROLE"):
            os.environ.pop(name, None)
        os.environ.update(self._variables(role))

    def _variables(self, role: Role) -> dict[str, str]:
        if role not in self.urls:
            name = f"DATABASE_{role.upper()}_URL"
            raise Stop(f"这一步需要环境变量 {name}。", f"This step needs the environment variable {name}.")
        own = {"DATABASE_URL": self.urls["app"]} if role == "app" else {f"DATABASE_{role.upper()}_URL": self.urls[role]}
        return {"DJANGO_SETTINGS_MODULE": SETTINGS, "GUITU_ROLE": role, "GUITU_VAR": str(var()), **own}


_VARIABLES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL")


def var() -> Path:
    return Path(os.environ.get("GUITU_VAR") or ROOT / "var").absolute()


@contextlib.contextmanager
def database(purpose: postgres.Purpose = "main") -> Iterator[Database]:
    if os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_OWNER_URL"):
        yield Database(_named_urls(os.environ))
        return
    with postgres.open(var(), purpose) as server:
        yield Database({"app": server.app_url, "owner": server.owner_url, "backup": server.backup_url}, server)


@contextlib.contextmanager
def django(role: Role = "app") -> Iterator[Database]:
    """Django, set up in this process, for a command that reads or records."""
    with database() as found:
        found.become(role)
        import django as framework

        framework.setup()
        yield found


def _named_urls(environ: Mapping[str, str]) -> dict[Role, str]:
    roles: tuple[tuple[Role, str], ...] = (
        ("app", "DATABASE_URL"),
        ("owner", "DATABASE_OWNER_URL"),
        ("backup", "DATABASE_BACKUP_URL"),
    )
    return {role: environ[name] for role, name in roles if environ.get(name)}


def _without_database(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name not in _VARIABLES}
