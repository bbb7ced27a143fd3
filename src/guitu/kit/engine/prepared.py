"""Statements whose text is always the same, sent by name: no cursor, no parsing of the text, one call of libpq.

The driver's cursor costs more than most of our statements take to run. Values are dumped and rows are loaded by the
driver's own adapters, so both ways say the same. What is written without waiting for an answer goes out together with
the next question: a message there and back costs as much as a row.
"""

from __future__ import annotations

import re
import select
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, Format

Params = Sequence[Any] | Mapping[str, Any]

_MOST = 200  # names per connection; texts beyond are sent whole each time
_GOOD = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
_READ, _WRITE = select.POLLIN, select.POLLOUT
_PLACE = re.compile(r"%(?:%|s|\((\w+)\)s)")


class Found:
    """What a statement gave back."""

    def __init__(self, result: Any, transformer: Any) -> None:
        self._result, self._transformer = result, transformer

    def rows(self) -> list[tuple[Any, ...]]:
        self._transformer.set_pgresult(self._result)
        found: list[tuple[Any, ...]] = self._transformer.load_rows(0, self._result.ntuples, tuple)
        return found

    def names(self) -> list[str]:
        return [self._result.fname(column).decode() for column in range(self._result.nfields)]

    def number(self) -> int:
        return int(self._result.command_tuples or 0)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as it is sent; without a name it is sent whole."""

    name: bytes | None
    sql: bytes
    values: Sequence[Any]
    formats: Sequence[Any]
    types: tuple[int, ...]
    rows: int | None = None  # so many must be changed


class Prepared:
    """The named statements of one connection, and those that wait to be sent with the next one."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw = raw
        self._transformer = Transformer.from_context(raw)
        self._names: dict[tuple[str, tuple[int, ...]], bytes | None] = {}  # None: said once, not named yet
        self._numbers = count()
        self._waiting: list[_Ready] = []

    def ask(self, text: str, params: Params) -> Found:
        """Inside the transaction that is open. From its second time on the server remembers the statement."""
        one = self._ready(text, params)
        if self._waiting:
            return Found(self._together(one), self._transformer)
        server = self.raw.pgconn
        if one.name is not None:
            result = server.exec_prepared(one.name, one.values, one.formats)
        else:
            result = server.exec_params(one.sql, one.values, one.types, one.formats)
        return Found(self._check(result), self._transformer)

    def later(self, text: str, params: Params, rows: int | None) -> None:
        """Sent with the next one: nobody waits for what it says."""
        self._waiting.append(self._ready(text, params, rows))

    def finish(self) -> None:
        """Send what waits."""
        if self._waiting:
            self._together(self._waiting.pop())

    def commit(self) -> None:
        """What waits and COMMIT, in one message; in two, where it must first be seen how many rows were changed."""
        if any(one.rows is not None for one in self._waiting):
            self.finish()
        if self._waiting:
            self._together(_COMMIT)
        else:
            self._check(self.raw.pgconn.exec_(_COMMIT.sql))  # a check put off to the end may not be met

    def forget(self) -> None:
        self._waiting.clear()

    def _ready(self, text: str, params: Params, rows: int | None = None) -> _Ready:
        sql, order = _numbered(text)
        found: Any = params  # by name, or in order
        values: Sequence[Any] = [found[name] for name in order] if order and order[0] else found
        dumped, formats, types = self._dumped(values)
        key = (text, types)
        name = self._names.get(key)
        if name is None and key in self._names:
            name = b"guitu_%d" % next(self._numbers)
            self._check(self.raw.pgconn.prepare(name, sql, types))
            self._names[key] = name
        elif name is None and len(self._names) < _MOST:
            self._names[key] = None
        return _Ready(name, sql, dumped, formats, types, rows)

    def _together(self, last: _Ready) -> Any:
        """What waits and this one, in one message; the answer to this one. After one that fails the server leaves
        out the rest."""
        sent, self._waiting = [*self._waiting, last], []
        server = self.raw.pgconn
        server.enter_pipeline_mode()
        try:
            for one in sent:
                if one.name is not None:
                    server.send_query_prepared(one.name, one.values, one.formats)
                else:
                    server.send_query_params(one.sql, one.values, one.types, one.formats)
            server.pipeline_sync()
            results = [self._answer() for _ in sent]
            self._next()  # to the sync
        finally:
            server.exit_pipeline_mode()
        for one, result in zip(sent, results, strict=True):
            self._check(result)
            if one.rows is not None and result.command_tuples != one.rows:
                raise psycopg.DataError(f"{result.command_tuples} rows were changed, not {one.rows}")
        return results[-1]

    def _answer(self) -> Any:
        """What one statement of the message gave back; each is followed by nothing."""
        result = self._next()
        self._next()
        return result

    def _next(self) -> Any:
        server = self.raw.pgconn
        while server.is_busy():  # waits outside Python's lock
            coming = select.poll()
            # What is long is not sent at once: the server waits for the rest of it, and we for the server.
            coming.register(server.socket, _READ | _WRITE if server.flush() else _READ)
            coming.poll()
            server.consume_input()
        return server.get_result()

    def _dumped(self, values: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any], tuple[int, ...]]:
        if not values:
            return (), (), ()
        if all(value is None or (type(value) is str and "\0" not in value) for value in values):
            plain = [None if value is None else value.encode() for value in values]
            return plain, (Format.TEXT,) * len(plain), (0,) * len(plain)  # as the driver sends texts, at once
        dumped = self._transformer.dump_sequence(values, [PyFormat.AUTO] * len(values))
        return dumped, self._transformer.formats or (), tuple(self._transformer.types or ())

    def _check(self, result: Any) -> Any:
        if result.status not in _GOOD:
            raise psycopg.errors.error_from_result(result, encoding=self.raw.info.encoding)
        return result


_COMMIT = _Ready(None, b"COMMIT", (), (), ())


@lru_cache(maxsize=1024)
def _numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """`%s` and `%(name)s` as the server counts them: $1, $2 …; a name keeps its number."""
    order: list[str] = []

    def number(found: re.Match[str]) -> str:
        name = found.group(1)
        if found.group() == "%%":
            return "%"
        if name is None or name not in order:
            order.append(name or "")
            return f"${len(order)}"
        return f"${order.index(name) + 1}"

    return _PLACE.sub(number, text).encode(), tuple(order)
