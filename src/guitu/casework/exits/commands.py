"""三年未复吸: the police confirm what the platform only proposes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import grid_worker
from guitu.casework.gates import POLICE_PAPER
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import exits, steps
from guitu.rules.facts import Fact
from guitu.settling.record import new
from guitu.settling.settle import HORIZON


@command
def confirm_abstinence(
    act: Act, *, person_id: UUID, on: date, document_no: str = "", note: str | None = None
) -> Answer:
    """The police confirmed three years without relapse: the person leaves dynamic control.

    The file is closed to the grid worker from that day. Three clean years that came with a roster, without the number,
    are confirmed by it as well. Refuses without the number of the police's paper, during a
    measure, and less than three years after use or a new measure (detox_regulation.7).
    """
    held = case(act, person_id)
    facts = plan_abstinence(act, held, on=on, document_no=document_no)
    paper = f"{POLICE_PAPER}：{document_no}" if document_no else ""
    answer = write(act, held, facts, note="\n".join(line for line in (paper, note or "") if line) or None)
    grid_worker.close(act, held)
    return answer


def plan_abstinence(act: Act, held: Case, *, on: date, document_no: str = "", **_: Any) -> list[Fact]:
    course = held.course(act.on + HORIZON)
    verdict = steps.may_confirm_abstinence(
        exits.as_confirmed(course.standing, course.exit_due_on), course.exit_due_on, on, document=bool(document_no.strip()),
        against=exits.against(live(held.facts), course.measures, held.policy(), on),
    )
    if not verdict:
        missing = verdict.reasons[0].code == "steps.document_missing"
        raise Refused(*verdict.reasons, field="document_no" if missing else "on")
    return [new("abstinence_confirmed", act, on)]
