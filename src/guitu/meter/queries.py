"""The sums of a county's forms, what was proposed of their fields, and what the rulebook itself reads."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

import guitu.rules
from guitu.kit.crypto import open_sealed
from guitu.kit.database import Statement, dicts, rows
from guitu.rules import records
from guitu.rules.meter import FieldUse, Use

WORDS = "meter_dropproposal|words"
_USES = Statement(
    "SELECT form, role, sum(sends)::int, sum(shown)::int, sum(filled)::int, sum(touches)::int, sum(seconds)::int FROM meter_formuse"
    " WHERE county_id = %s AND month >= %s GROUP BY 1, 2"
)
_POSTS = Statement("SELECT role, count(*)::int FROM grid_post WHERE county_id = %s AND closed_on IS NULL GROUP BY 1")
_FIELDS = Statement(
    "SELECT form, field, shown, filled, first_on, filled_on, read_on FROM meter_formfield WHERE county_id = %s ORDER BY form, field"
)
_ONE = Statement("SELECT 1 FROM meter_formfield WHERE county_id = %s AND form = %s AND field = %s")
_PROPOSALS = Statement(
    "SELECT id, form, field, state, proposed_on, proposed_person, answered_on, words FROM meter_dropproposal WHERE county_id = %s"
    " ORDER BY state <> 'open', proposed_on DESC, id LIMIT 100"
)


def uses(county_id: str, since: date) -> tuple[list[Use], dict[str, int]]:
    """By form and role since a month, and how many posts each role has."""
    return [Use(*found) for found in rows(_USES, [county_id, since])], dict(rows(_POSTS, [county_id]))


def fields(county_id: str) -> list[FieldUse]:
    return [FieldUse(*found) for found in rows(_FIELDS, [county_id])]


def is_counted(county_id: str, form: str, field: str) -> bool:
    return bool(rows(_ONE, [county_id, form, field]))


def proposals(county_id: str) -> list[dict[str, Any]]:
    """The open ones first, with what was said."""
    return [{**found, **words_in(found["id"], found.pop("words"))} for found in dicts(_PROPOSALS, [county_id])]


def words_in(proposal: UUID, sealed: bytes) -> dict[str, str]:
    return dict(orjson.loads(open_sealed(WORDS, proposal, sealed) or '{"why": "", "answer": ""}'))


@cache
def used_by_rules() -> frozenset[str]:
    """Names of fields that the rulebook reads off facts, or that figures count by: these are read whoever prints."""
    folder = Path(guitu.rules.__path__[0])
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = {name for kind in records.KINDS.values() for name in kind.__dataclass_fields__}
    counted = {name for names in records.COUNTED.values() for name in names}
    return frozenset(counted | (named & set(re.findall(r"\.([a-z_][a-z0-9_]*)\b", text))))
