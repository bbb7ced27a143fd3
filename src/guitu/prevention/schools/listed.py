"""The list of schools: its columns. The SQL of an order names what its query calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

SCHOOLS = ListPage(
    name="schools",
    columns=(
        ListColumn("name", _("名称"), "s.name", essential=True),
        ListColumn("level", _("种类"), "s.level", essential=True),
        ListColumn("place", _("在哪里"), "s.scope_path", essential=True),
        ListColumn("pupils", _("学生"), "s.pupils", falling=True, num=True, essential=True),
        ListColumn("missing", _("本学年还没有的"), essential=True),
    ),
    order="s.scope_path, s.name, s.id",
    filters=("q", "level", "area"),
)
