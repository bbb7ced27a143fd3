"""A call is read here: its course by the rules, its sealed words, and which post takes part in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.crypto import shown
from guitu.kit.database import Statement, dicts, insert_many
from guitu.kit.errors import NotVisible
from guitu.ledger.commands import Act
from guitu.policy import Timeline
from guitu.response.fold import CALL, CALLS
from guitu.rules.calls import CallCourse, CallsPolicy, policy_of
from guitu.settling.load import Loaded, matters

WHOM, SPOT, KNOWN = "response_call.whom", "response_call.spot", "response_call.known"
_ROW = Statement("SELECT c.id, c.template, c.person_id, c.raised_at, c.whom, c.spot, c.known FROM response_call c WHERE c.id = %s")
_PART = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"),
    ("post_id", "uuid"), ("part", "text"), ("from_on", "date"), ("given_by", "uuid"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What was said of a call when it was raised, opened."""

    whom: str
    spot: str
    known: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One call as far as it follows from its facts."""

    held: Loaded
    course: CallCourse
    policy: CallsPolicy
    timeline: Timeline

    @property
    def id(self) -> UUID:
        return self.held.id

    @property
    def code(self) -> str:
        return code_of(self.held.id)


@dataclass(frozen=True, slots=True)
class Call(Standing):
    """One call as a page shows it."""

    words: Words


def written_by(act: Act, call_id: UUID) -> Standing:
    """A call as an act leaves it; it is read only where the act wrote of another one."""
    held = act.written
    if not isinstance(held, Loaded) or held.id != call_id or held.settled is None:
        return call_of(call_id)
    timeline = held.policy()
    return Standing(held, held.settled, policy_of(held.facts, timeline), timeline)


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
    take_parts(act, call_id, path, [(post, part)])


def take_parts(act: Act, call_id: UUID, path: str, parts: Sequence[tuple[str, str]]) -> None:
    """The same for several posts at once, each with its part: one statement."""
    by = act.actor
    given = [(uuid4(), by.county_id, path, CALLS, call_id, UUID(post), f"{part}:{post[:8]}", act.on, by.post_id) for post, part in parts]
    insert_many("matters_part", _PART, given, "ON CONFLICT DO NOTHING")
