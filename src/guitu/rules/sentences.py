"""Sentences for reasons: what the office counter would say, from a code and its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import ModuleType

from guitu.rules import (
    bodies,
    caseloads,
    consequences,
    corrections,
    custody,
    deadlines,
    deductions,
    devices,
    documents,
    evidence,
    exits,
    exports,
    findings,
    identifiers,
    indicators,
    isolation,
    leave,
    levels,
    lifetimes,
    links,
    maternity,
    measures,
    names,
    neutral,
    notices,
    occasions,
    overlays,
    papers,
    participation,
    particulars,
    person,
    points,
    postponements,
    present,
    refusals,
    reporting,
    screenings,
    standing,
    steps,
    stretches,
    systems,
    tasks,
    texts,
    urine_tests,
    violations,
    visits,
    words,
)
from guitu.rules.verdict import Reason

FAMILIES: tuple[ModuleType, ...] = (
    bodies, caseloads, consequences, corrections, custody, deadlines, deductions, devices, documents, evidence, exits, exports, findings,
    identifiers, indicators, isolation, leave, levels, lifetimes, links, maternity, measures, names, neutral, notices, occasions, overlays, papers,
    participation, particulars, person, points,
    postponements, present, refusals, reporting, screenings, standing, steps, stretches, systems, tasks, texts, urine_tests, violations,
    visits,
)  # fmt: skip

WORDS: Mapping[str, str] = {
    **steps.WORDS,
    **corrections.WORDS,
    **levels.TRIGGERS,
    **{f"{field}.{code}": text for field, codes in words.CODES.items() for code, text in codes.items()},
    **{code: text for field in words.BARE for code, text in words.CODES[field].items()},
}


def collected(families: Iterable[ModuleType]) -> dict[str, str]:
    """All sentences of all families; a code said twice is an error, because one of them would be lost."""
    answer: dict[str, str] = {}
    for family in families:
        for code, text in family.SENTENCES.items():
            if code in answer:
                raise ValueError(f"{code} is said twice")
            answer[code] = text
    return answer


SENTENCES: dict[str, str] = collected(FAMILIES)


class _Shown(dict[str, str]):
    """Values as read aloud; one that is missing shows as …, because a page must not fail over a word."""

    def __missing__(self, name: str) -> str:
        return "…"


def _as_written(text: str) -> str:
    return text


def shown(value: object, translate: Callable[[str], str] = _as_written) -> str:
    """A value as it is read: days as 2026-11-18, codes as their word, several joined by 、. What stands in our
    tables passes through `translate`, what was handed in does not."""
    if value is None:
        return "…"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return translate(WORDS[value]) if value in WORDS else value
    if isinstance(value, (tuple, list)):
        return translate("、").join(shown(item, translate) for item in value)
    return str(value)


def sentence(reason: Reason, *, year: int | None = None, translate: Callable[[str], str] = _as_written) -> str:
    """The sentence for a reason. With `year`, days of that year are shown short, as 11-18; `translate` puts
    what our tables say into the reader's language. A code without a sentence is given back as it is: never an
    error on a page."""
    template = SENTENCES.get(reason.code)
    if template is None:
        return reason.code
    template = translate(template)
    values = _Shown({name: shown(value, translate) for name, value in reason.values.items()})
    if year is not None:
        for name, value in reason.values.items():
            if isinstance(value, date) and value.year == year:
                values[name] = f"{value.month:02d}-{value.day:02d}"
    try:
        return template.format_map(values)
    except (ValueError, IndexError, KeyError, AttributeError):
        return template
