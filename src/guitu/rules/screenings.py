"""From a strip to a finding: what a test finally says, what must follow a positive, and who may test.

Shared by the family of urine tests; its numbers are in the section `urine_tests`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact, LaboratoryResult, UrineTest, UseConfirmed
from guitu.rules.terms import Duty, DutyState, Known, SlotOutcome
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

FinalOutcome = Literal["negative", "awaiting", "positive", "prescribed", "invalid", "refused"]

SENTENCES = {
    "urine_tests.two_staff": "不能登记：采样须两名工作人员在场（检测规定）。请补上第二名。",
    "urine_tests.female_collector": "不能登记：女性的样本须由女性工作人员采集。请改由女性工作人员采集。",
    "urine_tests.approver": "不能登记：强制检测须经公安机关负责人批准。请填写批准人。",
    "urine_tests.kit_expired": "试剂只能用到 {until}，过期试剂的结果不作数。请换一批重做，或登记为无效。",
    "urine_tests.two_bottles": "初筛阳性的样本须分装 A、B 两瓶，编号封存。请填写两个瓶号。",
    "urine_tests.one_seal_twice": "A、B 两瓶的封签号不能相同。请按瓶上的号码填写。",
    "urine_tests.bottles_without_positive": "结果不是初筛阳性，没有要封存的样本。请不要填写瓶号，或者改正结果。",
    "urine_tests.medicines": "本人说近期用过 {medicines}，请实验室一并排除。",
    "urine_tests.elsewhere_needs_paper": "异地尿检须写明当地两名工作人员，或者附当地机构的回执。请补上。",
    "urine_tests.receipt_of_elsewhere": "不是异地尿检，没有当地机构的回执。请勾选异地尿检，或者不填回执。",
    "urine_tests.letter_without_refusal": "结果不是拒绝检测，没有告诫书。请不要勾选，或者改正结果。",
    "urine_tests.papers_without_refusal": "原因不是拒绝、逃避检测，不用通知书和告诫书。请不要勾选，或者改正原因。",
    "urine_tests.no_such_notice": "没有这份检测通知书。请重新选择。",
    "urine_tests.notice_later": "这份通知书 {on} 才送达，晚于这次检测。请选择送达在前的通知书，或者不选。",
    "urine_tests.second_without_first": "第一次实验室检测的结果还没有登记。请先登记；确有例外的，注明哪一种。",
    "urine_tests.second_without_objection": "本人没有对实验室结果提出异议。请先登记异议；确有例外的，注明哪一种。",
    "urine_tests.exception_of_second": "例外只用于复检。第一次检测不用选。",
    "urine_tests.not_positive": "这次检测不是初筛阳性，没有可复检的结果。",
    "urine_tests.same_laboratory": "不能登记：复检不得由做第一次检测的机构进行。请换一家机构。",
    "urine_tests.stage_twice": "这一阶段的结果已经登记过。要改，请作更正。",
    "urine_tests.objection_late": "提出异议的期限是 {days} 日，已于 {by} 届满。",
    "urine_tests.told": "初筛阳性，当场告知本人并由本人签字。",
    "urine_tests.signature_refused": "本人拒绝签字，已在检测报告上注明。",
    "urine_tests.told_already": "这次结果已经告知本人，签字情况也已登记。要改，请作更正。",
    "urine_tests.told_before_test": "告知的日子 {told_on} 早于采样日 {on}。请核对日期。",
    "urine_tests.told_or_not": "还没有告知本人，不能写告知的日子、告知人和拒绝签字。请核对。",
    "urine_tests.signed_or_refused": "“本人已签字”和“本人拒绝签字”只能选一个。",
    "urine_tests.laboratory": "初筛阳性不等于复吸，送实验室检测。异议期 {days} 日，至 {by}。",
    "urine_tests.laboratory_untold": "初筛阳性不等于复吸，送实验室检测。还没有告知本人，{days} 日的异议期从告知那天算。",
    "urine_tests.second": "本人有异议，由另一家机构复检。",
    "urine_tests.finding": "实验室检测为阳性，等公安认定；认定之前不计复吸，不影响积分和等级。",
    "urine_tests.keep_samples": "样本封存保存，不少于 {months} 个月。",
}


@dataclass(frozen=True, slots=True)
class Papers:
    """The test papers of one person, sorted once; each list in the order of days."""

    tests: list[Any] = field(default_factory=list)
    missed: list[Any] = field(default_factory=list)
    waived: list[Any] = field(default_factory=list)
    notices: list[Any] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)
    objections: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)

    def without(self, used: set[str]) -> Papers:
        """The same without the tests that have answered a slot elsewhere."""
        if not used:
            return self
        return replace(
            self,
            tests=[test for test in self.tests if test.id not in used],
            missed=[missed for missed in self.missed if missed.id not in used],
        )


_LIST_OF = {
    "urine_test": 0, "test_missed": 1, "tests_waived": 2, "test_notice_served": 3, "laboratory_result": 4,
    "test_objected": 5, "use_confirmed": 6,
}


def papers(facts: Iterable[Fact]) -> Papers:
    """The test papers among the facts; others are left aside."""
    lists: tuple[list[Fact], ...] = ([], [], [], [], [], [], [])
    for fact in facts:
        index = _LIST_OF.get(fact.kind)
        if index is not None:
            lists[index].append(fact)
    for found in lists:
        found.sort(key=_day)
    return Papers(*lists)


def _day(fact: Fact) -> tuple[date, str]:
    return fact.on, fact.id


def final_outcome(
    test: UrineTest, results: Iterable[LaboratoryResult], findings: Iterable[UseConfirmed]
) -> FinalOutcome:
    """What the test says in the end: a strip positive is awaited until a laboratory or the police settle it.

    The second laboratory goes before the first, and the finding of the police before both; a second
    result of the same laboratory does not count. Clauses: test_procedure.3, test_procedure.4.
    """
    if any(finding.test == test.id for finding in findings):
        return "positive"
    if test.outcome != "positive":
        return test.outcome
    first, second = stages(test, results)
    decisive = second or first
    if decisive is None or decisive.outcome == "positive":
        return "awaiting"
    return decisive.outcome


def stages(
    test: UrineTest, results: Iterable[LaboratoryResult]
) -> tuple[LaboratoryResult | None, LaboratoryResult | None]:
    """The first laboratory's result and the second's, which is another body. Clause: test_procedure.4."""
    mine = [result for result in results if result.test == test.id]
    first = next((result for result in mine if result.stage == "first"), None)
    second = next(
        (r for r in mine if r.stage == "second" and (first is None or r.laboratory != first.laboratory)), None
    )
    return first, second


SLOT_OUTCOME: dict[FinalOutcome, SlotOutcome] = {
    "negative": "NEG", "awaiting": "WAITING", "positive": "POS", "prescribed": "PRESCRIBED",
    "invalid": "INVALID", "refused": "REFUSED",
}


def may_record_test(test: UrineTest, subject: Known, timeline: Timeline) -> Verdict:
    """Whether the test was taken as the law asks: two staff, a woman's sample taken by a woman, a forced
    test approved, a positive sample in two bottles, told after it was taken. Clauses: test_procedure.8,
    drug_law.32."""
    policy = timeline.on(test.on).urine_tests
    against: list[Reason] = []
    testers = {tester for tester in (test.tester_1, test.tester_2) if tester}
    if len(testers) < policy.staff and not (test.elsewhere and test.receipt):
        code = "urine_tests.elsewhere_needs_paper" if test.elsewhere else "urine_tests.two_staff"
        against.append(Reason(code, {"staff": policy.staff}, "test_procedure.8"))
    if test.receipt and not test.elsewhere:
        against.append(Reason("urine_tests.receipt_of_elsewhere"))
    taken = test.outcome != "refused"
    if taken and policy.female_collector and subject.sex == "female" and test.collector_sex == "male":
        against.append(Reason("urine_tests.female_collector", {}, "test_procedure.8"))
    if test.forced_by is not None and not test.forced_by.strip():
        against.append(Reason("urine_tests.approver", {}, "drug_law.32"))
    if taken and test.kit_until is not None and test.kit_until < test.on:
        against.append(Reason("urine_tests.kit_expired", {"until": test.kit_until}, "guitu.default"))
    if test.outcome == "positive" and not test.elsewhere and not (test.sample_a and test.sample_b):
        against.append(Reason("urine_tests.two_bottles", {}, "test_procedure.8"))
    against += _sealed_wrongly(test)
    against += _told_wrongly(test)
    return refused(*against) if against else ALLOWED


def _sealed_wrongly(test: UrineTest) -> list[Reason]:
    """Two bottles have two seals, and only a positive has bottles."""
    one, other = ((seal or "").strip().casefold() for seal in (test.sample_a, test.sample_b))
    if test.outcome != "positive" and (one or other):
        return [Reason("urine_tests.bottles_without_positive", {}, "test_procedure.8")]
    return [Reason("urine_tests.one_seal_twice", {}, "test_procedure.8")] if one and one == other else []


def may_name_notice(notice: Any, test: UrineTest) -> Verdict:
    """Whether a test may rest on that paper: a test notice, served by the day of the test. Clause:
    detox_regulation.20."""
    if notice is None or notice.kind != "test_notice_served":
        return refused(Reason("urine_tests.no_such_notice"))
    if notice.on > test.on:
        return refused(Reason("urine_tests.notice_later", {"on": notice.on}, "detox_regulation.20"))
    return ALLOWED


def may_record_laboratory(
    result: LaboratoryResult, test: UrineTest, earlier: Sequence[LaboratoryResult], objections: Sequence[Any] = ()
) -> Verdict:
    """Whether a laboratory's result can be taken: of a strip positive, once per stage, and the second not
    from the first laboratory, after the first and an objection to it, or with the exception named.
    Clauses: test_procedure.4, test_procedure.recheck."""
    mine = [other for other in earlier if other.test == test.id]
    if test.outcome != "positive":
        return refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"))
    if any(other.stage == result.stage for other in mine):
        return refused(Reason("urine_tests.stage_twice"))
    if any(other.laboratory == result.laboratory for other in mine):
        return refused(Reason("urine_tests.same_laboratory", {}, "test_procedure.4"))
    if result.stage == "first":
        return refused(Reason("urine_tests.exception_of_second")) if result.exception else ALLOWED
    if result.exception:
        return ALLOWED
    first = next((other for other in mine if other.stage == "first" and other.on <= result.on), None)
    if first is None:
        return refused(Reason("urine_tests.second_without_first", {}, "test_procedure.4"))
    if not any(other.test == test.id and first.on <= other.on <= result.on for other in objections):
        return refused(Reason("urine_tests.second_without_objection", {}, "test_procedure.recheck"))
    return ALLOWED


def told_on(test: UrineTest) -> date | None:
    """The day the person was told what the strip says: on the spot unless another day is named; none while
    nobody has told them. Clause: test_procedure.recheck."""
    return (test.told_on or test.on) if test.told else None


def is_told(test: UrineTest) -> bool:
    """Whether the person was told, and signed or refused to: then nothing is left to do. Clause:
    test_procedure.recheck."""
    return test.told and (test.signed or test.signature_refused)


def may_tell(test: UrineTest, on: date) -> Verdict:
    """Whether telling can be recorded for that day: of a strip positive, once, not before the sample.
    Clause: test_procedure.recheck."""
    if test.outcome != "positive":
        return refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"))
    if is_told(test):
        return refused(Reason("urine_tests.told_already", {}, "test_procedure.recheck"))
    if on < test.on:
        return refused(Reason("urine_tests.told_before_test", {"told_on": on, "on": test.on}))
    return ALLOWED


def _told_wrongly(test: UrineTest) -> list[Reason]:
    """What does not fit together in how the person was told."""
    against = []
    if not test.told and (test.told_on or test.told_by or test.signature_refused):
        against.append(Reason("urine_tests.told_or_not"))
    if test.told_on is not None and test.told_on < test.on:
        against.append(Reason("urine_tests.told_before_test", {"told_on": test.told_on, "on": test.on}))
    if test.signed and test.signature_refused:
        against.append(Reason("urine_tests.signed_or_refused"))
    return against


def may_object(test: UrineTest, on: date, results: Sequence[LaboratoryResult], timeline: Timeline) -> Verdict:
    """Whether the person may still object on that day: within the days allowed after being told what the
    strip says, or after the first laboratory; they have not begun while nobody has told them. Clause:
    test_procedure.recheck."""
    if test.outcome != "positive":
        return refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"))
    first, _ = stages(test, results)
    since = first.on if first else told_on(test)
    if since is None:
        return ALLOWED
    number: Days = timeline.on(test.on).urine_tests.objection_days
    by = due_of_office(since, number, timeline).by
    if on <= by:
        return ALLOWED
    values = {"days": number.days, "by": by}
    return refused(Reason("urine_tests.objection_late", values, "test_procedure.recheck"))


def waits(found: Papers, timeline: Timeline) -> list[Interval]:
    """From each strip positive to the day on which no laboratory and no finding is waited for any more; None: one
    is waited for still. Clauses: test_procedure.3, 4."""
    return [(test.on, settled_on(test, found, timeline)) for test in found.tests if test.outcome == "positive"]


def settled_on(test: UrineTest, found: Papers, timeline: Timeline) -> date | None:
    """The day from which no laboratory and no finding on a strip positive is waited for; None while one is. Clauses:
    test_procedure.3, 4."""
    ends = [step.done_on for step in _chain(test, found, timeline) if not step.key.endswith(":told")]
    settled = [day for day in ends if day is not None]
    return max(settled) if len(settled) == len(ends) else None


def readings(found: Papers, timeline: Timeline, until: date) -> list[Duty]:
    """What must follow each strip positive: told and signed, the laboratory, the second laboratory when
    the person objects, the finding of the police. Each is closed by its own record and by nothing else."""
    answer: list[Duty] = []
    for test in found.tests:
        if test.outcome == "positive" and test.on <= until:
            answer += _chain(test, found, timeline)
    return answer


def _chain(test: Any, found: Papers, timeline: Timeline) -> list[Duty]:
    policy = timeline.on(test.on).urine_tests
    version = timeline.version(test.on)
    first, second = stages(test, found.results)
    finding = next((f for f in found.findings if f.test == test.id), None)
    objections = [o for o in found.objections if o.test == test.id]

    def step(
        name: str, opens: date, due: date, closing: Any, *reasons: Reason, closed_on: date | None = None
    ) -> Duty:
        state: DutyState = "done" if closing else "open"
        done_by, done_on = (closing.id, closed_on or closing.on) if closing else (None, None)
        key = f"read_result:{test.id}:{name}"
        return Duty(
            key, "read_result", opens, opens, due, state, reasons, None, done_by, done_on, version
        )

    keep = Reason("urine_tests.keep_samples", {"months": policy.keep_samples_months}, "test_procedure.8")
    told = [Reason("urine_tests.told", {"on": test.on}, "test_procedure.recheck")]
    if test.signature_refused:
        told.append(Reason("urine_tests.signature_refused", {}, "test_procedure.recheck"))
    is_done = is_told(test)
    day = told_on(test) if is_done else None
    answer = [step("told", test.on, test.on, test if is_done else None, *told, closed_on=day)]
    since = told_on(test) or test.on
    number: Days = timeline.on(test.on).urine_tests.objection_days
    by, _ = due_of_office(since, number, timeline)
    days = {"days": number.days}
    wait = Reason("urine_tests.laboratory", {**days, "by": by}, "test_procedure.recheck")
    if not test.told:
        wait = Reason("urine_tests.laboratory_untold", days, "test_procedure.recheck")
    due_on, moved_by = due_of_office(by, timeline.on(test.on).urine_tests.laboratory_days, timeline)
    said = [Reason("urine_tests.medicines", {"medicines": [f"medicines.{m}" for m in test.medicines]})] if test.medicines else []
    answer.append(step("laboratory", test.on, due_on, first, wait, *said, *moved_by, keep))
    again = next((o for o in objections if first and o.on >= first.on), None)
    if again is not None or second is not None:
        opens = again.on if again is not None else second.on  # type: ignore[union-attr]
        due_on, moved_by = due_of_office(opens, timeline.on(opens).urine_tests.laboratory_days, timeline)
        why = Reason("urine_tests.second", {}, "test_procedure.4")
        answer.append(step("second", opens, due_on, second, why, *moved_by))
    decisive = second or (first if again is None else None)
    if finding is not None or (decisive is not None and decisive.outcome == "positive"):
        settling: Any = decisive or finding
        opens = settling.on
        due_on, moved_by = due_of_office(opens, timeline.on(opens).urine_tests.finding_days, timeline)
        why = Reason("urine_tests.finding", {}, "detox_regulation.21")
        answer.append(step("finding", opens, due_on, finding, why, *moved_by))
    return answer
