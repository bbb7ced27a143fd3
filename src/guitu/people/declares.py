"""The people on file declare themselves here: the list, finding somebody, and who is carried at a place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, MenuEntry, Search

DECLARATION = Declaration(
    package="people",
    follows="SELECT people_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    actions={
        "search": frozenset({"search_people"}),
        "unmask": frozenset({"unmask_person"}),
    },
    menu=(MenuEntry("people", _("帮教"), "users", "people", "search_people", "desk", 20, on_phone=True),),
    search=Search(
        page="people-search",
        on_phone="people",
        menu="people",
        hint=_("姓名、拼音、首字母或证件后四位"),
        label=_("找人：姓名、拼音、首字母或证件后四位"),
        short=_("找人"),
    ),
    hanging_posts={"posts.looks_after": "SELECT n FROM matters_at_post(%(post)s, 'person')"},
    moved={
        "areas.moved_people": "SELECT count(*) FROM people_person WHERE scope_path = ANY(%(paths)s) AND sealed_at IS NULL",
        "areas.moved_home": "SELECT count(*) FROM people_person WHERE home_path = ANY(%(paths)s) AND sealed_at IS NULL",
    },
    hanging={"group_is_lived_in": "SELECT count(*) FROM people_person WHERE scope_path = %(path)s"},
)
