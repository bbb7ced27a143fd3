"""The keys of an area with their state and their last call, and the calls of one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from guitu.grid.naming import place_sql
from guitu.grid.roles import ROLES
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.rules.systems import state_of_key
from guitu.systems.commands import WHY
from guitu.systems.forms import CLASS_WORDS
from guitu.systems.grantable import GRANTABLE
from guitu.systems.webhooks.commands import ADDRESS

CALLS = 50  # shown of a key, the newest
Row = dict[str, Any]
_KEYS = (
    f"SELECT k.*, {place_sql('k.scope_path')} AS place, m.last_at, CASE WHEN m.day_on = %(today)s THEN m.in_day ELSE 0 END AS calls"  # noqa: S608
    " FROM systems_systemkey k LEFT JOIN systems_systemmeter m ON m.key_id = k.id"
)
_CALLS = (
    "SELECT at, method, door, status, number FROM systems_systemcall WHERE key_id = %s ORDER BY at DESC, id LIMIT %s"
)


def keys(today: date) -> list[Row]:
    """Those that the acting post sees: in use first, then the newest."""
    found = dicts(f"{_KEYS} ORDER BY k.withdrawn_at IS NOT NULL, k.expires_on <= %(today)s, k.made_at DESC, k.id LIMIT 200", {"today": today})
    return [_told(one, today) for one in found]


def key(key_id: UUID, today: date) -> Row:
    found = dicts(f"{_KEYS} WHERE k.id = %(id)s", {"today": today, "id": key_id})
    if not found:
        raise NotVisible
    return _told(found[0], today)


def calls(key_id: UUID) -> list[Row]:
    return dicts(_CALLS, [key_id, CALLS])


_SUBSCRIPTIONS = (
    "SELECT s.id, s.kinds, s.address, s.made_at, count(e.id) FILTER (WHERE e.sent_at IS NULL AND e.given_up_at IS NULL) AS waiting,"
    " count(e.sent_at) AS sent, count(e.given_up_at) AS given_up FROM systems_subscription s JOIN systems_systemkey k ON k.id = s.key_id"
    " LEFT JOIN systems_event e ON e.subscription_id = s.id WHERE (k.id = %(key)s OR k.post_id = %(post)s) AND s.ended_at IS NULL"
    " GROUP BY s.id ORDER BY s.made_at, s.id"
)


def subscriptions(*, key: UUID | None = None, post: UUID | None = None) -> list[Row]:
    """What a key is told of, where, and how much of it waits, arrived or was given up."""
    found = dicts(_SUBSCRIPTIONS, {"key": key, "post": post})
    return [one | {"address": shown(ADDRESS, one["id"], one["address"])} for one in found]


def _told(one: Row, today: date) -> Row:
    is_over = one["withdrawn_at"] is not None
    state = state_of_key(today, expires_on=one["expires_on"], is_taken=one["taken_at"] is not None, is_withdrawn=is_over)
    word, tone = STATES[state]
    role = ROLES.get(one["role"])
    return one | {
        "state": state, "state_word": _(word), "tone": tone, "role_word": role.word if role else one["role"],
        "does": [str(GRANTABLE.get(code, code)) for code in one["actions"]],
        "reads": [str(CLASS_WORDS.get(name, name)) for name in one["classes"]],
        "why": shown(WHY, one["id"], one["why"]) if one["why"] else "",
    }


STATES = {
    "waiting": (N_("等申请人取"), "apricot"), "in_use": (N_("在用"), "moss"), "ending": (N_("快到期"), "apricot"),
    "expired": (N_("已到期"), "plain"), "withdrawn": (N_("已停用"), "plain"),
}
