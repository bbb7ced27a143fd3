"""关口 of tests: a test, a missed one, an objection or a laboratory's result put right passes what recording it passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from guitu.casework import lawful, natural_persons
from guitu.rules import leave, screenings, urine_tests
from guitu.rules.terms import Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


def _test(then: Any, fact: Any) -> Verdict:
    lawful.check(replace(then.held, facts=then.others), fact)
    return ALLOWED if fact.slot is None or _slot(then, fact) else refused(Reason("slot_not_open"))


def _slot(then: Any, fact: Any) -> Duty | None:
    return next(
        (d for d in then.course.duties
         if d.kind == "urine_test" and d.measure_id is not None and d.key.endswith(f":{fact.slot}")
         and d.state in ("open", "missed") and d.opens_on <= fact.on),
        None,
    )


def _missed(then: Any, fact: Any) -> Verdict:
    lawful.check(replace(then.held, facts=then.others), fact)
    duty = _slot(then, fact)
    if duty is None:
        return refused(Reason("slot_not_open"))
    excused = fact.reason in then.held.policy().on(fact.on).urine_tests.accepted_reasons
    on_leave = any(begins <= fact.on <= ends for _, begins, ends in leave.taken(then.held.facts))
    if fact.reason == "approved_leave" and not on_leave:
        return refused(Reason("no_leave_on_file", {"on": fact.on}))
    return urine_tests.may_miss(duty, fact.on, excused=excused)


def _objection(then: Any, fact: Any) -> Verdict:
    test: Any = next((other for other in then.held.facts if other.id == fact.test), None)
    if test is None or test.kind != "urine_test":
        return refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"))
    return screenings.may_object(test, fact.on, then.of_kind("laboratory_result"), then.held.policy())


def _laboratory(then: Any, fact: Any) -> Verdict:
    lawful.check(replace(then.held, facts=then.others), fact)
    if fact.stage == "second":
        natural_persons.refuse_alone(then.by, fact.checked_by, "checked_by")
    return ALLOWED


GATES: Mapping[str, Callable[[Any, Any], Verdict]] = {
    "urine_test": _test, "test_missed": _missed, "test_objected": _objection, "laboratory_result": _laboratory,
}
