"""等级: the sheet is filled in by one person, and the level confirmed by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import answers, natural_persons
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import levels
from guitu.rules.verdict import Reason
from guitu.settling.record import new

NEXT = ("confirm_level", "assess_level", "visit", "urine_test")


@command
def assess_risk(
    act: Act, *, person_id: UUID, on: date, scores: Sequence[tuple[str, int]], triggers: Sequence[str] = (),
    note: str | None = None,
) -> Answer:
    """Record a filled-in sheet: a score for each factor and the triggers found. Proposes a level, sets none.

    Refuses a sheet with a factor left out, and factors, scores and triggers that it does not have that day.
    Clauses: risk_grading.37, risk_grading.zhejiang.
    """
    held = case(act, person_id)
    policy = held.policy().on(on).levels
    scored = tuple((str(factor), int(points)) for factor, points in scores)
    if set(policy.factors) - {factor for factor, _points in scored}:
        raise Refused(Reason("sheet_incomplete"))
    Refused.unless(levels.may_assess(scored, triggers, policy))
    fact = new("risk_assessed", act, on, scores=scored, triggers=tuple(triggers))
    return answers.with_next(act, held, write(act, held, [fact], note=note), NEXT)


@command
def confirm_level(
    act: Act, *, person_id: UUID, on: date, level: str, assessment: str | None = None, differs_by: str | None = None,
    note: str | None = None,
) -> Answer:
    """Set the level: a named person confirms what the sheet proposes, or sets another and says why.

    Refuses the one who assessed, where the pack asks for another; an assessment that is no longer the
    latest; another level than proposed without a reason. Clause: personal_information.24.
    """
    held = case(act, person_id)
    latest, proposed = latest_assessment(held), None
    if assessment is not None:
        if latest is None or latest.id != assessment:
            raise Refused(Reason("assessment_gone"))
        policy = held.policy().on(on).levels
        same = act.batch is None and natural_persons.wrote(act.actor, natural_persons.versions(held, latest))
        Refused.unless(levels.may_confirm(same, policy))
        before = held.course(act.on).levels
        proposed, _reasons = levels.proposed_level(latest, before, held.policy().on(latest.on).levels)
        if level != proposed and not note:
            raise Refused(Reason("level_wants_reason"), field="note")
    differs_by = (differs_by or "other") if proposed not in (None, level) else None
    fact = new("level_confirmed", act, on, level=level, assessment=assessment, proposed=proposed, differs_by=differs_by)
    return answers.with_next(act, held, write(act, held, [fact], note=note), NEXT)


def latest_assessment(held: Case) -> Any | None:
    """The sheet filled in last."""
    found = [fact for fact in live(held.facts) if fact.kind == "risk_assessed"]
    return max(found, key=lambda fact: (fact.on, fact.id), default=None)
