"""The people on file declare themselves here: the list, finding somebody, and who is carried at a place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guitu.kit.declarations import Declaration, ListColumn, ListPage, MenuEntry, Search

PEOPLE = ListPage(
    name="people",
    columns=(
        ListColumn("name", pgettext_lazy("column", "姓名（遮住）"), essential=True),
        ListColumn("state", _("状态"), "rank", essential=True, klass="STATUS"),
        ListColumn("place", _("地方"), essential=True),
        ListColumn("sex", _("性别"), essential=True),
        ListColumn("age", _("年龄"), essential=True),
        ListColumn("worker", _("责任社工"), essential=True, whole=True),
        ListColumn("late", _("过期的事"), "rank", falling=True, essential=True),
    ),
    order="scope_path, id",
    filters=("state", "area", "post", "late", "home"),
)
DECLARATION = Declaration(
    package="people",
    follows="SELECT people_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    actions={
        "search": frozenset({"search_people"}),
        "unmask": frozenset({"unmask_person"}),
    },
    menu=(MenuEntry("people", _("帮教"), "users", "people", "search_people", "desk", 20, on_phone=20),),
    search=Search(
        page="people-search",
        on_phone="people",
        menu="people",
        hint=_("姓名、拼音、首字母或证件后四位"),
        label=_("找人：姓名、拼音、首字母或证件后四位"),
        short=_("找人"),
    ),
    lists=(PEOPLE,),
    hanging_posts={"posts.looks_after": "SELECT n FROM matters_at_post(%(post)s, 'person')"},
    moved={
        "people": "SELECT count(*) FROM people_person WHERE scope_path = ANY(%(paths)s) AND sealed_at IS NULL",
        "home": "SELECT count(*) FROM people_person WHERE home_path = ANY(%(paths)s) AND sealed_at IS NULL",
    },
    hanging={"group_is_lived_in": "SELECT count(*) FROM people_person WHERE scope_path = %(path)s"},
)
