"""A column of values as one parameter: PostgreSQL's array in its binary form.

Thousands of rows go in as one array per column. As text each value would be spelled here, quoted, and read again
over there; in binary an id is sixteen bytes and a sealed field goes as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from struct import Struct
from typing import Any
from uuid import UUID

from psycopg.adapt import AdaptersMap, Dumper
from psycopg.pq import Format

_HEAD = Struct(">iiIii")  # dimensions, any NULL, type of the elements, how many, number of the first
_LENGTH = Struct(">i").pack
_INT = Struct(">ii").pack
_MOMENT = Struct(">iq").pack
_NULL = b"\xff\xff\xff\xff"
_DAY_0 = date(2000, 1, 1).toordinal()
_MOMENT_0 = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UUID_LENGTH = _LENGTH(16)
_BOOLEANS = {False: _LENGTH(1) + b"\0", True: _LENGTH(1) + b"\1"}


class _Otherwise(Exception):
    """A value that is neither of the column's own Python type nor its usual text."""


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one column, ready for `unnest(%s::kind[])`."""

    values: Sequence[Any]
    data: bytes


def array(kind: str, values: Sequence[Any]) -> Column | str:
    """The parameter for `%s::kind[]`; as text where a value is of some other kind."""
    if not values or kind not in _KINDS:
        return spelled(values)
    oid, encode = _KINDS[kind]
    try:
        body = b"".join(_elements(values, encode))
    except (_Otherwise, ValueError):
        return spelled(values)
    return Column(values, _HEAD.pack(1, 1, oid, len(values), 1) + body)


def register(adapters: AdaptersMap) -> None:
    """Tell a driver how to send a Column; in text for who binds in the client, or logs."""
    adapters.register_dumper(Column, _TextDumper)
    adapters.register_dumper(Column, _BinaryDumper)  # the last one is preferred


class _BinaryDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: Any) -> bytes:
        data: bytes = obj.data
        return data


class _TextDumper(Dumper):
    def dump(self, obj: Any) -> bytes:
        return spelled(obj.values).encode()


def _elements(values: Sequence[Any], encode: Callable[[Any], bytes]) -> Sequence[bytes]:
    if len(set(map(id, values))) == 1:  # who acts, when, from which post: made once
        return [_NULL if values[0] is None else encode(values[0])] * len(values)
    if encode in _UNIQUE:
        return [_NULL if value is None else encode(value) for value in values]
    known: dict[Any, bytes] = {None: _NULL}  # codes, places and moments repeat
    return [known.get(value) or known.setdefault(value, encode(value)) for value in values]


def _uuid(value: Any) -> bytes:
    if type(value) is UUID:
        return _UUID_LENGTH + value.bytes
    if type(value) is str and len(value) == 36:
        return _UUID_LENGTH + bytes.fromhex(value.replace("-", ""))
    raise _Otherwise


def _text(value: Any) -> bytes:
    data = str(value).encode()
    return _LENGTH(len(data)) + data


def _jsonb(value: Any) -> bytes:
    data = str(value).encode()
    return _LENGTH(len(data) + 1) + b"\1" + data


def _bytea(value: Any) -> bytes:
    data = bytes(value)
    return _LENGTH(len(data)) + data


def _int(value: Any) -> bytes:
    if type(value) is not int:
        raise _Otherwise
    return _INT(4, value)


def _boolean(value: Any) -> bytes:
    if type(value) is not bool:
        raise _Otherwise
    return _BOOLEANS[value]


def _date(value: Any) -> bytes:
    if type(value) is str:
        value = date.fromisoformat(value)
    if type(value) is not date:
        raise _Otherwise
    return _INT(4, value.toordinal() - _DAY_0)


def _moment(value: Any) -> bytes:
    if type(value) is not datetime or value.tzinfo is None:
        raise _Otherwise
    return _MOMENT(8, (value - _MOMENT_0) // _MICROSECOND)


_UNIQUE = (_uuid, _bytea, _int)
_KINDS: dict[str, tuple[int, Callable[[Any], bytes]]] = {
    "uuid": (2950, _uuid),
    "text": (25, _text),
    "jsonb": (3802, _jsonb),
    "bytea": (17, _bytea),
    "int": (23, _int),
    "bool": (16, _boolean),
    "date": (1082, _date),
    "timestamptz": (1184, _moment),
}


def spelled(values: Iterable[Any]) -> str:
    """An array as PostgreSQL reads it from a text: a parameter that is text costs nothing to send."""
    return "{" + ",".join(map(_quoted, values)) + "}"


@lru_cache(maxsize=1024)
def codes(values: tuple[str, ...]) -> str:
    """Codes of ours as an array: the same few lists at every page, spelled once."""
    return spelled(values)


def _quoted(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes | memoryview):
        return '"\\\\x' + bytes(value).hex() + '"'
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
