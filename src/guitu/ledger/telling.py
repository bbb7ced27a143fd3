"""Reasons as people read them: the sentence, and the clause one tap away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from guitu.policy import Timeline
from guitu.rules.sentences import sentence
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
        reason = found if isinstance(found, Reason) else reason_of(found)
        answer.append({"text": sentence(reason, year=year), "clause": clause_card(reason.clause, timeline)})
    return answer


def clause_card(clause_id: str | None, timeline: Timeline, label: str = "") -> dict[str, str] | None:
    """What `ui.clause_of` shows: the name of the clause, and what it says in our words."""
    clause = timeline.clauses.get(clause_id or "")
    if clause is None:
        return None
    return {
        "label": label or str(clause),
        "title": str(clause),
        "text": clause.summary,
        "source": str(_SOURCES[clause.nature]),
    }


_SOURCES = {
    "law": gettext_lazy("法律法规。这里是大意，以原文为准。"),
    "local": gettext_lazy("本地文件。"),
    "default": gettext_lazy("本系统给的起点，可以改。"),
}


def why(reasons: Sequence[Stored | Reason], timeline: Timeline, *, year: int | None = None) -> Told:
    """A row's one line: all sentences; the last that rests on a paper is what opens its clause."""
    found = [reason if isinstance(reason, Reason) else reason_of(reason) for reason in reasons]
    sentences = told(found, timeline, year=year)
    cited = next(
        (i for i in reversed(range(len(found))) if sentences[i]["clause"] and found[i].clause != _OURS), None
    )
    if cited is None:
        cited = next((i for i in reversed(range(len(found))) if sentences[i]["clause"]), None)
    text = "".join(said["text"] for i, said in enumerate(sentences) if i != cited or len(sentences) == 1)
    if cited is None:
        return {"text": text, "clause": None}
    label = sentences[cited]["text"].rstrip("。") if len(sentences) > 1 else ""
    return {"text": text, "clause": clause_card(found[cited].clause, timeline, label)}
