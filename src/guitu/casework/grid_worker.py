"""Who has left dynamic control is closed to the grid worker; an exit that never was gives the file back."""

from __future__ import annotations

from guitu.casework.load import Case, live
from guitu.kit.clock import local_day
from guitu.kit.database import run
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.rules.facts import Fact

EXIT = "abstinence_confirmed"


def close(act: Act, held: Case) -> None:
    """Nothing is asked of the person any more, so nothing of a neighbour either."""
    ended = run(
        "UPDATE matters_part SET until_on = %s WHERE matter_id = %s AND part = 'grid' AND until_on IS NULL",
        [act.on, held.id],
    )
    if ended:
        changed(act, [Change("assignment", held.id, held.scope_path, held.id, {"part": "grid", "ended": act.on})])


def give_back(act: Act, held: Case, gone: Fact, first: Fact) -> None:
    """After the exit is taken back: the one whom its click had closed the file to looks after it again, unless
    somebody else does by now, the post is closed, the file lies elsewhere, or another exit stands.

    `first` is the exit as first recorded, on whose day the file was closed.
    """
    if gone.kind != EXIT or any(fact.kind == EXIT and fact.id != gone.id for fact in live(held.facts)):
        return
    given = run(
        "UPDATE matters_part SET until_on = NULL WHERE id = (SELECT a.id FROM matters_part a"
        "  JOIN grid_post p ON p.id = a.post_id AND p.closed_on IS NULL AND left(%s, length(p.path)) = p.path"
        "  WHERE a.matter_id = %s AND a.part = 'grid' AND a.until_on = %s AND NOT EXISTS (SELECT 1 FROM matters_part o"
        "   WHERE o.matter_id = a.matter_id AND o.part = 'grid' AND o.until_on IS NULL)"
        "  ORDER BY a.from_on DESC, a.id LIMIT 1)",
        [held.scope_path, held.id, local_day(first.known)],
    )
    if given:
        changed(act, [Change("assignment", held.id, held.scope_path, held.id, {"part": "grid", "given_back": act.on})])
