"""关口: what a corrected fact passes: the checks of recording it, as the file stood before it, and again for what
comes after it. A fact that a roster brings passes the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from guitu.casework import (
    bottle_checks,
    breach_gates,
    helping_gates,
    lawful,
    lying_over,
    natural_persons,
    sample_gates,
    teamwork_gates,
)
from guitu.casework.load import Case, live
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.rules import (
    custody,
    deductions,
    exits,
    leave,
    levels,
    maternity,
    occasions,
    points,
    steps,
)
from guitu.rules.facts import Fact
from guitu.rules.person import effective, in_order, measures_of
from guitu.rules.terms import Course, MeasureCourse
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.settling.record import note_of
from guitu.settling.settle import HORIZON


@dataclass(slots=True)
class Then:
    """The file as it stood when the fact came: without it, without what it corrects, without what came later."""

    act: Act | None  # of a correction; None: of a roster's row, of which nobody has seen anything yet
    held: Case
    others: list[Fact]  # all that stands beside it, what came later too
    on: date
    notes: Mapping[str, str] | None = None  # what is written beside facts that are not on file yet
    _course: list[Course] = field(default_factory=list)

    @classmethod
    def of(
        cls, act: Act | None, held: Case, fact: Fact, stand: Sequence[Fact], notes: Mapping[str, str] | None = None
    ) -> Then:
        others = [other for other in stand if other.id not in (fact.id, fact.corrects)]
        earlier = [other for other in others if in_order(other)[:2] <= in_order(fact)[:2]]
        return cls(act, replace(held, facts=earlier), others, fact.on, notes)

    @property
    def course(self) -> Course:
        if not self._course:
            self._course.append(self.held.course(self.on + HORIZON))
        return self._course[0]

    @property
    def by(self) -> Act:
        """Who puts it right."""
        assert self.act is not None
        return self.act

    def note(self, fact: Fact) -> str:
        """What is written beside the fact, or beside the one that it corrects."""
        if self.notes is not None:
            return self.notes.get(fact.id, "")
        return note_of(replace(fact, id=fact.corrects or fact.id)) or ""

    def of_kind(self, kind: str) -> list[Any]:
        return [fact for fact in self.held.facts if fact.kind == kind]

    def measures(self) -> list[MeasureCourse]:
        """The measures alone, which need no duties laid out."""
        return measures_of(effective(self.held.facts), self.held.policy())[2]

    def measure(self, fact: Any) -> MeasureCourse | None:
        return next((one for one in self.measures() if one.measure_id == fact.measure), None)


POLICE_PAPER = "公安机关文书"  # how the number of the police's paper is written beside a fact
Gate = Callable[[Then, Any], Verdict]
_NO_DECISION = refused(Reason("steps.not_decided_yet"))


def _paper(step: str) -> Gate:
    """A paper of a measure that is there by then and admits it."""

    def gate(then: Then, fact: Any) -> Verdict:
        course = then.measure(fact)
        return steps.may_take(step, course, fact.on) if course is not None else _NO_DECISION

    return gate


def _lying_over(then: Then, fact: Any) -> Verdict:
    if getattr(fact, "measure", None) is not None and then.measure(fact) is None:
        return _NO_DECISION
    return lying_over.verdict(then.held, fact)


def _decision(then: Then, fact: Any) -> Verdict:
    beside = [other for other in then.others if getattr(other, "measure", None) != fact.measure]
    courses = measures_of(effective(beside), then.held.policy())[2]
    years = then.held.policy().on(fact.on).measures.community_detox_years
    verdict = steps.may_open(
        fact.measure_kind, courses, fact.on, years=years if fact.measure_kind == "community_detox" else fact.years,
        deducted=fact.served_days_deducted, held=custody.spans(beside),
    )
    if not verdict or fact.measure_kind != "compulsory_isolation":
        return verdict
    return maternity.may_isolate(
        maternity.spans(beside, then.held.known_of()), fact.on, excepted=fact.excepted
    )


def _agreement(then: Then, fact: Any) -> Verdict:
    course = then.measure(fact)
    if course is None:
        return _NO_DECISION
    is_first = steps.may_take("sign_agreement", course, fact.on)  # else it may be signed anew, which a duty asks for
    duties = () if is_first else then.course.duties
    return steps.may_sign(course, duties, fact.on, then.held.known_of(), fact.guardian_signed)


def _refused_report(then: Then, fact: Any) -> Verdict:
    course = then.measure(fact)
    return steps.may_refuse_report(course, fact.on, True, True) if course is not None else _NO_DECISION


def _extension(then: Then, fact: Any) -> Verdict:
    course = then.measure(fact)
    if course is None:
        return _NO_DECISION
    most = then.held.policy().on(fact.on).measures.extension_max_months
    return steps.may_extend(course, fact.months, most, fact.on)


def _end(then: Then, fact: Any) -> Verdict:
    """A decision of the same day takes the measure's place by this very end: it is looked at without it."""
    named: list[Any] = then.held.facts
    others = [f for f in named if f.kind != "measure_decided" or f.on != fact.on or f.measure == fact.measure]
    course = Then(then.act, replace(then.held, facts=others), then.others, fact.on).measure(fact)
    least = then.held.policy().on(fact.on).measures.isolation_least_months
    return steps.may_end(course, fact.how, fact.on, least_months=least) if course is not None else _NO_DECISION


