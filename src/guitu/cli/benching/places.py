"""Where the measuring is done: a database built once and kept as a template, and a copy of it for each run."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import psycopg
from psycopg import sql

from guitu import postgres
from guitu.cli import demo_mark, environment, fonts, frontend
from guitu.cli.environment import Database, Role
from guitu.cli.steps import say, step
from guitu.cli.stop import Stop
from guitu.postgres import roles

BUILDERS = 2
WORK = "bench_work"
HOUR = "10:00"  # of the frozen day on which every run takes place
SOURCE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    facts: int

    @property
    def name(self) -> str:
        return f"bench_{self.people}_{self.facts}_{_structure()}"


@lru_cache(maxsize=1)
def _structure() -> str:
    """Changes with every migration, and with the builder itself."""
    files = sorted(SOURCE.glob("*/migrations/*.py"))
    files += [SOURCE / "cli" / "benching" / name for name in ("population.py", "building.py", "contexts.py")]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


class Places:
    """The bench's own server and folder."""

    def __init__(self, server: postgres.Server, folder: Path) -> None:
        self.server, self.folder = server, folder

    def database(self, name: str) -> Database:
        urls: dict[Role, str] = {
            "app": self.server.url(roles.APP, name),
            "owner": self.server.url(roles.OWNER, name),
            "backup": self.server.url(roles.BACKUP, name),
        }
        return Database(urls, self.server)

    def keys(self, size: Size) -> Path:
        return self.folder / f"{size.name}.keys.json"

    def is_built(self, size: Size) -> date | None:
        """The day the template was built for; None when there is none, or its keys are lost."""
        with psycopg.connect(self.server.url(roles.OWNER), autocommit=True) as connection:
            found = connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [size.name]
            ).fetchone()
        text = str(found[0] or "") if found else ""
        if not text.startswith(demo_mark.BUILT) or not self.keys(size).exists():
            return None
        return date.fromisoformat(self._day(size).read_text().strip())

    def copy(self, size: Size) -> Database:
        """A fresh copy to measure on: files are copied, whatever an earlier run wrote is gone."""
        self.server.drop_database(WORK)
        self._as_owner(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(WORK), sql.Identifier(size.name)
            ),
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(WORK), sql.Identifier(roles.APP)
            ),
        )
        database = self.database(WORK)
        demo_mark.write(database.url("owner"), demo_mark.BUILT)
        return database

    def build(self, size: Size, today: date) -> None:
        """The template from nothing: structure, posts, then people in two processes."""
        self.server.drop_database(size.name)
        self.keys(size).unlink(missing_ok=True)
        shutil.rmtree(self.folder / "anchors", ignore_errors=True)  # of a ledger that is gone
        self.server.create_database(size.name)
        database = self.database(size.name)
        # Its people are invented: only a demo takes their numbers, and honours a frozen clock.
        demo_mark.write(database.url("owner"), demo_mark.BUILDING)
        self.freeze(size, today)
        with step("数据库结构 · structure"):
            self.prepare(database)
        with step(f"建立 {size.people} 人，每人 {size.facts} 条 · building"):
            self._build(database, "posts", size, 1)
            self._build(database, "people", size, BUILDERS)
            self._build(database, "venues", size, 1)
        with step("封存台账 · sealing the ledger"):  # else the workers would seal two million lines while pages are measured
            if database.run("app", ["-m", "guitu.cli", "seal-ledger"]):
                raise Stop("台账没有封存，原因见上。", "The ledger could not be sealed; see above.")
        with step("整理统计 · statistics"):
            _vacuum(database.url("owner"))
        self._day(size).write_text(today.isoformat())
        demo_mark.write(database.url("owner"), demo_mark.BUILT)

    def freeze(self, size: Size, today: date) -> None:
        """What every process of this run is told: its keys, and the day it takes place on."""
        os.environ["GUITU_KEYS"] = str(self.keys(size))
        os.environ["GUITU_NOW"] = f"{today.isoformat()}T{HOUR}"

    def prepare(self, database: Database) -> None:
        if not frontend.is_ready():
            frontend.prepare()
        fonts.prepare()
        if database.run("owner", ["-m", "guitu.cli", "prepare"]):
            raise Stop("数据库结构没有建成，原因见上。", "The structure could not be made; see above.")

    def drop_others(self, size: Size) -> None:
        """Templates of an earlier structure are of no use."""
        with psycopg.connect(self.server.url(roles.OWNER), autocommit=True) as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%'").fetchall()
        for (name,) in found:
            if not str(name).endswith(_structure()):
                self.server.drop_database(str(name))
        for file in self.folder.glob("bench_*"):
            if _structure() not in file.name:
                file.unlink()

    def _day(self, size: Size) -> Path:
        return self.folder / f"{size.name}.day"

    def _build(self, database: Database, what: str, size: Size, parts: int) -> None:
        command = [sys.executable, "-m", "guitu.cli.benching.building", what, str(size.people), str(size.facts)]
        running = [
            subprocess.Popen([*command, str(part), str(parts)], env=database.environ("app")) for part in range(parts)
        ]
        try:
            failed = [process.wait() for process in running]
        except BaseException:
            for process in running:
                process.kill()
                process.wait()
            raise
        if any(failed):
            raise Stop("数据没有建成，原因见上。", "The data could not be built; see above.")

    def _as_owner(self, *statements: sql.Composed) -> None:
        with psycopg.connect(self.server.url(roles.OWNER), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def _vacuum(owner_url: str) -> None:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


@contextmanager
def opened() -> Iterator[Places]:
    """The bench's server, durable as the real one, and its folder under var."""
    folder = environment.var() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    with postgres.open(environment.var(), "bench") as server:
        os.environ["GUITU_VAR"] = str(folder)  # static files, keys and secrets of the bench are its own
        yield Places(server, folder)


def ready(places: Places, size: Size, today: date, *, rebuild: bool) -> tuple[Database, date]:
    """The copy to measure on, and the day on which it takes place."""
    if shutil.disk_usage(places.folder).free < size.people * size.facts * 6_000 * 2:
        raise Stop("磁盘空间不够建这么大的数据。", "There is not enough disk space for so much data.")
    places.drop_others(size)
    built_for = None if rebuild else places.is_built(size)
    if built_for is None:
        places.build(size, today)
        built_for = today
    else:
        say(f"  使用已建好的 {size.name}（{built_for}）· using the template kept")
    places.freeze(size, built_for)
    with step("复制数据库 · copy"):
        database = places.copy(size)
    places.prepare(database)
    return database, built_for
