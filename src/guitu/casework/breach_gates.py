"""关口 of what is done while a measure runs: a record put right passes what recording it passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from guitu.casework import lawful
from guitu.rules import breaches, two_way_control
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


def _breach(then: Any, fact: Any) -> Verdict:
    found = breaches.under(then.measures(), then.held.facts, fact.on)
    if found is not None and found.measure_id == fact.measure:
        return ALLOWED
    return refused(Reason("breaches.no_agreement", {}, "detox_regulation.16"))


def _warning(then: Any, fact: Any) -> Verdict:
    """By two people still, and a refusal with the witness that the note names."""
    two = lawful.are_two(then.by, fact.on, server_1=fact.server_1, server_2=fact.server_2)
    if not two:
        return refused(Reason("breaches.two_serve", {}, "guitu.default"))
    lacks = fact.received == "unsigned" and "见证人" not in then.note(fact)
    return refused(Reason("breaches.witness", {}, "guitu.default")) if lacks else ALLOWED


def _talk(then: Any, fact: Any) -> Verdict:
    lawful.known_staff(then.by, fact.on, critic=fact.critic)
    return ALLOWED


def _verified(then: Any, fact: Any) -> Verdict:
    return two_way_control.may_verify(fact, then.course.overlays)


GATES: Mapping[str, Callable[[Any, Any], Verdict]] = {
    "whereabouts_verified": _verified, "agreement_breached": _breach, "warning_served": _warning, "breach_criticised": _talk,
}
NONE_NEEDED: Mapping[str, str] = {
    "breach_excused": "stands after what it is of, and counts in the person's favour",
    **dict.fromkeys(
        ("two_way_answered", "elsewhere_test_asked", "elsewhere_test_declined", "transfer_acknowledged"),
        "a letter's coming and going: stands after what it is of, and binds nobody",
    ),
}
