"""The list of places: its columns. The SQL of an order names what its query calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

PLACES = ListPage(
    name="places",
    columns=(
        ListColumn("name", _("名称"), "p.name", essential=True),
        ListColumn("kind", _("种类"), "p.kind", essential=True),
        ListColumn("place", _("在哪里"), "p.scope_path", essential=True),
        ListColumn("state", _("现在"), "m.state", essential=True),
        ListColumn("zones", _("展区"), "p.zones", falling=True, num=True),
        ListColumn("due", _("下次看设施"), "d.due_on", num=True),
    ),
    order="p.scope_path, p.name, p.id",
    filters=("q", "kind", "area", "only"),
)
