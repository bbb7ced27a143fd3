"""案例: a story told from the file, in which nobody can be known again. Names, numbers, places and days are looked for
in its text; another person looks too; and it is read only while the person agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.dates import full_months
from guitu.rules.facts import Fact
from guitu.rules.facts.teamwork import StoryChecked, StoryWritten
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "stories.empty": "请写下内容。",
    "stories.name": "里面有真实姓名“{text}”。请改成“某”。",
    "stories.place": "里面有具体地名“{text}”。请改成“某社区”“某县”。",
    "stories.number": "里面有号码“{text}”。请删去。",
    "stories.day": "里面有具体日期“{text}”。请改成第几个月、第几年。",
    "stories.another_checks": "写的人不能自己核对。请由另一个人看过。",
    "stories.checked": "这一篇已经核对过，或者已经撤回。",
}
# Told of a file, in this order of interest; all else is told by nobody's story.
TOLD = frozenset(
    {
        "measure_decided", "reported_in", "agreement_signed", "plan_made", "goal_ended", "plan_reviewed", "level_confirmed",
        "lost_contact", "found_again", "plan_closed", "measure_ended", "abstinence_confirmed",
    }
)
_DAY = re.compile(r"\d{4}\s*[-年/.]\s*\d{1,2}(?:\s*[-月/.]\s*\d{1,2}\s*日?)?|\d{1,2}\s*月\s*\d{1,2}\s*日")
_NUMBER = re.compile(r"\d[\d\s-]{5,}\d")
_SHORTEST = 2  # characters of a name or a place worth looking for


@dataclass(frozen=True, slots=True)
class Tells:
    """What would tell who it is: names of the person and the family, and places."""

    names: Sequence[str]
    places: Sequence[str]


def may_tell(text: str, tells: Tells) -> Verdict:
    """Whether nobody can be known by this text: no name, whole or given, no place below the province, no number, no day.
    Policy, our default; the law asks for consent (personal_information.29)."""
    if not text.strip():
        return refused(Reason("stories.empty"))
    squeezed = re.sub(r"\s+", "", text)
    days = [found.group(0) for found in _DAY.finditer(text)]
    numbers = [found.group(0).strip() for found in _NUMBER.finditer(text) if not any(found.group(0) in day or day in found.group(0) for day in days)]
    return all_of(
        *_found("stories.name", squeezed, _with_given(tells.names)),
        *_found("stories.place", squeezed, tells.places),
        *(refused(Reason("stories.day", {"text": day})) for day in dict.fromkeys(days)),
        *(refused(Reason("stories.number", {"text": number})) for number in dict.fromkeys(numbers)),
    )


def _found(code: str, text: str, words: Iterable[str]) -> list[Verdict]:
    there = (word for word in dict.fromkeys(words) if len(word) >= _SHORTEST and word in text)
    return [refused(Reason(code, {"text": word}, "guitu.default")) for word in there]


def _with_given(names: Iterable[str]) -> list[str]:
    """Whole names, and given names of two characters, by which people call one another."""
    listed = ["".join(name.split()) for name in names]
    return [*listed, *(name[-2:] for name in listed if len(name) >= 3)]


def alias(name: str) -> str:
    """李某: how somebody is called in a story."""
    return f"{name[:1]}某"


def months(facts: Iterable[Fact]) -> list[tuple[int, Fact]]:
    """What may be told of a file, each with the month since the first of it: 1 is the first."""
    told = [fact for fact in facts if fact.kind in TOLD]
    first: date | None = min((fact.on for fact in told), default=None)
    return [(full_months(first, fact.on) + 1, fact) for fact in told] if first else []


def waiting(facts: Iterable[Fact]) -> list[StoryWritten]:
    """Those that nobody has looked through yet."""
    listed = list(facts)
    done = {fact.story for fact in listed if isinstance(fact, StoryChecked)}
    return [fact for fact in listed if isinstance(fact, StoryWritten) and fact.id not in done]


def may_check(story: str, facts: Sequence[Fact], *, by_same: bool) -> Verdict:
    """Whether this post can look it through: one that waits, never its own. Policy, our default."""
    if all(one.id != story for one in waiting(facts)):
        return refused(Reason("stories.checked"))
    return refused(Reason("stories.another_checks", {}, "guitu.default")) if by_same else ALLOWED