def _custody(then: Then, fact: Any) -> Verdict:
    if fact.planned_until is not None and fact.planned_until <= fact.on:
        return refused(Reason("steps.release_before"))
    return steps.may_take_into_custody(custody.spans(then.held.facts), fact.custody, fact.on)


def _release(then: Then, fact: Any) -> Verdict:
    return steps.may_release(custody.spans(then.held.facts), fact.on)


def _status(then: Then, fact: Any) -> Verdict:
    return steps.may_change_status(fact.kind, then.course.standing, fact.on)


def _lost(then: Then, fact: Any) -> Verdict:
    numbers = then.held.policy().on(fact.on).standing
    least = (numbers.lost_contact_attempts, numbers.lost_contact_channels)
    is_lost = steps.lost_contact(then.course.overlays, fact.on) is not None
    return steps.may_lose_contact((fact.attempts, fact.channels), least, is_lost=is_lost)


def _found(then: Then, fact: Any) -> Verdict:
    return steps.may_be_found(then.course.overlays, fact.on)


def _abstinence(then: Then, fact: Any) -> Verdict:
    document = fact.unnumbered or POLICE_PAPER in then.note(fact)
    due_on, measures = then.course.exit_due_on, then.course.measures
    against = exits.against(effective(then.held.facts), measures, then.held.policy(), fact.on)
    spans = exits.as_confirmed(then.course.standing, due_on)
    return steps.may_confirm_abstinence(spans, due_on, fact.on, document=document, against=against)


def _as_recorded(then: Then, fact: Any) -> Verdict:
    """What is checked of the fact alone, and against those it names."""
    lawful.check(replace(then.held, facts=then.others), fact)
    return ALLOWED


def _leave(then: Then, fact: Any) -> Verdict:
    lawful.check(then.held, fact)
    return leave.may_leave(fact.on, fact.until, then.others)


def _return(then: Then, fact: Any) -> Verdict:
    if any(other.kind == "leave_returned" and other.leave == fact.leave for other in then.others):  # type: ignore[attr-defined]
        return refused(Reason("steps.leave_returned"))
    granted = next((other for other in then.others if other.id == fact.leave), None)
    return ALLOWED if granted is not None and granted.on <= fact.on else refused(Reason("steps.back_before_leaving"))


def _absence(then: Then, fact: Any) -> Verdict:
    lawful.check(then.held, fact)
    return leave.may_be_absent(fact.on, fact.until, then.others)


def _level(then: Then, fact: Any) -> Verdict:
    sheet = next((other for other in then.others if other.id == fact.assessment), None)
    same = sheet is not None and natural_persons.wrote(then.by.actor, natural_persons.versions(then.held, sheet))
    return levels.may_confirm(same, then.held.policy().on(fact.on).levels)


def _violation(then: Then, fact: Any) -> Verdict:
    wanted = f"violation:{fact.measure}:{fact.ground}"
    if any(proposal.key == wanted and proposal.on <= fact.on for proposal in then.course.proposals):
        return ALLOWED
    return refused(Reason("steps.no_ground", {}, "detox_regulation.20"))


