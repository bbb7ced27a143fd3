"""所地对接: where a handover from a facility stands and what is due of it, by its dated facts. Days count back from the
expected release, so that one fact that moves it moves all of them; after the release they count from the day it was signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.call_clocks import CHINA, moment_on
from guitu.rules.dates import days_after
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.facts import handovers as facts_of
from guitu.rules.records import effective
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import Reason

SENTENCES = {
    "handovers.accept_by": "收到出所通报，{by} 前接收并定接收社工，或者写明理由退回。",
    "handovers.contact_by": "预计 {expected} 出所，{by} 前到所里见第一面，或者视频、电话联系。",
    "handovers.meeting_by": "预计 {expected} 出所，{by} 前与戒毒所开对接会。",
    "handovers.escort_by": "预计 {expected} 出所，{by} 前定谁送、谁接。",
    "handovers.sign_by": "今天 {expected} 出所，{at} 前双方在交接单上签字。",
    "handovers.nobody_met": "到 {at} 还没有双方签字，请马上查明人在哪里；没有下落的发起呼应。",
    "handovers.report_by": "接回当天报到。",
    "handovers.visit_by": "接回后 {by} 前做第一次走访。",
    "handovers.needs_by": "接回后 {by} 前问清需要什么帮助。",
    "handovers.close_by": "{by} 前核对报到、走访、需求都办了，办结对接。",
    "handovers.moved": "出所日期改为 {expected}，各步时限跟着改。",
    "handovers.received": "双方都已签字，{on} 交接完成，回执两边都看得到。",
}
DEFAULT, NOTICE = "guitu.default", "detox_regulation.34"
KIND = "handover"
BEFORE = ("asked", "announced", "accepted", "returned", "unmet")
OVER = ("closed", "withdrawn")
PARTS = ("identity", "legal", "health", "assessment")


@dataclass(frozen=True, slots=True)
class PacketPart:
    """One compartment of the packet: who reads it, on which basis it goes over, whether the person has to agree."""

    name: str
    needs: str
    basis: str
    consent: bool


@dataclass(frozen=True)
class HandoversPolicy:
    """How many days before and after a release each step is due, and what goes over in the packet."""

    announce_days: int
    contact_days: int
    meeting_days: int
    escort_days: int
    accept_days: Days
    visit_days: Days
    needs_days: Days
    close_days: Days
    gate_minutes: int
    packet_days: int
    secondment_months: int
    packet: Mapping[str, PacketPart]


@dataclass(slots=True)
class HandoverCourse:
    """Where a handover stands and what is due of it."""

    state: str
    since_on: date
    expected_on: date | None = None
    announced_on: date | None = None
    sent_on: date | None = None  # since when it waits for the town
    worker: str | None = None
    accepted_on: date | None = None
    returned_because: str = ""
    escort: str = ""
    signed: dict[str, facts_of.HandoverSigned] = field(default_factory=dict)
    received_on: date | None = None
    missed_at: datetime | None = None
    person: str | None = None
    family: int = 0
    is_read_to: bool = False
    needs: tuple[str, ...] = ()
    certificates: list[facts_of.CertificateGained] = field(default_factory=list)
    done: dict[str, Fact] = field(default_factory=dict)  # by the kind of duty, what did it
    over_at: datetime | None = None
    duties: tuple[Duty, ...] = ()
    brought: list[Consequence] = field(default_factory=list)

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        return tuple(self.brought)

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_before(self) -> bool:
        return self.state in BEFORE


DOES = {  # which fact does which duty
    "contact_inside": "handover_contact", "handover_met": "handover_meeting", "escort_planned": "handover_escort",
    "needs_asked": "handover_needs", "handover_closed": "handover_close",
}


def policy_of(facts: Sequence[Fact], timeline: Timeline) -> HandoversPolicy:
    """The numbers of the day on which the handover began."""
    policy: HandoversPolicy = timeline.on(min(fact.on for fact in facts)).handovers
    return policy


def fold(facts: Sequence[Fact], timeline: Timeline) -> HandoverCourse:
    """What follows from the facts of a handover, in the order in which they were known. Policy: handovers.*"""
    stand = sorted(effective(facts), key=lambda fact: (fact.known, list(_TAKES).index(fact.kind), fact.id))
    policy = policy_of(stand, timeline)
    course = HandoverCourse("asked", stand[0].on)
    for fact in stand:
        before = course.state
        reasons = tuple(_TAKES[fact.kind](course, fact) or ())
        if course.state != before:
            course.since_on = fact.on
        if fact.kind in DOES:
            course.done.setdefault(DOES[fact.kind], fact)
        if reasons:
            course.brought.append(Consequence(fact.id, reasons))
    course.duties = tuple(_duties(course, policy, timeline))
    return course


# -- what each fact does ----------------------------------------------------------------------------------------------


def _asked(course: HandoverCourse, fact: facts_of.HandoverAsked) -> None:
    course.state = "asked"


def _announced(course: HandoverCourse, fact: facts_of.HandoverAnnounced) -> None:
    course.state, course.expected_on = "announced", fact.expected_on
    course.announced_on = course.sent_on = fact.on


def _moved(course: HandoverCourse, fact: facts_of.ReleaseMoved) -> tuple[Reason, ...]:
    """Whoever missed the gate of the day before waits for the new one."""
    course.expected_on = fact.expected_on
    if course.state == "unmet":
        course.state, course.missed_at = "accepted" if course.worker else "announced", None
    return (Reason("handovers.moved", {"expected": fact.expected_on}, DEFAULT),)


def _accepted(course: HandoverCourse, fact: facts_of.HandoverAccepted) -> None:
    course.worker, course.accepted_on = fact.receiver, fact.on
    course.done["handover_accept"] = fact
    if course.state == "announced":
        course.state = "accepted"


def _named(course: HandoverCourse, fact: facts_of.ReceiverNamed) -> None:
    course.worker = fact.receiver


def _returned(course: HandoverCourse, fact: facts_of.HandoverReturned) -> None:
    course.state, course.returned_because = "returned", fact.returned_because
    course.done["handover_accept"] = fact


def _sent_again(course: HandoverCourse, fact: facts_of.HandoverSentAgain) -> None:
    course.state, course.sent_on, course.returned_because = "announced", fact.on, ""
    course.done.pop("handover_accept", None)


def _withdrawn(course: HandoverCourse, fact: facts_of.HandoverWithdrawn) -> None:
    course.state, course.over_at = "withdrawn", fact.known


def _notified(course: HandoverCourse, fact: facts_of.ReleaseNotified) -> None:
    course.done["release_notified"] = fact


def _escort(course: HandoverCourse, fact: facts_of.EscortPlanned) -> None:
    course.escort = fact.escort


def _signed(course: HandoverCourse, fact: facts_of.HandoverSigned) -> tuple[Reason, ...]:
    """With the second signature the person is received, on the later of the two days."""
    course.signed[fact.side] = fact
    if len(course.signed) < 2:
        return ()
    course.received_on = max(one.on for one in course.signed.values())
    course.done |= {"handover_sign": fact, "handover_find": fact}
    course.state = "received"
    return (Reason("handovers.received", {"on": course.received_on}, DEFAULT),)


def _missed(course: HandoverCourse, fact: facts_of.NobodyMet) -> tuple[Reason, ...]:
    if not course.is_before:
        return ()  # both had signed before it was noted
    course.state, course.missed_at = "unmet", fact.due_at
    return (Reason("handovers.nobody_met", {"at": _said(fact.due_at)}, DEFAULT),)


def _filed(course: HandoverCourse, fact: facts_of.HandoverFiled) -> None:
    course.person, course.family = fact.person, fact.family_noted


def _read(course: HandoverCourse, fact: facts_of.RulesRead) -> None:
    course.is_read_to = True


def _followed(course: HandoverCourse, fact: facts_of.HandoverFollowed) -> None:
    course.done[f"handover_{fact.after_step}"] = fact
    if fact.after_step == "report" and course.state == "received":
        course.state = "reported"


def _needs(course: HandoverCourse, fact: facts_of.NeedsAsked) -> None:
    course.needs = fact.help_needed


def _certified(course: HandoverCourse, fact: facts_of.CertificateGained) -> None:
    course.certificates.append(fact)


def _closed(course: HandoverCourse, fact: facts_of.HandoverClosed) -> None:
    course.state, course.over_at = "closed", fact.known


def _nothing(course: HandoverCourse, fact: Fact) -> None:
    """It does its duty and changes nothing else."""


# In this order where several are of one moment.
_TAKES: Mapping[str, Any] = {
    "handover_asked": _asked, "handover_announced": _announced, "release_moved": _moved, "handover_sent_again": _sent_again,
    "handover_accepted": _accepted, "receiver_named": _named, "handover_returned": _returned, "certificate_gained": _certified,
    "contact_inside": _nothing, "handover_met": _nothing, "release_notified": _notified, "escort_planned": _escort,
    "handover_signed": _signed, "nobody_met": _missed, "handover_filed": _filed, "rules_read": _read, "handover_followed": _followed,
    "needs_asked": _needs, "handover_closed": _closed, "handover_withdrawn": _withdrawn,
}


# -- what is due ------------------------------------------------------------------------------------------------------


def gate_at(course: HandoverCourse, policy: HandoversPolicy) -> datetime | None:
    """Until when on the day of release both have to have signed. Policy: handovers.gate_minutes."""
    return moment_on(course.expected_on, policy.gate_minutes) if course.expected_on else None


def has_come(course: HandoverCourse, policy: HandoversPolicy, at: datetime) -> bool:
    """Whether the hour at the gate has passed without both signatures, and nobody has noted it."""
    gate = gate_at(course, policy)
    return gate is not None and gate <= at and course.state in ("announced", "accepted")


def _duties(course: HandoverCourse, policy: HandoversPolicy, timeline: Timeline) -> Iterator[Duty]:
    if course.expected_on is None or course.sent_on is None:
        return
    expected, sent = course.expected_on, course.sent_on
    accept_by = due_of_office(sent, policy.accept_days, timeline).by
    yield from _duty(course, "handover_accept", sent, accept_by, Reason("handovers.accept_by", {"by": accept_by}, DEFAULT))
    if course.accepted_on:
        steps = (("contact", policy.announce_days, policy.contact_days), ("meeting", policy.contact_days, policy.meeting_days),
                 ("escort", policy.meeting_days, policy.escort_days))
        for step, opens, days in steps:
            by = max(days_after(expected, -days), min(accept_by, expected))
            why = Reason(f"handovers.{step}_by", {"by": by, "expected": expected}, DEFAULT)
            yield from _duty(course, f"handover_{step}", max(course.accepted_on, days_after(expected, -opens)), by, why)
    gate = moment_on(expected, policy.gate_minutes)
    if course.accepted_on and (course.received_on or not course.missed_at):
        why = Reason("handovers.sign_by", {"expected": expected, "at": _said(gate)}, DEFAULT)
        yield from _duty(course, "handover_sign", max(sent, days_after(expected, -policy.escort_days)), expected, why, gate)
    if course.missed_at:
        why = Reason("handovers.nobody_met", {"at": _said(course.missed_at)}, DEFAULT)
        yield from _duty(course, "handover_find", expected, expected, why, course.missed_at)
    if course.received_on:
        yield from _after_release(course, course.received_on, policy, timeline)


def _after_release(course: HandoverCourse, on: date, policy: HandoversPolicy, timeline: Timeline) -> Iterator[Duty]:
    yield from _duty(course, "handover_report", on, on, Reason("handovers.report_by", {}, DEFAULT))
    for step, number in (("visit", policy.visit_days), ("needs", policy.needs_days), ("close", policy.close_days)):
        due = due_of_office(on, number, timeline)
        why = (Reason(f"handovers.{step}_by", {"by": due.by}, DEFAULT), *due.reasons)
        yield from _duty(course, f"handover_{step}", on, due.by, *why)


def _duty(course: HandoverCourse, kind: str, opens_on: date, by: date, *reasons: Any) -> Iterator[Duty]:
    """Open until its fact; what is over or not to be done any more is none. The last of `reasons` may be its moment."""
    due_at = reasons[-1] if isinstance(reasons[-1], datetime) else None
    why = tuple(one for one in reasons if isinstance(one, Reason))
    did = course.done.get(kind)
    if did is None and (course.is_over or course.state == "returned" or (kind in _BEFORE and not course.is_before)):
        return
    done_on = getattr(did, "followed_on", None) or (did.on if did else None)
    opens = min(opens_on, by, *([done_on] if done_on else []))
    whose = (course.worker, "") if course.worker and kind != "handover_accept" else None
    yield Duty(f"{kind}:1", kind, opens, by, by, "done" if did else "open", why, done_by=did.id if did else None, done_on=done_on,
               due_at=due_at, whose=whose)


_BEFORE = ("handover_accept", "handover_contact", "handover_meeting", "handover_escort", "handover_sign", "handover_find")


def _said(at: datetime) -> str:
    return at.astimezone(CHINA).strftime("%H:%M")
