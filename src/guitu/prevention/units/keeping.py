"""固成效: a title is looked at again each year, and a veto stops it on the same day, is answered and decided."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.prevention.units.loading import level_of, person_of, policy_of, refuse_no_words, unit_under
from guitu.rules.unit_steps import may_decide
from guitu.rules.units import DECISIONS, OUTCOMES, applies, may_check
from guitu.rules.verdict import Reason
from guitu.settling.record import new, write


@command
def recheck_unit(act: Act, *, unit_id: UUID, recheck: str, note: str = "") -> Answer:
    """Record a re-check of a title: kept, to be mended within days, or lost. Refuses a unit without a title, one's own level, and
    anything but kept without words. Policy: units.recheck_months, units.mend_days"""
    if recheck not in OUTCOMES:
        raise Refused(Reason("not_in_list", {"field": "recheck"}), field="recheck")
    if recheck != "kept":
        refuse_no_words(note)
    held, course = unit_under(act, unit_id)
    Refused.unless(may_check(course.level, level_of(act), course.declared_by, person_of(act)))
    if course.title_on(act.on) is None:
        raise Refused(Reason("units.not_now", {"state": f"small_unit.{course.state_on(act.on)}"}))
    return write(act, held, [new("title_rechecked", act, act.on, recheck=recheck)], note=note or None)


@command
def veto_unit(act: Act, *, unit_id: UUID, cause: str, on: date, note: str) -> Answer:
    """Record something that costs the title: from that day on it is suspended, or the unit is warned, as its cause says. Each has
    its own cause and is decided by itself. The note says what happened and by which paper, and names nobody.

    Refuses a cause that does not apply to the type, no words, a day to come. Policy: units.causes
    """
    refuse_no_words(note)
    held, course = unit_under(act, unit_id)
    causes = policy_of(held, on).causes
    if cause not in causes:
        raise Refused(Reason("not_in_list", {"field": "cause"}), field="cause")
    if not applies(causes[cause], course.unit):
        raise Refused(Reason("units.veto_not_of_type", {"cause": causes[cause].name}, "guitu.default"), field="cause")
    return write(act, held, [new("title_vetoed", act, on, veto_cause=cause, by_person=person_of(act))], note=note)


@command
def answer_veto(act: Act, *, unit_id: UUID, veto: str, note: str) -> Answer:
    """Put on record what the unit answers. Refuses no words, and a veto that has been decided."""
    refuse_no_words(note)
    held, course = unit_under(act, unit_id)
    if not any(one.id == veto and one.is_open for one in course.vetoes):
        raise Refused(Reason("units.not_vetoed"))
    return write(act, held, [new("veto_answered", act, act.on, veto=veto)], note=note)


@command
def decide_veto(act: Act, *, unit_id: UUID, veto: str, veto_decision: str, note: str) -> Answer:
    """Decide a veto with reasons: the title comes back from today on, or is lost. What else stops it goes on stopping it.

    Refuses who recorded it, no reasons, and a decision before the unit has answered or its days are over. Policy: units.reply_days
    """
    refuse_no_words(note)
    if veto_decision not in DECISIONS:
        raise Refused(Reason("not_in_list", {"field": "veto_decision"}), field="veto_decision")
    held, course = unit_under(act, unit_id)
    Refused.unless(may_decide(course, veto, act.on, person_of(act)))
    return write(act, held, [new("veto_decided", act, act.on, veto=veto, veto_decision=veto_decision)], note=note)
