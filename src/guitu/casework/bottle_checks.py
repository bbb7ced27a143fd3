"""What must hold of a step of the chain of custody, however it comes: recorded, or put right afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from guitu.casework.case import Case, live
from guitu.kit.database import rows
from guitu.kit.errors import Refused
from guitu.rules import bottles, records, screenings
from guitu.rules.facts import Fact
from guitu.rules.verdict import ALLOWED, Reason, Verdict

_FIELD = {
    "bottles.before_last": "on", "bottles.too_early": "on", "bottles.needs_laboratory": "laboratory", "bottles.wrong_order": "bottle_step",
}


def test_of(held: Case, test: str) -> Any:
    """The test that is named, as it stands now."""
    found: Any = held.fact(test)
    if found.kind != "urine_test":
        raise Refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"), field="test")
    return next((one for one in live(held.facts) if one.id == found.id), found)


def held_back(people: Sequence[UUID]) -> set[UUID]:
    """Those of the files that are held back: nothing of theirs is destroyed. Why, only the office reads."""
    return {one for (one,) in rows("SELECT matter_id FROM matters_held(%s)", [list(people)])} if people else set()


def _move(held: Case, fact: Any) -> None:
    _unless(bottles.may_move(bottles.bottles_of(test_of(held, fact.test), _others(held, fact)), fact))


def _destruction(held: Case, fact: Any) -> None:
    test, others = test_of(held, fact.test), _others(held, fact)
    is_held = fact.corrects is None and bool(held_back([held.id]))  # what is gone is gone, and may be put right
    _unless(bottles.may_destroy(test, bottles.bottles_of(test, others), screenings.papers(others), fact.on, held.policy(), is_held=is_held))


def _listed(check: Callable[[Case, Any], None]) -> Callable[[Case, Any], None]:
    def checked(held: Case, fact: Any) -> None:
        wrong = records.faults(fact)
        if wrong:
            raise Refused(*(Reason("not_in_list", {"field": name}) for name in wrong), field=wrong[0])
        check(held, fact)

    return checked


def _others(held: Case, fact: Fact) -> list[Fact]:
    return [one for one in live(held.facts) if one.id not in (fact.id, fact.corrects)]


def _unless(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(*verdict.reasons, field=_FIELD.get(verdict.reasons[0].code, "test"))


CHECKS: Mapping[str, Callable[[Case, Any], None]] = {"bottles_moved": _listed(_move), "bottles_destroyed": _listed(_destruction)}


def _as_before(then: Any, fact: Any) -> Verdict:
    """A step put right is looked at as the chain stood before it."""
    CHECKS[fact.kind](then.held, fact)
    return ALLOWED


GATES: Mapping[str, Callable[[Any, Any], Verdict]] = dict.fromkeys(CHECKS, _as_before)
