"""The lists of the grid: posts, bodies, staff. The SQL of an order names what their queries call it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guitu.kit.declarations import ListColumn, ListPage

POSTS = ListPage(
    name="posts",
    columns=(
        ListColumn("body", _("单位"), "b.name", essential=True),
        ListColumn("role", _("岗位"), "p.role", essential=True),
        ListColumn("holder", _("姓名"), "h.name", essential=True),
        ListColumn("since", _("到岗"), "h.from_on", falling=True, num=True),
        ListColumn("act", pgettext_lazy("column", "办理"), essential=True),
    ),
    order="p.path, b.name, p.role, p.title, p.id",
    filters=("q", "role", "area", "only"),
)
BODIES = ListPage(
    name="bodies",
    columns=(
        ListColumn("name", _("单位"), "b.name", essential=True),
        ListColumn("kind", _("种类"), "b.kind"),
        ListColumn("rank", _("级别"), "b.rank"),
        ListColumn("parent", _("上级单位"), "u.name"),
        ListColumn("approved", _("核定"), num=True, essential=True),
        ListColumn("held", _("在岗"), num=True, essential=True),
        ListColumn("vacant", _("空缺"), num=True, essential=True),
        ListColumn("longest", _("最长空缺"), num=True),
    ),
    order="length(b.path), b.path, b.kind, b.name, b.id",
    filters=("q", "kind", "area", "only"),
)
STAFF = ListPage(
    name="staff",
    columns=(
        ListColumn("name", _("姓名"), essential=True),
        ListColumn("kind", _("哪类人员"), "s.kind"),
        ListColumn("body", _("单位"), "b.name", essential=True),
        ListColumn("posts", _("担任的岗位")),
        ListColumn("certificate", _("证书")),
        ListColumn("until", _("有效期至"), "s.certificate_until", num=True, essential=True),
        ListColumn("act", pgettext_lazy("column", "办理"), essential=True),
    ),
    order="s.path, b.name, s.kind, s.from_on, s.id",
    filters=("kind", "only"),
)
LISTS = (POSTS, BODIES, STAFF)
