"""A call is read here: its course by the rules, its sealed words, and which post takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.crypto import shown
from guitu.kit.database import dicts, run
from guitu.kit.errors import NotVisible
from guitu.ledger.commands import Act
from guitu.policy import Timeline
from guitu.response.fold import CALL, CALLS
from guitu.rules.calls import CallCourse, CallsPolicy, policy_of
from guitu.settling.load import Loaded, matters

WHOM, SPOT, KNOWN = "response_call.whom", "response_call.spot", "response_call.known"
_ROW = "SELECT c.id, c.template, c.person_id, c.raised_at, c.whom, c.spot, c.known FROM response_call c WHERE c.id = %s"
_PART = (
    "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What was said of a call when it was raised, opened."""

    whom: str
    spot: str
    known: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call as a page shows it."""

    held: Loaded
    course: CallCourse
    policy: CallsPolicy
    timeline: Timeline
    words: Words

    @property
    def id(self) -> UUID:
        return self.held.id

    @property
    def code(self) -> str:
        return code_of(self.held.id)


def call_of(call_id: UUID) -> Call:
    """One call; whatever row security hides is not there."""
    found = matters(CALL, [call_id], lock=False)
    stored = dicts(_ROW, [call_id])
    if not found or not stored:
        raise NotVisible
    course, policy, timeline = course_of(found[0])
    return Call(found[0], course, policy, timeline, words_of(stored[0]))


def course_of(held: Loaded) -> tuple[CallCourse, CallsPolicy, Timeline]:
    """Where a call stands, and the numbers it runs by."""
    timeline = held.policy()
    course: CallCourse = CALL.fold(held, held.facts[0].on)
    return course, policy_of(held.facts, timeline), timeline


def words_of(stored: dict[str, Any]) -> Words:
    return Words(*(shown(place, stored["id"], stored[name]) for place, name in ((WHOM, "whom"), (SPOT, "spot"), (KNOWN, "known"))))


def code_of(call_id: UUID) -> str:
    """The short number by which people name a call."""
    return call_id.hex[:4].upper()


def take_part(act: Act, call_id: UUID, path: str, post: str, part: str) -> None:
    """A post takes part in a call from now on; told twice, it does so once. What it may do there its seat says."""
    run(
        _PART,
        [uuid4(), act.actor.county_id, path, CALLS, call_id, post, f"{part}:{post[:8]}", act.on, act.actor.post_id],
    )
