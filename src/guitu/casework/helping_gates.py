"""关口 of help and work: what was applied for, answered, paid, begun and ended passes the same checks again when it is corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from guitu.rules import aid, courses, employment, volunteering
from guitu.rules.verdict import Verdict

Gate = Callable[[Any, Any], Verdict]


def _application(then: Any, fact: Any) -> aid.Application | None:
    return next((one for one in aid.applications(then.held.facts) if one.id == fact.application), None)


def _job(then: Any, fact: Any) -> employment.Job | None:
    return next((one for one in employment.jobs(then.held.facts) if one.id == fact.job), None)


def _applied(then: Any, fact: Any) -> Verdict:
    return aid.may_apply(aid.applications(then.held.facts), fact.aid, fact.on, then.held.policy().on(fact.on).aid)


def _received(then: Any, fact: Any) -> Verdict:
    return aid.may_note(aid.applications(then.held.facts), fact.aid, fact.on, then.held.policy().on(fact.on).aid)


def _hours(then: Any, fact: Any) -> Verdict:
    return volunteering.may_record(then.held.facts, fact.on, fact.helped_minutes, then.held.policy().on(fact.on).volunteering)


def _joined(then: Any, fact: Any) -> Verdict:
    policy = then.held.policy().on(fact.on).volunteering
    return volunteering.may_join(then.held.facts, fact.on, then.held.born_on, policy, guardian_agreed=fact.guardian_agreed)


def _answered(then: Any, fact: Any) -> Verdict:
    return aid.may_answer(_application(then, fact), fact.on, fact.aid_result, fact.yuan, then.held.policy().on(fact.on).aid)


def _paid(then: Any, fact: Any) -> Verdict:
    """A second payment of a month was asked about when it was written; a correction does not ask again."""
    return aid.may_pay(aid.applications(then.held.facts), _application(then, fact), fact.on, another=True)


def _begun(then: Any, fact: Any) -> Verdict:
    policy = then.held.policy().on(fact.on).employment
    return employment.may_start(employment.jobs(then.held.facts), fact.on, fact.route, fact.job_until, policy)


def _verified(then: Any, fact: Any) -> Verdict:
    policy = then.held.policy().on(fact.on).employment
    return employment.may_verify(then.held.facts, _job(then, fact), fact.bonus_months, fact.on, policy)


GATES: Mapping[str, Gate] = {
    "aid_applied": _applied, "aid_received": _received, "aid_answered": _answered, "aid_paid": _paid, "job_started": _begun,
    "job_checked": lambda then, fact: employment.may_touch(_job(then, fact), fact.on),
    "job_ended": lambda then, fact: employment.may_touch(_job(then, fact), fact.on),
    "work_referred": lambda _then, fact: employment.may_refer(fact.disclosure, fact.consent_signed),
    "work_excluded": lambda then, fact: employment.may_exclude(then.held.facts, fact.exclusion, fact.on, fact.excluded_until),
    "work_included": lambda then, fact: employment.may_include(then.held.facts, fact.exclusion, fact.on),
    "insurance_started": lambda then, fact: employment.may_insure(then.held.facts, fact.insurance, fact.on, ends=False),
    "insurance_ended": lambda then, fact: employment.may_insure(then.held.facts, fact.insurance, fact.on, ends=True),
    "bonus_verified": _verified,
    "hours_volunteered": _hours, "volunteer_joined": _joined,
    "volunteer_left": lambda then, fact: volunteering.may_leave(then.held.facts, fact.on),
    "certificate_given": lambda then, fact: courses.may_certify(then.held.facts, fact.course),
}
NONE_NEEDED: Mapping[str, str] = {
    **dict.fromkeys(
        ("need_raised", "need_taken", "need_returned", "need_sent", "need_done", "need_answered"),
        "of the unit's own matter: a step is followed by another, and not corrected",
    ),
    **dict.fromkeys(("need_found", "need_ended", "aid_declined", "work_refused"), "what was heard on a day; a second one is asked about"),
    "bonus_paid": "another human being grants its correction; the budget is looked at when it is paid",
    **dict.fromkeys(("course_attended", "check_up_attended"), "whoever was there was there; the day is of the course, which is looked at when it is noted"),
}
