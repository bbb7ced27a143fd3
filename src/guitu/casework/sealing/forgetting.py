"""What somebody typed of the person outside of the file: in requests for a second person, filters kept, reasons of exports."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from guitu.kit.crypto import readable, seal_bytes
from guitu.kit.database import rows, run

# What takes its place, sealed for the same row; None: nothing. A list that is remembered is forgotten whole.
_BLANK = {
    ("approvals_approval", "arguments"): b"{}", ("approvals_approval", "shown"): b"[]", ("approvals_approval", "words"): None,
    ("approvals_approval", "answer"): None, ("exports_export", "about"): b" ", ("exports_export", "words"): b" ",
    ("lists_bulk", "said"): None, ("lists_bulkanswer", "reasons"): None, ("lists_habit", "query"): b"", ("lists_habit", "body"): b"{}",
}


def forget(words: Collection[str]) -> int:
    """Blank every such value of the county in which one of the words stands; says how many. By the clock alone."""
    done = 0
    for table, column, row_id, data in rows("SELECT of, named, row_id, data FROM casework_words_kept()"):
        place = f"{table}|{column}"
        text = readable(place, row_id, data)
        if text and any(word in text for word in words):
            blank = _BLANK[table, column]
            run(
                "SELECT casework_forget_words(%s, %s, %s, %s)",
                [table, column, row_id, None if blank is None else seal_bytes(place, UUID(str(row_id)), blank)],
            )
            done += 1
    return done
