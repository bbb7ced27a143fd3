"""What must hold of a fact that begins or ends what lies over a state, however it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from guitu.casework.load import Case, live
from guitu.kit.errors import NotVisible, Refused
from guitu.rules import isolation, maternity, overlays, steps
from guitu.rules.facts import Fact
from guitu.rules.person import fold
from guitu.rules.terms import Course, MeasureCourse
from guitu.rules.verdict import Verdict


def others(held: Case, fact: Fact) -> list[Fact]:
    """The facts that stand beside this one: not itself, nor what it corrects."""
    return [other for other in live(held.facts) if other.id not in (fact.id, fact.corrects)]


def course_beside(held: Case, fact: Fact) -> Course:
    """What follows from the facts beside this one."""
    return fold(others(held, fact), held.policy(), held.known_of(), until=fact.on)


def _measure(course: Course, fact: Any) -> MeasureCourse:
    found = next((one for one in course.measures if one.measure_id == fact.measure), None)
    if found is None:
        raise NotVisible
    return found


def _leaving(held: Case, fact: Fact, course: Course) -> Verdict:
    return isolation.may_leave(fact.kind, _measure(course, fact), course.overlays, fact.on)


def _returning(held: Case, fact: Fact, course: Course) -> Verdict:
    return isolation.may_return(fact.kind, _measure(course, fact), course.overlays, fact.on)


def _two_way_begins(held: Case, fact: Fact, course: Course) -> Verdict:
    return steps.may_start_two_way_control(course.overlays, course.standing, fact.on)


def _two_way_ends(held: Case, fact: Fact, course: Course) -> Verdict:
    return steps.may_end_two_way_control(course.overlays, fact.on)


def _mother_begins(held: Case, fact: Fact, course: Course) -> Verdict:
    recorded = maternity.spans(others(held, fact), held.known_of(), waivers=False)
    born_on = getattr(fact, "child_born_on", None)
    return maternity.may_start(_OF_MOTHER[fact.kind], recorded, held.known_of(), fact.on, born_on)


def _mother_ends(held: Case, fact: Fact, course: Course) -> Verdict:
    recorded = maternity.spans(others(held, fact), held.known_of(), waivers=False)
    return maternity.may_end(_OF_MOTHER[fact.kind], recorded, fact.on)


_OF_MOTHER: Mapping[str, maternity.Maternity] = {
    "pregnancy_started": "pregnant", "pregnancy_ended": "pregnant",
    "nursing_started": "nursing", "nursing_ended": "nursing",
}
_VERDICTS: Mapping[str, Callable[[Case, Fact, Course], Verdict]] = {
    "escaped": _leaving, "medical_leave_started": _leaving, "recaptured": _returning,
    "medical_leave_ended": _returning, "two_way_control_started": _two_way_begins,
    "two_way_control_ended": _two_way_ends, "pregnancy_started": _mother_begins, "pregnancy_ended": _mother_ends,
    "nursing_started": _mother_begins, "nursing_ended": _mother_ends,
}


def verdict(held: Case, fact: Fact) -> Verdict:
    """Refused: a beginning of what runs already, an end of what does not, and what crosses another record."""
    beside = course_beside(held, fact)
    found = _VERDICTS[fact.kind](held, fact, beside)
    if not found:
        return found
    facts = others(held, fact)
    after = fold([*facts, fact], held.policy(), held.known_of(), until=fact.on).overlays
    return overlays.may_lie_over(facts, beside.overlays, after, fact)


def check(held: Case, fact: Fact) -> None:
    Refused.unless(verdict(held, fact), "on")


CHECKS: Mapping[str, Callable[[Case, Any], None]] = dict.fromkeys(_VERDICTS, check)
