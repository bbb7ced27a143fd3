"""Brings the database, the English texts and the static files up to date.

Run by other commands as the owner role, in a process of its own: who serves never holds the owner's password.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from guitu.cli.steps import say
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-static", action="store_true")


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    _migrate()
    _ensure_keys()
    _compile_texts()
    if not args.no_static:
        _collect_static()
    return 0


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        connection.close()
        call_command("migrate", interactive=False, verbosity=0)


def _ensure_keys() -> None:
    from django.conf import settings
    from django.db import connection

    from guitu.kit.ring import complete_ring, make_ring

    ring = Path(settings.KEYS)
    if ring.exists():
        if complete_ring(ring):
            say(f"  ! {ring} 里添了校验用的密钥。请重新打印恢复单：./guitu keys --sheet")
            say("    Keys by which the ledger is proved were added. Print the recovery sheet anew.")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM grid_account)")
        if cursor.fetchone()[0]:
            # A new ring would hide the loss: what the old one locked could never be read again.
            raise Stop(
                f"密钥文件 {ring} 不见了，而数据库里已有数据：请从备份中恢复这个文件。",
                f"The key file {ring} is missing and the database is not empty: restore it from a backup.",
            )
    if make_ring(ring):
        say(f"  ! 已生成密钥 {ring}。请另存一份：没有它，个人信息再也读不出来。")
        say("    A key file was made. Keep a copy apart: without it personal data cannot be read.")


def _compile_texts() -> None:
    from guitu.frame.catalogue import compile_catalogue

    compile_catalogue()


def _collect_static() -> None:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())
