"""For every open duty a fact that closes it: nobody may be left with a line on the list that nothing takes off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from guitu.cli.proving.lives import SHANGHAI, Life
from guitu.rules import (
    bottles,
    corrections,
    custody,
    deductions,
    incidents,
    person,
    plans,
    questions,
    records,
    screenings,
    steps,
    urine_tests,
)
from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_after
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Duty, MeasureCourse, Span

STAFF: dict[str, Any] = {"tester_1": "one", "tester_2": "two", "collector_sex": "female"}
NUMBER = "公〔2026〕1号"  # of a paper of the police
# Who is away is met, tested and assessed on the return: what was due before stands.
ROUTINE = ("visit", "urine_test", "periodic_report", "assess_level", "return_test")
AWAY = ("detained", "imprisoned", "compulsory_isolation", "abroad", "moved_out")
Candidates = Callable[["_Desk", Duty], Iterator[Fact]]


def still_open(life: Life, timeline: Timeline) -> Iterator[str]:
    """The open duties that no accepted fact closes: today, tomorrow, or on the last day where that is still ahead."""
    course = person.fold(life.facts, timeline, life.subject, until=life.today)
    held = steps.in_custody(custody.spans(person.effective(life.facts)), life.today) is not None
    away = held or any(span.state in AWAY for span in course.standing if lasts(span, life.today))
    for duty in course.duties:
        if duty.state != "open" or duty.opens_on > life.today:
            continue
        if away and (duty.kind in ROUTINE or is_arrival(duty)):
            continue  # it stands, and is done on the return
        tried: list[str] = []
        for day in sorted({life.today, day_after(life.today), max(life.today, duty.due_on)}):
            desk = _Desk(replace(life, today=day), timeline)
            facts = [*_WAYS[duty.kind](desk, duty), *_ran_out(desk, duty)]
            tried += [f"{fact.kind} on {day}" for fact in facts]
            if any(desk.closes(fact, duty) for fact in facts):
                break
        else:
            said = f"is still open after {' or '.join(tried)}" if tried else f"no fact is accepted on {life.today}"
            yield f"{duty.key} (opened {duty.opens_on}, last day {duty.due_on}): {said}"


def is_arrival(duty: Duty) -> bool:
    """Whether it is the reporting in at the place that a measure was transferred to."""
    return duty.kind == "report_in" and bool(duty.name.part)


def lasts(span: Span, day: date) -> bool:
    return span.from_on <= day and (span.until_on is None or day < span.until_on)


class _Desk:
    """What a worker has at hand on that day."""

    def __init__(self, life: Life, timeline: Timeline) -> None:
        self.life, self.timeline, self.today = life, timeline, life.today
        self.course: Course = person.fold(life.facts, timeline, life.subject, until=life.today)
        self.stand = person.effective(life.facts)
        self.held = custody.spans(self.stand)

    def made(self, kind: str, on: date | None = None, **body: Any) -> Fact:
        day = on or self.today
        known = datetime.combine(self.today, time(12), SHANGHAI)
        accepted = {name: value for name, value in body.items() if name in records._BODY[kind]}
        return records.KINDS[kind](id="zz", on=day, known=known, corrects=None, **accepted)

    def closes(self, fact: Fact, duty: Duty) -> bool:
        after = person.fold([*self.life.facts, fact], self.timeline, self.life.subject, until=self.today)
        return all(other.key != duty.key or other.state != "open" for other in after.duties)

    def measure(self, duty: Duty) -> MeasureCourse:
        return next(course for course in self.course.measures if course.measure_id == duty.measure_id)

    def fact(self, id: str) -> Any:
        return next((fact for fact in self.stand if fact.id == id), None)


def _report_in(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    course = desk.measure(duty)
    if is_arrival(duty):
        if steps.may_take("arrive_at_transfer", course, desk.today):
            yield desk.made("transfer_arrived", measure=course.measure_id)
        return
    if steps.may_take("report_in", course, desk.today):
        yield desk.made("reported_in", measure=course.measure_id)
    if steps.may_refuse_report(course, desk.today, letter=True, certificate=True):
        yield desk.made("report_refused", measure=course.measure_id)


def _sign(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    course = desk.measure(duty)
    if steps.may_sign(course, desk.course.duties, desk.today, desk.life.subject, guardian_signed=True):
        yield desk.made("agreement_signed", measure=course.measure_id, guardian_signed=True)
    if steps.may_refuse_report(course, desk.today, letter=True, certificate=True):
        yield desk.made("report_refused", measure=course.measure_id)


def _report(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("periodic_report", how="in_person")


def _test(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    slot = duty.name.slot or None
    test: Any = desk.made(
        "urine_test", outcome="negative", slot=slot if desk.today > duty.due_on else None,
        purpose="return_from_leave" if duty.kind == "return_test" else "scheduled", **STAFF,
    )
    if screenings.may_record_test(test, desk.life.subject, desk.timeline):
        yield test
    if slot and urine_tests.may_miss(duty, desk.today, excused=False):
        yield desk.made("test_missed", slot=slot, reason="none_given", measure=duty.measure_id)
    if slot:
        yield desk.made("test_missed", slot=slot, reason="hospital", measure=duty.measure_id)


def _reading(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    id, step = duty.name.of, duty.name.step
    test = desk.fact(id)
    if test is None:
        return
    if step == "told" and screenings.may_tell(test, desk.today):
        yield replace(test, id=f"{test.id}z", corrects=test.id, told=True, signed=True, told_on=desk.today,
                      signature_refused=False)
    results: list[Any] = [fact for fact in desk.stand if fact.kind == "laboratory_result"]
    objections = [fact for fact in desk.stand if fact.kind == "test_objected"]
    for stage in ("first", "second"):
        result: Any = desk.made("laboratory_result", test=id, stage=stage, laboratory="three", outcome="negative",
                                number=NUMBER, report_no=NUMBER)
        if step in ("told", "laboratory", "second") and screenings.may_record_laboratory(result, test, results, objections):
            yield result
    if step == "finding":
        yield desk.made("use_confirmed", test=id, document_no=NUMBER, document=NUMBER, ground="laboratory")


def _visit(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("visit", how="home", met=True)


def _back(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    leave = desk.fact(duty.name.of)
    if leave is not None and leave.on <= desk.today:
        yield desk.made("leave_returned", leave=leave.id)


def _checked(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    what = duty.name.step
    if what == "report_in":
        yield from _report_in(desk, duty)
    elif what == "leave":
        yield from _back(desk, duty)
        yield desk.made("absence_confirmed", warning_letter=True)
    elif steps.may_release(desk.held, desk.today):
        yield desk.made("released_from_custody")


def _released(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    course = desk.measure(duty)
    for how in ("released", "withdrawn"):
        if steps.may_end(course, how, desk.today):
            yield desk.made("measure_ended", measure=course.measure_id, how=how, document_no=NUMBER)
            return


def _ran_out(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    """What is left of a measure that ran out goes with the notice of release."""
    if duty.measure_id is not None and desk.measure(duty).state_on(desk.today) == "expired":
        yield from _released(desk, duty)


def _exit(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    course = desk.course
    if steps.may_confirm_abstinence(course.standing, course.exit_due_on, desk.today, document=True):
        yield desk.made("abstinence_confirmed", document_no=NUMBER)


def _violation(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    measure, ground = duty.name.of, duty.name.part.partition(":")[0]
    if any(p.key == f"violation:{measure}:{ground}" and p.on <= desk.today for p in desk.course.proposals):
        yield desk.made("violation_reported", measure=measure, ground=ground)


def _assess(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("risk_assessed")


def _papers(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    """The record put right: that its papers cannot be had. What can be had depends on what is missing."""
    fact = desk.fact(duty.name.of)
    if fact is not None and corrections.may_correct(fact, desk.life.facts):
        yield replace(fact, id=f"{fact.id}z", corrects=fact.id, unprovable=True)


def _deduction(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    typed, made = (
        desk.fact(duty.name.of),
        [fact for fact in desk.stand if fact.kind == "deduction_confirmed"],
    )
    if typed is not None and deductions.may_confirm(typed, desk.today, made, desk.timeline, typed_by_same=False):
        yield desk.made("deduction_confirmed", grant=typed.id)


def _level(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("level_confirmed", level="middle", assessment=duty.name.of)


def _plan(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    if plans.open_plan(desk.stand) is None:
        yield desk.made("plan_made")


def _review(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    said: dict[str, Any] = {f"{peace}_by_{who}": "unsure" for peace in ("calm", "home", "settled") for who in ("worker", "person")}
    yield desk.made("plan_reviewed", plan=duty.name.of, **said)


def _help(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    if incidents.may_arrange(duty.name.of, desk.stand):
        yield desk.made("help_arranged", raised=duty.name.of, help_by="hospital")


def _answer(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    if questions.may_answer(duty.name.of, desk.stand, by_same=False):
        yield desk.made("level_answered", question=duty.name.of, answered_as="kept")


def _asked(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("request_answered", request=duty.name.of, how="explained")


def _bottles(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    test = desk.fact(duty.name.of)
    held = bottles.bottles_of(test, desk.stand)
    if any(one.now.step in bottles.AWAY for one in held):  # they come back first
        yield desk.made("bottles_moved", test=test.id, bottle_step="used_up")
    if bottles.may_destroy(test, held, screenings.papers(desk.stand), desk.today, desk.timeline) or any(one.now.step == "sealed" for one in held):
        yield desk.made("bottles_destroyed", test=test.id, destroyed_how="on_site", keeper="one", second="two")


def _doubt(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("doubt_read", asked_test=duty.name.of, read_as="clear")


def _job(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("job_checked", job=duty.name.of, job_proof="on_site")
    yield desk.made("job_ended", job=duty.name.of, job_end="resigned")


def _reply(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("two_way_answered", sent_letter=duty.name.of, agrees=True)


def _verified(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("whereabouts_verified", verified_by="phone", certainty="sure")


def _elsewhere(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("elsewhere_test_declined", asked_for=duty.name.of)


def _receipt(desk: _Desk, duty: Duty) -> Iterator[Fact]:
    yield desk.made("transfer_acknowledged", transfer=duty.name.of, taken_over=True)


_WAYS: dict[str, Candidates] = {
    "answer_request": _asked,
    "check_job": _job,
    "reply_two_way": _reply,
    "verify_whereabouts": _verified,
    "elsewhere_result": _elsewhere,
    "transfer_receipt": _receipt,
    "make_plan": _plan,
    "review_plan": _review,
    "arrange_help": _help,
    "answer_question": _answer,
    "report_in": _report_in,
    "sign_agreement": _sign,
    "periodic_report": _report,
    "urine_test": _test,
    "return_test": _test,
    "read_result": _reading,
    "destroy_bottles": _bottles,
    "read_doubt": _doubt,
    "visit": _visit,
    "return_from_leave": _back,
    "check_absence": _checked,
    "release_measure": _released,
    "confirm_exit": _exit,
    "report_violation": _violation,
    "assess_level": _assess,
    "confirm_level": _level,
    "complete_papers": _papers,
    "confirm_deduction": _deduction,
}
