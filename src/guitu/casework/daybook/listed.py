"""The records of a month as `lists` keeps them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

DAYBOOK = ListPage(
    name="daybook",
    columns=(
        ListColumn("name", _("姓名"), essential=True),
        ListColumn("on", _("日期"), "f.happened_on", falling=True, essential=True),
        ListColumn("kind", _("做了什么"), "f.kind", essential=True),
        ListColumn("worker", _("经办人"), whole=True),
        ListColumn("recorded", _("登记时间"), "f.recorded_at", falling=True),
    ),
    order="f.happened_on DESC, f.recorded_at DESC, f.id",
    filters=("month", "post", "what"),
    passing=("person",),
)
