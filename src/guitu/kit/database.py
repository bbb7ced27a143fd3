"""Under whose eyes a transaction runs: the context that row security reads, and SQL done once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
from django.db import DataError, connection, transaction
from django.db.backends.utils import CursorWrapper

from guitu.kit import clock
from guitu.kit.actor import COMPARTMENTS, Actor, current
from guitu.kit.arrays import array
from guitu.kit.engine.prepared import Found


@contextmanager
def acting(actor: Actor, *, durable: bool = False) -> Iterator[Actor]:
    """One transaction seen through one post's eyes. Evaluate querysets and render inside it."""
    before = current.get()
    with transaction.atomic(durable=durable):
        _tell(actor)
        token = current.set(actor)
        try:
            yield actor
        finally:
            current.reset(token)
            if before is not None and not connection.needs_rollback:
                _tell(before)  # a setting made inside a savepoint would last until the outer transaction ends


def _tell(actor: Actor) -> None:
    statement = _context(
        actor.post_id, actor.county_id, actor.lo, actor.hi, actor.whole, actor.whole_of, actor.on, clock.today(),
        actor.me, actor.is_guardian,
    )
    if not connection.begin_with(statement):  # type: ignore[attr-defined]  # our engine's
        with connection.cursor() as cursor:
            cursor.execute(statement)


@lru_cache(maxsize=4096)
def _context(
    post: UUID, county: str, lo: str, hi: str, whole: bool, whole_of: frozenset[str], on: date | None, day: date,
    me: UUID | None, is_guardian: bool,
) -> str:
    """`today` counts parts from beyond, at doors that take them; `day` is told always: by it files are sealed. Somebody
    at their own door (`me`) is of no county: what all of a county may read is not theirs (ADR 0063)."""
    values = {
        "post": str(post), "county": "" if me else county, "lo": lo, "hi": hi, "whole": "1" if whole else "0",
        "today": on.isoformat() if on else "", "day": day.isoformat(), "me": "" if is_guardian else str(me or ""), "ward": str(me or ""),
        "my_county": county if me else "",
    }
    for compartment in COMPARTMENTS:
        seen = whole if compartment == "people" else compartment in whole_of
        values[f"whole_{compartment}"] = "1" if seen else "0"
    quoted = {name: value.replace("'", "''") for name, value in values.items()}
    return "SELECT " + ", ".join(f"set_config('guitu.{name}', '{value}', true)" for name, value in quoted.items())


Params = Sequence[Any] | Mapping[str, Any]


def _ask(sql: str, params: Params) -> Found | None:
    """By our engine where it can, a statement alone."""
    if not isinstance(sql, Statement):
        return None
    return connection.ask(sql, params)  # type: ignore[attr-defined]  # our engine's


class Statement(str):
    """A statement whose text is always the same, by the name of the constant that holds it: values are bound by the
    server, and from the third time on it remembers the plan. Under row security planning costs more than reading.
    Any other text is planned each time, for the values it is sent with."""

    __slots__ = ()


def _cursor(sql: str) -> CursorWrapper:
    if not isinstance(sql, Statement):
        return connection.cursor()
    connection.ensure_connection()
    connection.send_told()  # type: ignore[attr-defined]  # our engine's
    raw: Any = psycopg.Cursor(connection.connection)
    return connection.make_debug_cursor(raw) if connection.queries_logged else connection.make_cursor(raw)


def rows(sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
    if answer := _ask(sql, params):
        return answer.rows()
    with _cursor(sql) as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def row(sql: str, params: Params = ()) -> tuple[Any, ...] | None:
    if answer := _ask(sql, params):
        return next(iter(answer.rows()), None)
    with _cursor(sql) as cursor:
        cursor.execute(sql, params)
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found


def dicts(sql: str, params: Params = ()) -> list[dict[str, Any]]:
    if answer := _ask(sql, params):
        names = answer.names()
        return [dict(zip(names, found, strict=True)) for found in answer.rows()]
    with _cursor(sql) as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]


def run(sql: str, params: Params = ()) -> int:
    if answer := _ask(sql, params):
        return answer.number()
    with _cursor(sql) as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def queue(sql: str, params: Params = (), *, changing: int | None = None) -> None:
    """A statement whose answer nobody waits for: it goes out with the next one or with COMMIT, and if it fails, or
    does not change so many rows, it fails there. A message to the server and back costs as much as a row."""
    if connection.queue(sql, params, changing):  # type: ignore[attr-defined]  # our engine's
        return
    changed = run(Statement(sql), params)
    if changing is not None and changed != changing:
        raise DataError(f"{changed} rows were changed, not {changing}")


def insert_many(
    table: str, columns: Sequence[tuple[str, str]], values: Sequence[Sequence[Any]], conflict: str = ""
) -> None:
    """Insert rows in one statement: (column, type) pairs and rows of values in that order.

    A few are told, see `tell`. COPY does not work under row security; arrays unnested do, nearly as fast. A column
    that is an array itself (`int[]`) takes its values as text, `{1,2}`.
    """
    if not values:
        return
    if len(values) <= FEW:
        sql = _insert_few(table, tuple(columns), len(values), conflict)
        queue(sql, [_spelled(value) for line in values for value in line])
        return
    names = ", ".join(name for name, _ in columns)
    chosen = ", ".join(f"{name}::{kind}" if kind.endswith("[]") else name for name, kind in columns)
    kinds = ["text" if kind.endswith("[]") else kind for _, kind in columns]
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    sql = f"INSERT INTO {table} ({names}) SELECT {chosen} FROM unnest({arrays}) AS new ({names}) {conflict}"  # noqa: S608  names are ours
    run(Statement(sql), [array(*part) for part in zip(kinds, zip(*values, strict=True), strict=True)])


FEW = 8  # up to so many rows are written as they are: unnesting arrays costs more than the rows


def update_few(
    table: str, columns: Sequence[tuple[str, str]], key: Sequence[str], values: Sequence[Sequence[Any]]
) -> None:
    """Update a few rows in one statement, found by the columns of the key; told, see `tell`. All must be there."""
    if values:
        sql = _update_few(table, tuple(columns), tuple(key), len(values))
        queue(sql, [_spelled(value) for line in values for value in line], changing=len(values))


@lru_cache(maxsize=512)
def _insert_few(table: str, columns: tuple[tuple[str, str], ...], count: int, conflict: str) -> str:
    names = ", ".join(name for name, _ in columns)
    return f"INSERT INTO {table} ({names}) VALUES {_places(columns, count)} {conflict}"  # noqa: S608  names are ours


@lru_cache(maxsize=512)
def _update_few(table: str, columns: tuple[tuple[str, str], ...], key: tuple[str, ...], count: int) -> str:
    names = [name for name, _ in columns]
    changed = ", ".join(f"{name} = new.{name}" for name in names if name not in key)
    same = " AND ".join(f"old.{name} = new.{name}" for name in key)
    new = f"(VALUES {_places(columns, count)}) AS new ({', '.join(names)})"
    return f"UPDATE {table} AS old SET {changed} FROM {new} WHERE {same}"  # noqa: S608  names are ours


def _places(columns: Sequence[tuple[str, str]], count: int) -> str:
    return ", ".join([f"({', '.join(f'%s::{kind}' for _, kind in columns)})"] * count)


def _spelled(value: Any) -> str | None:
    """As text, so that a column without a value takes the same statement as one with."""
    if value is None or type(value) is str:
        return value
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


def constraint_of(error: BaseException) -> str:
    """The name of the constraint that refused a row; empty when it was something else."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
