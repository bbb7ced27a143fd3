"""Every column that may hold sealed values: found from the tables themselves, so that none is forgotten.

As a rule a value is sealed for `table|column` and the key of its row. What is sealed for something else is declared
(`sealed_as` of `declares.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

from guitu.kit.declarations import SealedAs
from guitu.kit.registry import Registry

SEALED_AS: Registry[SealedAs] = Registry("columns sealed for something else")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of bytes, the place its values are sealed for, and the columns that say for which row."""

    table: str
    name: str
    key: str
    place: str
    of: tuple[str, ...]
    sealed_for: Callable[..., Any]

    @property
    def called(self) -> str:
        return f"{self.table}.{self.name}"


def columns() -> list[Column]:
    return [
        _column(model._meta.db_table, str(field.column), str(model._meta.pk.column))
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.BinaryField) and not field.primary_key
    ]


def _column(table: str, name: str, key: str) -> Column:
    said: SealedAs = SEALED_AS.get(f"{table}.{name}") or SealedAs(f"{table}.{name}")
    of = import_string(said.by) if said.by else lambda row: row
    return Column(table, name, key, said.place or f"{table}|{name}", said.of or (key,), of)
