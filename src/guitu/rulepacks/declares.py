"""Rulepacks declare themselves here: reading the numbers in force, changing them in a draft, putting a pack in force."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, MenuEntry

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
    },
)
