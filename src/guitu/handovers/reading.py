"""A handover is read here: its course by the rules, its packet opened as far as a post may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.handovers.fold import HANDOVER
from guitu.kit.crypto import readable, shown
from guitu.kit.database import dicts, row
from guitu.kit.errors import NotVisible
from guitu.kit.page_filters import masked
from guitu.ledger.commands import Act
from guitu.rules.handovers import HandoverCourse, HandoversPolicy, policy_of
from guitu.settling.load import Loaded, matter, matters

FACILITY, BODY = "handovers_handover|facility", "handovers_packet|body"
_ROW = "SELECT id, facility_post, facility, person_id FROM handovers_handover WHERE id = %s"
_PACKET = (
    "SELECT DISTINCT ON (part) id, part, consent_on, body, put_at FROM handovers_packet WHERE matter_id = %s ORDER BY part, put_at DESC, id"
)


@dataclass(frozen=True, slots=True)
class Put:
    """One compartment as it was put last. `values`: None when it was emptied, or is not this post's to read."""

    part: str
    put_at: datetime
    consent_on: date | None
    values: Mapping[str, Any] | None
    is_emptied: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover as a page shows it."""

    held: Loaded
    course: HandoverCourse
    policy: HandoversPolicy
    facility: str
    facility_post: UUID | None
    packet: Mapping[str, Put]
    name: str  # masked

    @property
    def id(self) -> UUID:
        return self.held.id

    @property
    def code(self) -> str:
        return code_of(self.held.id)


def handover_of(handover_id: UUID, classes: frozenset[str]) -> Handover:
    """One handover, its packet opened for a post that reads these classes; whatever row security hides is not there."""
    found, stored = matters(HANDOVER, [handover_id], lock=False), row(_ROW, [handover_id])
    if not found or stored is None:
        raise NotVisible
    course, policy = course_of(found[0])
    lines = dicts(_PACKET, [handover_id])
    opened = {one["part"]: _opened(one) for one in lines}
    packet = {
        one["part"]: Put(one["part"], one["put_at"], one["consent_on"],
                         opened[one["part"]] if policy.packet[one["part"]].needs in classes else None, one["body"] is None)
        for one in lines
    }
    name = masked(str((opened.get("identity") or {}).get("name", "")))
    return Handover(found[0], course, policy, shown(FACILITY, stored[0], stored[2]), stored[1], packet, name)


def held_for(act: Act, handover_id: UUID) -> tuple[Loaded, HandoverCourse, HandoversPolicy]:
    """The handover under a command, locked."""
    held = matter(act, HANDOVER, handover_id)
    return held, *course_of(held)


def course_of(held: Loaded) -> tuple[HandoverCourse, HandoversPolicy]:
    course: HandoverCourse = HANDOVER.fold(held, held.facts[0].on)
    return course, policy_of(held.facts, held.policy())


def name_in(packet: UUID | None, body: bytes | None) -> str:
    """The masked name that an identity compartment says; empty when it was emptied."""
    found = readable(BODY, packet, body) if packet and body is not None else None
    return masked(str(orjson.loads(found).get("name", ""))) if found else ""


def code_of(handover_id: UUID) -> str:
    """The short number by which both sides name it."""
    return handover_id.hex[:4].upper()


def _opened(line: dict[str, Any]) -> dict[str, Any] | None:
    text = readable(BODY, line["id"], line["body"]) if line["body"] is not None else None
    return orjson.loads(text) if text else None
