"""留样: who holds the two sealed bottles of a strip positive until when, and when they may be destroyed.

The chain begins with the test, where they are sealed. Their numbers are in the section `urine_tests`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_before, days_after, period_end
from guitu.rules.facts import BottlesDestroyed, BottlesMoved, Fact, UrineTest
from guitu.rules.screenings import Papers, settled_on, told_on
from guitu.rules.terms import Duty, DutyState
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "bottles.none": "这次检测没有登记封存的样本瓶。",
    "bottles.wrong_order": "{mark} 瓶现在是“{state}”，不能登记“{step}”。请先登记前一步。",
    "bottles.before_last": "{mark} 瓶上一步是 {on}，这一步不能更早。请核对日期。",
    "bottles.needs_laboratory": "请选择交给哪家检测机构。",
    "bottles.gone": "样本瓶已经销毁或者用完，没有要办的。",
    "bottles.not_here": "{mark} 瓶在检测机构，还没有收回入库。请先登记收回，或者登记用完。",
    "bottles.never_stored": "{mark} 瓶还没有登记入库。请先登记入库，再销毁。",
    "bottles.too_early": "样本保存不少于 {months} 个月，要保存到 {until}，现在不能销毁。",
    "bottles.waits": "异议、实验室检测或者公安认定还没有办完，样本不能销毁。请等结果。",
    "bottles.untold": "还没有告知本人，异议期没有开始，样本不能销毁。",
    "bottles.held": "这份档案因申诉、诉讼、调查或者审计暂缓销毁，样本不能销毁。解除以后再办；待办可以先点“暂不”。",
    "bottles.asked_second": "销毁样本须两人在场。已请另一人在系统里核对，{by} 以前有效；核对以前不要销毁。",
    "bottles.destroy": "样本保存期已满，请两人在场销毁，最迟 {by}。",
}
Mark = Literal["a", "b"]
BEFORE = {  # what a bottle must be for a step
    "stored": ("sealed", "stored", "received"), "handed_over": ("sealed", "stored"), "received": ("handed_over",),
    "used_up": ("handed_over", "received"),
}
AWAY, OVER = ("handed_over", "received"), ("used_up", "destroyed")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the chain: what happened to a bottle, on which day, by the fact that says so."""

    on: date
    step: str
    keeper: str | None
    laboratory: str | None
    fact: str
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Bottle:
    """One of the two bottles, with its chain from the sealing on."""

    mark: Mark
    seal: str
    chain: tuple[Step, ...]

    @property
    def now(self) -> Step:
        return self.chain[-1]


def bottles_of(test: UrineTest, facts: Iterable[Fact]) -> list[Bottle]:
    """The bottles of a test with their chains: sealed by its two testers, then as it was recorded; none of a test that
    sealed none. Clause: test_procedure.8"""
    seals: tuple[tuple[Mark, str | None], ...] = (("a", test.sample_a), ("b", test.sample_b))
    begun = Step(test.on, "sealed", test.tester_1, None, test.id, test.tester_2)
    found = [Bottle(mark, seal, (begun,)) for mark, seal in seals if seal]
    for fact in sorted((one for one in facts if getattr(one, "test", None) == test.id), key=lambda one: (one.on, one.known, one.id)):
        if isinstance(fact, BottlesMoved):
            step = Step(fact.on, fact.bottle_step, fact.keeper, fact.laboratory, fact.id)
            found = [_with(one, step) if fact.bottles in ("both", f"only_{one.mark}") and one.now.step not in OVER else one for one in found]
        elif isinstance(fact, BottlesDestroyed):
            step = Step(fact.on, "destroyed", fact.keeper, None, fact.id, fact.second)
            found = [one if one.now.step in OVER else _with(one, step) for one in found]
    return found


def _with(bottle: Bottle, step: Step) -> Bottle:
    return replace(bottle, chain=(*bottle.chain, step))


def is_kept(bottles: Sequence[Bottle]) -> bool:
    """Whether the chain goes on beyond the sealing, and something is left."""
    return any(len(one.chain) > 1 for one in bottles) and any(one.now.step not in OVER for one in bottles)


def first_day(test: UrineTest, timeline: Timeline) -> date:
    """The first day on which the bottles need be kept no more: after the months in force when they were sealed, the day of
    sealing not counted. Clause: test_procedure.8"""
    return period_end(test.on, timeline.on(test.on).urine_tests.keep_samples_months, with_same_day=True)


