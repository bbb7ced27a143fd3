"""The counters of the law: value and threshold, what counts, what does not yet; and the points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from guitu.casework.profiles import words
from guitu.casework.telling import clause_card
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.crypto import unreadable_word
from guitu.kit.telling import joined, numbered
from guitu.ledger import fact_words
from guitu.ledger.sealed import body_in
from guitu.policy import Timeline
from guitu.rules.terms import MeasureCourse

Row = dict[str, Any]
Fact = tuple[str, str, str]  # day, kind, what it says, sealed


def counters(person: Row, running: MeasureCourse | None, timeline: Timeline, actor: Actor, points_url: str) -> Markup:
    """Of the measure that runs now; points beside them. A post that reads neither class sees none."""
    drawn: list[Markup] = []
    if "TEST" in actor.classes and running is not None:
        mine = [c for c in person["course"].get("counters", ()) if c["measure"] == running.measure_id]
        drawn = [_of_the_law(found, person["evidence"], timeline) for found in mine]
    if "POINTS" in actor.classes and (running is not None or person["points"]["balance"]):
        drawn.append(_points(person["points"], points_url))
    return Markup("").join(drawn)


def _of_the_law(found: Row, evidence: Mapping[str, Fact], timeline: Timeline) -> Markup:
    counted = tuple(_told(fact, evidence) if fact in evidence else _("已更正的记录") for fact in found["counted"])
    pending = tuple(_told(fact, evidence) if fact in evidence else "" for fact in found["pending"])
    return _drawn(found["code"], found["value"], found["threshold"], counted, pending, found["clause"], timeline)


@pages.drawn_once
def _drawn(
    code: str, value: int, threshold: int, counted: tuple[str, ...], pending: tuple[str, ...], clause: str,
    timeline: Timeline,
) -> Markup:
    counter = {
        "label": fact_words.code("ground", code),
        "value": value,
        "limit": threshold,
        "unit": _("天") if code == "days_away" else _("次"),
        "note": numbered(_("另有 %(n)s 次待补证据") % {"n": len(pending)}) if pending and code != "days_away" else "",
        "counts": counted,
        "ignored": [_("%(what)s：证据未齐，暂不计入") % {"what": what} for what in pending],
        "clause": clause_card(clause, timeline),
    }
    return pages.drawn("counter_lines", counter)


def _points(points: Row, url: str) -> Markup:
    note = _("余额 %(n)s 分") % {"n": hundredths(points["balance"])}
    if points["before"]:
        note = joined((note, _("更正以前月份 %(n)s 分") % {"n": hundredths(points["before"])}))
    return pages.drawn(
        "counter_lines", {"label": _("本月积分"), "value": hundredths(points["month"]), "note": note, "url": url}
    )


def _told(fact: str, evidence: Mapping[str, Fact]) -> str:
    on, kind, stored = evidence[fact]
    body = body_in(fact, stored)
    return f"{on} {unreadable_word() if body is None else words.happened(kind, body, {})}"


def hundredths(amount: int) -> str:
    """1250 → 12.5."""
    whole, part = divmod(abs(int(amount)), 100)
    shown = f"{whole}.{part:02d}".rstrip("0").rstrip(".") if part else str(whole)
    return f"−{shown}" if amount < 0 else shown
