"""同一件事: what happened once is one occasion, however often and by whomever it was written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from guitu.rules import records
from guitu.rules.facts import Fact, MeasureDecided, MeasureEnded
from guitu.rules.measure_states import COMMUNITY_KINDS
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "occasions.same_today": "今天已有一次一样的，是另一次吗？是另一次的，请勾选“是另一次”；不是的，不用再记。",
    "occasions.same_that_day": "{on} 已有一次一样的，是另一次吗？是另一次的，请勾选“是另一次”；不是的，不用再记。",
}

# What makes two records of one day and kind the same occasion; of other kinds, the whole body.
_SAME: Mapping[str, tuple[str, ...]] = {
    "visit": ("how", "met"),
    "periodic_report": (),
    "points_granted": ("item", "quantity"),
    "test_missed": ("slot", "reason", "notice_served", "warning_letter", "notice", "unprovable"),
    "absence_confirmed": ("until", "warning_letter", "unprovable"),
}
# Of a test, by what it says: five negatives on one day are one test, two sealed samples are two.
_SAME_TEST: Mapping[str, tuple[str, ...]] = {
    "negative": ("sample",),
    "positive": ("sample", "sample_a", "sample_b"),
    "refused": ("notice", "warning_letter", "unprovable"),
}
# Kinds of which one day may well see two. Of others a second one is refused by its own rule, or changes nothing.
REPEATED = frozenset(
    {"visit", "periodic_report", "points_granted", "urine_test", "test_missed", "test_notice_served", "absence_confirmed"}
)
_NEVER_ONE = frozenset({"duty_postponed", "withdrawn", "request_made"})


def identity(fact: Fact) -> tuple[Any, ...]:
    """What two records of one day and kind have in common when they tell of the same occasion."""
    names = _SAME.get(fact.kind)
    if fact.kind == "urine_test":
        test: Any = fact
        names = _SAME_TEST.get(test.outcome)
        if names is not None:
            return (test.outcome, *(getattr(fact, name) for name in names))
    if names is None:
        names = tuple(name for name in records.names_of(fact.kind) if name != "another_occasion")
    return tuple(getattr(fact, name) for name in names)


def written_twice(known: Iterable[Fact]) -> set[str]:
    """Ends that files of the first version hold twice: they wrote the end that a 强戒 puts to a 社戒 as a paper of the same
    click. It follows from the decision, and falls with it. The end of a treatment follows from nothing: it is a paper."""
    ends = [fact for fact in known if isinstance(fact, MeasureEnded) and fact.how == "converted"]
    if not ends:
        return set()
    decided = [fact for fact in known if isinstance(fact, MeasureDecided)]
    clicks = {(fact.on, fact.known) for fact in decided if fact.measure_kind == "compulsory_isolation"}
    theirs = {fact.measure for fact in decided if fact.measure_kind in COMMUNITY_KINDS}
    return {end.id for end in ends if end.measure in theirs and (end.on, end.known) in clicks}


def without_copies(facts: list[Fact]) -> list[Fact]:
    """The facts, in order of their days, without second records of one occasion; what names a copy names the record
    that stays.

    Of two tests the one that answers the slot of its day stays, before one taken on request or for a slot long past.
    """
    often = {day for day, following in pairwise([fact.on for fact in facts]) if day == following}
    if not often:
        return facts
    by_day: dict[tuple[date, str], list[Fact]] = {}
    for fact in [fact for fact in facts if fact.on in often]:
        by_day.setdefault((fact.on, fact.kind), []).append(fact)
    stays: dict[str, str] = {}
    for (_on, kind), group in by_day.items():
        if len(group) > 1 and kind not in _NEVER_ONE:
            stays |= _copies(group)
    if not stays:
        return facts
    return [
        _naming(fact, stays) if fact.kind in records.LEANING else fact for fact in facts if fact.id not in stays
    ]


def _copies(group: Sequence[Fact]) -> dict[str, str]:
    """Of the records of one day and kind, the copies and what each is a copy of."""
    first: dict[tuple[Any, ...], Fact] = {}
    answer: dict[str, str] = {}
    for fact in sorted(group, key=_likeliest):
        if fact.another_occasion:
            continue
        kept = first.setdefault(identity(fact), fact)
        if kept is not fact:
            answer[fact.id] = kept.id
    return answer


def _likeliest(fact: Fact) -> tuple[bool, bool, str]:
    return (
        getattr(fact, "purpose", None) == "voluntary",
        fact.kind == "urine_test" and fact.slot is not None,  # type: ignore[attr-defined]
        fact.id,
    )


def _naming(fact: Fact, stays: Mapping[str, str]) -> Fact:
    names = {name: stays[getattr(fact, name)] for name in records.LEANS_ON if getattr(fact, name, None) in stays}
    return replace(fact, **names) if names else fact  # type: ignore[arg-type]


def may_repeat(fact: Fact, stand: Iterable[Fact], today: date) -> Verdict:
    """Whether this may be written down beside what stands: a second one like it on one day only when it says that
    it is another occasion. Clause: guitu.default."""
    if fact.another_occasion or fact.kind not in REPEATED:
        return ALLOWED
    mine = identity(fact)
    for other in stand:
        if other.kind == fact.kind and other.on == fact.on and identity(other) == mine:
            if fact.on == today:
                return refused(Reason("occasions.same_today", {}, "guitu.default"))
            return refused(Reason("occasions.same_that_day", {"on": fact.on}, "guitu.default"))
    return ALLOWED
