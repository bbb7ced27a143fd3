"""The register of what went out: its columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

AIRINGS = ListPage(
    name="airings",
    columns=(
        ListColumn("day", _("哪一天"), "r.day_on", falling=True, essential=True),
        ListColumn("channel", _("渠道"), "r.channel", essential=True),
        ListColumn("audience", _("对谁"), "r.audience"),
        ListColumn("times", _("几条、几次"), "r.times", falling=True, num=True, essential=True),
        ListColumn("text", _("内容"), essential=True),
        ListColumn("place", _("在哪里"), "r.scope_path"),
        ListColumn("acts", _("办理")),
    ),
    order="r.day_on DESC, r.id",
    filters=("channel",),
)
