"""用工单位奖补: verified by how long a job lasted, paid out of the line of a year by another human being."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from guitu.casework import answers, natural_persons
from guitu.casework.employment.commands import job_of
from guitu.casework.load import case, live
from guitu.casework.record import write
from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules import employment as rules
from guitu.rules.verdict import Reason
from guitu.settling.record import new

_STANDS = "NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"
_BUDGET = "SELECT yuan FROM casework_budgetline WHERE county_id = %s AND year = %s ORDER BY said_at DESC, id LIMIT 1"
_PAID = (
    "SELECT coalesce(sum((f.counted ->> 'yuan')::int), 0) FROM ledger_fact f WHERE f.county_id = %s AND f.kind = 'bonus_paid'"  # noqa: S608
    f" AND f.counted ->> 'budget_year' = %s AND {_STANDS}"
)
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('bonus of ' || %s || ' in ' || %s))"


@command
def verify_bonus(act: Act, *, person_id: UUID, on: date, job: str, bonus_months: int, note: str | None = None) -> Answer:
    """Verify that a job lasted so many months by payroll and insurance: the employer is owed that step. Who the worker is
    sees the verifier alone, not the employer's page. Refuses less time, a weaker proof, and the same step twice.
    Policy: employment.bonus"""
    held = case(act, person_id)
    policy = held.policy().on(on).employment
    step = next((one for one in policy.bonus.values() if one.months == bonus_months), None)
    if step is None:
        raise Refused(Reason("needs.unknown"), field="bonus_months")
    Refused.unless(rules.may_verify(live(held.facts), job_of(held, job), bonus_months, on, policy), "job")
    fact = new("bonus_verified", act, on, job=job, bonus_months=bonus_months, yuan=step.yuan)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def pay_bonus(act: Act, *, person_id: UUID, on: date, verified: str, note: str | None = None) -> Answer:
    """Note that a verified bonus was paid out of the budget line of the year. Refuses whoever verified it, under whatever
    post; one that is paid; and more than the line still holds. Two payments wait for each other."""
    held = case(act, person_id)
    stand = live(held.facts)
    found = next((fact for fact in stand if fact.id == verified and fact.kind == "bonus_verified"), None)
    if found is None or any(fact.kind == "bonus_paid" and fact.verified == verified for fact in stand):  # type: ignore[attr-defined]
        raise Refused(Reason("employment.not_verified"), field="verified")
    same = natural_persons.wrote(act.actor, [verified])
    yuan, year = found.yuan, on.year  # type: ignore[attr-defined]
    row(_ONE_AT_A_TIME, [act.actor.county_id, str(year)])
    out = paid(act.actor.county_id, year) + _held_back(act, year)
    verdict = rules.may_pay(yuan, year, budget(act.actor.county_id, year), out, verified_by_same=same)
    Refused.unless(verdict, "verified")
    fact = new("bonus_paid", act, on, verified=verified, yuan=yuan, budget_year=year)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def set_budget(act: Act, *, year: int, yuan: int) -> Answer:
    """Say what a year has for bonuses of employers; a later word takes the place of the one before, which stays on file.
    Refuses less than is paid out already."""
    out = paid(act.actor.county_id, year)
    if yuan < out:
        raise Refused(Reason("employment.over_budget", {"year": year, "budget": yuan, "paid": out, "yuan": 0}), field="yuan")
    line = uuid4()
    run(
        "INSERT INTO casework_budgetline (id, county_id, scope_path, year, yuan, said_at, said_post) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [line, act.actor.county_id, act.actor.path, year, yuan, act.at, act.actor.post_id],
    )
    changed(act, [Change("budget_line", line, act.actor.path, None, {"year": year, "yuan": yuan}, "people")])
    return {"budget": str(line)}


def _held_back(act: Act, year: int) -> int:
    """In a batch: what was paid in it and is not written yet."""
    lines = [line for _act, held in (act.batch.pending if act.batch else ()) for line in held]
    return sum(line.body["yuan"] for line in lines if line.kind == "bonus_paid" and line.body["budget_year"] == year)


def budget(county_id: str, year: int) -> int | None:
    """What a year has; None: nobody has said."""
    found = row(_BUDGET, [county_id, year])
    return int(found[0]) if found else None


def paid(county_id: str, year: int) -> int:
    """What is paid out of it."""
    found = row(_PAID, [county_id, str(year)])
    return int(found[0]) if found else 0
