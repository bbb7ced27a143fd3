"""A migrated database to copy from: every process of the tests begins with one, and the migrations run once.

It lies in the server of the tests under a name that says what it was made from: the migrations, and the modules of ours
that they import. Whoever changes one of them gets another template, and the old one goes.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path

import django
import psycopg
from django.db import connections
from psycopg import sql

from tests.server import urls

SOURCE = Path(__file__).resolve().parents[1] / "src" / "guitu"
IMPORTED = re.compile(r"^(?:from|import) guitu\.([\w.]+)", re.MULTILINE)
PREFIX = "guitu_template_"
LOCK = 0x6775697475  # one process makes the template, the others wait for it


def ready() -> str:
    """The name of the template, made now if this server has none of it."""
    name = PREFIX + _digest()
    with psycopg.connect(urls()[2], dbname="postgres", autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _templates(server):
            _make(server, name)
            for old in _templates(server) - {name}:
                with suppress(psycopg.errors.ObjectInUse):  # another run copies from it, or another checkout
                    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(old)))
    return name


def _make(server: psycopg.Connection, name: str) -> None:
    owner = connections["owner"]
    unfinished = f"unfinished_{name}"
    before = owner.settings_dict["TEST"]["NAME"], owner.settings_dict["NAME"]
    owner.settings_dict["TEST"]["NAME"] = unfinished
    try:
        owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        owner.close()
    finally:
        owner.settings_dict["TEST"]["NAME"], owner.settings_dict["NAME"] = before
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (unfinished, name))))


def _templates(server: psycopg.Connection) -> set[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
    return {name for (name,) in rows}


def _digest() -> str:
    found = hashlib.sha256(django.__version__.encode())
    migrations = sorted(SOURCE.glob("*/migrations/*.py"))
    modules = {module for path in migrations for module in IMPORTED.findall(path.read_text(encoding="utf-8"))}
    for path in (*migrations, *sorted(SOURCE / f"{module.replace('.', '/')}.py" for module in modules)):
        if path.exists():
            found.update(path.relative_to(SOURCE).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]
