"""The lists of units and of households: their columns. The SQL of an order names what the query calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

UNITS = ListPage(
    name="small-units",
    columns=(
        ListColumn("name", _("名称"), "u.name", essential=True),
        ListColumn("type", _("类别"), "u.type", essential=True),
        ListColumn("place", _("在哪里"), "u.scope_path"),
        ListColumn("state", _("现在"), "state", essential=True),
        ListColumn("phase", _("正在办"), "u.phase"),
        ListColumn("ends", _("到期"), "u.ends_on", num=True),
        ListColumn("seen", _("上次查看"), "u.seen_on", num=True),
    ),
    order="u.type, u.scope_path, u.name, u.id",
    filters=("q", "type", "area", "only"),
)
HOUSEHOLDS = ListPage(
    name="households",
    columns=(
        ListColumn("number", _("户号"), "h.number", essential=True, num=True),
        ListColumn("group", _("小组"), "h.group_path", essential=True),
        ListColumn("state", _("现在"), "h.reason", essential=True),
        ListColumn("why", _("原因")),
    ),
    order="h.group_path, h.number, h.id",
    filters=("area", "only", "round"),
)
