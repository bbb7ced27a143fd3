"""A rule is switched on or off by the office; what it finds becomes a call that somebody looks at, or comes to the one under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID, uuid4

from guitu.kit.actor import NOBODY
from guitu.kit.arrays import array
from guitu.kit.crypto import seal
from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.people.explaining import explained
from guitu.response.fold import CALL
from guitu.response.raising import live_call, looks_first, open_call, refuse_nobody
from guitu.response.reading import Words
from guitu.response.standing_by import standing_by
from guitu.rules.signals import SignalsPolicy, may_switch
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import new, write

WHY = "response_switch.words"
_IS_ON = "SELECT is_on FROM response_switch WHERE county_id = %s AND rule = %s ORDER BY said_at DESC, id DESC LIMIT 1"
_SWITCH = "INSERT INTO response_switch (id, county_id, rule, is_on, said_at, said_post, words) VALUES (%s, %s, %s, %s, %s, %s, %s)"
_MATCH = (
    "INSERT INTO response_match (id, county_id, rule, last_signal, signals, matched_at, call_id, came_to, cause) VALUES"
    " (%s, %s, %s, %s, %s::text[], %s, %s, %s, %s)"
)


@command
def switch_rule(act: Act, *, rule: str, to: Literal["on", "off"], words: str) -> Answer:
    """Switch a rule on or off for the county, and say why. It takes what becomes known from now on. Refuses an unknown rule, one
    that is that way already, and no words. Policy: signals.rules"""
    refuse_nobody(act)
    policy: SignalsPolicy = timeline_of(act.actor.county_id, act.actor.county_id).on(act.on).signals
    found = row(_IS_ON, [act.actor.county_id, rule])
    Refused.unless(may_switch(rule, policy, words, is_on=bool(found and found[0]), to=to))
    switch = uuid4()
    said = seal(WHY, switch, words.strip())
    run(_SWITCH, [switch, act.actor.county_id, rule, to == "on", act.at, act.actor.post_id, said])
    changed(act, [Change("call_rule", switch, act.actor.county_id, None, {"rule": rule, "is_on": to == "on"})])
    return {"switch": str(switch)}


@command
def raise_by_rule(
    act: Act, *, rule: str, signals: Sequence[str], person_id: UUID | None, path: str, template: str, words: str
) -> Answer:
    """By the clock: what a rule takes together goes to the town, which looks first; no unit is called by a rule.

    Somebody of whom a call is under way gets no second one: the signals come to it. Whose file says why they are not reached
    gets none, and the reason is noted with the match. The same match never counts twice. Policy: signals.rules, calls.same_hours
    """
    county, last = act.actor.county_id, signals[-1]
    standing = standing_by(county, path, act.at, person_id)
    if template not in standing.policy.templates:
        raise Refused(Reason("calls.unknown"), field="template")
    if row("SELECT 1 FROM response_match WHERE county_id = %s AND rule = %s AND last_signal = %s", [county, rule, last]):
        return {"match": None, "call": None}
    on_file = sorted(explained(act.actor, person_id, act.on) or {}) if person_id else []
    live = None if on_file else live_call(act, standing.policy, person_id, path)
    if on_file:
        return _noted(act, rule, signals, None, "explained", on_file[0])
    if live:
        held = matter(act, CALL, live[0])
        write(act, held, [new("signals_added", act, act.on, by_rule=rule, signals=tuple(signals))], note=words)
        return _noted(act, rule, signals, live[0], "live", None)
    level = standing.policy.templates[template].level
    asked = looks_first(standing, act, level)
    if asked == str(NOBODY):
        raise Refused(Reason("calls.nobody_there"))
    held = open_call(act, template, path, Words("", "", words), UUID(asked), person_id)
    fact = new(
        "call_raised", act, act.on, template=template, level=level, by="", post=str(NOBODY), asked=asked,
        person=str(person_id) if person_id else None, by_rule=rule, signals=tuple(signals),
    )
    answer = write(act, held, [fact])
    return {**answer, **_noted(act, rule, signals, held.id, "new", None), "asked": asked}


def _noted(act: Act, rule: str, signals: Sequence[str], call: UUID | None, came_to: str, cause: str | None) -> Answer:
    """The match is kept, once: what came of it, and the signals that it used up."""
    match = uuid4()
    run(_MATCH, [match, act.actor.county_id, rule, signals[-1], array("text", list(signals)), act.at, call, came_to, cause])
    changed(act, [Change("call_match", match, act.actor.county_id, None, {"rule": rule, "came_to": came_to, "call": str(call) if call else None})])
    return {"match": str(match), "call": str(call) if call else None}
