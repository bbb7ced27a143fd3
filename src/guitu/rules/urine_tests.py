"""尿检: which tests are due in a measure and outside one, and what became of each.

A measure year begins on the day of reporting in, not on 1 January. Slot k of year i with q tests a year is
[start + 12(i−1) + (k−1)·12/q months, start + 12(i−1) + k·12/q months): due by its last day, overdue the day
after. Each slot wants its own test: a surplus pays for no other slot and no other year.

Custody stops the time of the measure, so the slots after it move with the end. Custody, a stay in hospital and every
waiver with proof are judged by one rule: fewer than `days_left_after_custody` free days of a slot, before and after
together, and it is waived; else it is kept, and due that many days after a stretch that covers its last day. Leave
waives nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, covers, day_before, last_day_after
from guitu.rules.deadlines import Days
from guitu.rules.facts import Fact
from guitu.rules.measure_states import OVER, own_days
from guitu.rules.screenings import SLOT_OUTCOME, Papers, final_outcome
from guitu.rules.slots import Slot, laid_out
from guitu.rules.terms import Duty, DutyState, Known, MeasureCourse, SlotOutcome, SlotResult
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "urine_tests.slot": "第 {year} 年第 {number} 次，本年 {per_year} 次，应于 {by} 前完成。",
    "urine_tests.frequency": "每 {months} 个月一次：尿检频次 {schedule}。",
    "urine_tests.frequency_year": "一年 {per_year} 次：尿检频次 {schedule}。",
    "urine_tests.notice": "检测通知书定于 {on}。",
    "urine_tests.late": "应于 {by} 前完成，{on} 补检，不算按时。",
    "urine_tests.missed": "未到检，原因：{reason}。",
    "urine_tests.refused": "当场拒绝检测。",
    "urine_tests.excused": "未到检，原因成立，这一次免检。",
    "urine_tests.day_excused": "请假在外，那天没来成立；检测还是要做。",
    "urine_tests.elsewhere": "这一次全程请假在外，请办异地尿检。",
    "urine_tests.waived": "有证明，{from_on} 至 {last_on} 不能来，剩下不足 {days} 日，免检。",
    "urine_tests.inside": "在押，何时出来还不知道，先不要求；出来以后接着算。",
    "urine_tests.custody": "羁押占去这一次，前后剩下不足 {days} 日，免检。",
    "urine_tests.measure_over": "措施已于 {on} 结束，这一次不再要求。",
    "urine_tests.lapsed": "应于 {by} 前完成，到措施结束也没有做。",
    "urine_tests.awaiting": "初筛阳性，等实验室和公安认定，此前不算复吸。",
    "urine_tests.not_missed_yet": "这一次的最后一天是 {by}，还没有过，也没有到通知书定的日子，不能登记未到。",
}

ON_LEAVE = "approved_leave"
CLOSING = ("negative", "positive", "prescribed")


@dataclass(frozen=True)
class UrineTestsPolicy:
    """How often, by measure and year and outside a measure by level; staff, bottles, and days to wait."""

    per_year: Mapping[str, tuple[int, ...]]
    outside_per_year: Mapping[str, int]
    level_when_unrated: str
    accepted_reasons: tuple[str, ...]
    days_left_after_custody: int
    staff: int
    female_collector: bool
    keep_samples_months: int
    destroy_samples_days: int
    objection_days: Days
    laboratory_days: Days
    finding_days: Days
    doubt_days: Days
    same_minute_most: int
    minutes_between_places: int
    minutes_between_towns: int

    def schedule(self, kind: str, years: int) -> tuple[tuple[int, ...], str]:
        """Tests for each year of a measure of so many years, and the name of that line of the pack."""
        name = f"{kind}_{years}"
        if name not in self.per_year:
            name = f"{kind}_3"
        return self.per_year.get(name, ()), name

    def tests_in_year(self, kind: str, years: int, year: int) -> int:
        """Tests in that year of a measure; 0 where no schedule is set."""
        quotas, _ = self.schedule(kind, years)
        return quotas[year - 1] if year <= len(quotas) else 0

    def next_outside(self, last: date, level: str) -> date:
        """The last day for the next test outside a measure; date.max where the level asks for none."""
        per_year = self.outside_per_year.get(level, 0)
        return last_day_after(last, 12 // per_year) if per_year else date.max


def may_be_missed(opens: date, planned: date, by: date, on: date) -> bool:
    """Whether somebody can have missed a slot by that day: its last day has passed, or the day that a notice
    named has come. Clause: detox_regulation.20."""
    return by < on or opens < planned <= on


def may_miss(duty: Duty, on: date, *, excused: bool) -> Verdict:
    """Whether not coming can be recorded that day: never before it could be missed; a reason that waives the
    slot at once, for the person may be in hospital to its end. Clause: detox_regulation.20."""
    if excused or may_be_missed(duty.opens_on, duty.planned_on, duty.due_on, on):
        return ALLOWED
    return refused(Reason("urine_tests.not_missed_yet", {"by": duty.due_on}, "detox_regulation.20"))


def slots(
    course: MeasureCourse, papers: Papers, timeline: Timeline, subject: Known, until: date,
    following: date | None = None, on_leave: Sequence[Interval] = (), beside: Sequence[Interval] = (),
) -> tuple[list[Duty], list[SlotResult]]:
    """The tests that a measure asks for up to that day, and what became of each slot and of every test
    beyond. Only tests of the measure's own days are its tests, and of those only the papers given; that nobody came to a
    slot may be written down later, until the measure that follows has begun. Leave waives nothing: a slot that
    lies in it is tested elsewhere. While an earlier measure runs `beside`, its slots are all that is asked for.
    Clauses: drug_law.35, detox_regulation.19; how often is policy."""
    if course.starts_on is None:
        return [], []
    stop = course.first_day_in(OVER)
    found = _within(papers, course, following)
    stays = [(waiver.on, waiver.until) for waiver in found.waived if waiver.proof]
    book = _Book(
        course, found, timeline, stop, any_named=any(test.slot for test in found.tests), on_leave=on_leave
    )
    tested_last = found.tests[-1].on if found.tests else None
    duties: list[Duty] = []
    for slot in laid_out(course, timeline, until, stays):
        if stop is not None and (slot.opens > stop or (slot.opens == stop != tested_last)):
            break
        if beside and covers(beside, slot.opens):
            continue
        duties.append(_settled(slot, book))
    return duties, book.results + beyond(found.tests, found, book.used)


def by_the_day_of_the_slot(
    facts: Sequence[Fact], duties: Sequence[Duty], course: MeasureCourse
) -> Sequence[Fact]:
    """The facts, with what was written down after the measure ran out of a slot in it dated by the last day of
    that slot: a refusal counts where it happened."""
    _, over_on = own_days(course)
    late = {
        duty.done_by: duty.due_on
        for duty in duties
        if over_on is not None and duty.done_on is not None and duty.due_on < over_on <= duty.done_on
    }
    if not late:
        return facts
    return sorted((replace(f, on=late[f.id]) if f.id in late else f for f in facts), key=_on)


@dataclass(slots=True)
class _Book:
    """One measure's tests while its slots are gone through."""

    course: MeasureCourse
    found: Papers
    timeline: Timeline
    stop: date | None
    results: list[SlotResult] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    refused: dict[str, Any] = field(default_factory=dict)  # by the slot's duty: the last test refused in it
    often: dict[tuple[str, int], Reason] = field(default_factory=dict)
    any_named: bool = False  # some test names its slot
    on_leave: Sequence[Interval] = ()


