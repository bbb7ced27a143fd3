"""双向管控和异地尿检: a letter has its answer, where somebody is stays known, and a test asked of another place comes back.

All numbers are ours: no law says them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, days_after, days_between
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.facts.two_way import (
    ElsewhereTestAsked,
    ElsewhereTestDeclined,
    TransferAcknowledged,
    TwoWayAnswered,
    WhereaboutsVerified,
)
from guitu.rules.terms import Duty, DutyState, OverlaySpan
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "two_way_control.reply": "双向管控函 {on} 发出，{days} 日内取得回函。",
    "two_way_control.ended": "双向管控已结束，不再要求。",
    "two_way_control.verify": "去向上次核实：{on}（{by}），{days} 日内有效，最迟 {until} 再核实。",
    "two_way_control.verify_first": "{on} 起双向管控，还没有核实过去向，最迟 {until} 核实。",
    "two_way_control.inside": "到期时在押，人在哪里是知道的；释放以后再核实。",
    "two_way_control.result": "请外地 {test_by} 前检测，{days} 日内取回结果和回执。",
    "two_way_control.no_letter": "没有等着回函的双向管控函。",
    "two_way_control.answered": "这封函已经有回函。",
    "two_way_control.before_letter": "日期早于发函的 {on}。请核对。",
    "two_way_control.not_running": "没有登记双向管控，不必核实去向。",
    "two_way_control.known_but_unsure": "说不清人在哪里的，把握只能是“说不准”。",
    "two_way_control.seen_is_sure": "见到本人的，人就在那里，不能写“不知道”。",
    "two_way_control.test_past": "请对方检测的最后一天已经过去。请改日期。",
    "two_way_control.test_waits": "{on} 请外地做的检测还没有结果，不必再请一次。",
    "two_way_control.no_test_asked": "没有请外地做的、等着结果的检测。",
    "two_way_control.transfer_receipt": "变更执行地函 {on} 寄往外县，{days} 日内取得回执。",
    "two_way_control.no_transfer": "没有等着回执的变更执行地函。",
    "two_way_control.acknowledged": "这次变更已经有回执。",
}
BEGIN = frozenset({"two_way_control_started", "elsewhere_test_asked", "measure_transferred"})  # what brings any of it
_FACE_TO_FACE = ("home", "centre", "workplace", "in_person")
_SEEN = ("seen", "residence")  # somebody met the person


@dataclass(frozen=True, slots=True)
class TwoWayControlPolicy:
    """Within how many days letters are answered and results come back; how long a knowledge of whereabouts holds."""

    reply_days: Days
    seen_holds_days: int  # somebody met the person
    heard_holds_days: int  # somebody said so
    verify_opens_days: int  # so many days before the last one it stands on the list
    result_days: Days
    receipt_days: Days


@dataclass(frozen=True, slots=True)
class Known:
    """A day on which it was known where somebody is, how, and until when that holds."""

    on: date
    by: str
    holds_until: date
    fact_id: str | None


def met(visits: Iterable[Any], reports: Iterable[Any]) -> list[Fact]:
    """What was recorded with the person present: visits that met them, reports in person, tests."""
    seen = [fact for fact in visits if fact.met and fact.how in _FACE_TO_FACE]
    came = [fact for fact in reports if fact.kind == "periodic_report" and fact.how in _FACE_TO_FACE]
    return [*seen, *came, *(fact for fact in reports if fact.kind == "urine_test")]


def duties(
    facts: Sequence[Fact], met: Sequence[Fact], over: Sequence[OverlaySpan], inside: Sequence[Interval], timeline: Timeline,
    until: date,
) -> list[Duty]:
    """The answers, receipts and results that are waited for, and the whereabouts to be verified while 双向管控 runs.
    `met`: what was recorded with the person present. Days; ours (guitu.default)."""
    answer = [*_replies(facts, timeline), *_results(facts, timeline), *_receipts(facts, timeline)]
    for span in over:
        if span.overlay == "two_way_control":
            answer += _verifications(facts, met, span, inside, timeline, until)
    return [duty for duty in answer if duty.opens_on <= until]


def _replies(facts: Sequence[Fact], timeline: Timeline) -> list[Duty]:
    replies = {fact.sent_letter: fact for fact in facts if isinstance(fact, TwoWayAnswered)}
    ends = sorted(fact.on for fact in facts if fact.kind == "two_way_control_ended")
    answer = []
    for letter in facts:
        if letter.kind != "two_way_control_started" or not letter.reply_asked:  # type: ignore[attr-defined]
            continue
        number: Days = timeline.on(letter.on).two_way_control.reply_days
        why = Reason("two_way_control.reply", {"on": letter.on, "days": number.days}, "guitu.default")
        ended = next((on for on in ends if on > letter.on), None)
        answer.append(_letter("reply_two_way", letter, letter.on, number, why, replies.get(letter.id), timeline, ended))
    return answer


def _receipts(facts: Sequence[Fact], timeline: Timeline) -> list[Duty]:
    receipts = {fact.transfer: fact for fact in facts if isinstance(fact, TransferAcknowledged)}
    answer = []
    for moved in facts:
        if moved.kind == "measure_transferred" and moved.leaves_county:  # type: ignore[attr-defined]
            number: Days = timeline.on(moved.on).two_way_control.receipt_days
            why = Reason("two_way_control.transfer_receipt", {"on": moved.on, "days": number.days}, "guitu.default")
            answer.append(_letter("transfer_receipt", moved, moved.on, number, why, receipts.get(moved.id), timeline))
    return answer


def _results(facts: Sequence[Fact], timeline: Timeline) -> list[Duty]:
    closing = results(facts)
    answer = []
    for asked in facts:
        if isinstance(asked, ElsewhereTestAsked):
            number: Days = timeline.on(asked.on).two_way_control.result_days
            values = {"test_by": asked.test_by, "days": number.days}
            why = Reason("two_way_control.result", values, "guitu.default")
            answer.append(_letter("elsewhere_result", asked, asked.test_by, number, why, closing.get(asked.id), timeline))
    return answer


def _letter(
    kind: str, out: Fact, since: date, number: Days, why: Reason, back: Fact | None, timeline: Timeline,
    ended: date | None = None,
) -> Duty:
    """What went out and has to come back."""
    by, moved = due_of_office(since, number, timeline)
    state: DutyState = "done" if back else "waived" if ended else "open"
    reasons = (why, *moved) if back or ended is None else (Reason("two_way_control.ended"), why)
    return Duty(
        f"{kind}:{out.id}", kind, out.on, out.on, by, state, reasons, None, back.id if back else None,
        back.on if back else None, timeline.version(out.on),
    )


def results(facts: Iterable[Any]) -> dict[str, Fact]:
    """By the request that it answers: the test taken elsewhere on or after its day, each for one, or the refusal."""
    stand = list(facts)
    declined = {fact.asked_for: fact for fact in stand if isinstance(fact, ElsewhereTestDeclined)}
    taken = sorted(
        (fact for fact in stand if fact.kind == "urine_test" and fact.elsewhere), key=lambda fact: (fact.on, fact.id)
    )
    answer: dict[str, Fact] = dict(declined)
    for asked in sorted((f for f in stand if isinstance(f, ElsewhereTestAsked)), key=lambda f: (f.on, f.id)):
        if asked.id in answer:
            continue
        found = next((test for test in taken if test.on >= asked.on), None)
        if found is not None:
            taken.remove(found)
            answer[asked.id] = found
    return answer


def known(facts: Sequence[Fact], met: Sequence[Fact], policy: TwoWayControlPolicy) -> list[Known]:
    """The days on which it was known where the person is: verified and not unsure, or met. What somebody saw holds
    longer than what somebody said. Days; ours (guitu.default)."""
    found: dict[date, Known] = {}
    for fact in facts:
        if isinstance(fact, WhereaboutsVerified) and fact.certainty != "unsure" and fact.stays != "unknown":
            _keep(found, _known(fact.on, fact.verified_by, fact.id, policy))
    for fact in met:
        _keep(found, _known(fact.on, "seen", fact.id, policy))
    return sorted(found.values(), key=lambda one: one.on)


def _known(on: date, by: str, fact_id: str, policy: TwoWayControlPolicy) -> Known:
    days = policy.seen_holds_days if by in _SEEN else policy.heard_holds_days
    return Known(on, by, days_after(on, days), fact_id)


def _keep(found: dict[date, Known], one: Known) -> None:
    """Of one day the one that holds longest."""
    if one.on not in found or (one.holds_until, one.fact_id or "") > (found[one.on].holds_until, found[one.on].fact_id or ""):
        found[one.on] = one


def _verifications(
    facts: Sequence[Fact], met: Sequence[Fact], span: OverlaySpan, inside: Sequence[Interval], timeline: Timeline, until: date
) -> list[Duty]:
    """One after another: each counts from what was known last; of several known the one that holds longest."""
    policy: TwoWayControlPolicy = timeline.on(span.from_on).two_way_control
    last = Known(span.from_on, "", days_after(span.from_on, policy.heard_holds_days), None)
    answer = []
    for one in [k for k in known(facts, met, policy) if span.from_on <= k.on and (span.until_on is None or k.on < span.until_on)]:
        if one.holds_until <= last.holds_until:
            continue
        answer.append(_verification(last, one, span, inside, policy, timeline))
        last = one
    if span.until_on is None or last.holds_until < span.until_on:
        answer.append(_verification(last, None, span, inside, policy, timeline))
    return [duty for duty in answer if duty is not None]


def _verification(
    last: Known, then: Known | None, span: OverlaySpan, inside: Sequence[Interval], policy: TwoWayControlPolicy,
    timeline: Timeline,
) -> Duty | None:
    by, is_inside = _after_release(last.holds_until, inside, policy)
    opens = max(last.on, days_after(by, -policy.verify_opens_days))
    if then is not None and then.on < opens:
        return None  # nobody had been asked yet
    if last.fact_id is None:
        why = Reason("two_way_control.verify_first", {"on": span.from_on, "until": by}, "guitu.default")
    else:
        values = {"on": last.on, "by": f"verified_by.{last.by}", "days": days_between(last.on, last.holds_until), "until": by}
        why = Reason("two_way_control.verify", values, "guitu.default")
    state: DutyState = "open"
    reasons: tuple[Reason, ...] = (why,)
    if then is not None:
        state = "done"
    elif span.until_on is not None:  # nobody looks after them there any more: it was missed, and stays so
        state, reasons = "waived", (Reason("two_way_control.ended"), why)
    elif is_inside:
        state, reasons = "waived", (Reason("two_way_control.inside"), why)
    return Duty(
        f"verify_whereabouts:{span.fact_id}:{last.on.isoformat() if last.fact_id else 'first'}", "verify_whereabouts", opens, by, by, state, reasons,
        None, then.fact_id if then else None, then.on if then else None, timeline.version(span.from_on),
    )


def _after_release(by: date, inside: Sequence[Interval], policy: TwoWayControlPolicy) -> tuple[date, bool]:
    """The last day, moved past the time behind walls; and whether that has no known end."""
    for start, end in inside:
        if start <= by and end is None:
            return by, True
        if start <= by and end is not None and by < end:
            by = days_after(end, policy.heard_holds_days)
    return by, False


def field_of(verdict: Verdict, otherwise: str) -> str:
    """The field that a refusal is about: the day where the day is wrong."""
    early = any(reason.code == "two_way_control.before_letter" for reason in verdict.reasons)
    return "on" if early else otherwise


def may_answer(sent_letter: str, on: date, facts: Sequence[Fact]) -> Verdict:
    """Whether an answer to this letter can be entered: once, not before the letter. Ours (guitu.default)."""
    sent = next((fact for fact in facts if fact.id == sent_letter and fact.kind == "two_way_control_started"), None)
    if sent is None:
        return refused(Reason("two_way_control.no_letter"))
    if any(isinstance(fact, TwoWayAnswered) and fact.sent_letter == sent_letter for fact in facts):
        return refused(Reason("two_way_control.answered"))
    return ALLOWED if on >= sent.on else refused(Reason("two_way_control.before_letter", {"on": sent.on}))


def may_verify(fact: WhereaboutsVerified, over: Iterable[OverlaySpan]) -> Verdict:
    """Whether this says where somebody is: while 双向管控 runs; who does not know cannot be sure, who saw knows.
    Ours (guitu.default)."""
    runs = any(
        one.overlay == "two_way_control" and one.from_on <= fact.on and (one.until_on is None or fact.on < one.until_on)
        for one in over
    )
    if not runs:
        return refused(Reason("two_way_control.not_running"))
    if fact.stays == "unknown" and fact.verified_by == "seen":
        return refused(Reason("two_way_control.seen_is_sure"))
    if fact.stays == "unknown" and fact.certainty != "unsure":
        return refused(Reason("two_way_control.known_but_unsure"))
    return ALLOWED


def waiting_tests(facts: Sequence[Fact]) -> list[ElsewhereTestAsked]:
    """The requests for a test elsewhere that have neither a result nor a refusal."""
    done = results(facts)
    return [fact for fact in facts if isinstance(fact, ElsewhereTestAsked) and fact.id not in done]


def may_ask_test(on: date, test_by: date, facts: Sequence[Fact]) -> Verdict:
    """Whether another place can be asked for a test: none is waited for, and its last day has not passed.
    Ours (guitu.default)."""
    if test_by < on:
        return refused(Reason("two_way_control.test_past"))
    for one in waiting_tests(facts):
        return refused(Reason("two_way_control.test_waits", {"on": one.on}))
    return ALLOWED


def may_decline_test(asked_for: str, on: date, facts: Sequence[Fact]) -> Verdict:
    """Whether it can be entered that the test was not taken there. Ours (guitu.default)."""
    asked = next((one for one in waiting_tests(facts) if one.id == asked_for), None)
    if asked is None:
        return refused(Reason("two_way_control.no_test_asked"))
    return ALLOWED if on >= asked.on else refused(Reason("two_way_control.before_letter", {"on": asked.on}))


def may_acknowledge(transfer: str, on: date, facts: Sequence[Fact]) -> Verdict:
    """Whether the receipt of this change of place can be entered: of a letter to another county, once.
    Clause: detox_regulation.22."""
    sent: Any = next((fact for fact in facts if fact.id == transfer and fact.kind == "measure_transferred"), None)
    if sent is None or not sent.leaves_county:
        return refused(Reason("two_way_control.no_transfer", {}, "detox_regulation.22"))
    if any(isinstance(fact, TransferAcknowledged) and fact.transfer == transfer for fact in facts):
        return refused(Reason("two_way_control.acknowledged"))
    return ALLOWED if on >= sent.on else refused(Reason("two_way_control.before_letter", {"on": sent.on}))
