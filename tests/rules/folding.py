"""Whole folds for rule tests: a file told in short lines, and what is due in it."""

from __future__ import annotations

from collections.abc import Sequence

from guitu import policy
from guitu.policy import Timeline, sources
from guitu.rules import person
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Duty, Known
from tests.rules.casebook import day, fact

NATIONAL = policy.load("national")


def folded(facts: Sequence[Fact], until: str = "2030-12-31", pack: Timeline = NATIONAL) -> Course:
    first = min((f.on for f in facts), default=day("2020-01-01"))
    known = [f for f in facts if f.kind == "registered"] or [fact("registered", first.isoformat())]
    return person.fold([*known, *(f for f in facts if f.kind != "registered")], pack, Known("male"), until=day(until))


def due(facts: Sequence[Fact], key: str, until: str = "2030-12-31", pack: Timeline = NATIONAL) -> Duty:
    """The one duty of that key."""
    (found,) = [duty for duty in folded(facts, until, pack).duties if duty.key == key]
    return found


def of_kind(facts: Sequence[Fact], kind: str, until: str = "2030-12-31", pack: Timeline = NATIONAL) -> list[Duty]:
    return [duty for duty in folded(facts, until, pack).duties if duty.kind == kind]


def codes(duty: Duty) -> list[str]:
    return [reason.code for reason in duty.reasons]


def amended(*changes: tuple[str, str]) -> Timeline:
    """The national pack with lines of its text replaced."""
    text = sources.joined("national")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return policy.from_text(text)


def later(field: str, line: str) -> Timeline:
    """The national pack with one more dated line under a number, e.g. later("visits.states", "2027-01-15 = []")."""
    section, _, table = field.partition(".")
    part = f"#== national/{section}.toml\n"
    before, after = sources.joined("national").split(part)
    body, *rest = after.split("#== ", 1)
    head, tail = body.split(f"[{table}]\n")
    number, *others = tail.split("\n[", 1)
    body = f"{head}[{table}]\n{number.rstrip()}\n{line}\n" + "".join(f"\n[{other}" for other in others)
    return policy.from_text(before + part + body + "".join(f"#== {other}" for other in rest))
