"""Lines whose content the law takes away: those of a file that is sealed. Whoever takes it says in a line of the ledger what each
of them hashes to from then on; that line is believed when it is proved itself, like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

import orjson

from guitu.blocks.lines import LINE, LOOK, hashes
from guitu.kit.database import rows

SAID = "emptied"  # in the detail of the line that says it: hashes as hexadecimal text, by the ids of the lines
_OF_FACTS = "SELECT id FROM ledger_entry WHERE matter_id = %s AND object_kind LIKE 'fact.%%'"
_SAYING = "SELECT id, (detail -> %s)::text FROM ledger_entry WHERE county_id = %s AND object_kind = 'sealed_file' AND detail ? %s"


def lines_of(matter_id: UUID) -> list[UUID]:
    """The lines that stand for the facts of a file."""
    return [line for (line,) in rows(_OF_FACTS, [matter_id])]


def as_they_are(county_id: str, lines: Iterable[UUID], looks: Iterable[UUID]) -> dict[str, str]:
    """What lines and looks hash to now that their content is gone, to be said in the line of whoever took it."""
    found = hashes(county_id, LINE, list(lines)) | hashes(county_id, LOOK, list(looks))
    return {str(one): hash_now.hex() for one, (_, hash_now) in found.items() if hash_now is not None}


def said(county_id: str) -> Mapping[UUID, Mapping[str, str]]:
    """By the lines that say it: what each says. Not yet proved."""
    return {line: orjson.loads(told) for line, told in rows(_SAYING, [SAID, county_id, SAID])}
