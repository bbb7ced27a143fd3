"""Turning the key: every value that lies under an older one is sealed anew, a few rows at a time, while the house works.

It runs as the owner of the tables, in a process of its own. Run again after a kill it goes on: what lies under the new key
is not looked at any more. It never waits for a row that somebody else holds, it comes back for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from guitu.kit.crypto import Unreadable, open_bytes, seal_bytes
from guitu.kit.ring import HEAD, head_of, ring
from guitu.rotation.columns import Column, columns

TOGETHER = 200  # rows of a transaction: short locks
MOST_PASSES = 20  # over everything, for rows that were held by somebody
_SEEING = "SELECT set_config('guitu.definer', 'rotate', false), set_config('synchronous_commit', 'off', false)"


@dataclass(slots=True)
class Turned:
    """What one run did: values sealed anew, what still lies under older keys, what does not open."""

    sealed: int = 0
    left: int = 0
    unreadable: int = 0


def older_heads() -> list[bytes]:
    keys = ring(now=True)
    return [head for head in keys.by_head if head != head_of(keys.active)]


def under(connection: Any, heads: Sequence[bytes]) -> dict[Column, int]:
    """How many values lie under these keys, by column; those with none are left out."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(_SEEING)
        for column in columns():
            cursor.execute(
                f"SELECT count(*) FROM {column.table} WHERE substring({column.name} FROM 1 FOR {HEAD}) = ANY(%s)",  # noqa: S608  names are ours
                [list(heads)],
            )
            if number := cursor.fetchone()[0]:
                found[column] = number
    return found


def turn(connection: Any, told: Callable[[int], None] = lambda left: None) -> Turned:
    """Seal anew until nothing lies under an older key, or only what does not open or is held all the time. `told`: how many
    are left, now and then."""
    turned, heads = Turned(), older_heads()
    for _ in range(MOST_PASSES):
        left = under(connection, heads)
        turned.left = sum(left.values())
        told(turned.left)
        if turned.left == turned.unreadable:
            break
        turned.unreadable = 0
        for column in left:
            for sealed, unreadable in _column(connection, column, heads):
                turned.sealed += sealed
                turned.unreadable += unreadable
                turned.left -= sealed
                told(turned.left)
    return turned


def _column(connection: Any, column: Column, heads: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """One walk over a table in the order of its key; gives for each step how many were sealed and how many did not open."""
    picked = (
        f"SELECT {column.key}, {column.name}, {', '.join(column.of)} FROM {column.table}"  # noqa: S608  names are ours
        f" WHERE substring({column.name} FROM 1 FOR {HEAD}) = ANY(%s) {{after}} ORDER BY {column.key} LIMIT {TOGETHER} FOR UPDATE SKIP LOCKED"
    )
    last: Any = None
    while True:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                after, values = ("", [list(heads)]) if last is None else (f"AND {column.key} > %s", [list(heads), last])
                cursor.execute(picked.format(after=after), values)
                found = cursor.fetchall()
                done = _sealed_anew(column, found)
                if done:
                    cursor.execute(
                        f"UPDATE {column.table} AS t SET {column.name} = new.value FROM unnest(%s::uuid[], %s::bytea[])"  # noqa: S608
                        f" AS new (key, value) WHERE t.{column.key} = new.key",
                        [[key for key, _ in done], [value for _, value in done]],
                    )
            finally:
                cursor.execute("COMMIT")  # of what failed, a rollback
        if not found:
            return
        last = found[-1][0]
        yield len(done), len(found) - len(done)


def _sealed_anew(column: Column, found: Sequence[Sequence[Any]]) -> list[tuple[Any, bytes]]:
    done = []
    for key, value, *of in found:
        row = column.sealed_for(*of)
        try:
            done.append((key, seal_bytes(column.place, row, open_bytes(column.place, row, value))))
        except Unreadable:
            continue
    return done
