"""谁看过我: each look at one's file since the first day: which office, as what, on which day, for what. Never a name of staff,
and never another person's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from guitu.kit.database import Statement, dicts
from guitu.kit.web import page_number
from guitu.portal import door
from guitu.portal.door import OwnRequest, own
from guitu.portal.words import purpose_word, role_word

PAGE = 40
Row = dict[str, Any]
_LOOKS = Statement("""
SELECT (a.at AT TIME ZONE 'Asia/Shanghai')::date AS day, coalesce(p.role, '') AS role, coalesce(b.name, '') AS office, a.purpose,
  min(a.action) FILTER (WHERE a.action IN ('export', 'print', 'unmask')) AS action, count(*) AS n, bool_or(a.action = 'unmask') AS unmasked
FROM people_access a LEFT JOIN grid_post p ON p.id = a.post_id LEFT JOIN grid_body b ON b.id = p.body_id
WHERE a.person_id = %s AND a.outcome = 'done' AND a.action <> 'own'
GROUP BY 1, a.post_id, p.role, b.name, a.purpose ORDER BY 1 DESC, 3, 2, 4 LIMIT %s OFFSET %s
""")
_OWN = Statement("SELECT count(*), min(a.at) FROM people_access a WHERE a.person_id = %s AND a.action = 'own'")


def looks_of(person_id: UUID, most: int, skip: int = 0) -> list[Row]:
    """One line per post, day and purpose, the newest first."""
    return [
        {
            "day": one["day"].isoformat(), "office": one["office"], "role": role_word(one["role"]), "n": one["n"], "unmasked": one["unmasked"],
            "purpose": purpose_word(one["purpose"], one["action"] or ""),
        }
        for one in dicts(_LOOKS, [str(person_id), str(most), str(skip)])
    ]


@own("looks")
def looks(request: OwnRequest) -> HttpResponse:
    number = page_number(request)
    found = looks_of(request.visit.person_id, PAGE + 1, (number - 1) * PAGE)
    (own_n, own_since), = (tuple(one.values()) for one in dicts(_OWN, [str(request.visit.person_id)]))
    context = {
        "active": "looks", "looks": found[:PAGE], "older": number + 1 if len(found) > PAGE else 0, "newer": number - 1, "own_n": own_n,
        "own_since": own_since,
    }
    return door.shown(request, "portal/looks.html", context)