def _answer(then: Then, fact: Any) -> Verdict:
    reported = [f for f in then.of_kind("violation_reported") if (f.measure, f.ground) == (fact.measure, fact.ground)]
    return ALLOWED if reported else refused(Reason("steps.nothing_to_answer", {}, "detox_regulation.21"))


def _points(then: Then, fact: Any) -> Verdict:
    lawful.check(then.held, fact)
    return points.may_count(fact.quantity)


def _deduction(then: Then, fact: Any) -> Verdict:
    typed = next((other for other in then.others if other.id == fact.grant), None)
    if typed is None:
        return refused(Reason("points.not_a_deduction"))
    same = natural_persons.wrote(then.by.actor, natural_persons.versions(then.held, typed))
    confirmed = [other for other in then.others if other.kind == "deduction_confirmed"]
    return deductions.may_confirm(typed, fact.on, confirmed, then.held.policy(), typed_by_same=same)


# Of the papers of the law a later one is looked at again: what carried it may not slip away from under it.
_PAPERS: Mapping[str, Gate] = {
    "measure_decided": _decision, "decision_served": _paper("serve_decision"), "reported_in": _paper("report_in"),
    "agreement_signed": _agreement, "report_refused": _refused_report, "measure_transferred": _paper("transfer_measure"),
    "transfer_arrived": _paper("arrive_at_transfer"), "measure_extended": _extension, "measure_ended": _end,
    **dict.fromkeys(lying_over.CHECKS, _lying_over),
    "taken_into_custody": _custody, "released_from_custody": _release, "lost_contact": _lost, "found_again": _found,
    "abstinence_confirmed": _abstinence, "died": _status, "struck_off": _status, "moved_out": _status,
    "moved_in": _status, "went_abroad": _status, "came_back": _status, "violation_reported": _violation,
    "violation_answered": _answer,
}
GATES: Mapping[str, Gate] = {
    **_PAPERS,
    "use_confirmed": _as_recorded, "test_notice_served": _as_recorded, "tests_waived": _as_recorded,
    "leave_granted": _leave, "leave_returned": _return, "absence_confirmed": _absence, "risk_assessed": _as_recorded,
    **teamwork_gates.GATES, **helping_gates.GATES, **breach_gates.GATES, **bottle_checks.GATES, **sample_gates.GATES,
    "level_confirmed": _level, "points_granted": _points, "deduction_confirmed": _deduction,
}
NONE_NEEDED: Mapping[str, str] = {
    "registered": "a file begins on any day that has come",
    "periodic_report": "whoever came has come; a second one of a day is asked about",
    "visit": "as a report",
    "doubt_read": "what was thought of an answer binds nobody",
    "duty_postponed": "the convenience of a post, taken back and not corrected",
    "request_made": "the person's own word: asked again, and not corrected",
    "request_answered": "an answer given: another request brings another",
    "withdrawn": "is never corrected",
    **teamwork_gates.NONE_NEEDED, **helping_gates.NONE_NEEDED, **breach_gates.NONE_NEEDED,
}


def refuse_unlawful(act: Act, held: Case, fact: Fact, old: Fact) -> None:
    """Refuse a correction that could not have been recorded like this, or under which a later paper could not."""
    stand = live(held.facts)
    gate = GATES.get(fact.kind)
    if gate is not None:
        Refused.unless(gate(Then.of(act, held, fact, stand), fact), _field_of(fact))
    Refused.unless(occasions.may_repeat(fact, [f for f in stand if f.id != old.id], act.on), "another_occasion")
    if fact.kind not in _PAPERS:
        return
    corrected = [fact if other.id == old.id else other for other in stand]
    for later in stand:
        gate = _PAPERS.get(later.kind)
        if gate is None or later.id == old.id or later.on < min(fact.on, old.on):
            continue
        before = gate(Then.of(act, held, later, stand), later)
        if before and not gate(Then.of(act, held, later, corrected), later):
            raise Refused(Reason("corrections.order", {"on": later.on}), field="on")


def refuse_unlawful_row(held: Case, fact: Fact, notes: Mapping[str, str]) -> None:
    """Refuse a fact of a row that a screen would refuse: the same gate, over what the row says besides."""
    gate = GATES.get(fact.kind)
    if gate is not None:
        Refused.unless(gate(Then.of(None, held, fact, held.facts, notes), fact))


def _field_of(fact: Fact) -> str:
    return "until" if fact.kind == "absence_confirmed" else "on"
