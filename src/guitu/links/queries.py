"""The links of one post, or of one matter, with what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from guitu.kit.addresses import address_if_any
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.kit.telling import said
from guitu.links.doors import DOORS
from guitu.links.making import TO_WHOM
from guitu.matters.labels import label_in
from guitu.rules.links import state_of_link

MOST = 50  # of one list, the newest
Row = dict[str, Any]
_SQL = (
    "SELECT l.id, l.matter_id, l.kind, l.to_whom, l.made_at, l.expires_at, l.openings, l.tries, l.withdrawn_at, l.answered_at,"
    " m.label, count(o.id) FILTER (WHERE o.outcome = 'opened') AS opened, count(o.id) FILTER (WHERE o.outcome = 'wrong_code') AS lost,"
    " count(o.id) FILTER (WHERE o.outcome NOT IN ('opened', 'answered')) AS refused,"
    " max(o.at) FILTER (WHERE o.outcome = 'opened') AS last_opened"
    " FROM links_link l JOIN matters_matter m ON m.id = l.matter_id LEFT JOIN links_opening o ON o.link_id = l.id"
    " WHERE {} GROUP BY l.id, m.label ORDER BY l.made_at DESC LIMIT %s"
)


def made_by(post: UUID, at: datetime) -> list[Row]:
    return _listed("l.made_post = %s", [post], at)


def of_matter(matter: UUID, at: datetime) -> list[Row]:
    return _listed("l.matter_id = %s", [matter], at)


def _listed(condition: str, params: Sequence[Any], at: datetime) -> list[Row]:
    return [_line(found, at) for found in dicts(_SQL.format(condition), [*params, MOST])]


def _line(found: Row, at: datetime) -> Row:
    door = DOORS.get(found["kind"])
    bounds = {name: found[name] for name in ("expires_at", "withdrawn_at", "answered_at", "opened", "openings", "lost", "tries")}
    return {
        "id": found["id"], "what": said(str(door.label)) if door else found["kind"], "label": label_in(found["matter_id"], found["label"]),
        "url": address_if_any(door.page.name, found["matter_id"]) if door else "", "to_whom": shown(TO_WHOM, found["id"], found["to_whom"]),
        "made_at": found["made_at"], "refused": found["refused"], "last_opened": found["last_opened"],
        "state": state_of_link(at, **bounds), **bounds,
    }
