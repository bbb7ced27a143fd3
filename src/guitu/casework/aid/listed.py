"""The list of who could apply and has not, as `lists` keeps it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

ENTITLED = ListPage(
    name="entitled",
    columns=(
        ListColumn("name", _("姓名"), essential=True),
        ListColumn("aid", _("可能可以申请"), "w.code", essential=True),
        ListColumn("since", _("自"), "w.from_on"),
        ListColumn("until", _("提示到"), "w.until_on"),
        ListColumn("place", _("地方"), "p.scope_path"),
        ListColumn("act", _("办理"), essential=True),
    ),
    order="w.from_on DESC, p.scope_path, p.id, w.code",
    filters=("aid",),
)
