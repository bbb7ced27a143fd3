"""法律手续: which legal step a measure, a custody or the book admits on a day, and why not.

The same verdicts disable the button, refuse the command and explain the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from guitu.rules import stretches
from guitu.rules.dates import age_on
from guitu.rules.machine import COMMUNITY, OTHER
from guitu.rules.maternity import may_isolate
from guitu.rules.measure_states import COMMUNITY_KINDS, NOT_BEGUN
from guitu.rules.overlays import lying_over
from guitu.rules.terms import OFF_THE_BOOK, CustodySpan, Duty, Known, MeasureCourse, OverlaySpan, Span
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "steps.no_measure": "没有可以办“{step}”的措施。",
    "steps.not_decided_yet": "决定书的日期在这一天之后，请核对日期。",
    "steps.not_for_kind": "“{step}”只用于社区戒毒、社区康复。",
    "steps.only_isolation": "延长、提前解除、不适用只用于强制隔离戒毒。",
    "steps.not_now": "这项措施现在是“{state}”，不能办“{step}”。",
    "steps.one_at_a_time": "已有执行中的{kind}。先办结这一项，再登记新的决定。",
    "steps.not_before_deadline": "报到期限还没有过，不能按逾期未报到移交。",
    "steps.papers_missing": "移交公安须附告诫书和逾期未报到（拒签）证明。请先补齐。",
    "steps.guardian": "未满十八周岁，协议须由监护人一并签字。",
    "steps.no_early_release": "{kind}没有提前解除，期满日为 {ends_on}。",
    "steps.months_out_of_range": "延长或者缩短须在 1 至 {most} 个月之间。",
    "steps.same_place": "新执行地就是现在的地方，请选择另一个镇街。",
    "steps.county_settles_the_move": "这次变更须由县禁毒办一并办理，请与县禁毒办联系。",
    "steps.post_elsewhere": "这个岗位不管这一片，或者不做这项工作，请另选一个。",
    "steps.same_group": "已经在这个地方，不必重复登记。",
    "steps.not_inside": "只能在现在的镇街里定到村，在现在的村（社区）里定到小组；换到别的镇街请办变更执行地。",
    "steps.no_places": "这里还没有可选的村或小组。小组由镇街或县禁毒办在“设置”里录入。",
    "steps.in_custody": "这一天已登记在押，不必重复登记。",
    "steps.not_in_custody": "没有登记在押，不能办释放。",
    "steps.release_before": "释放日期早于羁押日期，请核对。",
    "steps.dead": "已登记死亡，不再办理其他手续。",
    "steps.status_needs": "现在的状态是“{state}”，不能登记“{step}”。",
    "steps.attempts": "只联系了 {attempts} 次、{channels} 种方式：须满 {least} 次、{least_channels} 种。",
    "steps.already_lost": "已登记失联，找回之前不必重复登记。",
    "steps.same_day": "与前一条登记是同一天；登记错了的，请直接撤回前一条。",
    "steps.two_way_already": "自 {on} 起已登记双向管控，结束之前不必重复登记。",
    "steps.no_two_way": "没有登记双向管控，不必登记结束。",
    "steps.not_lost": "没有登记失联，不必登记找回。",
    "steps.no_ground": "还没有达到严重违反的次数或者天数，不能报告。",
    "steps.reported_already": "这一情形已经报告公安机关。",
    "steps.nothing_to_answer": "没有等待公安机关答复的报告。",
    "steps.answer_before_report": "答复日期早于报告日期 {on}，请核对。",
    "steps.answer_number": "请填写公安机关文书号：没有文书不能登记答复。",
    "steps.not_clean_long_enough": "三年未复吸还没有届满，也没有公安机关文书，不能确认。",
    "steps.not_clean_until": "三年未复吸到 {on} 才届满；没有公安机关文书，不能确认。",
    "steps.document_missing": "请填写公安机关文书号：三年未复吸由公安机关确认，届满也要有文书。",
    "steps.abstinent_already": "已确认三年未复吸。",
    "steps.leave_returned": "这次请假已经销假。",
    "steps.back_before_leaving": "返回日期早于离开日期，请核对。",
    "steps.leave_overlaps": "这几天已经请过假（{on} 至 {until}），请先销假或者更正。",
    "steps.leave_covers": "这几天已经请过假（{on} 至 {until}），不算擅自离开。",
    "steps.evidence": "请写明依据：谁在何时何地以什么方式核实。",
}

# The event of the machine that each step stands for.
EVENTS: Mapping[str, str] = {
    "serve_decision": "decision_served",
    "report_in": "reported_in",
    "sign_agreement": "agreement_signed",
    "refuse_report": "report_refused",
    "transfer_measure": "measure_transferred",
    "arrive_at_transfer": "transfer_arrived",
}


def may_take(step: str, course: MeasureCourse, day: date) -> Verdict:
    """Whether a paper of this step fits the state that the measure is in on that day.
    Refuses a day before the decision, and a state that the step does not lead out of.
    Clauses: detox_regulation.13–24."""
    state = course.state_on(day)
    if state is None:
        return refused(Reason("steps.not_decided_yet"))
    if course.kind not in COMMUNITY_KINDS:
        return refused(Reason("steps.not_for_kind", {"step": f"step.{step}"}))
    if COMMUNITY.knows(state, EVENTS[step]):
        return ALLOWED
    return _not_now(step, state)


def may_sign(
    course: MeasureCourse, duties: Sequence[Duty], day: date, subject: Known, guardian_signed: bool
) -> Verdict:
    """Whether the agreement may be signed: after reporting in, or anew after a change of place; a child's
    guardian signs too. Clauses: detox_regulation.16, 22."""
    state = course.state_on(day)
    if state is None:
        return refused(Reason("steps.not_decided_yet"))
    anew = any(
        duty.kind == "sign_agreement" and duty.state == "open" and duty.measure_id == course.measure_id
        for duty in duties
    )
    if not (anew and state in ("executing", "suspended")):  # who is held can still sign
        taken = may_take("sign_agreement", course, day)
        if not taken:
            return taken
    if subject.born_on is not None and age_on(subject.born_on, day) < 18 and not guardian_signed:
        return refused(Reason("steps.guardian", {}, "detox_regulation.16"))
    return ALLOWED


def may_refuse_report(course: MeasureCourse, day: date, letter: bool, certificate: bool) -> Verdict:
    """Whether a refusal may go to the police: after the days for reporting in are over, or when someone who
    reported in refuses to sign; with the warning letter and the certificate.
    Clauses: detox_regulation.14, 21."""
    taken = may_take("refuse_report", course, day)
    if not taken:
        return taken
    state = course.state_on(day)
    if state in NOT_BEGUN and state != "overdue":
        return refused(Reason("steps.not_before_deadline", {}, "detox_regulation.14"))
    if not (letter and certificate):
        return refused(Reason("steps.papers_missing", {}, "detox_regulation.21"))
    return ALLOWED


def may_open(
    kind: str, courses: Sequence[MeasureCourse], day: date, *, maternity: Sequence[OverlaySpan] = (),
    excepted: bool = False, years: int = 3, deducted: int = 0, held: Sequence[CustodySpan] = (),
) -> Verdict:
    """Whether a new decision may be entered: no second 社戒 or 社康 beside one that is not over, nor an older one
    that would last into it; a 社戒 in place of a running 强戒 only with its days deducted. Compulsory isolation takes its place, treatment may run beside it. Compulsory isolation not of who is pregnant or nursing,
    unless the paper says why (`excepted`). Clauses: drug_law.33, 39, 48."""
    if kind == "compulsory_isolation":
        return may_isolate(maternity, day, excepted=excepted)
    if kind not in COMMUNITY_KINDS:
        return ALLOWED
    against = stretches.beside(kind, courses, day, years, held)
    if against is None and kind == "community_detox":
        against = stretches.inside_isolation(courses, day, deducted)
    return ALLOWED if against is None else refused(against)


def may_end(course: MeasureCourse, how: str, day: date, *, least_months: int = 12) -> Verdict:
    """Whether the measure may be ended so: 社戒 and 社康 are released by expiry only, never early; 强戒 after
    the least months; other endings need the paper of the police at any time. Months.
    Clauses: drug_law.39, 47; detox_regulation.23, 24, 40."""
    state = course.state_on(day)
    if state is None:
        return refused(Reason("steps.not_decided_yet"))
    machine = COMMUNITY if course.kind in COMMUNITY_KINDS else OTHER
    if not machine.knows(state, how):
        return _not_now("end_measure", state)
    if how == "released" and course.kind in COMMUNITY_KINDS and state != "expired":
        values = {"kind": course.kind, "ends_on": course.ends_on}
        return refused(Reason("steps.no_early_release", values, "detox_regulation.23"))
    if how == "not_applicable" and course.kind != "compulsory_isolation":
        return refused(Reason("steps.only_isolation", {}, "drug_law.39"))
    early = course.kind == "compulsory_isolation" and how == "released"
    against = stretches.released_too_early(course, day, least_months) if early else None
    return ALLOWED if against is None else refused(against)


def may_extend(course: MeasureCourse, months: int, most: int, day: date) -> Verdict:
    """Whether compulsory isolation may be prolonged by so many months, or shortened when negative.
    Months, all changes summed; refuses more than the law allows, an end before the paper, and shortening after an
    escape. Clauses: drug_law.47, detox_regulation.32."""
    if course.kind != "compulsory_isolation":
        return refused(Reason("steps.only_isolation", {}, "drug_law.47"))
    state = course.state_on(day)
    if state is None:
        return refused(Reason("steps.not_decided_yet"))
    if state != "executing":
        return _not_now("extend_measure", state)
    if months == 0 or abs(months) > most:
        return refused(Reason("steps.months_out_of_range", {"most": most}, "drug_law.47"))
    against = stretches.ends_too_far(course, months, most, day)
    return ALLOWED if against is None else refused(against)


def may_transfer(course: MeasureCourse, from_path: str, to_path: str, day: date) -> Verdict:
    """Whether the place of execution may change: while the measure runs, to another town.
    Clause: detox_regulation.22."""
    if to_path[:9] == from_path[:9]:
        return refused(Reason("steps.same_place", {}, "detox_regulation.22"))
    return may_take("transfer_measure", course, day)


def may_take_into_custody(held: Sequence[CustodySpan], custody: str, day: date) -> Verdict:
    """Whether custody may be entered: not the same kind twice for one day. Clause: detox_regulation.24."""
    now = in_custody(held, day)
    return refused(Reason("steps.in_custody")) if now is not None and now.custody == custody else ALLOWED


def may_release(held: Sequence[CustodySpan], day: date) -> Verdict:
    """Whether a release may be entered: only of someone in custody, or past the planned end of it and before
    the next. Clause: detox_regulation.24."""
    if not held:
        return refused(Reason("steps.not_in_custody"))
    last = next((span for span in reversed(held) if span.from_on <= day), None)
    if last is None:
        return refused(Reason("steps.release_before"))
    if last.until_on is not None and not last.planned and last.until_on <= day:
        return refused(Reason("steps.not_in_custody"))
    return ALLOWED


def in_custody(held: Sequence[CustodySpan], day: date) -> CustodySpan | None:
    """The custody of that day, if any."""
    return next((s for s in held if s.from_on <= day and (s.until_on is None or day < s.until_on)), None)


def may_lose_contact(made: tuple[int, int], least: tuple[int, int], *, is_lost: bool) -> Verdict:
    """Whether 失联 may be recorded: after so many attempts over so many ways, and not twice.
    Pairs of attempts and ways; our default (guitu.default)."""
    if is_lost:
        return refused(Reason("steps.already_lost"))
    if made[0] >= least[0] and made[1] >= least[1]:
        return ALLOWED
    values = {"attempts": made[0], "channels": made[1], "least": least[0], "least_channels": least[1]}
    return refused(Reason("steps.attempts", values, "guitu.default"))


def may_be_found(overlays: Sequence[OverlaySpan], day: date) -> Verdict:
    """Whether 找回 may be recorded: of someone out of contact since an earlier day."""
    lost = lost_contact(overlays, day)
    if lost is None:
        return refused(Reason("steps.not_lost"))
    return refused(Reason("steps.same_day")) if lost.from_on == day else ALLOWED


def may_start_two_way_control(overlays: Sequence[OverlaySpan], spans: Sequence[Span], day: date) -> Verdict:
    """Whether 双向管控 may begin: of someone on the book, and not twice. Practice of the towns (guitu.default)."""
    state = next((s.state for s in reversed(spans) if s.from_on <= day), None)
    if state is None or state in OFF_THE_BOOK:
        return refused(Reason("steps.status_needs", {"state": f"standing.{state}", "step": "step.two_way_control_started"}))
    running = lying_over(overlays, day, "two_way_control")
    return ALLOWED if running is None else refused(Reason("steps.two_way_already", {"on": running.from_on}))


def may_end_two_way_control(overlays: Sequence[OverlaySpan], day: date) -> Verdict:
    """Whether the end of 双向管控 may be entered: of one that began on an earlier day."""
    running = lying_over(overlays, day, "two_way_control")
    if running is None:
        return refused(Reason("steps.no_two_way"))
    return refused(Reason("steps.same_day")) if running.from_on == day else ALLOWED


def lost_contact(overlays: Sequence[OverlaySpan], day: date) -> OverlaySpan | None:
    """The time out of contact that this day lies in, if any."""
    return lying_over(overlays, day, "lost_contact")


def may_change_status(status: str, spans: Sequence[Span], day: date) -> Verdict:
    """Whether this may be entered on the book: nobody comes back who has not gone, nothing after death."""
    span = next((s for s in reversed(spans) if s.from_on <= day), None)
    state = span.state if span is not None else None
    if state == "dead":
        return refused(Reason("steps.dead"))
    needs = {"came_back": "abroad", "moved_in": "moved_out"}.get(status)
    gone = {"went_abroad": "abroad", "moved_out": "moved_out", "struck_off": "struck_off"}.get(status)
    if (needs is not None and state != needs) or (gone is not None and state == gone):
        values = {"state": f"standing.{state}", "step": f"status.{status}"}
        return refused(Reason("steps.status_needs", values))
    if needs is not None and span is not None and span.from_on == day:
        return refused(Reason("steps.same_day"))  # what ends is read before what begins on one day
    return ALLOWED


def may_confirm_abstinence(
    spans: Sequence[Span], due_on: date | None, day: date, *, document: bool, against: Reason | None = None
) -> Verdict:
    """Whether the police's confirmation may be entered: with the number of their paper only, whether the three
    clean years are full by our count or not; the platform decides nothing. Refuses what the file speaks
    `against`: a measure in execution, use less than three years before. Clause: detox_regulation.7."""
    state = next((s.state for s in reversed(spans) if s.from_on <= day), None)
    if state == "dead":
        return refused(Reason("steps.dead"))
    if state == "abstinent":
        return refused(Reason("steps.abstinent_already"))
    if against is not None:
        return refused(against)
    if document:
        return ALLOWED
    if due_on is not None and due_on <= day:
        return refused(Reason("steps.document_missing", {}, "detox_regulation.7"))
    if due_on is None:
        return refused(Reason("steps.not_clean_long_enough", {}, "detox_regulation.7"))
    return refused(Reason("steps.not_clean_until", {"on": due_on}, "detox_regulation.7"))


def _not_now(step: str, state: str) -> Verdict:
    return refused(Reason("steps.not_now", {"state": f"measure.{state}", "step": f"step.{step}"}))


WORDS = {
    "step.serve_decision": "送达",
    "step.report_in": "报到",
    "step.sign_agreement": "签订协议",
    "step.refuse_report": "移交拒绝接受",
    "step.transfer_measure": "变更执行地",
    "step.arrive_at_transfer": "新执行地报到",
    "step.end_measure": "结束措施",
    "step.extend_measure": "变更期限",
    "step.report_violation": "报告严重违反",
    "step.escaped": "脱逃",
    "step.recaptured": "追回",
    "step.medical_leave_started": "所外就医",
    "step.medical_leave_ended": "所外就医结束",
    "step.two_way_control_started": "开始双向管控",
    "status.died": "死亡",
    "status.struck_off": "销册",
    "status.moved_out": "迁出",
    "status.moved_in": "迁入",
    "status.went_abroad": "出境",
    "status.came_back": "回国",
    "standing.None": "未登记",
}
