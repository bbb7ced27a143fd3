"""走访、谈话: somebody was met, or was not at home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.casework import answers
from guitu.casework.load import case, live
from guitu.casework.record import write
from guitu.casework.staff import holders_of, is_same_person
from guitu.casework.visits.words import MOODS, NEEDS
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import incidents
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def record_visit(
    act: Act, *, person_id: UUID, on: date, how: str = "home", met: bool = True, moods: Sequence[str] = (),
    needs: Sequence[str] = (), another_occasion: bool = False, companion: str | None = None, note: str | None = None,
) -> Answer:
    """Record a visit or talk: how, whether the person was met, what was noticed and needed.

    The note is encrypted; it is class NOTE and no figure reads it. Refuses a day that has not come, words that are
    not on the lists, a second one like it on one day unless it says that it is another, and one alone where two go
    together (`companion`: the post of the other).
    """
    held = case(act, person_id)
    for field, codes, known in (("moods", moods, MOODS), ("needs", needs, NEEDS)):
        if not set(codes) <= known.keys():
            raise Refused(Reason("not_in_list", {"field": field}), field=field)
    stand = live(held.facts) if incidents.BEGIN in held.kinds() else ()
    Refused.unless(incidents.may_visit(how, companion, stand, on), field="companion")
    if companion:
        _refuse_alone(act, companion, on)
    fact = new(
        "visit", act, on, how=how, met=met, moods=tuple(moods), needs=tuple(needs), another_occasion=another_occasion,
        companion=companion,
    )
    return answers.with_next(act, held, write(act, held, [fact], note=note), ("visit",))


def _refuse_alone(act: Act, companion: str, on: date) -> None:
    """The other one is another human being who held a post that day."""
    there = holders_of(act.actor, [companion], on).get(companion)
    if there is None or is_same_person(act.actor, there.post_id, on):
        raise Refused(Reason("incidents.another_person"), field="companion")
