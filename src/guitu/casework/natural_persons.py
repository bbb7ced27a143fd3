"""A second person is another human being: never another account, never another post of the same one."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from guitu.casework.load import Case
from guitu.casework.staff import holders_of, is_same_person
from guitu.kit.actor import Actor
from guitu.kit.database import rows
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason

_WROTE = (
    "SELECT f.post_id, h.natural_person_id FROM ledger_fact f LEFT JOIN grid_holding h ON h.post_id = f.post_id"
    " AND h.from_on <= f.recorded_at::date AND (h.until_on IS NULL OR h.until_on > f.recorded_at::date)"
    " WHERE f.id = ANY(%s)"
)


def wrote(actor: Actor, facts: Iterable[str]) -> bool:
    """Whether this post, or the same human being from another post or account, recorded one of these facts."""
    mine = actor.natural_person_id
    found = rows(_WROTE, [[UUID(fact) for fact in facts]])
    return any(post == actor.post_id or (mine is not None and person == mine) for post, person in found)


def versions(held: Case, fact: Fact) -> list[str]:
    """The fact and what it corrects, back to the first record."""
    by_id = {other.id: other for other in held.facts}
    answer, found = [fact.id], fact
    while found.corrects and found.corrects in by_id:
        found = by_id[found.corrects]
        answer.append(found.id)
    return answer


def refuse_alone(act: Act, post: str | None, field: str) -> None:
    """Refuse when the colleague named as the second person is nobody, held no post that day, or is the one who acts."""
    named = holders_of(act.actor, [post], act.on).get(post or "")
    if named is None or is_same_person(act.actor, named.post_id, act.on):
        raise Refused(Reason("findings.second_person", {}, "test_procedure.8"), field=field)
