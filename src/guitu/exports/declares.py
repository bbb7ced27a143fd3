"""Exports declare themselves here: who may ask for a file of a list, and who grants what takes a second person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, ListColumn, ListPage, NoticeKind, Page

EXPORTS = ListPage(
    name="exports",
    columns=(
        ListColumn("number", _("编号"), essential=True),
        ListColumn("asked_at", _("提出时间"), "asked_at", falling=True),
        ListColumn("people", _("人数"), "people", falling=True),
    ),
    order="asked_at",
    filters=("state",),
    size=20,
)
DECLARATION = Declaration(
    package="exports",
    lists=(EXPORTS,),
    actions={
        "exporting": frozenset({"see_exports", "ask_export", "release_export", "finish_export", "fetch_export"}),
        "approving_exports": frozenset({"approve_export"}),
    },
    notices=(NoticeKind("export_ready", Page("exports"), "see_exports"),),
)
