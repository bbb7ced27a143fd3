"""One file that was sent, as its page shows it: how it was read, and what became of its lines. The same for every `Store`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.importing.sealed import mapping_in, name_in
from guitu.importing.staged import ABOUT_NOBODY
from guitu.importing.store import Store
from guitu.kit.database import dicts


@dataclass(frozen=True, slots=True)
class Batch:
    """One file as its page shows it."""

    id: UUID
    scope_path: str
    file_name: str
    state: str
    mapping: dict[str, Any]
    counts: dict[str, Any]
    created_at: datetime
    finished_at: datetime | None
    outcomes: dict[str, int]
    sheet: str = ""  # the kind of sheet, where a store holds several

    def count(self, *outcomes: str) -> int:
        return sum(self.outcomes.get(outcome, 0) for outcome in outcomes)

    @property
    def rows(self) -> int:
        """Lines that are about somebody or something."""
        return sum(number for outcome, number in self.outcomes.items() if outcome not in ABOUT_NOBODY)


def batches_of(store: Store, where: str, params: Sequence[Any], *, has_kinds: bool = False) -> list[Batch]:
    """The batches of a store, `b` in the condition. `has_kinds`: it holds several kinds of sheet."""
    found = dicts(
        f"SELECT b.id,{' b.sheet,' if has_kinds else ''} b.scope_path, b.file_name, b.state, b.mapping, b.counts::text AS counts,"  # noqa: S608
        " b.created_at, b.finished_at, (SELECT jsonb_object_agg(o.outcome, o.n) FROM (SELECT outcome, count(*) AS n"
        f" FROM {store.rows} r WHERE r.county_id = b.county_id AND r.batch_id = b.id GROUP BY outcome) o)::text AS outcomes"
        f" FROM {store.batches} b WHERE {where}",
        list(params),
    )
    return [_batch(store, one) for one in found]


def _batch(store: Store, found: dict[str, Any]) -> Batch:
    read = {name: orjson.loads(found[name] or "{}") for name in ("counts", "outcomes")}
    read["file_name"] = name_in(store, found["id"], found["file_name"])
    read["mapping"] = mapping_in(store, found["id"], found["mapping"])
    return Batch(**{**found, **read})
