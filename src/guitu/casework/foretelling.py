"""What will follow from facts not yet written, and what followed from those just written: the same fold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guitu.casework.load import Case
from guitu.casework.telling import told, why
from guitu.grid.fields import duty_kinds
from guitu.kit.telling import listed as in_a_row
from guitu.kit.telling import shown, with_more
from guitu.ledger.commands import Answer
from guitu.recording.answer_page import Foretold
from guitu.rules import corrections, present
from guitu.rules.facts import Fact
from guitu.rules.person import fold
from guitu.rules.terms import Course, Duty
from guitu.rules.verdict import Reason
from guitu.settling.settle import AHEAD, HORIZON

Item = dict[str, Any]
MOST = 8  # new duties are named one by one up to so many


def foretell(held: Case, added: Sequence[Fact], on: date, classes: frozenset[str]) -> Foretold:
    """What these facts bring, each with its sentence and clause, as far as a post with these classes is told of it: of
    facts that are not written yet, and in the same words of those that are. Nothing is written."""
    ids = {fact.id for fact in added}
    stand = [fact for fact in held.facts if fact.id not in ids]
    all_of_them = [*stand, *added]
    before, after = _fold(held, stand, on), _fold(held, all_of_them, on, ahead=on + AHEAD)
    now = present.now(added, all_of_them, after, on, duty_kinds(classes))
    is_mending = any(fact.corrects is not None for fact in added)
    items = _mended(held, before, after, on) if is_mending else _brought(held, ids, before, after, on)
    return Foretold([said["text"] for said in told(now, held.policy(), year=on.year)], items)


def written(held: Case, answer: Answer) -> list[Fact]:
    """The facts that a command has written, of the person as it left them."""
    return [fact for fact in held.facts if fact.id in set(answer["facts"])]


def _mended(held: Case, before: Course, after: Course, on: date) -> list[Item]:
    """Of a correction or a withdrawal: before and after."""
    said = told(corrections.changes(before, after, on), held.policy(), year=on.year)
    return [{**one, "tone": "sky"} for one in said]


def _brought(held: Case, ids: set[str], before: Course, after: Course, on: date) -> list[Item]:
    timeline, year = held.policy(), on.year
    new = _new_duties(before, after, on)
    said_there = [reason for duty in new for reason in duty.reasons]
    reasons: list[Reason] = [r for c in after.consequences if c.fact_id in ids for r in c.reasons]
    reasons = [r for r in [*reasons, *_moved_ends(before, after)] if r not in said_there]
    items = [{**said, "tone": "pine"} for said in told(_once(reasons), timeline, year=year)]
    items += _shown(new, held, year)
    items += _gone_duties(before, after)
    items += _proposals(before, after, held, year)
    return items


def _fold(held: Case, facts: Sequence[Fact], on: date, ahead: date | None = None) -> Course:
    return fold(facts, held.policy(), held.known_of(), until=on + HORIZON, ahead=ahead)


def _once(reasons: Sequence[Reason]) -> list[Reason]:
    answer: list[Reason] = []
    for reason in reasons:
        if reason not in answer:
            answer.append(reason)
    return answer


def _moved_ends(before: Course, after: Course) -> list[Reason]:
    """A measure whose end is another than it was: why it is so now."""
    then = {course.measure_id: (course.ends_on, course.paused) for course in before.measures}
    return [
        reason
        for course in after.measures
        if course.measure_id in then and then[course.measure_id] != (course.ends_on, course.paused)
        for reason in course.reasons
    ]


def _new_duties(before: Course, after: Course, on: date) -> list[Duty]:
    """What is asked for now and was not. A check that is due only if nobody comes is not foreseen."""
    then = {duty.key: duty for duty in before.duties}
    return [
        duty
        for duty in after.duties
        if duty.state == "open"
        and _is_new(duty, then.get(duty.key))
        and not (duty.kind == "check_absence" and duty.opens_on > on)
    ]


def _shown(new: Sequence[Duty], held: Case, year: int) -> list[Item]:
    items: list[Item] = []
    for duty in new[:MOST]:
        said = why(duty.reasons, held.policy(), year=year)
        text = _("待办：%(what)s，最迟 %(by)s") % {"what": shown(duty.kind), "by": duty.due_on.isoformat()}
        items.append({"text": text, "why": said["text"], "clause": said["clause"], "tone": "apricot"})
    if len(new) > MOST:
        text = _("另有 %(n)s 项待办，到日子会列出来。") % {"n": len(new) - MOST}
        items.append({"text": text, "clause": None, "tone": "apricot"})
    return items


def _is_new(duty: Duty, then: Duty | None) -> bool:
    return then is None or then.state != "open" or then.due_on != duty.due_on


def _gone_duties(before: Course, after: Course) -> list[Item]:
    """What was open and no longer is asked for, by kind."""
    now = {duty.key: duty.state for duty in after.duties}
    kinds: dict[str, int] = {}
    for duty in before.duties:
        if duty.state == "open" and now.get(duty.key) in (None, "waived"):
            kinds[duty.kind] = kinds.get(duty.kind, 0) + 1
    if not kinds:
        return []
    listed = in_a_row(with_more(shown(kind), n) if n > 1 else shown(kind) for kind, n in kinds.items())
    return [{"text": _("不再要求：%(what)s。") % {"what": listed}, "clause": None, "tone": "plain"}]


def _proposals(before: Course, after: Course, held: Case, year: int) -> list[Item]:
    then = {proposal.key for proposal in before.proposals}
    items: list[Item] = []
    for proposal in after.proposals:
        if proposal.key not in then:
            for said in told(proposal.reasons, held.policy(), year=year):
                items.append({**said, "tone": "sky"})
    return items
