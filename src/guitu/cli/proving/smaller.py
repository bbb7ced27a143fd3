"""A counter-example cut down to the facts without which nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from datetime import timedelta
from typing import Any

from guitu.cli.proving.lives import ENVELOPE, Life
from guitu.rules.facts import Fact

Wrong = Callable[[Life], bool]


def smallest(life: Life, wrong: Wrong) -> Life:
    """Facts left out one after the other, then fields put back to what they are by default."""
    changed = True
    while changed:
        changed = False
        for fact in reversed(life.facts):
            rest = tuple(other for other in life.facts if fact.id not in (other.id, other.corrects))
            if rest and len(rest) < len(life.facts) and wrong(replace(life, facts=rest)):
                life, changed = replace(life, facts=rest), True
    for number in range(len(life.facts)):
        for name in _fields_of(life.facts[number]):
            plain = _plainer(life.facts[number], name)
            attempt = replace(life, facts=(*life.facts[:number], plain, *life.facts[number + 1 :]))
            if wrong(attempt):
                life = attempt
    for days in (1000, 365, 90, 10, 1):
        earlier = replace(life, today=life.today - timedelta(days=days))
        while earlier.today >= max(fact.on for fact in life.facts) and wrong(earlier):
            life, earlier = earlier, replace(earlier, today=earlier.today - timedelta(days=days))
    return life


def _fields_of(fact: Fact) -> list[str]:
    """The fields of the body that may be left out."""
    return [f.name for f in fields(fact) if f.name not in ENVELOPE and f.default is not MISSING]


def _plainer(fact: Fact, name: str) -> Fact:
    """The fact with this field as it is by default."""
    default: Any = next(field.default for field in fields(fact) if field.name == name)
    return replace(fact, **{name: default})