def _within(found: Papers, course: MeasureCourse, following: date | None) -> Papers:
    """The papers of the measure's own days: a slot's name alone does not say of which measure it is. That
    nobody came is this measure's up to the start of the next one."""
    start, end = own_days(course)
    tests = [t for t in found.tests if start <= t.on and (end is None or t.on < end)]
    until = None if end is None or following is None else max(end, following)
    missed = [m for m in found.missed if start <= m.on and (until is None or m.on < until)]
    return Papers(tests, missed, found.waived, found.notices, found.results, [], found.findings)


def _settled(slot: Slot, book: _Book) -> Duty:
    measure, found = book.course.measure_id, book.found
    key, by = f"urine_test:{measure}:{slot.name}", day_before(slot.closes)
    version = book.timeline.version(slot.opens)
    values = {"year": slot.year, "number": slot.number, "per_year": slot.per_year, "by": by}
    reasons = [Reason("urine_tests.slot", values, "detox_regulation.19"), _frequency(slot, version, book)]
    planned = slot.opens
    for notice in found.notices:
        if slot.opens <= notice.test_on < slot.closes:
            planned = notice.test_on
    if planned != slot.opens:
        reasons.append(Reason("urine_tests.notice", {"on": planned}))

    closing = _answering(slot, book, key)
    is_late = closing is not None and closing.on >= slot.closes
    state: DutyState = "open"
    done: Any = None
    if closing is None or is_late:
        state, done = _missed(slot, book, reasons, key)
    if closing is not None:
        state, done = "done", closing
        book.used.add(closing.id)
        book.results.append(result_of(key, closing, found, is_late=is_late))
        if is_late:
            reasons.append(Reason("urine_tests.late", {"by": by, "on": closing.on}))
        if book.results[-1].result == "WAITING":
            reasons.append(Reason("urine_tests.awaiting", {}, "test_procedure.3"))
    elif state == "open":
        policy = book.timeline.on(slot.opens).urine_tests
        state, done = _without_test(slot, book, policy, reasons, key)
    done_by, done_on = (None, None) if done is None else (done.id, done.on)
    why = tuple(reasons)
    return Duty(
        key, "urine_test", slot.opens, planned, by, state, why, measure, done_by, done_on, version
    )


