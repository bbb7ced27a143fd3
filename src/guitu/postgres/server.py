"""The door to the private server: `with open(var) as server: server.app_url`."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from urllib.parse import quote

from guitu.postgres import account, binaries, leftovers, places, roles
from guitu.postgres.cluster import DATABASE, Cluster
from guitu.postgres.sharing import Use, gate
from guitu.postgres.trouble import Trouble

Purpose = Literal["main", "test", "bench"]


class Server:
    """A running server, ours until `stop` or the end of the `with` block."""

    def __init__(self, cluster: Cluster, *, throw_away: bool = False) -> None:
        self._cluster = cluster
        self._throw_away = throw_away
        with gate(cluster.places.gate):
            cluster.ensure_made()
            cluster.ensure_running()
            self._use: Use | None = Use(cluster.places.use)
        self._passwords = cluster.read_passwords()

    @property
    def major(self) -> int:
        return self._cluster.engine.major

    @property
    def folder(self) -> Path:
        """Holds the data, the passwords and the log; what a file-level backup would take, stopped."""
        return self._cluster.places.folder

    @property
    def programs(self) -> Path:
        return self._cluster.engine.folder

    @property
    def app_url(self) -> str:
        return self.url(roles.APP)

    @property
    def owner_url(self) -> str:
        return self.url(roles.OWNER)

    @property
    def backup_url(self) -> str:
        return self.url(roles.BACKUP)

    def test_urls(self) -> dict[str, str]:
        """The addresses that the tests read from the environment; only they come in as the superuser."""
        return {
            "TEST_APP_URL": self.app_url, "TEST_OWNER_URL": self.owner_url,
            "TEST_SUPERUSER_URL": self.url(roles.SUPERUSER),
        }

    def url(self, role: str, database: str = DATABASE) -> str:
        password = quote(self._passwords[role], safe="")
        socket = quote(str(self._cluster.places.socket), safe="")
        return f"postgresql://{role}:{password}@/{quote(database, safe='')}?host={socket}&port=5432"

    def create_database(self, name: str, template: str | None = None) -> None:
        self._as_superuser(roles.database_statements(name, template or "template0"))

    def drop_database(self, name: str) -> None:
        self._as_superuser([f"DROP DATABASE IF EXISTS {roles.identifier(name)} WITH (FORCE)"])

    def revive(self) -> bool:
        """Start the server again when it was killed; whether it had to be. Everybody who uses it may look after it."""
        if self._use is None or leftovers.live_postmaster(self._cluster.places.data) is not None:
            return False
        with gate(self._cluster.places.gate):
            self._cluster.ensure_running()
        return True

    def stop(self) -> None:
        """Ends our use; the last user's end stops the server."""
        if self._use is None:
            return
        with gate(self._cluster.places.gate):
            if self._use.is_last():
                if self._throw_away:
                    self._cluster.erase()
                else:
                    self._cluster.stop()
            self._use.end()
            self._use = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _as_superuser(self, statements: list[str]) -> None:
        done = self._cluster.run(
            [self._cluster.engine.program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1",
             "-h", str(self._cluster.places.socket), "-p", "5432", "-U", roles.SUPERUSER, "-d", "postgres"],
            input=";\n".join(statements) + ";\n",
            password=self._passwords[roles.SUPERUSER],
        )
        if done.returncode:
            said = done.stderr.strip()
            raise Trouble(f"数据库拒绝了：{said}", "The database refused; its words are above.")


def open(var: Path, purpose: Purpose = "main") -> Server:
    """Starts the private server under `var`, or joins the one that runs."""
    who = account.choose()
    return Server(Cluster(binaries.embedded(who), who, places.prepare(var, purpose, who), purpose))


def debian15(var: Path) -> Server | None:
    """A throw-away server of the machine's own PostgreSQL 15, if it has one."""
    engine = binaries.debian_15()
    if engine is None:
        return None
    who = account.choose()
    cluster = Cluster(engine, who, places.prepare(var, "debian15", who), "debian15")
    return Server(cluster, throw_away=True)


def remove(var: Path, purpose: Purpose | Literal["debian15"] = "main") -> None:
    """Stops the server and deletes its data, wherever they are, and the pointer to them."""
    who = account.choose()
    found = places.prepare(var, purpose, who)
    with gate(found.gate):
        Cluster(binaries.embedded(who), who, found, purpose).erase()
    shutil.rmtree(found.socket, ignore_errors=True)
    shutil.rmtree(found.folder, ignore_errors=True)
    if who.uid is not None:
        (var / "postgres" / f"{purpose}.location").unlink(missing_ok=True)
        if not any(found.folder.parent.iterdir()):
            found.folder.parent.rmdir()
