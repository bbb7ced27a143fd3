"""From raw values to the dataclasses of the rules: no field missing, none unknown, every type right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from guitu.policy.faults import Fault
from guitu.policy.values import Entry, Value


def field_type(section: type, path: tuple[str, ...]) -> Any:
    """The type that a value at this path must have, or None when the section has no such field."""
    expected: Any = section
    for part in path:
        if is_dataclass(expected):
            expected = _hints(cast("Any", expected)).get(part)
        elif get_origin(expected) in (dict, Mapping) or _is_mapping(expected):
            expected = get_args(expected)[1]
        else:
            return None
    return expected


def converted(expected: Any, raw: Any) -> Any:
    """The value as the rule wants it; strict: no text for a number, no unknown key. Raises ValueError."""
    unknown = _unknown_key(expected, raw)
    if unknown:
        raise ValueError(f"不认识的键 {unknown}")
    try:
        return _adapter(expected).validate_json(json.dumps(raw, default=_as_text), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{where + ' ' if where else ''}{first['msg']}") from error


def faults_of(entry: Entry, section: type) -> list[Fault]:
    expected = field_type(section, entry.path)
    if expected is None:
        first = entry.values[-1]
        return [Fault(first.file, first.line, f"{entry.name}：规则里没有这个字段")]
    faults = []
    for value in entry.values:
        try:
            converted(expected, value.value)
        except ValueError as error:
            faults.append(Fault(value.file, value.line, f"{entry.name}：{error}"))
    return faults


def missing(section: type, paths: set[str]) -> list[str]:
    """Fields of the section that no table gives."""
    return [
        f.name
        for f in fields(section)
        if f.name not in paths and f.default is MISSING and f.default_factory is MISSING
    ]


def built(section: type, values: Mapping[tuple[str, ...], Value]) -> Any:
    """The section's dataclass from the values in force."""
    arguments: dict[str, Any] = {}
    for path, value in values.items():
        table = arguments
        for part in path[:-1]:
            table = table.setdefault(part, {})
        table[path[-1]] = converted(field_type(section, path), value.value)
    return section(**arguments)


@cache
def _hints(section: Any) -> dict[str, Any]:
    return get_type_hints(section)


@cache
def _adapter(expected: Any) -> TypeAdapter[Any]:
    return TypeAdapter(expected)


def _is_mapping(expected: Any) -> bool:
    origin = get_origin(expected)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _unknown_key(expected: Any, raw: Any) -> str | None:
    if isinstance(raw, dict) and is_dataclass(expected):
        hints = _hints(cast("Any", expected))
        for key, inner in raw.items():
            found = key if key not in hints else _unknown_key(hints[key], inner)
            if found:
                return found
    elif isinstance(raw, dict) and _is_mapping(expected):
        for inner in raw.values():
            found = _unknown_key(get_args(expected)[1], inner)
            if found:
                return found
    return None


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"{type(value).__name__} 不能作为值")
