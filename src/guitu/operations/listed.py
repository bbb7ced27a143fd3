"""The lists of the logs. They come the newest first and in no other order: what is looked for stands in a time."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

_DAYS = ("since", "until", "file", "person", "post")  # a day that was asked for is another one tomorrow
LEDGER = ListPage(
    name="ledger",
    columns=(
        ListColumn("at", _("时间"), essential=True),
        ListColumn("who", _("岗位"), essential=True),
        ListColumn("thing", _("记了什么"), essential=True),
        ListColumn("file", _("档案"), essential=True),
        ListColumn("door", _("从哪里")),
        ListColumn("changed", _("更正")),
    ),
    order="at",
    filters=("q", "what", "only"),
    passing=_DAYS,
)
LOOKS = ListPage(
    name="looks",
    columns=(
        ListColumn("day", _("日期"), essential=True),
        ListColumn("who", _("岗位"), essential=True),
        ListColumn("what", _("做了什么"), essential=True),
        ListColumn("people", _("对象")),
        ListColumn("why", _("用途"), essential=True),
        ListColumn("times", _("次数"), num=True, essential=True),
        ListColumn("outcome", _("结果"), essential=True),
    ),
    order="last_at",
    filters=("q", "what", "only", "class"),
    passing=_DAYS,
)
LISTS = (LEDGER, LOOKS)
