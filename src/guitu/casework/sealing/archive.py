"""All rows of a file as one document: opened by the house's ring, sealed again under a key of the file's own."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from guitu.kit import crypto, file_keys
from guitu.kit.database import rows
from guitu.ledger.sealed import BODY, NOTE

# Made from the facts, by the numbers in force or by others, and made again by nobody.
_DERIVED = frozenset({"settling_summary", "casework_current", "duties_postponement", "rulepacks_trialperson"})
# Columns sealed under another name than their table's.
_PLACES = {("ledger_fact", "body"): BODY, ("ledger_fact", "note"): NOTE}
Row = dict[str, Any]
Document = dict[str, list[Row]]


def collected(person_id: UUID) -> Document:
    """Every row that hangs on the file, by table, with what was sealed in them opened. Empty: it is not due."""
    found: Document = {}
    for table, row in rows("SELECT of, row_of FROM casework_rows_of_file(%s)", [person_id]):
        if table not in _DERIVED:
            plain = orjson.loads(row) if isinstance(row, str) else row
            found.setdefault(table, []).append({name: _opened(table, name, plain, value) for name, value in plain.items()})
    return found


def sealed(file_id: UUID, document: Document) -> bytes:
    """Make the file's key, and seal the document under it."""
    file_keys.make_key(file_id)
    return file_keys.seal_under(file_id, orjson.dumps(document))


def opened(file_id: UUID, data: bytes | memoryview) -> Document:
    """What was sealed; Unreadable when the key was destroyed."""
    found: Document = orjson.loads(file_keys.open_under(file_id, bytes(data)))
    return found


def number_of(document: Document) -> str | None:
    """The number of the document by which the person is known, if any is on file."""
    for identity in document.get("people_identity", ()):
        if identity.get("id_number"):
            return str(identity["id_number"])
    return None


def words_of(document: Document) -> set[str]:
    """What would give the person away where somebody has typed it: name, number, telephone, the number of the file."""
    found = {str(one["id"]) for one in document.get("people_person", ())}
    for identity in document.get("people_identity", ()):
        found |= {str(identity[name]) for name in ("name", "id_number", "phone") if identity.get(name)}
    return found


def found_by(county_id: str, number: str | None) -> bytes | None:
    """By which a sealed file is found again from the number, for who asks by law: a hash under a key that no search uses."""
    if not number:
        return None
    return hmac.digest(crypto.key_for(f"sealed file in {county_id}", None), crypto.normal(number).encode(), sha256)


def _opened(table: str, column: str, row: Row, value: Any) -> Any:
    """A sealed value as text, or as base64 where it is none; anything else as it is."""
    if not isinstance(value, str) or not value.startswith("\\x01"):
        return value
    for key in ("id", "person_id", "matter_id", "fact_id"):
        if key in row:
            try:
                data = crypto.open_bytes(_PLACES.get((table, column), f"{table}|{column}"), row[key], bytes.fromhex(value[2:]))
            except (crypto.Unreadable, ValueError):
                continue
            try:
                return data.decode()
            except UnicodeDecodeError:
                return {"base64": base64.b64encode(data).decode()}
    return value
