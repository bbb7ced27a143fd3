"""Notices declare themselves here: their line of the menu with what is unread, and who reads them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, MenuEntry, NoticeKind, Page

DECLARATION = Declaration(
    package="notices",
    follows="SELECT notices_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    actions={
        "notices": frozenset(
            {"see_notices", "read_notice", "read_notices", "set_address", "confirm_address", "try_address", "choose_kinds", "forget_address"}
        ),
        "channels": frozenset({"see_channels", "set_channel", "try_channel", "try_delivery_again"}),
    },
    menu=(
        MenuEntry("notices", _("消息"), "message", "notices", "see_notices", "desk", 95, on_phone=50),
        MenuEntry("channels", _("外发渠道"), "upload", "notice-channels", "see_channels", "beside", 45),
    ),
    badges={"notices": "notices_unread_of(a.id)"},
    notices=(
        # of packages below, which know nothing of notices
        NoticeKind("approval_asked", Page("approvals"), "see_approvals"),
        NoticeKind("approval_granted", Page("approvals"), "see_approvals"),
        NoticeKind("approval_refused", Page("approvals"), "see_approvals"),
        NoticeKind("link_opened", Page("links"), "see_links"),
        NoticeKind("link_answered", Page("links"), "see_links"),
    ),
)
