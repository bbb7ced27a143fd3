"""救助: which aid a person could apply for and has not, what was applied for, answered and paid. The catalogue is data.

A test of entitlement is a list of conditions over days; all must hold. The platform prompts, the office approves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, days_after, first_of_month, merged, period_end, shared, without
from guitu.rules.facts import Fact
from guitu.rules.terms import CURRENT_STATES, Consequence, Span, WorkSpan
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "aid.unknown": "没有这一种救助，或者现在已经停办。",
    "aid.applied_already": "{on} 已经申请，还没有结果。",
    "aid.granted_already": "{on} 已经批准，还在享受。",
    "aid.no_application": "没有这次申请，或者已经有结果。",
    "aid.not_approved": "这次申请没有批准，不能发放。",
    "aid.paid_this_month": "{on} 这个月已经发过 {yuan} 元。确实要再发的，勾选“是另一次”。",
    "aid.needs_amount": "批准的请写金额，单位元。",
    "aid.over_cap": "超过这一项的上限 {most} 元。",
    "aid.before_application": "日期早于申请的 {on}。",
    "aid.work_refused": "连续 {n} 次没有接受合适的工作。低保对象有劳动能力的，审批机关可以减发或者停发。请先了解原因。",
    "aid.work_refused_so_far": "第 {n} 次没有接受合适的工作，连续 {most} 次的要告诉审批机关。",
}


@dataclass(frozen=True, slots=True)
class Aid:
    """One aid of the catalogue: what it is called, which unit approves, when somebody could apply (`when`: conditions, all
    of which must hold, alternatives with |), whether it is paid by the month, a cap, after how many months one that was
    refused or declined is prompted anew (0: never)."""

    name: str
    unit: str
    when: tuple[str, ...]
    monthly: bool = False
    most_yuan: int = 0
    again_months: int = 0
    need: str = ""  # answered by a need that was raised instead of an application
    until: str = ""  # the policy itself runs out on that day


@dataclass(frozen=True)
class AidPolicy:
    """The catalogue, for how long a need that was heard prompts, and after how many refusals of work it is told."""

    catalogue: Mapping[str, Aid]
    heard_days: int
    work_refusals: int


@dataclass(frozen=True, slots=True)
class Application:
    """One application: since when, how it came out, what was paid."""

    id: str
    aid: str
    on: date
    result: str = ""  # empty: nobody has answered
    answered_on: date | None = None
    yuan: int = 0
    review_on: date | None = None
    paid: tuple[tuple[date, int], ...] = ()
    is_found: bool = False  # nobody here applied: it ran already


def applications(stand: Iterable[Fact]) -> list[Application]:
    """The applications in their order; what somebody had already stands as one that was approved."""
    listed: list[Any] = list(stand)
    answers = {fact.application: fact for fact in listed if fact.kind == "aid_answered"}
    paid: dict[str, list[tuple[date, int]]] = {}
    for fact in listed:
        if fact.kind == "aid_paid":
            paid.setdefault(fact.application, []).append((fact.on, fact.yuan))
    return [
        _application(fact, answers.get(fact.id), paid.get(fact.id, [])) if fact.kind == "aid_applied"
        else Application(fact.id, fact.aid, fact.on, "approved", fact.on, paid=tuple(paid.get(fact.id, [])), is_found=True)
        for fact in listed if fact.kind in ("aid_applied", "aid_received")
    ]


def _application(fact: Any, answer: Any, paid: list[tuple[date, int]]) -> Application:
    if answer is None:
        return Application(fact.id, fact.aid, fact.on, paid=tuple(paid))
    return Application(
        fact.id, fact.aid, fact.on, answer.aid_result, answer.on, answer.yuan, answer.review_on, tuple(paid)
    )


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What conditions are asked of: the days of work and insurance, the states, and the facts."""

    stand: Sequence[Fact]
    standing: Sequence[Span]
    work: Sequence[WorkSpan]
    since: date
    heard_days: int
    told: dict[str, list[Interval]] = field(default_factory=dict, compare=False)  # conditions that several aids share

    def days(self, condition: str) -> list[Interval]:
        """When a condition holds; one that nobody knows never does."""
        if condition not in self.told:
            found: list[Interval] = []
            for alternative in condition.split("|"):
                name, _dot, code = alternative.strip().partition(".")
                found += CONDITIONS[name](self, code) if name in CONDITIONS else []
            self.told[condition] = merged(found)
        return self.told[condition]

    def spans(self, what: str, code: str = "") -> list[Interval]:
        return [(one.from_on, one.until_on) for one in self.work if one.what == what and code in ("", one.code)]

    def insured(self, code: str) -> list[Interval]:
        """Of this kind, or of one that nobody has named: then it is asked, not prompted."""
        return [*self.spans("insured", code), *self.spans("insured", "unsaid")]

    def rest(self, days: Iterable[Interval]) -> list[Interval]:
        return without([(self.since, None)], days)


