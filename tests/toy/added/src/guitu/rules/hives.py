"""蜂箱: a hive is looked at every so many days, and a swarm is caught within minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guitu.rules.cadence import Timeline
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.facts.hives import HiveLookedAt, HiveSwarmed, SwarmCaught
from guitu.rules.records import effective
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "hives.look_by": "上次看过是 {last}，请在 {by} 前再看一次。",
    "hives.catch_within": "分蜂以后 {minutes} 分钟内收回。",
    "hives.no_swarm": "没有这次分蜂，或者已经收回。",
}


@dataclass(frozen=True)
class HivesPolicy:
    """Within how many days a hive is looked at again, and within how many minutes a swarm is caught."""

    look_days: Days
    catch_minutes: int


@dataclass(frozen=True, slots=True)
class HiveCourse:
    """Where a hive stands, since when, and what is due of it."""

    state: str
    since_on: date
    duties: tuple[Duty, ...]
    consequences: tuple[Consequence, ...]
    over_at: datetime | None = None


def fold(facts: Sequence[Fact], timeline: Timeline) -> HiveCourse:
    """What follows from the facts of a hive: looked at again within days, a swarm caught within minutes. Policy: hives.*"""
    stand = effective(facts)
    state, since, over, duties, brought = "kept", stand[0].on, None, {}, []
    for fact in stand:
        policy: HivesPolicy = timeline.on(fact.on).hives
        if isinstance(fact, HiveSwarmed):
            state, since = "swarming", fact.on
            why = Reason("hives.catch_within", {"minutes": policy.catch_minutes}, "guitu.default")
            due_at = fact.seen_at + timedelta(minutes=policy.catch_minutes)
            duties[fact.id] = Duty(f"hive_catch:{fact.id}", "hive_catch", fact.on, fact.on, fact.on, "open", (why,), due_at=due_at)
            brought.append(Consequence(fact.id, (why,)))
        elif isinstance(fact, SwarmCaught):
            state, since = "kept", fact.on
            duties[fact.swarm] = _done(duties[fact.swarm], fact)
        else:
            if "look" in duties:
                found = duties.pop("look")
                duties[found.key] = _done(found, fact)
            if isinstance(fact, HiveLookedAt) and fact.found == "empty":
                state, since, over = "given_up", fact.on, fact.known
                continue
            by = due_of_office(fact.on, policy.look_days, timeline).by
            why = Reason("hives.look_by", {"last": fact.on, "by": by}, "guitu.default")
            duties["look"] = Duty(f"hive_look:{fact.id}", "hive_look", fact.on, by, by, "open", (why,))
            brought.append(Consequence(fact.id, (why,)))
    return HiveCourse(state, since, tuple(duties.values()), tuple(brought), over)


def _done(duty: Duty, fact: Fact) -> Duty:
    return Duty(
        duty.key, duty.kind, duty.opens_on, duty.planned_on, duty.due_on, "done", duty.reasons, due_at=duty.due_at,
        done_by=fact.id, done_on=fact.on,
    )


def may_catch(facts: Sequence[Fact], swarm: str) -> Verdict:
    """Whether a swarm may be noted as caught: it was seen, and nobody has caught it."""
    stand = effective(facts)
    caught = {fact.swarm for fact in stand if isinstance(fact, SwarmCaught)}
    if swarm not in {fact.id for fact in stand if isinstance(fact, HiveSwarmed)} - caught:
        return refused(Reason("hives.no_swarm"))
    return ALLOWED
