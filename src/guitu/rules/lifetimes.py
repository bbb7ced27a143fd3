"""一生之内: nothing happens to anybody before birth or after death; before anything known it is asked whether the
day is right. Never against the day of entry: a roster registers on the day of import, and older papers come later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from guitu.rules.facts import Fact, Registered
from guitu.rules.terms import Known
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "lifetimes.before_birth": "{on} 早于出生日期 {born_on}。请核对日期。",
    "lifetimes.after_death": "已登记 {died_on} 死亡，{on} 不会再有这件事。请核对日期；死亡日期登记错了的，先更正。",
    "lifetimes.before_first": "{day} 早于这个人现有的最早记录（{on}）。日期没有错吗？",
}
_AFTER_DEATH = frozenset({"withdrawn", "laboratory_result", "bottles_moved", "bottles_destroyed", "doubt_read", "died"})  # a sample is examined and kept all the same


def may_happen(fact: Fact, facts: Iterable[Fact], subject: Known) -> Verdict:
    """Whether a fact of that day can be of this person: not before birth, and not after death but for what the
    laboratory still finds. `facts` are those that stand. Ours (guitu.default)."""
    if subject.born_on is not None and fact.on < subject.born_on:
        return refused(Reason("lifetimes.before_birth", {"on": fact.on, "born_on": subject.born_on}))
    if fact.kind in _AFTER_DEATH:
        return ALLOWED
    died_on = min((f.on for f in facts if f.kind == "died" and f.id != fact.corrects), default=None)
    if died_on is not None and fact.on > died_on:
        return refused(Reason("lifetimes.after_death", {"on": fact.on, "died_on": died_on}))
    return ALLOWED


def asks(fact: Fact, facts: Sequence[Fact]) -> Reason | None:
    """The question whether the day is right, when it lies before everything dated about the person: the day found,
    and every fact but the entry into the book. None: nothing to ask. Ours (guitu.default)."""
    return asks_of(fact.on, facts) if fact.kind != "registered" else None


def asks_of(day: date, facts: Sequence[Fact]) -> Reason | None:
    """The same of a day alone."""
    dated = [fact.on for fact in facts if fact.kind not in ("registered", "withdrawn")]
    dated += [f.first_found_on for f in facts if isinstance(f, Registered) and f.first_found_on is not None]
    first = min(dated, default=None)
    if first is None or day >= first:
        return None
    return Reason("lifetimes.before_first", {"day": day, "on": first})
