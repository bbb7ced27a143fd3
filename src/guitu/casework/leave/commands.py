"""请假: granted, come back from, and absences without it once they are found out."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.approvals.asking import request
from guitu.casework.leave import asking
from guitu.casework.load import Case, case, live
from guitu.casework.record import refuse_copy, write
from guitu.kit.actor import Actor
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import leave as rules
from guitu.rules.facts import Fact, LeaveGranted
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def grant_leave(
    act: Act, *, person_id: UUID, on: date, until: date, outside_county: bool = True, written: bool = False,
    why: str = "work", note: str | None = None,
) -> Answer:
    """Grant leave from a day to the planned day of return; it may begin later than today.

    From three days outside the county it must be in writing. Longer ones are for the town: they are asked for, and
    granted by another person who may. The longest are a change of place. Refuses days already on leave
    (detox_regulation.19; lengths are policy).
    """
    held = case(act, person_id)
    asked: dict[str, Any] = {"on": on, "until": until, "outside_county": outside_county, "written": written, "why": why}
    try:
        facts = plan_leave(act, held, **asked)
    except Refused as refusal:
        if act.batch is None and act.decided_by is None and [one.code for one in refusal.reasons] == ["leave.needs_town"]:
            return _ask_town(act, held, {"person_id": person_id, **asked, "note": note})
        raise
    return write(act, held, facts, note=note)


def _ask_town(act: Act, held: Case, arguments: dict[str, Any]) -> Answer:
    """The leave as it was filled in goes to who may grant it; nothing is granted before."""
    on, until = arguments["on"], arguments["until"]
    Refused.unless(rules.may_leave(on, until, live(held.facts)), field="on")
    days = rules.days_away(on, until)
    found = request(act, name="grant_leave", arguments=arguments, shown=asking.shown_to_decide(held, arguments, days))
    told = ["leave.asked_town", {"days": days, "by": found.until_on.isoformat()}, "guitu.default"]
    return {"person": str(held.id), "facts": [], "followed": [told], "approval": str(found.pk)}


@command
def record_return(act: Act, *, person_id: UUID, leave: str, on: date, note: str | None = None) -> Answer:
    """The person is back from leave. Coming late counts for nothing until an absence is confirmed.

    Refuses a leave already closed, and a day before it began (detox_regulation.19).
    """
    held = case(act, person_id)
    return write(act, held, plan_return(act, held, leave=leave, on=on), note=note)


@command
def confirm_absence(
    act: Act, *, person_id: UUID, on: date, until: date | None = None, warning_letter: bool = False,
    another_occasion: bool = False, note: str | None = None,
) -> Answer:
    """Away from the county without leave, found out with evidence; `until` is the day of return, if known.

    Counts with its warning letter only. Refuses without a word on how it was found out, days on leave, and the same
    absence a second time unless it says that it is another (detox_regulation.20).
    """
    held = case(act, person_id)
    facts = plan_absence(
        act, held, on=on, until=until, warning_letter=warning_letter, another_occasion=another_occasion, note=note
    )
    return write(act, held, facts, note=note)


def approver(actor: Actor) -> str:
    """The level at which a post grants leave: the worker, the town, the county."""
    if len(actor.path) <= 6:
        return "county"
    return "town" if actor.whole else "worker"


def plan_leave(
    act: Act, held: Case, *, on: date, until: date, outside_county: bool = True, written: bool = False,
    why: str = "work", **_: Any,
) -> list[Fact]:
    fact: Any = new(
        "leave_granted", act, on, until=until, outside_county=outside_county, written=written,
        approved_by=approver(act.decided_by or act.actor), why=why,
    )
    verdict = rules.may_grant_leave(fact, held.policy())
    if not verdict:
        fields = {"leave.needs_writing": "written"}
        raise Refused(*verdict.reasons, field=fields.get(verdict.reasons[0].code, "until"))
    Refused.unless(rules.may_leave(on, until, live(held.facts)), field="on")
    return [fact]


def plan_return(act: Act, held: Case, *, leave: str, on: date, **_: Any) -> list[Fact]:
    granted = next((f for f in leaves(held) if f.id == str(leave)), None)
    if granted is None:
        raise NotVisible
    if granted.id in rules.returns(live(held.facts)):
        raise Refused(Reason("steps.leave_returned"), field="leave")
    if on < granted.on:
        raise Refused(Reason("steps.back_before_leaving"), field="on")
    return [new("leave_returned", act, on, leave=granted.id)]


def plan_absence(
    act: Act, held: Case, *, on: date, until: date | None = None, warning_letter: bool = False,
    another_occasion: bool = False, note: str | None = None, **_: Any,
) -> list[Fact]:
    if not (note or "").strip():
        raise Refused(Reason("steps.evidence", {}, "detox_regulation.20"), field="note")
    if until is not None and until < on:
        raise Refused(Reason("steps.back_before_leaving"), field="until")
    fact = new(
        "absence_confirmed", act, on, until=until, warning_letter=warning_letter, another_occasion=another_occasion
    )
    Refused.unless(rules.may_be_absent(on, until, live(held.facts)), field="on")
    refuse_copy(act, held, fact)
    return [fact]


def leaves(held: Case) -> list[LeaveGranted]:
    return [fact for fact in live(held.facts) if isinstance(fact, LeaveGranted)]


def open_leaves(held: Case) -> list[LeaveGranted]:
    """Leaves that nobody has come back from."""
    back = rules.returns(live(held.facts))
    return [fact for fact in leaves(held) if fact.id not in back]

