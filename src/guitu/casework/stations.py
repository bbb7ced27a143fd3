"""Where a person was carried, day by day: changes of place, and places that got another code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from guitu.rules.facts import Fact, MeasureTransferred
from guitu.rules.records import effective

if TYPE_CHECKING:
    from guitu.casework.case import Case


class Station(NamedTuple):
    """One place from a day up to but not including another."""

    path: str
    from_on: date
    until_on: date | None


def stations(case: Case, known: datetime | None = None, facts: Iterable[Fact] | None = None) -> list[Station]:
    """The places one after another, by the facts that stand, as known at a moment."""
    moves = _moves(case, known, facts)
    answer: list[Station] = []
    starts = [(case.first_path, date.min), *moves]
    for (path, since), (_, until) in zip(starts, [*starts[1:], ("", None)], strict=True):
        codes = case.steps.codes(path, known) if path in case.steps.by_from else [(path, since)]
        for (code, begins), (_, ends) in zip(codes, [*codes[1:], ("", None)], strict=True):
            start, end = max(since, begins), min([day for day in (until, ends) if day is not None], default=None)
            if end is None or start < end:
                answer.append(Station(code, start, end))
    last = answer[-1]
    if len(answer) > len(starts) and case.scope_path.startswith(last.path):  # the new place is known better by now
        answer[-1] = last._replace(path=case.scope_path)
    return answer


def _moves(case: Case, known: datetime | None, facts: Iterable[Fact] | None) -> list[tuple[str, date]]:
    if "measure_transferred" not in case.kinds():
        return []
    then = case.facts if facts is None else facts
    stand = effective(fact for fact in then if known is None or fact.known <= known)
    return [
        (fact.to_path, fact.on)
        for fact in stand
        if isinstance(fact, MeasureTransferred) and fact.to_path.startswith(case.county_id)
    ]


def moments(case: Case) -> set[datetime]:
    """When it became known that a place where the person was carried has another code."""
    if not case.steps.by_from:
        return set()
    paths = [case.first_path, *(path for path, _ in _moves(case, None, None))]
    return {step.known for path in paths for step in case.steps.after(path)}
