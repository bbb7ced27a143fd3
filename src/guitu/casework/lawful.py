"""What must hold of a fact however it comes: recorded, or put right afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from guitu.casework import bottle_checks, lying_over, panel
from guitu.casework.load import Case, live
from guitu.casework.staff import Colleague, holders_of
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.rules import doubts, findings, leave, levels, maternity, points, records, screenings
from guitu.rules.dates import day_before
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES


def known_staff(act: Act, on: date, **posts: str | None) -> dict[str, Colleague]:
    """Who held these posts that day, by post; refuses one that nobody held, at the field it is named after."""
    found = holders_of(act.actor, posts.values(), on)
    for field, post in posts.items():
        if post and post not in found:
            raise Refused(Reason("staff_unknown", {"on": on}), field=field)
    return found


def are_two(act: Act, on: date, **posts: str) -> bool:
    """Whether these posts were held by two people that day; refuses one that nobody held, at its field."""
    found = known_staff(act, on, **posts)
    people = {one.natural_person_id or one.account_id or post for post, one in found.items()}
    return len(people) == len(posts)


def sex_of_collector(act: Act, tester_1: str | None, tester_2: str | None, on: date) -> str | None:
    """The first tester's, as the post's holder is on file; refuses staff who held no post that day."""
    found = known_staff(act, on, tester_1=tester_1, tester_2=tester_2)
    return found[tester_1].sex if tester_1 else None


def check_test(held: Case, test: Any) -> None:
    """What the law asks of a sample, and that it is known who took a woman's. Clause: test_procedure.8."""
    if set(test.substances) - panel.CODES:
        raise Refused(Reason("not_in_list", {"field": "substances"}), field="substances")
    try:
        doubts.minute_of(test.taken_at)
    except ValueError:
        raise Refused(Reason("doubts.time"), field="taken_at") from None
    if set(test.medicines) - set(CODES["medicines"]):
        raise Refused(Reason("not_in_list", {"field": "medicines"}), field="medicines")
    if test.outcome == "positive" and not test.substances:
        raise Refused(Reason("substances_needed"), field="substances")
    if test.outcome in ("negative", "invalid", "refused") and test.substances:
        raise Refused(Reason("substances_without_positive"), field="substances")
    if test.warning_letter and test.outcome != "refused":
        raise Refused(Reason("urine_tests.letter_without_refusal"), field="warning_letter")
    if test.notice is not None:
        named = next((fact for fact in live(held.facts) if fact.id == test.notice), None)
        Refused.unless(screenings.may_name_notice(named, test), "notice")
    timeline = held.policy()
    subject = held.known_of()
    Refused.unless(screenings.may_record_test(test, subject, timeline))
    taken_here = not test.elsewhere and test.outcome != "refused"
    asked = timeline.on(test.on).urine_tests.female_collector and subject.sex == "female"
    if asked and taken_here and test.collector_sex is None:
        raise Refused(Reason("collector_unknown", {}, "test_procedure.8"), field="tester_1")


def check_result(held: Case, result: Any) -> None:
    """A laboratory's result: of a strip positive, once per stage, not before the sample. Clause:
    test_procedure.4."""
    refuse_unlisted(result)
    test: Any = held.fact(result.test)
    if test.kind != "urine_test":
        raise Refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"), field="test")
    if result.on < test.on:
        raise Refused(Reason("result_before_test", {"on": test.on}), field="on")
    others: list[Any] = [fact for fact in _of(held, "laboratory_result") if fact.id not in (result.id, result.corrects)]
    Refused.unless(screenings.may_record_laboratory(result, test, others, _of(held, "test_objected")))


def check_use(held: Case, finding: Any) -> None:
    """A finding of use: on a named ground that came first, never on a test that a laboratory found negative.
    Clause: test_procedure.4."""
    refuse_unlisted(finding)
    test: Any = None
    if finding.test is not None:
        test = held.fact(finding.test)
        if test.kind != "urine_test":
            raise Refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"), field="test")
        if finding.on < test.on:
            raise Refused(Reason("result_before_test", {"on": test.on}), field="on")
        if screenings.final_outcome(test, _of(held, "laboratory_result"), []) in ("negative", "prescribed"):
            raise Refused(Reason("overturned_already", {}, "test_procedure.4"), field="test")
    verdict = findings.may_find_use(finding, test, _of(held, "laboratory_result"), _of(held, "test_objected"))
    Refused.unless(verdict, "ground")


