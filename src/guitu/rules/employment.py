"""就业: who is to be counted as able to work, who works by which proof, what is due of a placement, what an employer is owed.

The state of every day is spans with their reason; no number of a person is kept. Retirement is a dated table: it moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, full_months, merged, period_end, without
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.terms import Duty, Known, WorkSpan
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "employment.check_by": "到岗满 {months} 个月，{by} 前核实还在不在岗、凭什么证明。",
    "employment.works_already": "{on} 起在岗的这份工作还没有登记离岗。换了工作的，先登记离岗。",
    "employment.no_such_job": "没有这份工作，或者已经离岗。",
    "employment.before_start": "日期早于到岗的 {on}。",
    "employment.too_long": "公益性岗位最长 {months} 个月，最晚到 {latest}。",
    "employment.needs_until": "公益性岗位请写到哪天为止。",
    "employment.needs_signature": "由社工告诉用人单位的，要本人签字同意。没有签字的，选前面几种。",
    "employment.excluded_already": "已经登记过这个原因，还没有结束。",
    "employment.not_excluded": "没有登记这个原因，或者已经结束。",
    "employment.ends_before": "结束的日子要在开始之后。",
    "employment.insured_already": "已经登记参加这种保险。",
    "employment.not_insured": "没有登记参加这种保险。",
    "employment.not_so_long": "到 {on} 在岗 {months} 个月，满 {needed} 个月才核实这一档。",
    "employment.proof_too_weak": "核实奖补要看社保缴费和工资发放，现在的证明是“{proof}”。先核实在岗，凭证选“社保缴费”。",
    "employment.verified_already": "这份工作的这一档已经核实过。",
    "employment.left_too_early": "不满 {months} 个月离岗的，没有奖补。",
    "employment.not_verified": "没有待发放的这一笔，或者已经发放。",
    "employment.another_person": "核实的人不能自己发放，换一个岗位或账号也不行。",
    "employment.no_budget": "{year} 年还没有登记奖补预算。",
    "employment.over_budget": "{year} 年奖补预算 {budget} 元，已发 {paid} 元，这一笔 {yuan} 元超出。",
}
PROOFS = ("told", "on_site", "contract", "insurance")  # from the weakest to the strongest
ROUTES = ("referred", "own", "start_up", "public_post", "found")


@dataclass(frozen=True, slots=True)
class Retirement:
    """At so many years; from a day on a month later for every so many months that the day would have come later, up to
    so many months in all."""

    years: int
    later_from: str
    each_months: int
    most_months: int


@dataclass(frozen=True, slots=True)
class Bonus:
    """What an employer is owed when a job has lasted so many months."""

    months: int
    yuan: int


@dataclass(frozen=True)
class EmploymentPolicy:
    """Ages, proofs that count, when a placement is looked at, and the bonus of employers."""

    least_age: int
    retirement: Mapping[str, Retirement]
    counted_proofs: tuple[str, ...]
    check_months: tuple[int, ...]
    check_days: Days
    bonus: Mapping[str, Bonus]
    bonus_proofs: tuple[str, ...]
    public_post_months: int


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it stands: since when, until when, and from which day on by which proof."""

    id: str
    route: str
    employer: str | None
    from_on: date
    until_on: date | None
    proofs: tuple[tuple[date, str], ...]

    def proof_on(self, day: date) -> str:
        return next((proof for on, proof in reversed(self.proofs) if on <= day), self.proofs[0][1])

    @property
    def is_open(self) -> bool:
        return self.until_on is None


def jobs(stand: Iterable[Fact]) -> list[Job]:
    """The jobs in their order, each until it was said to be over or its own last day has come. Another proof takes the
    place of a weaker one from the day it was seen."""
    listed: list[Any] = list(stand)
    ended: dict[str, date] = {}
    checks: dict[str, list[tuple[date, str]]] = {}
    for fact in listed:
        if fact.kind == "job_ended":
            ended.setdefault(fact.job, fact.on)
        elif fact.kind == "job_checked":
            checks.setdefault(fact.job, []).append((fact.on, fact.job_proof))
    return [_job(fact, ended.get(fact.id), checks.get(fact.id, [])) for fact in listed if fact.kind == "job_started"]


def _job(fact: Any, ended: date | None, checks: list[tuple[date, str]]) -> Job:
    proofs = [(fact.on, fact.job_proof)]
    for on, proof in sorted(checks):
        if PROOFS.index(proof) > PROOFS.index(proofs[-1][1]):
            proofs.append((max(on, fact.on), proof))
    ends = [day for day in (ended, fact.job_until) if day is not None]
    return Job(fact.id, fact.route, fact.employer, fact.on, min(ends) if ends else None, tuple(proofs))


def retires_on(born_on: date, sex: str | None, policy: EmploymentPolicy) -> date:
    """The day from which somebody is no longer counted as able to work by age; of unknown sex, the later one. Years and
    months of the dated table (guitu.default: the numbers are to be checked against the notice in force)."""
    found = [_retires(born_on, one) for code, one in policy.retirement.items() if sex is None or code == sex]
    return max(found)


