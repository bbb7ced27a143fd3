"""The list of goods held: its columns. The SQL of an order names what its query calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

GOODS = ListPage(
    name="goods",
    columns=(
        ListColumn("name", _("名称"), essential=True),
        ListColumn("grade", _("类别"), "b.grade", essential=True),
        ListColumn("stages", _("环节、品种")),
        ListColumn("place", _("地方"), "b.scope_path"),
        ListColumn("counted", _("上次盘点"), "b.counted_on", essential=True, falling=True),
        ListColumn("count_by", _("下次盘点"), "b.count_by", essential=True),
        ListColumn("paper", _("证件管到"), "b.paper_until"),
        ListColumn("report", _("年度报告"), "b.report_by"),
    ),
    order="b.scope_path, b.id",
    filters=("grade", "stage", "good", "only"),
)
