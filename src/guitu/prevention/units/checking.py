"""What the next level does with a declaration: confirm it, return it with the reason, assess it by its standard."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.prevention.units.checks import looked_up, met_by_data, unvisited
from guitu.prevention.units.loading import level_of, person_of, policy_of, refuse_no_words, unit_under
from guitu.rules.unit_steps import may_be_assessed, may_be_confirmed
from guitu.rules.units import FAMILY, assessed, may_check, names_of
from guitu.rules.verdict import Reason, all_of
from guitu.settling.record import new, write


@command
def confirm_unit(act: Act, *, unit_id: UUID) -> Answer:
    """Confirm a declaration at the level above the one that declared: from now on it is worked for. Refuses one's own level, one's
    own declaration, and what does not wait for it."""
    held, course = unit_under(act, unit_id)
    Refused.unless(all_of(may_check(course.level, level_of(act), course.declared_by, person_of(act)), may_be_confirmed(course, act.on)))
    return write(act, held, [new("title_confirmed", act, act.on, office_level=level_of(act))])


@command
def return_unit(act: Act, *, unit_id: UUID, note: str) -> Answer:
    """Give a declaration back with what is to be put right. Refuses no words, one's own level, and what does not wait for it."""
    refuse_no_words(note)
    held, course = unit_under(act, unit_id)
    Refused.unless(all_of(may_check(course.level, level_of(act), course.declared_by, person_of(act)), may_be_confirmed(course, act.on)))
    return write(act, held, [new("title_returned", act, act.on)], note=note)


@command
def assess_unit(act: Act, *, unit_id: UUID, seen: Sequence[str] = ()) -> Answer:
    """Assess a unit by the standard in force today: what the house knows is looked up, what was seen on the spot is told here, the
    rest is as declared. It passes or stays in creation, and what is missing is said.

    Refuses one's own level, one in which the time of creation is not over, households whose sample was not drawn or not
    visited. Policy: units.types
    """
    held, course = unit_under(act, unit_id)
    Refused.unless(all_of(may_check(course.level, level_of(act), course.declared_by, person_of(act)), may_be_assessed(course, act.on, held.policy())))
    policy = policy_of(held, act.on)
    kind = policy.types[course.unit]
    if not set(seen) <= {one.code for one in kind.criteria if one.how == "seen"}:
        raise Refused(Reason("not_in_list", {"field": "seen"}), field="seen")
    if course.unit == FAMILY:
        _refuse_unvisited(unit_id, course.round)
    met = {*seen, *course.stated, *met_by_data(kind, looked_up({"id": unit_id, "scope_path": held.scope_path}, kind, course, act.on))}
    found = assessed(kind, met, course.tier, policy)
    fact = new("title_assessed", act, act.on, assessment="passed" if found.passed else "failed", points=found.points, fulfilled=tuple(sorted(met)))
    answer = write(act, held, [fact])
    told = {"points": found.points, "missing": names_of(found.missing)}
    answer["followed"].append(["units.passed" if found.passed else "units.failed", told, "guitu.default"])
    return {**answer, "passed": found.passed, "points": found.points}


def _refuse_unvisited(unit_id: UUID, year: int) -> None:
    left = unvisited(unit_id, year)
    if left is None:
        raise Refused(Reason("units.not_sampled", {}, "guitu.default"))
    if left:
        raise Refused(Reason("units.not_visited", {"n": left}, "guitu.default"))
