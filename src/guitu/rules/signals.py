"""异常信号: what is on file about somebody that, taken together, makes a call. Each rule says which signals, how many, within
which hours; a rule raises a call for somebody to look at and calls no unit by itself.

A positive strip is none of the kinds: it leads to a laboratory and to help, never to a call, whatever a pack says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "signals.unknown": "没有这条规则。请刷新页面。",
    "signals.needs_words": "请写明为什么开、为什么关。",
    "signals.gone": "这份档案现在打不开，没有发起。",
    "signals.as_it_is": "这条规则本来就是这样，不用再改。",
}
KINDS = ("report_missed", "not_met", "test_missed", "nobody_met")
LAST = 10  # matches that a rule shows
TRIED_DAYS = 365


@dataclass(frozen=True, slots=True)
class SignalRule:
    """A rule: signals of which kinds, which of them must be there, how many at least, tried in how many ways, within
    how many hours; and which kind of call it makes."""

    name: str
    template: str
    kinds: tuple[str, ...]
    must: tuple[str, ...]
    least: int
    ways: int
    hours: int


@dataclass(frozen=True)
class SignalsPolicy:
    rules: Mapping[str, SignalRule]


@dataclass(frozen=True, slots=True)
class Signal:
    """Something on file at a moment. `subject`: the person, or what there is where nobody is on file yet; `way`: of an attempt to
    reach somebody, by which way."""

    id: str
    kind: str
    at: datetime
    subject: str
    path: str
    person: UUID | None = None
    way: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Signals that a rule takes together. `at`: when the last of them was known."""

    rule: str
    at: datetime
    signals: tuple[Signal, ...]

    @property
    def last(self) -> Signal:
        return self.signals[-1]


def matches(code: str, rule: SignalRule, signals: Sequence[Signal], used: Collection[str] = ()) -> Iterator[Match]:
    """Every time a rule holds, by the moment of the signal that made it hold. A signal counts once: what made a call makes no
    second one. Policy: signals.rules (guitu.default)"""
    waiting: dict[str, list[Signal]] = {}
    for signal in sorted(signals, key=lambda one: (one.at, one.id)):
        if signal.kind not in KINDS or signal.kind not in rule.kinds or signal.id in used:
            continue
        since = signal.at - timedelta(hours=rule.hours)
        held = [one for one in waiting.get(signal.subject, ()) if one.at > since]
        held.append(signal)
        waiting[signal.subject] = held
        if _holds(rule, held):
            yield Match(code, signal.at, tuple(held))
            waiting[signal.subject] = []


def _holds(rule: SignalRule, held: Sequence[Signal]) -> bool:
    kinds, ways = {one.kind for one in held}, {one.way for one in held if one.way}
    return len(held) >= rule.least and kinds >= set(rule.must) and len(ways) >= rule.ways


def may_switch(code: str, policy: SignalsPolicy, words: str, *, is_on: bool, to: Literal["on", "off"]) -> Verdict:
    """Whether a rule may be switched on or off: it is one of the pack, it is the other way now, and why is said. Our default
    (guitu.default)."""
    if code not in policy.rules:
        return refused(Reason("signals.unknown"))
    if is_on == (to == "on"):
        return refused(Reason("signals.as_it_is"))
    return ALLOWED if words.strip() else refused(Reason("signals.needs_words"))
