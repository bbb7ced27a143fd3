"""Keys of systems declare themselves here: who asks for one, who grants it, their line of the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, MenuEntry

DECLARATION = Declaration(
    package="systems",
    follows="SELECT systems_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    moved={
        "keys": "SELECT count(*) FROM systems_systemkey WHERE scope_path = ANY(%(paths)s) AND withdrawn_at IS NULL AND expires_on > %(today)s"
    },
    actions={
        "keys": frozenset({"see_keys", "make_key", "take_key", "withdraw_key", "see_approvals", "ask_approval", "withdraw_approval"}),
        "told": frozenset({"subscribe_events", "end_subscription"}),  # of a key's own post, where it was given them
        "granting_keys": frozenset({"see_keys", "withdraw_key", "approve_key"}),
    },
    menu=(MenuEntry("keys", _("接口密钥"), "lock", "keys", "see_keys", "beside", 25),),
)