def _need(here: Circumstances, code: str) -> list[Interval]:
    """So many days after it was heard on a visit or raised."""
    heard: list[Any] = [fact for fact in here.stand if fact.kind in ("visit", "need_found")]
    days = [fact.on for fact in heard if code in (fact.needs if fact.kind == "visit" else (fact.need,))]
    return [(day, days_after(day, here.heard_days)) for day in days]


CONDITIONS: Mapping[str, Callable[[Circumstances, str], list[Interval]]] = {
    "need": _need,
    "state": lambda here, code: [(one.from_on, one.until_on) for one in here.standing if one.state == code],
    "job": lambda here, code: here.spans("employed", code),
    "no_job": lambda here, _code: here.rest(here.spans("employed")),
    "insured": lambda here, code: here.spans("insured", code),
    "not_insured": lambda here, code: here.rest(here.insured(code)),
    "excluded": lambda here, code: here.spans("excluded", code),
    "able": lambda here, _code: here.rest(here.spans("excluded")),
}


_ASKED_FOR = frozenset({"need_found", "aid_applied", "aid_answered", "aid_paid", "aid_received", "aid_declined"})


def entitled(here: Circumstances, policy: AidPolicy) -> list[WorkSpan]:
    """For each aid the days on which somebody on the book could have applied and had not: all conditions hold, nothing is
    under way or granted, and it was not declined. Conditions are policy; who approves decides."""
    here = replace(here, stand=[fact for fact in here.stand if _is_asked_for(fact)], told={})
    on_book = merged([(one.from_on, one.until_on) for one in here.standing if one.state in CURRENT_STATES])
    made = applications(here.stand)
    answer: list[WorkSpan] = []
    for code, aid in policy.catalogue.items():
        days = on_book
        for condition in aid.when:
            days = shared(days, here.days(condition))
            if not days:
                break
        if days and aid.until:
            days = shared(days, [(date.min, days_after(date.fromisoformat(aid.until), 1))])
        if days:
            days = without(days, _settled(code, aid, here.stand, made))
        answer += [WorkSpan("entitled", code, start, end) for start, end in days]
    return answer


def _is_asked_for(fact: Any) -> bool:
    """Whether any condition or prompt reads it: of most visits, none."""
    return bool(fact.needs) if fact.kind == "visit" else fact.kind in _ASKED_FOR


def _settled(code: str, aid: Aid, stand: Sequence[Fact], made: Sequence[Application]) -> list[Interval]:
    """When nobody is to be reminded of it: applied for, granted, refused or declined not long ago, or raised as a need."""
    found: list[Interval] = []
    for one in made:
        if one.aid != code:
            continue
        ends = one.answered_on if one.result in ("refused", "dropped") else None
        found.append((one.on, _again(ends, aid) if ends else one.review_on))
    listed: list[Any] = list(stand)
    found += [(fact.on, _again(fact.on, aid)) for fact in listed if fact.kind == "aid_declined" and fact.aid == code]
    if aid.need:
        found += [(fact.on, _again(fact.on, aid)) for fact in listed if fact.kind == "need_found" and fact.need == aid.need]
    return found


def _again(day: date, aid: Aid) -> date | None:
    return period_end(day, aid.again_months) if aid.again_months else None


