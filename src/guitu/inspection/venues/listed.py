"""The list of places: its columns. The SQL of an order names what its query calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

VENUES = ListPage(
    name="venues",
    columns=(
        ListColumn("name", _("名称"), essential=True),
        ListColumn("kind", _("类别"), "v.kind", essential=True),
        ListColumn("state", _("情况"), "v.state", essential=True),
        ListColumn("place", _("地方"), "v.scope_path"),
        ListColumn("checked", _("上次检查"), "v.checked_on", essential=True, falling=True),
        ListColumn("look_by", _("下次检查"), "v.look_by"),
        ListColumn("right_by", _("改好期限"), "v.put_right_by"),
        ListColumn("licence_until", _("执照有效到"), "v.valid_until"),
        ListColumn("letter", _("责任书")),
    ),
    order="v.scope_path, v.id",
    filters=("name", "kind", "state", "letter", "only"),
    passing=("campaign", "area"),
)
