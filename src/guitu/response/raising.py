"""A call is raised, the innocent is ruled out, and the units are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from guitu.kit.crypto import seal
from guitu.kit.database import Statement, insert_many, row
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.matters.opening import NewMatter, open_matters
from guitu.response.fold import CALL, CALLS
from guitu.response.reading import KNOWN, SPOT, WHOM, Words, code_of, course_of, take_part, take_parts
from guitu.response.standing_by import StandingBy, standing_by
from guitu.rules import call_steps
from guitu.rules.calls import EVENT, EVENT_STEPS, STEPS, CallsPolicy
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason, refused
from guitu.settling.load import Loaded, matter, matters
from guitu.settling.record import new, write

_CALL = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("template", "text"), ("person_id", "uuid"),
    ("raised_at", "timestamptz"), ("whom", "bytea"), ("spot", "bytea"), ("known", "bytea"),
)
_PLACE = Statement("SELECT 1 FROM grid_area WHERE path = %s AND valid_to IS NULL")
_LIVE = Statement("SELECT id, raised_at FROM response_live(%s, %s, %s)")


@command
def raise_call(
    act: Act, *, template: str, path: str, known: str, person_id: UUID | None = None, whom: str = "", spot: str = "",
    for_caller: bool = False, another: bool = False,
) -> Answer:
    """Say that something is wrong: which kind, where, whom or what, what is known; also for somebody who called.

    Of the gravest level the units are called at once; of the others after the innocent reasons are ruled out. A grid
    worker's is a notice that the town turns into a call. Refuses a place elsewhere, no words, a person who is not seen,
    and, unless it is said to be another thing, what is under way about the same person or place. Policy: calls.*
    """
    refuse_nobody(act)
    standing = standing_by(act.actor.county_id, path, act.at, person_id)
    of = standing.policy.templates.get(template)
    if of is None:
        raise Refused(Reason("calls.unknown"), field="template")
    if not known.strip():
        raise Refused(Reason("calls.needs_words"), field="known")
    if not path.startswith(act.actor.path) or len(path) < 9 or row(_PLACE, [path]) is None:
        raise Refused(Reason("calls.elsewhere"), field="path")
    if person_id is not None and row("SELECT 1 FROM people_person WHERE id = %s", [person_id]) is None:
        raise NotVisible
    if not another:
        _refuse_same(act, standing.policy, person_id, path)
    return raised(act, standing, template, path, Words(whom, spot, known), person_id=person_id, for_caller=for_caller)


def raised(
    act: Act, standing: StandingBy, template: str, path: str, words: Words, *, person_id: UUID | None = None, for_caller: bool = False
) -> Answer:
    """A call is opened by the post of this act, and its units are called where its level says at once: what a command that
    raises one ends with, and what another command brings by a reaction."""
    of = standing.policy.templates[template]
    me = str(act.actor.post_id)
    is_notice = "call_units" not in act.actor.may
    asked = looks_first(standing, act, of.level) if is_notice else me
    held = open_call(act, template, path, words, act.actor.post_id, person_id)
    if asked != me:
        take_part(act, held.id, path, asked, "asked")
    facts = [
        new("call_raised", act, act.on, template=template, level=of.level, by=by_whom(act), post=me, asked=asked,
            person=str(person_id) if person_id else None, notice=is_notice, for_caller=for_caller)
    ]
    if of.level == min(standing.policy.levels) and not is_notice:
        facts += _called(act, held, standing, template)
    return {"call": str(held.id), **write(act, held, facts)}


@command
def check_innocent(
    act: Act, *, call_id: UUID, ruled_out: Sequence[str] = (), on_file: Sequence[str] = (), explains: str = "", words: str = ""
) -> Answer:
    """Note which innocent reasons are ruled out, and which one it is: then the call ends there, and is counted so.

    `on_file`: those that were answered by what is on file. Refuses a reason that is not of the eight, and a call that is
    over.
    """
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, policy, _ = course_of(held)
    Refused.unless(call_steps.may_end(course))
    if not {*ruled_out, *on_file, *([explains] if explains else [])} <= set(policy.causes):
        raise Refused(Reason("calls.unknown"))
    facts = [
        new("innocent_checked", act, act.on, cause=one, result="ruled_out", known_by="on_file" if one in on_file else "inquired", by=by_whom(act))
        for one in ruled_out if one != explains
    ]
    if explains:
        known_by = "on_file" if explains in on_file else "inquired"
        facts += [
            new("innocent_checked", act, act.on, cause=explains, result="explains", known_by=known_by, by=by_whom(act)),
            new("call_ended", act, act.on, ended_as="innocent", by=by_whom(act)),
        ]
    return write(act, held, facts, note=words.strip() or None)


@command
def call_units(act: Act, *, call_id: UUID) -> Answer:
    """Call all units of the kind, each by the post that has duty now. Every clock runs from here.

    A unit at which nobody is, is called at the next step where somebody is, at once, and that is told. Refuses a call
    that is not this post's to send, or whose innocent reasons are not all ruled out (policy, our default).
    """
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, policy, _ = course_of(held)
    if str(act.actor.post_id) not in course.seats["raising"].asked and CALLS not in act.actor.whole_of:
        raise Refused(Reason("calls.not_asked", {"unit": ""}))
    Refused.unless(call_steps.may_send(course, policy))
    standing = standing_by(held.county_id, held.scope_path, act.at, UUID(course.person) if course.person else None)
    return write(act, held, _called(act, held, standing, course.template))


def open_call(act: Act, template: str, path: str, words: Words, first: UUID, person_id: UUID | None = None) -> Loaded:
    """The file of a new call, empty yet; the post `first` takes part from now on."""
    call = uuid4()
    opening = NewMatter(call, path, code_of(call), first)
    open_matters(act.actor.county_id, [opening], kind="call", compartment=CALLS, at=act.at, on=act.on, part="raised")
    sealed = (
        seal(WHOM, call, words.whom.strip() or None), seal(SPOT, call, words.spot.strip() or None), seal(KNOWN, call, words.known.strip()),
    )
    insert_many("response_call", _CALL, [(call, act.actor.county_id, path, template, person_id, act.at, *sealed)])
    (held,) = matters(CALL, [call], lock=False)  # nobody else sees it yet
    return held


def live_call(act: Act, policy: CallsPolicy, person_id: UUID | None, path: str) -> tuple[UUID, datetime] | None:
    """What is under way about the same person, or of nobody on file at the same place, and since when. Policy: calls.same_hours"""
    found = row(_LIVE, [person_id, path, act.at - timedelta(hours=policy.same_hours)])
    return (found[0], found[1]) if found else None


def call_unit(
    act: Act, held: Loaded, standing: StandingBy, unit: str, *, main: bool, why: str, steps: Sequence[str] = STEPS
) -> Fact:
    """One unit is called by the post that has duty, which takes part from now on."""
    post, called = _who_is_called(act, standing, unit, main=main, why=why, steps=steps)
    take_part(act, held.id, held.scope_path, post, unit)
    return called


def _who_is_called(
    act: Act, standing: StandingBy, unit: str, *, main: bool, why: str, steps: Sequence[str]
) -> tuple[str, Fact]:
    on_duty = standing.at(unit, act.at)
    post, missing = call_steps.first_there(unit, act.at, on_duty.post, standing.step, str(act.actor.post_id), steps)
    return post, new("unit_called", act, act.on, unit=unit, post=post, main=main, called_because=why, missing=missing)


def _called(act: Act, held: Loaded, standing: StandingBy, template: str) -> list[Fact]:
    of = standing.policy.templates[template]
    units = call_steps.called_at_first(of.units, of.main)
    steps = EVENT_STEPS if of.level == EVENT else STEPS
    called = [_who_is_called(act, standing, unit, main=unit == of.main, why="first", steps=steps) for unit in units]
    take_parts(act, held.id, held.scope_path, [(post, unit) for (post, _fact), unit in zip(called, units, strict=True)])
    return [fact for _post, fact in called]


def looks_first(standing: StandingBy, act: Act, level: str) -> str:
    """Of a notice, and of what a rule found: who looks at it. Of an event the village, else the town."""
    unit, steps = ("village", EVENT_STEPS) if level == EVENT else ("town", STEPS)
    on_duty = standing.at(unit, act.at)
    return call_steps.first_there(unit, act.at, on_duty.post, standing.step, str(act.actor.post_id), steps)[0]


def _refuse_same(act: Act, policy: CallsPolicy, person_id: UUID | None, path: str) -> None:
    if found := live_call(act, policy, person_id, path):
        values = {"code": code_of(found[0]), "at": found[1].isoformat(), "call": str(found[0])}
        raise Refused(*refused(Reason("calls.same_call", values)).reasons, field="another")


def by_whom(act: Act) -> str:
    return str(act.actor.natural_person_id)


def refuse_nobody(act: Act) -> None:
    if act.actor.natural_person_id is None:
        raise Refused(Reason("calls.nobody"))
