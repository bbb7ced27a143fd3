"""What somebody does who has the database in his hands and not the keys: each way of altering evidence, as a superuser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import psycopg

from guitu.blocks.chain import encoded
from guitu.blocks.lines import LINE, MEMBER, Member, unpacked
from tests import clearing, make

TABLES = ("ledger_entry", "ledger_fact", "people_access", "blocks_block", "blocks_sealer")


@dataclass(slots=True)
class Hands:
    """The superuser's connection, triggers and keys asleep, and what lies there when the lid is opened."""

    db: psycopg.Connection[Any]
    members: list[tuple[int, Member]] = field(default_factory=list)  # with their numbers

    def do(self, sql: str, **values: Any) -> None:
        done = self.db.execute(sql, {"county": make.ENPING, **values})
        assert done.rowcount > 0, sql

    def one(self, sql: str, **values: Any) -> Any:
        found = self.db.execute(sql, {"county": make.ENPING, **values}).fetchone()
        assert found is not None
        return found[0] if len(found) == 1 else found

    def line(self, which: int) -> tuple[int, UUID]:
        """The n-th line that stands for a fact: its number and its id."""
        facts = {id for (id,) in self.db.execute("SELECT id FROM ledger_entry WHERE object_kind LIKE 'fact.%%'")}
        return [(n, one.id) for n, one in self.members if one.id in facts][which]

    def look(self) -> tuple[int, UUID]:
        return next((n, one.id) for n, one in self.members if one.kind != LINE)

    def read(self) -> None:
        found = self.db.execute("SELECT first, members FROM blocks_block WHERE county_id = %s ORDER BY no", [make.ENPING])
        self.members = [pair for first, packed in found for pair in enumerate(unpacked(packed), start=first)]


def hands() -> Hands:
    db = clearing._as_superuser()
    db.execute("SET session_replication_role = replica")
    return Hands(db)


@contextmanager
def put_back(at: Hands) -> Iterator[None]:
    """Whatever is done inside is undone afterwards: the rows lie as they lay."""
    for table in TABLES:
        at.db.execute(f"CREATE TEMP TABLE kept_{table} AS TABLE {table}")
    try:
        yield
    finally:
        for table in TABLES:
            at.db.execute(f"DELETE FROM {table}; INSERT INTO {table} TABLE kept_{table}; DROP TABLE kept_{table}")


def copied(at: Hands, id: UUID, block: int | None) -> UUID:
    """A line once more under another id, with everything that it says."""
    new = uuid4()
    at.do(
        "INSERT INTO ledger_entry SELECT (jsonb_populate_record(e, jsonb_build_object('id', %(new)s::text, 'block',"
        " %(block)s::bigint))).* FROM ledger_entry e WHERE id = %(id)s",
        new=str(new), block=block, id=id,
    )
    return new


def swapped(at: Hands, table: str, columns: str, one: UUID, other: UUID) -> None:
    """What two rows say, each under the other's id."""
    named = columns.split()
    new = ", ".join(f"{name} = o.{name}" for name in named)
    at.do(
        f"UPDATE {table} t SET {new} FROM {table} o WHERE (t.id, o.id) IN ((%(one)s, %(other)s), (%(other)s, %(one)s))",
        one=one, other=other,
    )


def restamped(at: Hands, forged_hash: Callable[[bytes], bytes] = lambda data: sha256(data).digest()) -> None:
    """The whole chain written anew over what lies there now, by somebody who knows how and has not the key."""
    before = bytes(32)
    for no, first, packed in at.db.execute(
        "SELECT no, first, members FROM blocks_block WHERE county_id = %s ORDER BY no", [make.ENPING]
    ).fetchall():
        said = encoded("guitu block 1", make.ENPING, str(no), str(first), str(len(packed)), before.hex(), sha256(packed).hexdigest())
        head = forged_hash(said)
        at.do("UPDATE blocks_block SET before = %(before)s, head = %(head)s WHERE no = %(no)s AND county_id = %(county)s",
              before=before, head=head, no=no)
        before = head


def stamped(at: Hands, number: int, forged: bytes) -> None:
    """Another hash for one line in the block where it lies."""
    no, first, packed = at.one(
        "SELECT no, first, members FROM blocks_block WHERE county_id = %(county)s AND first <= %(n)s ORDER BY no DESC LIMIT 1",
        n=number,
    )
    start = (number - first) * MEMBER + 17
    at.do("UPDATE blocks_block SET members = %(members)s WHERE no = %(no)s AND county_id = %(county)s",
          members=packed[:start] + forged + packed[start + 32 :], no=no)


def cut(at: Hands, after: int, *, blocks: bool) -> None:
    """The newest lines away from this block on, with their facts; with or without their blocks."""
    at.db.execute(
        "DELETE FROM ledger_fact f USING ledger_entry e WHERE e.object_id = f.id AND e.block > %s AND e.county_id = %s", [after, make.ENPING]
    )
    at.do("DELETE FROM ledger_entry WHERE block > %(no)s AND county_id = %(county)s", no=after)
    at.do("DELETE FROM people_access WHERE block > %(no)s AND county_id = %(county)s", no=after)
    if blocks:
        at.do("DELETE FROM blocks_block WHERE no > %(no)s AND county_id = %(county)s", no=after)
