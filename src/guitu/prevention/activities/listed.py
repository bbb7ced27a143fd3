"""The list of activities: its columns. The SQL of an order names what its query calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

ACTIVITIES = ListPage(
    name="activities",
    columns=(
        ListColumn("name", _("名称"), essential=True),
        ListColumn("held", _("哪一天"), "a.held_on", falling=True, num=True, essential=True),
        ListColumn("kind", _("种类"), "a.kind"),
        ListColumn("place", _("在哪里"), "a.scope_path", essential=True),
        ListColumn("state", _("现在"), "m.state", essential=True),
        ListColumn("heads", _("多少人"), "coalesce(a.counted, a.signed)", falling=True, num=True, essential=True),
        ListColumn("leader", _("领导参加"), "a.leader"),
    ),
    order="a.held_on DESC, a.scope_path, a.id",
    filters=("kind", "state", "tag", "year", "area"),
)
