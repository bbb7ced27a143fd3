"""The row of a stock book, as it follows from the facts of its place. `fold.py` writes it with the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from guitu.kit.database import insert_many, run
from guitu.rules.stock import Book
from guitu.settling.comparing import part
from guitu.settling.load import Loaded

_COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("grade", "text"), ("goods", "text"), ("stages", "text"),
    ("paper_until", "date"), ("missing", "text"), ("count_by", "date"), ("counted_on", "date"), ("differs", "bool"),
    ("report_by", "date"), ("sales", "int"),
)
_DERIVED = [name for name, _kind in _COLUMNS[3:]]
_AGAIN = "ON CONFLICT (id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _DERIVED)
PART = part(
    " ".join(_DERIVED), 0, f"SELECT id, {', '.join(_DERIVED)} FROM inspection_stockbook WHERE id = ANY(%(matters)s)",  # noqa: S608  ours
)


def row_of(matter: Loaded, book: Book) -> tuple[Any, ...]:
    return (
        matter.id, matter.county_id, matter.scope_path, book.grade, " ".join(book.goods), " ".join(book.stages), book.paper_until,
        " ".join(paper for paper, _way in book.missing), book.count_by, book.counted_on, book.differs, book.report_by, len(book.sales),
    )


def write_rows(found: Sequence[tuple[Any, ...]]) -> None:
    if found:
        insert_many("inspection_stockbook", _COLUMNS, found, _AGAIN)


def forget_rows(ids: Sequence[UUID]) -> None:
    run("DELETE FROM inspection_stockbook WHERE id = ANY(%s)", [list(ids)])
