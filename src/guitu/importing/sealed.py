"""What a batch keeps of typed text, sealed to it: the name of its file, and how its sheet was read. A heading row read
wrongly holds names, and a file may be called after somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from guitu.importing.store import Store
from guitu.kit.crypto import readable, seal, shown, unreadable_word

LOST = "mapping_unreadable"


def sealed_name(store: Store, batch_id: UUID, name: str) -> bytes | None:
    return seal(store.file_name, batch_id, name)


def sealed_mapping(store: Store, batch_id: UUID, document: dict[str, Any]) -> bytes | None:
    return seal(store.mapping, batch_id, orjson.dumps(document, default=str).decode())


def name_in(store: Store, batch_id: UUID, data: bytes | memoryview | None) -> str:
    return shown(store.file_name, batch_id, data)


def mapping_in(store: Store, batch_id: UUID, data: bytes | memoryview | None) -> dict[str, Any]:
    """How the sheet was read. Where that cannot be read, no column, and the sentence that says so."""
    text = readable(store.mapping, batch_id, data)
    if text is None:
        return {"parts": [[unreadable_word(), True, ""]], "columns": [], "heading_lines": [], "refusals": [[LOST, {}]]}
    document: dict[str, Any] = orjson.loads(text or "{}")
    return document


def is_lost(document: dict[str, Any]) -> bool:
    return [LOST, {}] in document.get("refusals", [])
