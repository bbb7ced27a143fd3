"""The worklist declares itself here: its line of the menu, its sums, and what the list of people reads of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.duties.cells import OPEN_DUTIES
from guitu.kit.declarations import Declaration, FirstPage, MenuEntry

_LATE = (
    "SELECT d.matter_id AS person_id FROM duties_duty d WHERE d.county_id = %(county)s AND d.state = 'open'"
    " AND d.due_on < %(today)s AND d.kind = ANY(%(kinds)s)"
)
DECLARATION = Declaration(
    package="duties",
    hanging_posts={"posts.has_duties": "SELECT n FROM duties_at_post(%(post)s, %(today)s)"},
    moved={
        "duties": "SELECT count(*) FROM duties_duty WHERE scope_path = ANY(%(paths)s) AND state = 'open' AND opens_on <= %(today)s"
    },
    actions={"today": frozenset({"see_today"})},
    menu=(MenuEntry("today", _("今日"), "calendar-check", "first", "see_today", "desk", 10, on_phone=10),),
    first=(FirstPage("today", "see_today", 50),),
    sums={"duties": OPEN_DUTIES},
    columns={"late": _LATE},
)
