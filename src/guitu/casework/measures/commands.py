"""措施的手续: from the decision to the end of a measure. The police decide; the town records their papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from guitu.casework.load import Case, case
from guitu.casework.measures import plans
from guitu.casework.measures.moving import move_away, receiving
from guitu.casework.record import write
from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed

MEASURES = "casework_measure"


@command
def open_measure(
    act: Act, *, person_id: UUID, kind: str, on: date, years: int = 3, organ: str = "", decision_no: str = "",
    served_on: date | None = None, served_days_deducted: int = 0, exception: str = "", note: str | None = None,
) -> Answer:
    """Enter a decision of the police, or the contract or enrolment of a treatment, dated the day it was made.

    Years; days already served in 强戒. Compulsory isolation converts a running 社戒 or 社康 on that day.
    Refuses a second 社戒 or 社康 beside one that runs, and compulsory isolation of who is pregnant or nursing unless
    `exception` gives the words of the police's paper (drug_law.33, 39, detox_regulation.13).
    """
    held = case(act, person_id)
    measure = uuid4()
    facts = plans.open_measure(
        act, held, kind=kind, on=on, measure=str(measure), years=years, served_on=served_on,
        served_days_deducted=served_days_deducted, exception=exception,
    )
    _register(act, held, Decision(measure, kind, organ, decision_no))
    why = f"不适用的例外，文书载明：{exception.strip()}" if exception.strip() else ""
    told = "\n".join(line for line in (why, note or "") if line) or None
    return {**write(act, held, facts, note=told), "measure": str(measure)}


@command
def serve_decision(act: Act, *, person_id: UUID, measure: str, on: date, note: str | None = None) -> Answer:
    """The decision was handed over: the days for reporting in run from the next day.

    Refuses a measure already served (detox_regulation.13, 14).
    """
    held = case(act, person_id)
    return write(act, held, plans.serve_decision(act, held, measure=measure, on=on), note=note)


@command
def report_in(act: Act, *, person_id: UUID, measure: str, on: date, note: str | None = None) -> Answer:
    """The person reported in: the years of the measure run from this day, late or not.

    Refuses someone who has reported in already, and a measure that is over (detox_regulation.14).
    """
    held = case(act, person_id)
    return write(act, held, plans.report_in(act, held, measure=measure, on=on), note=note)


@command
def sign_agreement(
    act: Act,
    *,
    person_id: UUID,
    measure: str,
    on: date,
    guardian_signed: bool = False,
    note: str | None = None,
) -> Answer:
    """The agreement was signed, after reporting in or anew at a new place.

    Refuses before reporting in, and for a child without the guardian's signature (detox_regulation.16, 22).
    """
    held = case(act, person_id)
    facts = plans.sign_agreement(act, held, measure=measure, on=on, guardian_signed=guardian_signed)
    return write(act, held, facts, note=note)


@command
def refuse_report(
    act: Act, *, person_id: UUID, measure: str, on: date, warning_letter: bool = False,
    certificate: bool = False, document_no: str = "", note: str | None = None,
) -> Answer:
    """Hand to the police that somebody did not report in, or refuses to sign.

    Refuses before the days are over, and without warning letter, certificate and the number of the document that hands
    it over (detox_regulation.14, 21).
    """
    held = case(act, person_id)
    facts = plans.refuse_report(
        act, held, measure=measure, on=on, warning_letter=warning_letter, certificate=certificate,
        document_no=document_no,
    )
    paper = f"移交文书：{document_no.strip()}"
    return write(act, held, facts, note="\n".join(line for line in (paper, note or "") if line))


@command
def transfer_measure(
    act: Act, *, person_id: UUID, measure: str, on: date, to_path: str, to_post: UUID | None = None,
    letter_no: str = "", materials: Sequence[str] = (), note: str | None = None,
) -> Answer:
    """The place of execution changes and the file is sent; the time goes on.

    Inside the county the file goes to the new town at once: the old one no longer sees it, and what happened
    here stays counted here. To another county the file stays until moving out is recorded. Refuses the same
    town, and a measure that is not running (detox_regulation.22).
    """
    held = case(act, person_id)
    facts = plans.transfer_measure(act, held, measure=measure, on=on, to_path=to_path)
    letter = "\n".join(line for line in (_letter(letter_no, materials), note or "") if line)
    if to_path[:6] != held.county_id:
        return write(act, held, facts, note=letter or None)
    place = receiving(held.county_id, to_path, to_post)
    held.place, held.post_id = place.name, place.post_id
    answer = write(act, held, facts, note=letter or None)
    move_away(act, held, to_path)
    return {**answer, "gone": not (act.actor.whole and to_path.startswith(act.actor.path))}


@command
def arrive_at_transfer(act: Act, *, person_id: UUID, measure: str, on: date, note: str | None = None) -> Answer:
    """The person reported in at the new place; a new agreement is due.

    Refuses unless a change of place is under way (detox_regulation.22).
    """
    held = case(act, person_id)
    return write(act, held, plans.arrive_at_transfer(act, held, measure=measure, on=on), note=note)


@command
def extend_measure(
    act: Act, *, person_id: UUID, measure: str, on: date, months: int, note: str | None = None
) -> Answer:
    """Compulsory isolation was prolonged by months, or shortened when negative, on the paper that says so.

    Refuses other measures and more months than the law allows (drug_law.47).
    """
    held = case(act, person_id)
    return write(act, held, plans.extend_measure(act, held, measure=measure, on=on, months=months), note=note)


@command
def end_measure(
    act: Act, *, person_id: UUID, measure: str, on: date, how: str = "released", note: str | None = None
) -> Answer:
    """The paper that ends a measure came: released on expiry, terminated, converted or withdrawn.

    Refuses an early release of 社戒 and 社康, which the law does not know (detox_regulation.23, 24, 40).
    """
    held = case(act, person_id)
    return write(act, held, plans.end_measure(act, held, measure=measure, on=on, how=how), note=note)


@dataclass(frozen=True, slots=True)
class Decision:
    id: UUID
    kind: str
    organ: str
    number: str


def _register(act: Act, held: Case, found: Decision) -> None:
    number = seal(f"{MEASURES}|decision_no", found.id, found.number or None)
    organ = seal(f"{MEASURES}|organ", found.id, found.organ or None)
    run(
        f"INSERT INTO {MEASURES} (id, county_id, scope_path, person_id, kind, organ, decision_no)"  # noqa: S608
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [found.id, held.county_id, held.scope_path, held.id, found.kind, organ, number],
    )
    changed(act, [Change("measure", found.id, held.scope_path, held.id, {"kind": found.kind})])


def _letter(letter_no: str, materials: Sequence[str]) -> str:
    number = f"变更执行地函：{letter_no}" if letter_no else ""
    enclosed = f"随附：{'、'.join(materials)}" if materials else ""
    return "；".join(part for part in (number, enclosed) if part)
