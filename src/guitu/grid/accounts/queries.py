"""One's own account, and accounts of colleagues with what they hold."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.database import dicts


def holdings_of(account_id: UUID, on: date) -> list[dict[str, Any]]:
    """Posts that an account holds or is going to hold, in the acting post's county."""
    return dicts(
        "SELECT h.name, h.role, h.from_on, h.until_on, p.title, b.name AS body FROM grid_holding h"
        " JOIN grid_post p ON p.id = h.post_id JOIN grid_body b ON b.id = p.body_id"
        " WHERE h.account_id = %s AND (h.until_on IS NULL OR h.until_on > %s AND h.until_on > h.from_on) ORDER BY h.from_on",
        [account_id, on],
    )


def waiting_codes(on: Any, but_of: UUID | None) -> list[dict[str, Any]]:
    """Letters of the area that wait for a second person; not those that one asked for oneself."""
    return dicts(
        "SELECT c.id, c.kind, c.asked_at, c.until_at, a.login,"
        " (SELECT string_agg(DISTINCT b.name || ' · ' || p.title, '，') FROM grid_holding h JOIN grid_post p ON p.id = h.post_id"
        "  JOIN grid_body b ON b.id = p.body_id WHERE h.account_id = a.id AND h.until_on IS NULL) AS posts"
        " FROM grid_codeletter c JOIN grid_account a ON a.id = c.account_id"
        " WHERE c.opened_at IS NULL AND c.until_at > %s AND c.asked_by IS DISTINCT FROM %s"
        " AND a.natural_person_id IS DISTINCT FROM %s ORDER BY c.asked_at, c.id LIMIT 200",
        [on, but_of, but_of],
    )
