"""Importing declares itself here: what a post that may do a thing by hand may do with a sheet of such things."""

from __future__ import annotations

from guitu.kit.declarations import Declaration

DECLARATION = Declaration(
    package="importing",
    follows="SELECT importing_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    actions={
        "sheets": frozenset(
            {"expect_sheet", "keep_sheet", "refuse_sheet", "read_sheet_columns", "answer_sheet", "start_sheet", "stop_sheet",
             "undo_sheet", "note_rows", "forget_words"}
        ),
    },
)
