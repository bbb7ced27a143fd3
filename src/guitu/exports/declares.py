"""Exports declare themselves here: who may ask for a file of a list, and who grants what takes a second person."""

from __future__ import annotations

from guitu.kit.declarations import Declaration, NoticeKind, Page

DECLARATION = Declaration(
    package="exports",
    actions={
        "exporting": frozenset({"see_exports", "ask_export", "release_export", "finish_export", "fetch_export"}),
        "approving_exports": frozenset({"approve_export"}),
    },
    notices=(NoticeKind("export_ready", Page("exports"), "see_exports"),),
)