def _of(held: Case, kind: str) -> list[Any]:
    return [fact for fact in live(held.facts) if fact.kind == kind]


def refuse_unlisted(fact: Fact) -> None:
    """Refuse a value outside its closed list, at its field."""
    wrong = records.faults(fact)
    if wrong:
        raise Refused(*(Reason("not_in_list", {"field": name}) for name in wrong), field=wrong[0])


def _check_missed(held: Case, fact: Any) -> None:
    """The papers of a refusal belong to a refusal."""
    for name in ("notice_served", "warning_letter"):
        if getattr(fact, name) and fact.reason not in ("refused", "evaded"):
            raise Refused(Reason("urine_tests.papers_without_refusal"), field=name)
    if fact.notice is not None:
        named = next((other for other in live(held.facts) if other.id == fact.notice), None)
        Refused.unless(screenings.may_name_notice(named, fact), "notice")


def _check_notice(held: Case, fact: Any) -> None:
    if fact.test_on < fact.on:
        raise Refused(Reason("notice_backwards", {"on": fact.on, "test_on": fact.test_on}), field="test_on")


def _check_until(held: Case, fact: Any) -> None:
    if fact.until is not None and fact.until < fact.on:
        raise Refused(Reason("dates_backwards", {"on": fact.on, "until": fact.until}), field="until")


def _check_waiver(held: Case, fact: Any) -> None:
    if fact.until <= fact.on:
        values = {"on": fact.on, "until": day_before(fact.until)}
        raise Refused(Reason("dates_backwards", values), field="until")
    if not fact.proof:
        raise Refused(Reason("proof_needed"), field="proof")
    hers = maternity.may_apply(fact.why, held.known_of())
    if not hers:
        raise Refused(*hers.reasons, field="why")


def _check_decision(held: Case, fact: Any) -> None:
    """Compulsory isolation is not for who is pregnant or nursing, unless the paper says why. Clause: drug_law.39."""
    if fact.measure_kind == "compulsory_isolation":
        known = maternity.spans(lying_over.others(held, fact), held.known_of())
        verdict = maternity.may_isolate(known, fact.on, excepted=fact.excepted)
        if not verdict:
            raise Refused(*verdict.reasons, field="exception")


def _check_leave(held: Case, fact: Any) -> None:
    Refused.unless(leave.may_grant_leave(fact, held.policy()))


def _check_points(held: Case, fact: Any) -> None:
    Refused.unless(points.may_grant(fact.item, held.policy().on(fact.on).points))


def _check_sheet(held: Case, fact: Any) -> None:
    Refused.unless(levels.may_assess(fact.scores, fact.triggers, held.policy().on(fact.on).levels))


_CHECKS: Mapping[str, Callable[[Case, Any], None]] = {
    **lying_over.CHECKS,
    **bottle_checks.CHECKS,
    "measure_decided": _check_decision,
    "urine_test": check_test,
    "laboratory_result": check_result,
    "use_confirmed": check_use,
    "test_missed": _check_missed,
    "test_notice_served": _check_notice,
    "tests_waived": _check_waiver,
    "leave_granted": _check_leave,
    "absence_confirmed": _check_until,
    "points_granted": _check_points,
    "risk_assessed": _check_sheet,
}


def check(held: Case, fact: Fact) -> None:
    """Refuse a fact that could not have been recorded like this."""
    found = _CHECKS.get(fact.kind)
    if found is not None:
        found(held, fact)


def with_collector(act: Act, fact: Fact) -> Fact:
    """A corrected test with the sex of whoever is now said to have collected; who told the person was there."""
    test: Any = fact
    if fact.kind != "urine_test":
        return fact
    if test.told_on is not None and test.told_on > act.on:
        raise Refused(Reason("in_the_future", {"on": test.told_on}), field="told_on")
    known_staff(act, test.told_on or test.on, told_by=test.told_by)
    if test.elsewhere:
        return fact
    sex = sex_of_collector(act, test.tester_1, test.tester_2, test.on)
    return replace(test, collector_sex=sex or test.collector_sex)
