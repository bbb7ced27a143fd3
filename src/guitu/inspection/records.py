"""The record of a visit as it was written down and signed: one document, sealed, with the digest that its print shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from guitu.inspection.inspectors import Inspector
from guitu.kit.crypto import readable, seal
from guitu.kit.database import insert_many, row
from guitu.kit.errors import NotVisible, Refused
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded

DOCUMENT = "inspection_record.document"
_COLUMNS = (("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"), ("document", "bytea"))
# A signature is lines on a field of 600 by 200 points: M and L with numbers, nothing else.
_STROKES = re.compile(r"(?:[ML][0-9]{1,3} [0-9]{1,3} ?){2,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """How a visit was signed. `site`, `inspector`: strokes as drawn."""

    how: str
    site: str = ""
    inspector: str = ""
    witness: str = ""

    def refuse_odd(self) -> None:
        for strokes in (self.site, self.inspector):
            if strokes and not _STROKES.fullmatch(strokes):
                raise Refused(Reason("checklists.needs_signature"), field="site")


ON_PAPER = Signed(how="paper")


def document(*, kind: str, venue: str, on: date, result: str, there: Sequence[Inspector], signed: Signed, **more: Any) -> bytes:
    """The same words and answers always give the same bytes, so that the digest can be made again."""
    told = {
        "kind": kind, "venue": venue, "on": on.isoformat(), "result": result, "inspectors": [one.called for one in there],
        "signed": {"how": signed.how, "site": signed.site, "inspector": signed.inspector, "witness": signed.witness}, **more,
    }
    return orjson.dumps(told, default=str, option=orjson.OPT_SORT_KEYS)


def digest_of(told: bytes) -> str:
    return sha256(told).hexdigest()


def keep(held: Loaded, fact: UUID, told: bytes) -> None:
    sealed = seal(DOCUMENT, fact, told.decode())
    insert_many("inspection_record", _COLUMNS, [(fact, held.county_id, held.scope_path, "venues", held.id, sealed)])


def record_of(venue: UUID, fact: UUID) -> tuple[dict[str, Any], str]:
    """What was written down, and the digest of it as it lies there now; NotVisible without one."""
    found = row("SELECT document FROM inspection_record WHERE id = %s AND matter_id = %s", [fact, venue])
    if found is None:
        raise NotVisible
    text = readable(DOCUMENT, fact, found[0])
    if text is None:
        raise NotVisible
    return orjson.loads(text), digest_of(text.encode())