def _retires(born_on: date, table: Retirement) -> date:
    plain = period_end(born_on, 12 * table.years)
    since = date.fromisoformat(table.later_from)
    if plain < since or not table.each_months:
        return plain
    later = min(table.most_months, full_months(since, plain) // table.each_months + 1)
    return period_end(born_on, 12 * table.years + later)


def exclusions(stand: Sequence[Fact], subject: Known, since: date, policy: EmploymentPolicy) -> list[WorkSpan]:
    """When somebody on the book is not counted as able to work, each time with its reason: too young, of an age to
    retire, ill, caring for somebody, at school. Of an unknown birth day age says nothing."""
    found: list[WorkSpan] = []
    if subject.born_on is not None:
        grown = period_end(subject.born_on, 12 * policy.least_age)
        if grown > since:
            found.append(WorkSpan("excluded", "too_young", since, grown))
        found.append(WorkSpan("excluded", "retired", max(since, retires_on(subject.born_on, subject.sex, policy)), None))
    open_since: dict[str, tuple[date, date | None]] = {}
    listed: list[Any] = [fact for fact in stand if fact.kind in ("work_excluded", "work_included")]
    for fact in listed:
        if fact.kind == "work_excluded":
            open_since.setdefault(fact.exclusion, (fact.on, fact.excluded_until))
        elif begun := open_since.pop(fact.exclusion, None):
            found.append(WorkSpan("excluded", fact.exclusion, begun[0], min(fact.on, begun[1] or fact.on)))
    found += [WorkSpan("excluded", code, from_on, until) for code, (from_on, until) in open_since.items()]
    return [one for one in found if one.until_on is None or one.until_on > one.from_on]


def employed(listed: Sequence[Job]) -> list[WorkSpan]:
    """The days of work by their proof; where two jobs meet, the stronger proof counts."""
    answer: list[WorkSpan] = []
    taken: list[Interval] = []
    for proof in reversed(PROOFS):
        days = merged(piece for job in listed for piece in _pieces(job, proof))
        answer += [WorkSpan("employed", proof, start, end) for start, end in without(days, taken)]
        taken += days
    return answer


def _pieces(job: Job, proof: str) -> Iterable[Interval]:
    for number, (on, said) in enumerate(job.proofs):
        until = job.proofs[number + 1][0] if number + 1 < len(job.proofs) else job.until_on
        if job.until_on is not None and (until is None or until > job.until_on):
            until = job.until_on
        if said == proof and (until is None or until > on):
            yield on, until


def insured(stand: Sequence[Fact]) -> list[WorkSpan]:
    """The days of each insurance."""
    answer: list[WorkSpan] = []
    since: dict[str, date] = {}
    listed: list[Any] = [fact for fact in stand if fact.kind in ("insurance_started", "insurance_ended")]
    for fact in listed:
        if fact.kind == "insurance_started":
            since.setdefault(fact.insurance, fact.on)
        elif begun := since.pop(fact.insurance, None):
            answer.append(WorkSpan("insured", fact.insurance, begun, fact.on))
    answer += [WorkSpan("insured", code, begun, None) for code, begun in since.items()]
    return [one for one in answer if one.until_on is None or one.until_on > one.from_on]


def duties(stand: Sequence[Fact], timeline: Timeline, until: date) -> list[Duty]:
    """A placement is looked at after three, six and twelve months: still there, and by which proof. A job that ended
    before asks for nothing, nor one that there was before the book: it is no placement. A look closes what fell due
    before it. Months, days: policy (guitu.default)."""
    looked: dict[str, list[Fact]] = {}
    for fact in stand:
        if fact.kind in ("job_checked", "job_ended"):
            looked.setdefault(fact.job, []).append(fact)  # type: ignore[attr-defined]
    return [
        duty
        for job in jobs(stand)
        if job.route != "found"
        for months in timeline.on(job.from_on).employment.check_months
        if (duty := _look(job, months, looked.get(job.id, []), timeline, until)) is not None
    ]


def _look(job: Job, months: int, looked: Sequence[Fact], timeline: Timeline, until: date) -> Duty | None:
    day = period_end(job.from_on, months)
    if day > until or (job.until_on is not None and job.until_on <= day):
        return None
    by = due_of_office(day, timeline.on(job.from_on).employment.check_days, timeline).by
    done = next((fact for fact in looked if fact.on >= day), None)
    why = Reason("employment.check_by", {"months": months, "by": by}, timeline.clause("employment.check_months", job.from_on))
    return Duty(
        key=f"check_job:{job.id}:{months}", kind="check_job", opens_on=day, planned_on=day, due_on=by, state="done" if done else "open",
        reasons=(why,), done_by=done.id if done else None, done_on=done.on if done else None, policy=timeline.version(job.from_on),
    )


def may_start(listed: Sequence[Job], on: date, route: str, until: date | None, policy: EmploymentPolicy) -> Verdict:
    """Whether a job may begin on that day: no other is open, and a public post has a last day within its longest time.
    Months: policy (guitu.default)."""
    other = next((job for job in listed if job.until_on is None or job.from_on <= on < job.until_on), None)
    free = refused(Reason("employment.works_already", {"on": other.from_on})) if other else ALLOWED
    if route != "public_post":
        return free
    latest = period_end(on, policy.public_post_months)
    if until is None:
        return all_of(free, refused(Reason("employment.needs_until")))
    if until > latest:
        months = policy.public_post_months
        return all_of(free, refused(Reason("employment.too_long", {"months": months, "latest": latest}, "guitu.default")))
    return free


def may_refer(disclosure: str, consent_signed: bool) -> Verdict:
    """Whether a person may be referred with so much told: that a worker tells the employer takes the person's signature.
    Our default (guitu.default): without one the employer never learns why the person is helped."""
    if disclosure == "told_signed" and not consent_signed:
        return refused(Reason("employment.needs_signature", {}, "guitu.default"))
    return ALLOWED


def may_touch(job: Job | None, on: date) -> Verdict:
    """Whether something may be said of a job on that day: it is there, has begun and is not over."""
    if job is None or (job.until_on is not None and on > job.until_on):
        return refused(Reason("employment.no_such_job"))
    return ALLOWED if on >= job.from_on else refused(Reason("employment.before_start", {"on": job.from_on}))


def may_exclude(stand: Sequence[Fact], exclusion: str, on: date, until: date | None) -> Verdict:
    """Whether a reason not to be counted may begin: it does not run already, and ends after it begins."""
    if until is not None and until <= on:
        return refused(Reason("employment.ends_before"))
    return refused(Reason("employment.excluded_already")) if _runs(stand, exclusion, on) else ALLOWED


def may_include(stand: Sequence[Fact], exclusion: str, on: date) -> Verdict:
    """Whether such a reason may end: it runs on that day."""
    return ALLOWED if _runs(stand, exclusion, on) else refused(Reason("employment.not_excluded"))


def may_insure(stand: Sequence[Fact], insurance: str, on: date, *, ends: bool) -> Verdict:
    """Whether an insurance may begin, or end: it does not run, or it does."""
    runs = any(one.code == insurance and one.from_on <= on and (one.until_on is None or on < one.until_on) for one in insured(stand))
    if ends:
        return ALLOWED if runs else refused(Reason("employment.not_insured"))
    return refused(Reason("employment.insured_already")) if runs else ALLOWED


def _runs(stand: Sequence[Fact], code: str, on: date) -> bool:
    runs = False
    for fact in stand:
        if fact.on <= on and fact.kind in ("work_excluded", "work_included") and fact.exclusion == code:  # type: ignore[attr-defined]
            until = getattr(fact, "excluded_until", None)
            runs = fact.kind == "work_excluded" and (until is None or until > on)
    return runs


def may_verify(stand: Sequence[Fact], job: Job | None, months: int, on: date, policy: EmploymentPolicy) -> Verdict:
    """Whether the bonus for so many months may be verified on that day: the job lasted so long, by a proof that counts for
    it, and this step of it was not verified before. Months, amounts, proofs: policy (guitu.default)."""
    if job is None or on < job.from_on:
        return refused(Reason("employment.no_such_job"))
    last = on if job.until_on is None else min(on, job.until_on)
    lasted = full_months(job.from_on, last)
    long = ALLOWED
    if lasted < months:
        least = min(step.months for step in policy.bonus.values())
        early = job.until_on is not None and lasted < least
        told = Reason("employment.not_so_long", {"on": last, "months": lasted, "needed": months}, "guitu.default")
        long = refused(Reason("employment.left_too_early", {"months": least}, "guitu.default") if early else told)
    proof = job.proof_on(last)
    seen = ALLOWED if proof in policy.bonus_proofs else refused(Reason("employment.proof_too_weak", {"proof": f"job_proof.{proof}"}, "guitu.default"))
    before = any(
        fact.kind == "bonus_verified" and fact.job == job.id and fact.bonus_months == months for fact in stand  # type: ignore[attr-defined]
    )
    return all_of(long, seen, refused(Reason("employment.verified_already")) if before else ALLOWED)


def may_pay(yuan: int, year: int, budget: int | None, paid: int, *, verified_by_same: bool) -> Verdict:
    """Whether a bonus may be paid out of the budget line of a year: it holds so much still, and another human being than
    who verified it pays (guitu.default)."""
    other = refused(Reason("employment.another_person", {}, "guitu.default")) if verified_by_same else ALLOWED
    if budget is None:
        return all_of(other, refused(Reason("employment.no_budget", {"year": year})))
    if paid + yuan > budget:
        return all_of(other, refused(Reason("employment.over_budget", {"year": year, "budget": budget, "paid": paid, "yuan": yuan})))
    return other
