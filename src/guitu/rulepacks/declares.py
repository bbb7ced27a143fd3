"""Rulepacks declare themselves here: reading the numbers in force, changing them in a draft, putting a pack in force."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, ListColumn, ListPage, MenuEntry

TRIAL_PEOPLE = ListPage(
    name="trial-people",
    columns=(
        ListColumn("name", _("姓名（遮住）"), essential=True),
        ListColumn("place", _("地方"), "t.scope_path", essential=True),
        ListColumn("worker", _("责任社工")),
        ListColumn("otherwise", _("会怎样不一样"), essential=True),
    ),
    order="t.scope_path, t.matter_id",
    filters=("law", "area"),
    passing=("trial",),
    size=20,
)

DECLARATION = Declaration(
    package="rulepacks",
    follows="SELECT rulepacks_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    menu=(MenuEntry("policy", _("现行规定"), "file-text", "policy", "see_policy", "beside", 30),),
    actions={
        "policy": frozenset({"see_policy"}),
        "policies": frozenset(
            {"activate_policy", "change_number", "drop_number", "keep_example", "drop_example", "drop_draft", "put_in_force"}
        ),
        "approving_policies": frozenset({"approve_policy"}),
        "trials": frozenset({"see_trial", "start_trial", "stop_trial"}),
        "trials_by_the_clock": frozenset({"finish_trial"}),
    },
    closed_commands={"start_trial stop_trial": "administration", "finish_trial": "house"},
    lists=(TRIAL_PEOPLE,),
)
