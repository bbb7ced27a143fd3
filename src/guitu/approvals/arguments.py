"""The arguments of a command as one document that can be sealed, and back: days, times and ids stay what they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

_KINDS: dict[str, Any] = {"date": date.fromisoformat, "time": datetime.fromisoformat, "id": UUID}


def packed(arguments: dict[str, Any]) -> str:
    """As text. Refuses, as an error of ours, a value of a kind that would not come back the same."""
    return orjson.dumps({name: _plain(value) for name, value in arguments.items()}).decode()


def unpacked(text: str) -> dict[str, Any]:
    return {name: _value(plain) for name, plain in orjson.loads(text).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, UUID):
        return {"id": str(value)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} cannot wait for an approval")


def _value(plain: Any) -> Any:
    if isinstance(plain, dict):
        ((kind, text),) = plain.items()
        return _KINDS[kind](text)
    return [_value(one) for one in plain] if isinstance(plain, list) else plain
