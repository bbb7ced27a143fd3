"""The key turns while somebody writes, is stopped on its way, goes on, and leaves nothing under the old one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections
from django.test import Client

from guitu.blocks.sealing import seal_county
from guitu.blocks.verifying import verify_county
from guitu.kit.crypto import Unreadable, open_bytes, open_sealed, seal
from guitu.kit.database import acting
from guitu.kit.ring import head_of, ring
from guitu.lists import habits
from guitu.rotation.columns import columns
from guitu.rotation.turning import older_heads, under
from guitu.rotation.turns import LONGEST_ELSEWHERE, NotYet, last_turn, retire, turn_key
from tests import casefile, clearing, make
from tests.security.test_at_rest import a_days_work

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def own_ring(settings: Any, tmp_path: Path) -> Path:
    """A ring of this test's own, beside which the others are not touched."""
    path = tmp_path / "keys.json"
    path.write_bytes(Path(settings.KEYS).read_bytes())
    settings.KEYS, settings.ANCHORS = path, tmp_path / "anchors"
    return path


def test_the_key_turns_under_a_writer_is_stopped_goes_on_and_leaves_nothing(
    own_ring: Path, client: Client, world: make.World, at: datetime
) -> None:
    a_days_work(client, world, at)
    with acting(world.actor("encheng_worker"), durable=True):
        habits.remember(world.actor("encheng_worker"), "people", (("state", "on_detox"),))
    seal_county(make.ENPING, at)
    owner = connections["owner"]
    before = {column.called for column in under(owner, [head_of(1)])}
    assert before >= {"ledger_fact.body", "people_identity.name", "people_access.words", "settling_summary.course", "lists_habit.query"}
    stop, written = Event(), list[str]()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            written.append(str(casefile.person(world.actor("encheng_worker"), at, f"王{chr(0x4E00 + number)}")))
        connections.close_all()

    writer = Thread(target=write)
    writer.start()
    steps = 0

    def killed_after_some(left: int) -> None:
        nonlocal steps
        steps += 1
        if steps == 5:
            with owner.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                clearing._as_superuser().execute("SELECT pg_terminate_backend(%s)", cursor.fetchone())

    with pytest.raises(DatabaseError):
        turn_key(owner, lambda: at, killed_after_some)
    owner.close()
    assert ring(now=True).active == 2
    halfway = {column.called: number for column, number in under(owner, older_heads()).items()}
    assert halfway
    turned = turn_key(owner, lambda: at + timedelta(minutes=1))
    stop.set()
    writer.join(30)
    assert ring(now=True).active == 2  # gone on with, not begun anew
    assert (turned.left, turned.unreadable) == (0, 0)
    assert under(owner, older_heads()) == {}
    assert len(written) > 2
    assert seal_county(make.ENPING, at) > 0
    proof = verify_county(make.ENPING, list((own_ring.parent / "anchors").iterdir()))
    assert (proof.faults, proof.waiting) == ([], 0)
    found = last_turn()
    assert found is not None and (found["key"], found["left"], found["done_at"]) == (2, 0, at + timedelta(minutes=1))
    _everything_opens(owner)
    assert isinstance(retire(owner, at), NotYet)
    assert retire(owner, at + LONGEST_ELSEWHERE) == [1]
    _everything_opens(owner)
    assert list(json.loads(own_ring.read_text())["keys"]) == ["2"]
    assert own_ring.stat().st_mode & 0o777 == 0o600


def test_an_old_key_stays_while_anything_lies_under_it(own_ring: Path, world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    owner = connections["owner"]
    spoiled = clearing._as_superuser()
    spoiled.execute("SET session_replication_role = replica")
    spoiled.execute("UPDATE people_identity SET name = name || 'x' WHERE person_id = (SELECT person_id FROM people_identity LIMIT 1)")
    turned = turn_key(owner, lambda: at)
    assert (turned.left, turned.unreadable) == (1, 1)
    kept = retire(owner, at + timedelta(days=9))
    assert isinstance(kept, NotYet) and kept.values == 1
    assert set(ring(now=True).ciphers) == {1, 2}


def test_another_process_sees_a_key_when_it_meets_it(own_ring: Path) -> None:
    row = uuid4()
    old = seal("a|b", row, "旧")
    known = ring()
    said = json.loads(own_ring.read_text())
    said["keys"]["2"], said["active"] = said["indexes"]["phone"], 2
    own_ring.write_text(json.dumps(said))
    newer = type(known)(said)
    nonce = bytes(12)
    new = head_of(2) + nonce + newer.ciphers[2].encrypt(nonce, "新".encode(), f"a|b|{row}".encode())
    assert (open_sealed("a|b", row, old), open_sealed("a|b", row, new)) == ("旧", "新")
    with pytest.raises(Unreadable):
        open_sealed("a|b", row, head_of(3) + new[6:])


def _everything_opens(owner: Any) -> None:
    head = head_of(ring(now=True).active)
    with owner.cursor() as cursor:
        for column in columns():
            cursor.execute(f"SELECT {column.name}, {', '.join(column.of)} FROM {column.table} WHERE substring({column.name} FROM 1 FOR 6) = %s", [head])
            for value, *of in cursor.fetchall():
                open_bytes(column.place, column.sealed_for(*of), value)




def test_the_command_turns_as_the_owner(own_ring: Path, world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    held = connections["owner"].settings_dict
    address = f"postgresql://{held['USER']}:{held['PASSWORD']}@/{held['NAME']}?host={held['HOST']}&port={held['PORT']}"
    said = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DJANGO_"))}
    environ = said | {"DATABASE_OWNER_URL": address, "GUITU_KEYS": str(own_ring)}

    done = subprocess.run(
        [sys.executable, "-m", "guitu.cli", "rotate-keys"], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "旧密钥下还有 0 项" in done.stdout and "恢复单" in done.stdout
    assert ring(now=True).active == 2 and set(ring().ciphers) == {1, 2}
