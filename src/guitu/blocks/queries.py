"""How far a county's ledger is sealed, and what verifying came to: what the page reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from guitu.blocks.chain import Head
from guitu.blocks.verifying import Fault
from guitu.blocks.words import told
from guitu.kit.database import dicts, row

_LAST = (
    "SELECT no, first + number - 1, head, sealed_at, signature FROM blocks_block WHERE county_id = %s ORDER BY no DESC LIMIT 1"
)
_SEALER = "SELECT s.ran_at, s.trouble, w.number FROM blocks_waiting(%s) w LEFT JOIN blocks_sealer s ON s.county_id = %s"
_CHECKS = (
    "SELECT c.id, c.asked_at, c.done_at, c.code, c.lines, c.faults::text, h.name FROM blocks_check c LEFT JOIN grid_holding h"
    " ON h.post_id = c.post_id AND h.from_on <= c.asked_at::date AND (h.until_on IS NULL OR h.until_on > c.asked_at::date)"
    " WHERE c.county_id = %s ORDER BY c.asked_at DESC LIMIT 10"
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """The last head, how many lines wait, when the sealer was last there, what stands in the way of anchoring."""

    last: Head | None
    waiting: int
    ran_at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One answer: who asked when, over how many lines, what was wrong, the first line first."""

    asked_at: datetime
    done_at: datetime | None
    by: str
    code: str
    lines: int
    wrong: list[str] = field(default_factory=list)


def sealed(county_id: str) -> Sealed:
    last = row(_LAST, [county_id])
    ran_at, trouble, waiting = row(_SEALER, [county_id, county_id]) or (None, "", 0)
    head = Head(county_id, last[0], last[1], bytes(last[2]), last[3], bytes(last[4])) if last else None
    return Sealed(head, waiting, ran_at, trouble or "")


def checks(county_id: str) -> list[Checked]:
    return [_checked(one) for one in dicts(_CHECKS, [county_id])]


def _checked(one: dict[str, Any]) -> Checked:
    wrong = [told(Fault(*fault)) for fault in orjson.loads(one["faults"])]
    return Checked(one["asked_at"], one["done_at"], one["name"] or "", one["code"], one["lines"] or 0, wrong)
