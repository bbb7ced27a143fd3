"""Taking the settling of a pair back, from its page or with the strike-off that it wrote."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from guitu.casework import joining, natural_persons
from guitu.casework.load import Case, cases, live
from guitu.casework.pairs import pair
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.rules.facts import Fact, StruckOff
from guitu.rules.verdict import Reason


def settled_by(held: Case, fact: Fact) -> UUID | None:
    """The pair whose settling wrote this strike-off; None: it was struck off by itself. One of an older version does
    not name its pair, which was settled in the same moment."""
    if not isinstance(fact, StruckOff):
        return None
    if fact.match:
        return UUID(fact.match)
    found = row(
        "SELECT id FROM people_match WHERE settled_at = %s AND %s IN (one_id, other_id)", [_first(held, fact).known, held.id]
    )
    return found[0] if found else None


def refuse_elsewhere(act: Act, held: Case, fact: Fact) -> None:
    """A town does not see the other town's file: what the county settled, the county takes back."""
    if not isinstance(fact, StruckOff) or "reopen_match" in act.actor.may:
        return
    if fact.match or row(_BY_THE_COUNTY, [UUID(_first(held, fact).id)]):
        raise Refused(Reason("county_settles", {}))


# A town sees no pairs: that an unnamed strike-off was one it knows by who wrote it.
_BY_THE_COUNTY = "SELECT 1 FROM ledger_fact f JOIN grid_post p ON p.id = f.post_id WHERE f.id = %s AND length(p.path) = 6"


def _first(held: Case, fact: Fact) -> Fact:
    """The strike-off as first recorded."""
    return held.fact(natural_persons.versions(held, fact)[-1])


def take_back(act: Act, match_id: UUID, *, why: str = "wrong_person", note: str | None = None) -> None:
    """The pair open again, its files as they would be without it."""
    found = pair(match_id)
    if found is None:
        raise NotVisible
    if found["settled_at"] is None:
        raise Refused(Reason("match_is_open", {}))
    one, other = sorted(cases([found["one_id"], found["other_id"]]), key=lambda held: held.id != found["one_id"])
    for kept, lost in ((one, other), (other, one)):
        for struck in live(lost.facts):
            if _is_of(struck, match_id, found["settled_at"]):
                joining.part(act, kept, lost, match_id, struck, why=why, note=note)
    run("UPDATE people_match SET settled_at = NULL, how = NULL WHERE id = %s", [match_id])
    changed(act, [Change("match", match_id, act.actor.path, None, {"how": "open"})])


def _is_of(fact: Fact, match_id: UUID, settled_at: datetime) -> bool:
    """Whether settling this pair wrote it; a strike-off of an older version says so only by its time."""
    if not isinstance(fact, StruckOff):
        return False
    return fact.match == str(match_id) or (fact.match is None and fact.known == settled_at)
