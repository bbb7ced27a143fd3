"""Numbers are drawn per body, kind of paper and year, without a gap: the row of the series is locked until the paper
is written, and a paper that is refused gives its number back with the transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from guitu.kit.actor import Actor
from guitu.kit.database import row
from guitu.kit.errors import NotVisible

_DRAW = (
    "INSERT INTO papers_series AS s (id, county_id, body_id, kind, year, last) VALUES (%s, %s, %s, %s, %s, 1)"
    " ON CONFLICT (county_id, body_id, kind, year) DO UPDATE SET last = s.last + 1 RETURNING last"
)


def body_of(actor: Actor) -> tuple[UUID, str]:
    """The body that the acting post belongs to, and its name."""
    found = row(
        "SELECT b.id, b.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id WHERE p.id = %s", [actor.post_id]
    )
    if found is None:
        raise NotVisible
    return found[0], found[1]


def draw(actor: Actor, body_id: UUID, kind: str, on: date) -> int:
    """The next number of this body's papers of the kind in the year. Whoever asks at the same time waits."""
    found = row(_DRAW, [uuid4(), actor.county_id, body_id, kind, on.year])
    assert found is not None
    return int(found[0])


def written(body: str, word: str, year: int, number: int) -> str:
    """As it stands on the paper: 恩城街道办事处社戒协字〔2026〕第3号."""
    return f"{body}{word}〔{year}〕第{number}号"
