"""The list of sign-ups: its columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

SIGNUPS = ListPage(
    name="signups",
    columns=(
        ListColumn("number", _("报名号"), "s.number", essential=True, num=True),
        ListColumn("heads", _("几个人"), "s.heads", essential=True, num=True),
        ListColumn("state", _("现在"), "s.state", essential=True),
        ListColumn("asked", _("什么时候报的"), "s.asked_at"),
        ListColumn("phone", _("联系电话")),
        ListColumn("acts", _("办理"), essential=True),
    ),
    order="s.number",
    filters=("only",),
    passing=("activity",),
)