def _missed(slot: Slot, book: _Book, reasons: list[Reason], key: str) -> tuple[DutyState, Any | None]:
    """Nobody came, as recorded with the reason: waived if the reason is accepted on that day, else missed. Leave
    excuses the day alone, and the test is still to be done."""
    if not book.found.missed:
        return "open", None
    stop = book.stop
    named = [
        m
        for m in book.found.missed
        if m.slot == slot.name and m.on >= slot.opens and (stop is None or m.on <= stop or slot.closes <= stop)
    ]
    if any(m.reason == ON_LEAVE for m in named):
        reasons.append(Reason("urine_tests.day_excused", {}, "detox_regulation.19"))
    missed = next((m for m in named if m.reason != ON_LEAVE), None)
    if missed is None:
        return "open", None
    excused = missed.reason in book.timeline.on(missed.on).urine_tests.accepted_reasons
    code = "urine_tests.excused" if excused else "urine_tests.missed"
    reasons.append(Reason(code, {"reason": missed.reason}))
    outcome: SlotOutcome = "EXCUSED" if excused else "REFUSED" if missed.reason == "refused" else "MISSED"
    book.results.append(SlotResult(f"{key}:missed", missed.on, outcome, missed.id))
    return ("waived" if excused else "missed"), missed


def _frequency(slot: Slot, version: str, book: _Book) -> Reason:
    """How often and by whose paper: 12/6/4 of the locality."""
    known = book.often.get((version, slot.per_year))
    if known is not None:
        return known
    course, timeline = book.course, book.timeline
    quotas, name = timeline.on(slot.opens).urine_tests.schedule(course.kind, course.years)
    clause = timeline.clause(f"urine_tests.per_year.{name}", slot.opens)
    values: dict[str, object] = {"schedule": "/".join(str(quota) for quota in quotas)}
    code = "urine_tests.frequency_year" if 12 % slot.per_year else "urine_tests.frequency"
    values |= {"per_year": slot.per_year, "months": 12 // slot.per_year}
    answer = book.often[(version, slot.per_year)] = Reason(code, values, clause)
    return answer


def _answering(slot: Slot, book: _Book, key: str) -> Any | None:
    """The test that answers the slot: the first one taken in it, else one named for it afterwards. A
    refusal answers nothing, but is kept."""
    tests, name, closes, late = book.found.tests, slot.name, slot.closes, None
    for index in range(bisect_left(tests, slot.opens, key=_on), len(tests)):
        test = tests[index]
        if test.on >= closes and not book.any_named:
            break
        in_slot = test.on < closes and test.slot in (None, name)
        is_late = test.on >= closes and test.slot == name
        if test.id in book.used or test.sample == "hair" or not (in_slot or is_late):  # hair tells of months gone by
            continue
        if test.outcome == "refused":
            book.used.add(test.id)
            book.refused[key] = test
            book.results.append(SlotResult(f"{key}:refused:{test.id}", test.on, "REFUSED", test.id))
        elif test.outcome in CLOSING:
            if in_slot:
                return test
            late = late or test
    return late


def _on(fact: Any) -> date:
    day: date = fact.on
    return day


def _without_test(
    slot: Slot, book: _Book, policy: Any, reasons: list[Reason], key: str
) -> tuple[DutyState, Any | None]:
    stop = book.stop
    if key in book.refused:
        reasons.append(Reason("urine_tests.refused", {}, "detox_regulation.20"))
        return "missed", book.refused[key]
    if slot.cut:
        if book.course.paused and book.course.paused[-1][1] is None and slot.closes >= book.course.paused[-1][0]:
            reasons.append(Reason("urine_tests.inside", {}, "detox_regulation.24"))
            return "waived", None
        days = policy.days_left_after_custody
        waiver = next((w for w in book.found.waived if w.proof and w.on < slot.closes and w.until > slot.opens), None)
        if waiver is not None:
            values = {"from_on": waiver.on, "last_on": day_before(waiver.until), "days": days}
            reasons.append(Reason("urine_tests.waived", values, "guitu.default"))
            book.results.append(SlotResult(f"{key}:waived", slot.opens, "EXCUSED", waiver.id))
            return "waived", waiver
        reasons.append(Reason("urine_tests.custody", {"days": days}, "detox_regulation.24"))
        return "waived", None
    if stop is not None and slot.closes > stop:
        reasons.append(Reason("urine_tests.measure_over", {"on": stop}, "detox_regulation.23"))
        return "waived", None
    if stop is not None:
        reasons.append(Reason("urine_tests.lapsed", {"by": day_before(slot.closes)}))
        return "missed", None
    if any(start <= slot.opens and end is not None and slot.closes <= end for start, end in book.on_leave):
        reasons.append(Reason("urine_tests.elsewhere", {}, "guitu.default"))
    return "open", None


def result_of(key: str, test: Any, found: Papers, *, is_late: bool, scheduled: bool = True) -> SlotResult:
    outcome = SLOT_OUTCOME[final_outcome(test, found.results, found.findings)]
    return SlotResult(key, test.on, outcome, test.id, is_late, scheduled)


def beyond(tests: Sequence[Any], found: Papers, used: set[str]) -> list[SlotResult]:
    """Tests that answer no slot: random, voluntary, or one more in the same slot."""
    return [
        result_of(f"test:{test.id}", test, found, is_late=False, scheduled=False)
        for test in tests
        if test.id not in used
    ]
