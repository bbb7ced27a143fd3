"""等级: the level that an assessment proposes, its confirmation by a named person, and reassessment.

The platform proposes and keeps the inputs; only a person sets a level. Nobody loses a statutory right by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.dates import full_months, last_day_after
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.rolling import Begun, Care, Levels, bridged, due_after
from guitu.rules.terms import Duty, DutyState, Proposal, Span
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "levels.score": "量表 {score} 分：{high} 分起为高，{middle} 分起为中。",
    "levels.trigger": "出现一票情形（{trigger}），建议定为高。",
    "levels.long_low": "低风险已满 {months} 个月，建议转长期低风险。",
    "levels.confirm": "评估建议：{level}。由镇（街）复核、确认，确认之前等级不变。",
    "levels.assess": "每 {months} 个月评估一次，应于 {by} 前。",
    "levels.first": "入册后 {days} 日内首次评估，应于 {by} 前。",
    "levels.another_confirms": "评估和确认须由不同的人。请由另一个岗位的人确认。",
    "levels.unknown_factor": "量表里没有这一项：{factor}。",
    "levels.odd_score": "{factor} 不能是 {score} 分，可选：{choices}。",
    "levels.unknown_trigger": "没有这种情形：{trigger}。",
}

# Words for the codes of the default sheet; a locality that writes codes of its own shows them as they are.
FACTORS = {
    "drug_type": "主要用过哪种毒品",
    "since_last_use": "最后一次吸毒到现在多久",
    "episodes": "被查获、强制隔离戒毒一共几次",
    "missed_tests": "近 12 个月没来检测、拒绝检测几次",
    "work": "现在的工作和收入",
    "family": "家里人的态度",
    "mental_state": "心理状态",
    "contact": "近 60 日联系得上吗",
    "record": "吸毒以外的违法犯罪记录",
}
CHOICES = {  # by factor: “没有” alone would not say of what
    "drug_type.none": "没有查明",
    "drug_type.cannabis_etomidate": "大麻、依托咪酯（上头电子烟）",
    "drug_type.ketamine_mdma": "氯胺酮（K 粉）、摇头丸",
    "drug_type.heroin_meth_several": "海洛因、冰毒，或者几种都用",
    "since_last_use.from_36_months": "满三年",
    "since_last_use.from_24_months": "满两年，不满三年",
    "since_last_use.from_12_months": "满一年，不满两年",
    "since_last_use.under_12_months": "不满一年",
    "episodes.none": "一次也没有",
    "episodes.one": "一次",
    "episodes.two": "两次",
    "episodes.three_or_more": "三次或更多",
    "missed_tests.none": "一次也没有缺",
    "missed_tests.one": "一次",
    "missed_tests.two": "两次",
    "work.job_six_months": "有工作，满六个月",
    "work.casual": "打零工，收入不稳",
    "work.supported": "没有工作，有人供养",
    "work.none": "没有工作，也没有收入",
    "family.supportive": "支持",
    "family.distant": "疏远，来往少",
    "family.broken": "关系破裂",
    "family.none_or_violent": "没有家人，或有家庭暴力",
    "mental_state.normal": "正常",
    "mental_state.mild": "轻度不适",
    "mental_state.moderate": "中度不适",
    "contact.good": "每次都联系得上",
    "contact.one_failure": "有一次联系不上",
    "contact.two_failures": "有两次联系不上",
    "record.none": "没有记录",
    "record.minor": "轻微违法",
    "record.dealing": "涉毒犯罪（贩卖、运输等）",
    "record.violent": "暴力犯罪",
}
TRIGGERS = {
    "refused_measure": "拒绝接受社区戒毒（康复）",
    "serious_violation": "严重违反协议",
    "self_harm": "有自杀、自伤的念头或举动",
    "mental_crisis": "精神异常、行为失控",
    "severe_illness": "病重、残疾严重",
    "violent_threat": "有暴力、极端的言行",
    "lost_contact": "失联",
    "new_crime": "涉嫌新的犯罪",
    "three_missed_tests": "12 个月内没来检测、拒绝检测三次或更多",
}


@dataclass(frozen=True)
class LevelsPolicy:
    """The sheet: points by factor and choice, thresholds, what alone makes a level high, how often."""

    factors: Mapping[str, Mapping[str, int]]
    triggers: tuple[str, ...]
    high_from: int
    middle_from: int
    long_low_after_months: int
    confirm_days: Days
    another_confirms: bool
    answer_days: Days
    first_assessment_days: Days
    reassess_months: Mapping[str, int]
    level_when_unrated: str
    states: tuple[str, ...]

    def next_assessment(self, last: date, level: str) -> date:
        """The last day for the next assessment; date.max where none is asked for."""
        months = self.reassess_months.get(level, 0)
        return last_day_after(last, months) if months else date.max


def may_assess(scores: Sequence[tuple[str, int]], triggers: Sequence[str], policy: LevelsPolicy) -> Verdict:
    """Whether a filled-in sheet can be taken: every factor and every score is one of the sheet's."""
    against: list[Reason] = []
    for factor, score in scores:
        choices = policy.factors.get(factor)
        if choices is None:
            against.append(Reason("levels.unknown_factor", {"factor": factor}))
        elif score not in choices.values():
            allowed = "、".join(str(points) for points in choices.values())
            against.append(Reason("levels.odd_score", {"factor": factor, "score": score, "choices": allowed}))
    against += [
        Reason("levels.unknown_trigger", {"trigger": t}) for t in triggers if t not in policy.triggers
    ]
    return refused(*against) if against else ALLOWED


