"""The list of remarks: its columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

REMARKS = ListPage(
    name="remarks",
    columns=(
        ListColumn("text", _("留言"), essential=True),
        ListColumn("place", _("哪个阵地"), "p.name", essential=True),
        ListColumn("left", _("哪一天"), "r.left_on", falling=True),
        ListColumn("acts", _("办理"), essential=True),
    ),
    order="r.left_on, r.id",
    filters=("only",),
)
