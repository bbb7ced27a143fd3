"""The register of courses as `lists` keeps it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

COURSES = ListPage(
    name="courses",
    columns=(
        ListColumn("name", _("课程"), essential=True),
        ListColumn("topic", _("哪一类"), "k.topic", essential=True),
        ListColumn("from_on", _("从哪天"), "k.from_on", falling=True),
        ListColumn("last_on", _("到哪天"), "k.last_on"),
        ListColumn("place", _("地方"), "k.scope_path"),
        ListColumn("times", _("人次"), "times", falling=True, num=True, essential=True),
        ListColumn("people", _("人"), "people", falling=True, num=True, essential=True),
    ),
    order="k.from_on DESC, k.id",
    filters=("topic",),
)