STEPS = ("low_long", "low", "middle", "high")  # from the least care to the most


def chosen(proposed: str | None, level: str) -> str:
    """How a level that was set stands to what the sheet proposed: the same, higher, lower; unknown where no proposal was
    kept with it. Clause: personal_information.24."""
    if proposed is None:
        return "unknown"
    apart = STEPS.index(level) - STEPS.index(proposed)
    return "as_proposed" if not apart else "higher" if apart > 0 else "lower"


def may_confirm(assessed_by_same: bool, policy: LevelsPolicy) -> Verdict:
    """Whether this person may confirm: not the one who assessed, where the pack asks for another."""
    if policy.another_confirms and assessed_by_same:
        return refused(Reason("levels.another_confirms", {}, "personal_information.24"))
    return ALLOWED


def proposed_level(
    assessment: Any, confirmed: Sequence[tuple[date, str]], policy: LevelsPolicy
) -> tuple[str, tuple[Reason, ...]]:
    """The level that a sheet proposes, with its sum and the triggers found: any trigger makes it high.
    Clauses: risk_grading.37 for the triggers; the weights are ours."""
    score = sum(points for _, points in assessment.scores)
    values = {
        "score": score,
        "high": policy.high_from,
        "middle": policy.middle_from,
        "inputs": assessment.scores,
    }
    reasons = [Reason("levels.score", values, "risk_grading.sheet")]
    reasons += [Reason("levels.trigger", {"trigger": t}, "risk_grading.37") for t in assessment.triggers]
    if assessment.triggers or score >= policy.high_from:
        return "high", tuple(reasons)
    if score >= policy.middle_from:
        return "middle", tuple(reasons)
    low_since = None
    for on, level in confirmed:
        if on <= assessment.on:
            low_since = (low_since or on) if level in ("low", "low_long") else None
    months = policy.long_low_after_months
    if low_since is not None and full_months(low_since, assessment.on) >= months:
        reasons.append(Reason("levels.long_low", {"months": months}, "risk_grading.zhejiang"))
        return "low_long", tuple(reasons)
    return "low", tuple(reasons)