def may_move(bottles: Sequence[Bottle], moved: BottlesMoved) -> Verdict:
    """Whether that is the next step of each bottle it names: sealed, stored, handed over, received, stored again or used
    up; in the order of the days, and to a laboratory that is named. Clause: test_procedure.8"""
    named = [one for one in bottles if moved.bottles in ("both", f"only_{one.mark}")]
    left = [one for one in named if one.now.step not in OVER]
    if not named:
        return refused(Reason("bottles.none", {}, "test_procedure.8"))
    if not left:
        return refused(Reason("bottles.gone"))
    if moved.bottle_step == "handed_over" and not moved.laboratory:
        return refused(Reason("bottles.needs_laboratory"))
    for one in left:
        if one.now.step not in BEFORE[moved.bottle_step]:
            values = {"mark": one.mark.upper(), "state": f"bottle_step.{one.now.step}", "step": f"bottle_step.{moved.bottle_step}"}
            return refused(Reason("bottles.wrong_order", values, "test_procedure.8"))
        if moved.on < one.now.on:
            return refused(Reason("bottles.before_last", {"mark": one.mark.upper(), "on": one.now.on}))
    return ALLOWED


def may_destroy(
    test: UrineTest, bottles: Sequence[Bottle], found: Papers, on: date, timeline: Timeline, *, is_held: bool = False
) -> Verdict:
    """Whether what is left may be destroyed that day: the file not held back, all of it stored here, the months of keeping
    over, the person told, and no laboratory, objection or finding waited for. Clauses: test_procedure.8,
    test_procedure.recheck, personal_information.47"""
    left = [one for one in bottles if one.now.step not in OVER]
    if not left:
        return refused(Reason("bottles.gone" if bottles else "bottles.none"))
    if is_held:
        return refused(Reason("bottles.held", {}, "personal_information.47"))
    for one in left:
        if one.now.step in AWAY:
            return refused(Reason("bottles.not_here", {"mark": one.mark.upper()}, "test_procedure.8"))
        if one.now.step != "stored":
            return refused(Reason("bottles.never_stored", {"mark": one.mark.upper()}, "test_procedure.8"))
        if on < one.now.on:
            return refused(Reason("bottles.before_last", {"mark": one.mark.upper(), "on": one.now.on}))
    since = first_day(test, timeline)
    if on < since:
        months = timeline.on(test.on).urine_tests.keep_samples_months
        return refused(Reason("bottles.too_early", {"months": months, "until": day_before(since)}, "test_procedure.8"))
    if told_on(test) is None:
        return refused(Reason("bottles.untold", {}, "test_procedure.recheck"))
    settled = settled_on(test, found, timeline)
    return ALLOWED if settled is not None and settled <= on else refused(Reason("bottles.waits", {}, "test_procedure.recheck"))


def duties(found: Papers, facts: Sequence[Fact], timeline: Timeline, until: date) -> list[Duty]:
    """For each positive whose bottles are kept the duty to destroy them: from the day on which the months are over and
    nothing is waited for. Days; ours (guitu.default)."""
    if not any(isinstance(fact, BottlesMoved) for fact in facts):
        return []
    answer = []
    for test in found.tests:
        if test.outcome == "positive" and (one := _duty(test, found, facts, timeline)) is not None and one.opens_on <= until:
            answer.append(one)
    return answer


def _duty(test: Any, found: Papers, facts: Sequence[Fact], timeline: Timeline) -> Duty | None:
    held = bottles_of(test, facts)
    done = next((step for one in held for step in one.chain if step.step == "destroyed"), None)
    settled = settled_on(test, found, timeline)
    if done is None and (not is_kept(held) or settled is None or told_on(test) is None):
        return None
    opens = max(first_day(test, timeline), settled or test.on)
    by = days_after(opens, timeline.on(opens).urine_tests.destroy_samples_days)
    state: DutyState = "done" if done else "open"
    why = Reason("bottles.destroy", {"by": by}, "test_procedure.8")
    return Duty(
        f"destroy_bottles:{test.id}", "destroy_bottles", opens, opens, by, state, (why,), None, done.fact if done else None,
        done.on if done else None, timeline.version(opens),
    )
