"""The counters of the law: value and threshold, what counts, what does not yet; and the points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.casework.profiles import measures, words
from guitu.casework.telling import clause_card
from guitu.kit.actor import Actor
from guitu.policy import Timeline

Row = dict[str, Any]
_LABELS = {
    "test_refusals": gettext_lazy("拒绝、逃避检测"),
    "departures": gettext_lazy("擅自离开"),
    "days_away": gettext_lazy("累计擅自离开"),
}


def counters(
    person: Row, facts: Sequence[Row], timeline: Timeline, actor: Actor, on: date, points_url: str
) -> list[Row]:
    """Of the measure that runs now; points beside them. A post that reads neither class sees none."""
    answer: list[Row] = []
    course = person["course"]
    running = measures.live(measures.measures(course), on)
    if "TEST" in actor.classes and running is not None:
        said = {row["id"]: row for row in facts}
        mine = [c for c in course.get("counters", ()) if c["measure"] == running.measure_id]
        answer = [_counter(found, said, timeline) for found in mine]
    if "POINTS" in actor.classes and (running is not None or person["points"]["balance"]):
        note = _("余额 %(n)s 分") % {"n": hundredths(person["points"]["balance"])}
        month = hundredths(person["points"]["month"])
        answer.append({"label": _("本月积分"), "value": month, "limit": None, "note": note, "url": points_url})
    return answer


def _counter(found: Row, said: Mapping[str, Row], timeline: Timeline) -> Row:
    days = found["code"] == "days_away"
    return {
        "label": str(_LABELS[found["code"]]),
        "value": found["value"],
        "limit": found["threshold"],
        "unit": _("天") if days else _("次"),
        "counts": [_told(said[fact]) if fact in said else _("已更正的记录") for fact in found["counted"]],
        "ignored": [_("%(what)s：证据未齐，暂不计入") % {"what": _told(said[fact]) if fact in said else ""} for fact in found["pending"]],
        "clause": clause_card(found["clause"], timeline),
    }


def _told(row: Row) -> str:
    return f"{row['happened_on'].isoformat()} {words.happened(row['kind'], row['body'], {})}"


def hundredths(amount: int) -> str:
    """1250 → 12.5."""
    whole, part = divmod(abs(int(amount)), 100)
    shown = f"{whole}.{part:02d}".rstrip("0").rstrip(".") if part else str(whole)
    return f"−{shown}" if amount < 0 else shown