def propose(
    assessments: Sequence[Any],
    confirmations: Sequence[Any],
    timeline: Timeline,
    until: date,
    *,
    standing: Sequence[Span] = (),
) -> tuple[list[tuple[date, str]], list[Proposal], list[Duty]]:
    """The confirmed levels over time, the proposal that waits for confirmation, and what is due: to confirm
    it, and to assess again. Every input of the sheet is kept with the proposal.
    Clause: personal_information.24."""
    levels = [(c.on, c.level) for c in sorted(confirmations, key=lambda c: (c.on, c.id))]
    ordered = sorted(assessments, key=lambda a: (a.on, a.id))
    proposals: list[Proposal] = []
    duties: list[Duty] = []
    for index, assessment in enumerate(ordered):
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        answer = _confirmation(assessment, following, confirmations)
        policy = timeline.on(assessment.on).levels
        level, reasons = proposed_level(assessment, levels, policy)
        if answer is None and following is None:
            key = f"level:{assessment.id}"
            proposals.append(Proposal(key, "level", assessment.on, level, reasons, (assessment.id,)))
        if answer is not None or following is None:
            duties.append(_to_confirm(assessment, answer, level, reasons, policy, timeline))
    care = Care(bridged(standing), timeline, lambda on: (on.levels.states, ()))
    for begun in care.begins():
        duties += _assessments(begun, care, levels, ordered, until)
    return levels, proposals, [duty for duty in duties if duty.opens_on <= until]


def _confirmation(assessment: Any, following: Any | None, confirmations: Sequence[Any]) -> Any | None:
    """The confirmation that names the assessment, or else the first one given before the next assessment."""
    for confirmation in sorted(confirmations, key=lambda c: (c.on, c.id)):
        if confirmation.assessment == assessment.id:
            return confirmation
        unnamed = confirmation.assessment is None and confirmation.on >= assessment.on
        if unnamed and (following is None or confirmation.on < following.on):
            return confirmation
    return None


def _to_confirm(
    assessment: Any, answer: Any | None, level: str, reasons: tuple[Reason, ...], policy: LevelsPolicy,
    timeline: Timeline,
) -> Duty:
    due_on, moved_by = due_of_office(assessment.on, policy.confirm_days, timeline)
    state: DutyState = "done" if answer else "open"
    done_by, done_on = (answer.id, answer.on) if answer else (None, None)
    why = (Reason("levels.confirm", {"level": level}, "personal_information.24"), *reasons, *moved_by)
    return Duty(
        f"confirm_level:{assessment.id}",
        "confirm_level",
        assessment.on,
        assessment.on,
        due_on,
        state,
        why,
        None,
        done_by,
        done_on,
        timeline.version(assessment.on),
    )


def _assessments(
    begun: Begun, care: Care, levels: Levels, assessments: Sequence[Any], until: date
) -> list[Duty]:
    """Assessments due while the person is in care: first within some days, then as the level asks."""
    timeline = care.timeline
    before = [a for a in assessments if a.on < begun.on]
    last, is_first, anchor = begun.on, not before, f"start:{begun.on}"
    if before:
        policy = timeline.on(before[-1].on).levels
        due, _ = due_after(before[-1].on, levels, policy.next_assessment, policy.level_when_unrated, None)
        if due >= begun.on:
            last, anchor = before[-1].on, str(before[-1].on)
    answer: list[Duty] = []
    for assessed in [*{a.on: a for a in assessments if a.on >= begun.on}.values(), None]:
        asked_on = max(last, begun.on)
        over = begun.following is not None and asked_on >= begun.following
        asked, end = care.asked_on(asked_on)
        if last > until or over or not asked:
            break
        assessment = None if assessed is None or (end is not None and assessed.on >= end) else assessed
        policy = timeline.on(last).levels
        upto = assessment.on if assessment else end
        by, level = due_after(last, levels, policy.next_assessment, policy.level_when_unrated, upto)
        values: dict[str, object] = {"months": policy.reassess_months.get(level, 0), "level": level}
        code = "levels.assess"
        if is_first:
            by, code = due_of_office(last, policy.first_assessment_days, timeline).by, "levels.first"
            values = {"days": policy.first_assessment_days.days}
        ended = assessment is None and end is not None
        if by < date.max and not (ended and end is not None and by >= end):
            state: DutyState = "done" if assessment else "missed" if ended else "open"
            done_by, done_on = (assessment.id, assessment.on) if assessment else (None, None)
            reason = Reason(code, {**values, "by": by}, "guitu.default")
            answer.append(
                Duty(f"assess_level:{anchor}", "assess_level", asked_on, by, by, state, (reason,), None,
                     done_by, done_on, timeline.version(asked_on))
            )
        if assessment is None:
            break
        last, is_first, anchor = assessment.on, False, str(assessment.on)
    return answer
