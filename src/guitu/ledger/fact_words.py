"""The words of facts: what each kind, each field and each code is called on a form, a list, a paper. The packages that
write facts declare them; who shows them asks here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guitu.kit.registry import Registry

KINDS: Registry[Any] = Registry("words of kinds of facts")
FIELDS: Registry[Any] = Registry("words of fields of facts")
CODES: Registry[Mapping[str, Any]] = Registry("words of codes")


def kind(code: str) -> str:
    return str(KINDS.get(code, code))


def field(name: str) -> str:
    return str(FIELDS.get(name, name))


def code(name: str, value: Any) -> str:
    """A code of that field as it is read; one without a word shows as it is."""
    return str(CODES.get(name, {}).get(value, value))


def choices(name: str, *codes: str) -> tuple[tuple[str, Any], ...]:
    """The codes of that field as a form offers them: those named, in this order, or all."""
    return tuple((code, CODES[name][code]) for code in codes or CODES[name])
