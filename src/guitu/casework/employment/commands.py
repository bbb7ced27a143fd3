"""就业: referred to a vacancy, at work and by which proof, gone; not able to work for a time; insured or not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.casework import answers
from guitu.casework.employment.reading import vacancy_of
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import employment as rules
from guitu.settling.record import new


@command
def refer_to_work(
    act: Act, *, person_id: UUID, on: date, vacancy: UUID, disclosure: str = "name_only", consent_signed: bool = False,
    note: str | None = None,
) -> Answer:
    """Refer a person to a vacancy, with what the employer may be told as the person chose it; by default the name alone.
    Refuses a vacancy that is filled or gone, and that a worker tells the employer without the person's signature."""
    held = case(act, person_id)
    found = vacancy_of(vacancy)
    if found is None or found["closed_on"] is not None:
        raise NotVisible
    Refused.unless(rules.may_refer(disclosure, consent_signed), "consent_signed")
    fact = new(
        "work_referred", act, on, employer=str(found["employer_id"]), vacancy=str(vacancy), disclosure=disclosure, consent_signed=consent_signed
    )
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def start_job(
    act: Act, *, person_id: UUID, on: date, route: str, job_proof: str = "told", employer: UUID | None = None,
    job_until: date | None = None, note: str | None = None,
) -> Answer:
    """Record that somebody is at work since a day, how it came about and by which proof. Refuses a second job beside an open
    one, and a public post without a last day or for longer than the pack allows. Policy: employment.public_post_months"""
    held = case(act, person_id)
    verdict = rules.may_start(jobs_of(held), on, route, job_until, held.policy().on(on).employment)
    if not verdict:
        is_long = verdict.reasons[0].code in ("employment.too_long", "employment.needs_until")
        raise Refused(*verdict.reasons, field="job_until" if is_long else "on")
    fact = new("job_started", act, on, route=route, job_proof=job_proof, employer=str(employer) if employer else None, job_until=job_until)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ("check_job",))


@command
def check_job(act: Act, *, person_id: UUID, on: date, job: str, job_proof: str, note: str | None = None) -> Answer:
    """Record that the person was still at this work on a day, by which proof: it closes the look after three, six or twelve
    months. Refuses a job that is over and a day before it began."""
    held = case(act, person_id)
    Refused.unless(rules.may_touch(job_of(held, job), on), "job")
    fact = new("job_checked", act, on, job=job, job_proof=job_proof)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ("check_job",))


@command
def end_job(act: Act, *, person_id: UUID, on: date, job: str, job_end: str, note: str | None = None) -> Answer:
    """Record that a job is over, from that day on. Refuses one that is over and a day before it began."""
    held = case(act, person_id)
    Refused.unless(rules.may_touch(job_of(held, job), on), "job")
    return answers.with_next(act, held, write(act, held, [new("job_ended", act, on, job=job, job_end=job_end)], note=note), ())


@command
def exclude_work(
    act: Act, *, person_id: UUID, on: date, exclusion: str, excluded_until: date | None = None, note: str | None = None
) -> Answer:
    """Record why somebody is not counted as able to work from a day on. Refuses the same reason twice at a time, and an end
    before the beginning."""
    held = case(act, person_id)
    Refused.unless(rules.may_exclude(live(held.facts), exclusion, on, excluded_until), "exclusion")
    fact = new("work_excluded", act, on, exclusion=exclusion, excluded_until=excluded_until)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def include_work(act: Act, *, person_id: UUID, on: date, exclusion: str, note: str | None = None) -> Answer:
    """Record that such a reason is over. Refuses one that does not run."""
    held = case(act, person_id)
    Refused.unless(rules.may_include(live(held.facts), exclusion, on), "exclusion")
    return answers.with_next(act, held, write(act, held, [new("work_included", act, on, exclusion=exclusion)], note=note), ())


@command
def start_insurance(
    act: Act, *, person_id: UUID, on: date, insurance: str, insurance_proof: str = "told", note: str | None = None
) -> Answer:
    """Record that somebody is insured from a day on, and by which proof that is known. Refuses one that runs already."""
    held = case(act, person_id)
    Refused.unless(rules.may_insure(live(held.facts), insurance, on, ends=False), "insurance")
    fact = new("insurance_started", act, on, insurance=insurance, insurance_proof=insurance_proof)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def end_insurance(act: Act, *, person_id: UUID, on: date, insurance: str, note: str | None = None) -> Answer:
    """Record that an insurance stopped. Refuses one that does not run."""
    held = case(act, person_id)
    Refused.unless(rules.may_insure(live(held.facts), insurance, on, ends=True), "insurance")
    return answers.with_next(act, held, write(act, held, [new("insurance_ended", act, on, insurance=insurance)], note=note), ())


def jobs_of(held: Case) -> list[rules.Job]:
    return rules.jobs(live(held.facts))


def job_of(held: Case, job: str) -> rules.Job | None:
    return next((one for one in jobs_of(held) if one.id == job), None)
