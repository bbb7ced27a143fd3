"""所地对接: who may do which step of a handover, and why not. The same verdict hides the card and refuses the command."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from guitu.rules.dates import days_after, days_between, period_end
from guitu.rules.handovers import HandoverCourse, HandoversPolicy, has_come
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "handovers.over": "这件对接已经结束，不能再办。",
    "handovers.not_waiting": "这件对接现在是“{state}”，不能接收或者退回。请刷新页面。",
    "handovers.not_accepted": "镇（街）还没有接收，先接收并定接收社工。",
    "handovers.not_returned": "这件对接没有被退回，不用重新送。",
    "handovers.already_out": "已经接回，出所日期不能再改。",
    "handovers.same_day": "和现在的日期相同。",
    "handovers.in_the_past": "预计出所日期不能早于今天 {on}。",
    "handovers.too_far": "预计出所日期最晚填到 {latest}。",
    "handovers.another_person": "交接单要两边各一个人签，同一个人不能代表两边。",
    "handovers.signed_already": "这一边已经签过字。",
    "handovers.not_yet_out": "出所日 {expected} 还没有到，不能签交接单。",
    "handovers.no_day": "还不知道哪天出所，等戒毒所通报。",
    "handovers.not_received": "双方还没有签完交接单。",
    "handovers.needs_file": "先把档案建好或者找到，再核报到和走访。",
    "handovers.nothing_on_file": "档案里还没有接回以后的报到或者走访，记在档案里以后再核。",
    "handovers.open_steps": "还没有办完：{steps}。",
    "handovers.needs_consent": "健康情况要本人同意才能移交，请填同意的日期。",
    "handovers.needs_words": "请至少填一项。",
    "handovers.not_a_town": "没有这个镇（街），请重新选。",
    "handovers.announced_already": "这个人已经通报过，编号 {code}，还没有结束。",
    "handovers.filed_already": "已经对上档案了。",
    "handovers.filed_elsewhere": "这份档案已经在另一件对接里，编号 {code}。",
    "handovers.not_a_worker": "请选本镇（街）在岗的社工。",
    "handovers.term_too_long": "派驻最长 {months} 个月，结束日期最晚 {latest}。到期要续的，重新派驻。",
    "handovers.term_backwards": "结束日期要晚于开始日期。",
    "handovers.nobody": "这个岗位的账号没有登记工号，不能办对接。",
    "handovers.no_needs_with_others": "选了“没有需要”的，不要再选别的。",
}
NO_NEEDS = "no_need"
FURTHEST = 1200  # days: two years of isolation, extended by one, and some


def may_announce(expected_on: date, on: date) -> Verdict:
    """Whether a release may be expected on that day: not one gone by, and within the longest term."""
    if expected_on < on:
        return refused(Reason("handovers.in_the_past", {"on": on}))
    if days_between(on, expected_on) > FURTHEST:
        return refused(Reason("handovers.too_far", {"latest": days_after(on, FURTHEST)}))
    return ALLOWED


def may_move(course: HandoverCourse, expected_on: date, on: date) -> Verdict:
    """Whether the expected day may become another: before the person is received only."""
    if course.is_over:
        return refused(Reason("handovers.over"))
    if course.received_on:
        return refused(Reason("handovers.already_out"))
    if course.expected_on == expected_on:
        return refused(Reason("handovers.same_day"))
    return may_announce(expected_on, on)


def may_go_on(course: HandoverCourse) -> Verdict:
    """Whether anything may still be recorded of it."""
    return refused(Reason("handovers.over")) if course.is_over else ALLOWED


def may_decide(course: HandoverCourse) -> Verdict:
    """Whether the town may accept it or return it now."""
    if course.state in ("announced", "unmet") and course.worker is None:
        return ALLOWED
    return refused(Reason("handovers.not_waiting", {"state": f"handover.{course.state}"}))


def may_send_again(course: HandoverCourse) -> Verdict:
    return ALLOWED if course.state == "returned" else refused(Reason("handovers.not_returned"))


def may_prepare(course: HandoverCourse) -> Verdict:
    """Whether the town may meet, talk and plan: it has accepted, and the person is not received yet."""
    if course.is_over:
        return refused(Reason("handovers.over"))
    if course.worker is None:
        return refused(Reason("handovers.not_accepted"))
    return refused(Reason("handovers.already_out")) if course.received_on else ALLOWED


def may_sign(course: HandoverCourse, side: str, by: str, on: date) -> Verdict:
    """Whether this side may sign the sheet: from the day of release on, once, and never the one who signed for the other."""
    verdicts = [may_prepare(course)]
    if course.expected_on is None:
        verdicts.append(refused(Reason("handovers.no_day")))
    elif on < course.expected_on:
        verdicts.append(refused(Reason("handovers.not_yet_out", {"expected": course.expected_on})))
    if side in course.signed:
        verdicts.append(refused(Reason("handovers.signed_already")))
    if any(one.by == by and not one.on_paper for one in course.signed.values()):
        verdicts.append(refused(Reason("handovers.another_person")))
    return all_of(*verdicts)


def may_miss(course: HandoverCourse, policy: HandoversPolicy, at: datetime) -> Verdict:
    """Whether it is to be noted that nobody was at the gate. Policy: handovers.gate_minutes."""
    return ALLOWED if has_come(course, policy, at) else refused(Reason("handovers.not_received"))


def may_follow(course: HandoverCourse) -> Verdict:
    """Whether what follows a release may be recorded."""
    if course.is_over:
        return refused(Reason("handovers.over"))
    return ALLOWED if course.received_on else refused(Reason("handovers.not_received"))


def left_to_do(course: HandoverCourse) -> list[str]:
    """The steps after a release that are not done, as kinds of duty."""
    return [kind for kind in ("handover_report", "handover_visit", "handover_needs") if kind not in course.done]


def may_close(course: HandoverCourse) -> Verdict:
    """Whether it may be closed: received, reported in, visited, needs asked."""
    left = left_to_do(course)
    if course.received_on and left:
        return all_of(may_follow(course), refused(Reason("handovers.open_steps", {"steps": tuple(f"duty_kind.{one}" for one in left)})))
    return may_follow(course)


def may_name_needs(needs: Iterable[str]) -> Verdict:
    """Whether this says what is needed: something, or that nothing is, and not both."""
    said = set(needs)
    if not said:
        return refused(Reason("handovers.needs_words"))
    if NO_NEEDS in said and len(said) > 1:
        return refused(Reason("handovers.no_needs_with_others"))
    return ALLOWED


def may_second(from_on: date, until_on: date, policy: HandoversPolicy) -> Verdict:
    """Whether a secondment may last so long: it has an end, and renewing it is another. Policy: handovers.secondment_months"""
    if until_on <= from_on:
        return refused(Reason("handovers.term_backwards"))
    latest = period_end(from_on, policy.secondment_months)
    if until_on > latest:
        return refused(Reason("handovers.term_too_long", {"months": policy.secondment_months, "latest": latest}))
    return ALLOWED
