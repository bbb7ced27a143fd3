"""The list of needs as `lists` keeps it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

NEEDS = ListPage(
    name="needs",
    columns=(
        ListColumn("code", _("编号"), essential=True),
        ListColumn("need", _("需要什么"), "n.need", essential=True),
        ListColumn("state", _("进展"), "m.state", essential=True),
        ListColumn("who", _("现在等谁")),
        ListColumn("due", _("期限"), "due_on", essential=True),
        ListColumn("place", _("地方"), "n.scope_path"),
        ListColumn("since", _("转出"), "m.opened_at", falling=True),
    ),
    order="due_on, m.opened_at DESC, n.id",
    filters=("box", "state"),
)
