"""The list of tips: its columns. The SQL of an order names what its query calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

TIPS = ListPage(
    name="tips",
    columns=(
        ListColumn("received", _("收到"), "t.received_at", essential=True),
        ListColumn("about", _("关于什么"), "t.about", essential=True),
        ListColumn("place", _("地方"), "t.scope_path", essential=True),
        ListColumn("state", _("情况"), essential=True),
        ListColumn("due", _("期限"), essential=True),
    ),
    order="t.received_at, t.id",
    filters=("which",),
)
