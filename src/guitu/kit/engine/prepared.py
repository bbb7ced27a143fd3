"""Statements whose text is always the same, sent by name: no cursor, no parsing of the text, one call of libpq.

The driver's cursor costs more than most of our statements take to run. Values are dumped and rows are loaded by the
driver's own adapters, so both ways say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, Format

Params = Sequence[Any] | Mapping[str, Any]

_MOST = 200  # names per connection; texts beyond are sent whole each time
_GOOD = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
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


class Prepared:
    """The named statements of one connection."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw = raw
        self._transformer = Transformer.from_context(raw)
        self._names: dict[tuple[str, tuple[int, ...]], bytes | None] = {}  # None: said once, not named yet
        self._numbers = count()

    def ask(self, text: str, params: Params) -> Found:
        """Inside the transaction that is open. From its second time on the server remembers the statement."""
        sql, order = _numbered(text)
        found: Any = params  # by name, or in order
        values: Sequence[Any] = [found[name] for name in order] if order and order[0] else found
        dumped, formats, types = self._dumped(values)
        server, key = self.raw.pgconn, (text, types)
        name = self._names.get(key)
        if name is None and key in self._names:
            name = b"guitu_%d" % next(self._numbers)
            self._check(server.prepare(name, sql, types))
            self._names[key] = name
        if name is not None:
            result = server.exec_prepared(name, dumped, formats)
        else:
            result = server.exec_params(sql, dumped, types, formats)
            if len(self._names) < _MOST:
                self._names[key] = None
        return Found(self._check(result), self._transformer)

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
