"""What an office said of words and headings, remembered for its next file of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import orjson

from guitu.importing.headings import heading_key
from guitu.kit.actor import Actor
from guitu.kit.crypto import readable, seal
from guitu.kit.database import dicts, run
from guitu.ledger.commands import Act

PLACE = "importing_known|words"
Answers = Mapping[tuple[str, str], str]  # (field, word that was asked) → how it is meant
MOST = 2_000  # words and headings of one kind of sheet


class Remembered:
    """The answers of an office: words by field, and the fields that headings stand for."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.answers = {(field, word): meant for field, word, meant in document.get("answers", ())}
        self.headings: dict[str, str] = dict(document.get("headings", {}))

    def used(self, words: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Those of these words that were answered before."""
        return {key: meant for key, meant in self.answers.items() if key in words}


def remembered(actor: Actor, sheet: str) -> Remembered:
    """What the office of this post said so far. One query."""
    found = _row(actor.county_id, actor.path, sheet)
    text = readable(PLACE, found["id"], found["words"]) if found else None
    return Remembered(orjson.loads(text) if text else {})


def remember(act: Act, sheet: str, answers: Answers, headings: Mapping[str, str], *, but: frozenset[str] = frozenset()) -> None:
    """Keep what somebody said for the next file. What is said of empty cells, and what leaves rows out, is of one file."""
    found = _row(act.actor.county_id, act.actor.path, sheet, "FOR UPDATE")
    id = found["id"] if found else uuid4()
    text = readable(PLACE, id, found["words"]) if found else None
    before = Remembered(orjson.loads(text) if text else {})
    said = before.answers | {key: meant for key, meant in answers.items() if key[1] and meant not in but}
    headed = before.headings | {heading_key(heading): field for heading, field in headings.items()}
    document = {
        "answers": [[field, word, meant] for (field, word), meant in list(said.items())[-MOST:]],
        "headings": dict(list(headed.items())[-MOST:]),
    }
    sealed = seal(PLACE, id, orjson.dumps(document).decode())
    run(
        "INSERT INTO importing_known (id, county_id, scope_path, sheet, words) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (county_id, scope_path, sheet) DO UPDATE SET words = excluded.words, id = excluded.id",
        [id, act.actor.county_id, act.actor.path, sheet, sealed],
    )


def forget(act: Act, sheet: str) -> None:
    """The office is asked anew about everything."""
    found = _row(act.actor.county_id, act.actor.path, sheet, "FOR UPDATE")
    if found:
        sealed = seal(PLACE, found["id"], "{}")
        run("UPDATE importing_known SET words = %s WHERE id = %s", [sealed, found["id"]])


def _row(county: str, path: str, sheet: str, lock: str = "") -> dict[str, Any] | None:
    found = dicts(
        f"SELECT id, words FROM importing_known WHERE county_id = %s AND scope_path = %s AND sheet = %s {lock}",  # noqa: S608  ours
        [county, path, sheet],
    )
    return found[0] if found else None