def known(code: str, policy: AidPolicy, on: date) -> Aid | None:
    """An aid that is given on that day."""
    aid = policy.catalogue.get(code)
    return None if aid is None or (aid.until and on > date.fromisoformat(aid.until)) else aid


def may_apply(made: Sequence[Application], code: str, on: date, policy: AidPolicy) -> Verdict:
    """Whether an aid may be applied for: it is given, nothing of it is under way, and none that runs was granted."""
    if known(code, policy, on) is None:
        return refused(Reason("aid.unknown"))
    mine = [one for one in made if one.aid == code]
    if waiting := next((one for one in mine if not one.result), None):
        return refused(Reason("aid.applied_already", {"on": waiting.on}))
    runs = next((one for one in mine if one.result == "approved" and policy.catalogue[code].monthly and (one.review_on is None or on < one.review_on)), None)
    return refused(Reason("aid.granted_already", {"on": runs.answered_on})) if runs else ALLOWED


def may_note(made: Sequence[Application], code: str, on: date, policy: AidPolicy) -> Verdict:
    """Whether it may be noted that somebody has an aid already: it is given, and none of it is granted or under way."""
    if known(code, policy, on) is None:
        return refused(Reason("aid.unknown"))
    other = next((one for one in made if one.aid == code and one.result in ("", "approved") and (one.review_on is None or on < one.review_on)), None)
    if other is None:
        return ALLOWED
    return refused(Reason("aid.granted_already" if other.result else "aid.applied_already", {"on": other.answered_on or other.on}))


def may_answer(one: Application | None, on: date, result: str, yuan: int, policy: AidPolicy) -> Verdict:
    """Whether an answer may be noted: the application waits for one; approved says how much, within the cap."""
    if one is None or one.result:
        return refused(Reason("aid.no_application"))
    if on < one.on:
        return refused(Reason("aid.before_application", {"on": one.on}))
    aid = policy.catalogue.get(one.aid)
    if result == "approved" and aid and aid.monthly and yuan <= 0:
        return refused(Reason("aid.needs_amount"))
    if aid and aid.most_yuan and yuan > aid.most_yuan:
        return refused(Reason("aid.over_cap", {"most": aid.most_yuan}, "guitu.default"))
    return ALLOWED


def may_pay(made: Sequence[Application], one: Application | None, on: date, *, another: bool) -> Verdict:
    """Whether a payment may be noted: it was approved, and the same aid was not paid to this person in the same month,
    unless it is said to be another one. A month of the calendar (guitu.default)."""
    if one is None or one.result != "approved":
        return refused(Reason("aid.not_approved"))
    if one.answered_on and on < one.answered_on:
        return refused(Reason("aid.before_application", {"on": one.answered_on}))
    paid = [(day, yuan) for other in made if other.aid == one.aid for day, yuan in other.paid]
    same = next(((day, yuan) for day, yuan in paid if first_of_month(day) == first_of_month(on)), None)
    if same and not another:
        return refused(Reason("aid.paid_this_month", {"on": same[0], "yuan": same[1]}, "guitu.default"))
    return ALLOWED


def refusals(stand: Sequence[Fact]) -> list[Fact]:
    """Suitable work not taken, in a row: since the last job began."""
    begun = max((fact.on for fact in stand if fact.kind == "job_started"), default=date.min)
    return [fact for fact in stand if fact.kind == "work_refused" and fact.on >= begun]


def consequences(stand: Sequence[Fact], timeline: Timeline) -> list[Consequence]:
    """That work was not taken is told with how often in a row; at the number of the pack, what the office may do. Nothing
    follows by itself. Clause: by the pack (aid.work_refusals)."""
    answer = []
    for n, fact in enumerate(refusals(stand), 1):
        most = timeline.on(fact.on).aid.work_refusals
        code = "aid.work_refused" if n >= most else "aid.work_refused_so_far"
        values = {"n": n} if n >= most else {"n": n, "most": most}
        answer.append(Consequence(fact.id, (Reason(code, values, timeline.clause("aid.work_refusals", fact.on)),)))
    return answer
