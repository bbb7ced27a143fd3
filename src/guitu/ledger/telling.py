"""Reasons as people read them: the sentence, and the clause one tap away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import orjson
from django.utils.translation import get_language, gettext_lazy

from guitu.kit.telling import before_more, joined, said, sentence, without_stop
from guitu.ledger import fact_words
from guitu.policy import Timeline
from guitu.policy.values import Clause
from guitu.rules.verdict import Reason

Told = dict[str, Any]
Stored = Sequence[Any]  # [code, values, clause] as settle writes it
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OURS = "guitu.default"


def reason_of(stored: Stored) -> Reason:
    """A stored reason with its days as days again."""
    code, values, clause = stored
    return Reason(code, {name: _value(value) for name, value in values.items()}, clause)


def _value(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def told(reasons: Iterable[Stored | Reason], timeline: Timeline, *, year: int | None = None) -> list[Told]:
    """Each reason as {"text", "clause"}; days of `year` are said short, as 11-18."""
    answer = []
    for found in reasons:
        reason = _named(found if isinstance(found, Reason) else reason_of(found))
        answer.append({"text": sentence(reason, year=year), "clause": clause_card(reason.clause, timeline)})
    return answer


def _named(reason: Reason) -> Reason:
    """A kind of fact by its word: packages declare them, the rulebook does not know them."""
    if "fact" not in reason.values:
        return reason
    return replace(reason, values={**reason.values, "fact": fact_words.kind(str(reason.values["fact"]))})


def clause_card(clause_id: str | None, timeline: Timeline, label: str = "") -> dict[str, str] | None:
    """What `ui.clause_of` shows: the name of the clause, and what it says in our words."""
    if not clause_id or clause_id not in timeline.clauses:
        return None
    card = _card(timeline.clauses[clause_id], get_language() or "")
    return {**card, "label": label} if label else card


@lru_cache(maxsize=2048)
def _card(clause: Clause, _language: str) -> dict[str, str]:
    """The same few clauses stand on every row of a list."""
    title, name = said(clause.title), str(clause)
    if clause.nature == "default" and title != clause.title:
        name = f"{title} {clause.article}".strip()
    whole = f"{name} ({title})" if title not in name else name
    return {"label": name, "title": whole, "text": said(clause.summary), "source": str(_SOURCES[clause.nature])}


_SOURCES = {
    "law": gettext_lazy("法律法规。这里是大意，以原文为准。"),
    "local": gettext_lazy("本地文件。"),
    "default": gettext_lazy("本系统给的起点，可以改。"),
}


def why_stored(reasons: Sequence[Stored], timeline: Timeline, *, year: int | None = None) -> Told:
    """`why` for reasons as they are stored: codes and days, the same on many rows and at every look."""
    return _why_stored(orjson.dumps(reasons), timeline, year, get_language() or "")


@lru_cache(maxsize=8192)
def _why_stored(reasons: bytes, timeline: Timeline, year: int | None, _language: str) -> Told:
    return why(orjson.loads(reasons), timeline, year=year)


def why(reasons: Sequence[Stored | Reason], timeline: Timeline, *, year: int | None = None) -> Told:
    """A row's one line: all sentences; the last that rests on a paper is what opens its clause."""
    found = [reason if isinstance(reason, Reason) else reason_of(reason) for reason in reasons]
    cited = _cited([reason.clause for reason in found], timeline)
    told_one = [sentence(reason, year=year) for reason in found]
    if cited is None:
        return {"text": joined(told_one), "clause": None}
    if len(told_one) == 1:
        return {"text": before_more(told_one[0]), "clause": clause_card(found[0].clause, timeline)}
    text = joined(one for i, one in enumerate(told_one) if i != cited)
    card = clause_card(found[cited].clause, timeline, without_stop(told_one[cited]))
    return {"text": before_more(text), "clause": card}


def _cited(clauses: Sequence[str | None], timeline: Timeline) -> int | None:
    """The last reason with a clause that is not of our own making; else the last with any."""
    known = [i for i, clause in enumerate(clauses) if clause in timeline.clauses]
    papers = [i for i in known if clauses[i] != _OURS]
    return papers[-1] if papers else known[-1] if known else None
