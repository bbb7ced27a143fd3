"""A duty as a row of the list: its words, its tag, why, and where it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from guitu.duties import doors
from guitu.duties.queries import opened
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.pages import DutyLine
from guitu.kit.telling import numbered
from guitu.kit.telling import shown as spoken
from guitu.ledger.telling import why_stored
from guitu.matters.labels import label_in
from guitu.people import basics
from guitu.policy import Timeline
from guitu.rules.dates import age_on, days_after

Row = dict[str, Any]
WEEK = 7  # days


def drawn(text: str, timeline: Timeline, actor: Actor, today: date) -> tuple[str, Markup]:
    """In which group a duty stands, and its row; `text` as the database gives it to this post. The same text is
    drawn once a day for posts of the same rights: who opens the list again pays for what is new."""
    return _drawn(text, timeline, actor.may, actor.whole, today)


@pages.drawn_once
def _drawn(text: str, timeline: Timeline, may: frozenset[str], whole: bool, today: date) -> tuple[str, Markup]:
    found = opened(text)
    return bucket(found["when_on"], today), pages.drawn("duty_lines", _line(found, timeline, may, whole, today))


def shown(found: Row, timeline: Timeline, actor: Actor, today: date) -> DutyLine:
    """What the list shows of one duty."""
    return _line(found, timeline, actor.may, actor.whole, today)


def _line(found: Row, timeline: Timeline, may: frozenset[str], whole: bool, today: date) -> DutyLine:
    kind, key, matter = found["kind"], found["key"], found["matter_id"]
    said = why_stored(found["reasons"], timeline, year=today.year)
    is_mine = doors.door_of(kind, key).action in may
    tag, tone = tag_of(found["when_on"], found["due_on"], today)
    return DutyLine(
        id=f"duty-{found['id']}",
        what=doors.word(kind, key),
        tag=tag,
        tone=tone,
        who=label_in(matter, found["label"]),
        where=" · ".join(part for part in (_told_apart(matter, found.get("basics"), today), found["place"]) if part),
        why=said["text"],
        clause=said["clause"],
        note=_worker(found, whole) + _hidden(found, today),
        person_url=doors.matter_url(kind, key, matter, may),
        url=doors.record_url(kind, key, matter) if is_mine else "",
        later_url=doors.postpone_url(kind, key, matter) if is_mine and "postpone_duty" in may else "",
    )


def _told_apart(matter: Any, sealed: str | None, today: date) -> str:
    """女 34 岁: one's own people of one surname are told apart by it."""
    if not sealed:
        return ""
    _masked, code, born_on = basics.opened(str(matter), sealed)
    age = _("%(n)s 岁") % {"n": age_on(born_on, today)} if born_on else ""
    return " ".join(part for part in (spoken(f"sex.{code}") if code else "", age) if part)


def _worker(found: Row, whole: bool) -> str:
    """Over a whole area: who is to do it."""
    if not whole:
        return ""
    of = doors.matter_of(found["kind"], found["key"])
    if of and of.compartment != "people":
        return _("承办人：%(name)s。") % {"name": found["worker"]} if found.get("worker") else _("这个岗位现在没有人。")
    return _("责任社工：%(name)s。") % {"name": found["worker"]} if found.get("worker") else _("还没有责任社工。")


def _hidden(found: Row, today: date) -> str:
    until = found.get("hidden_until")
    return _("暂不，%(day)s 再提醒。") % {"day": short(until, today)} if until and until > today else ""


def tag_of(when_on: date, due_on: date, today: date) -> tuple[str, str]:
    """过期 3 天, 今天, 11-25; with the tone of the bar."""
    if when_on < today:
        return numbered(_("过期 %(n)s 天") % {"n": (today - when_on).days}), "red"
    if when_on == today:
        return _("今天"), "apricot"
    return short(when_on, today), "plain"


def when_of(duty: Row, today: date) -> date:
    """The day that counts: a day fixed ahead of the last one, else the last one (as queries.WHEN)."""
    planned: date = duty["planned_on"]
    if planned > duty["opens_on"] and planned >= today:
        return planned
    due: date = duty["due_on"]
    return due


def short(day: date, today: date) -> str:
    return day.strftime("%m-%d") if day.year == today.year else day.isoformat()


def grouped(duties: Iterable[str], timeline: Timeline, actor: Actor, today: date) -> list[Row]:
    """已过期限, 今天, 本周, 以后: only those that have rows."""
    names = {
        "overdue": (_("已过期限"), "red"),
        "today": (_("今天"), "plain"),
        "week": (_("本周"), "plain"),
        "later": (_("以后"), "plain"),
    }
    held: dict[str, list[Markup]] = {name: [] for name in names}
    for text in duties:
        where, row = drawn(text, timeline, actor, today)
        held[where].append(row)
    return [
        {"id": name, "title": title, "tone": tone, "rows": Markup("").join(held[name])}
        for name, (title, tone) in names.items()
        if held[name]
    ]


def bucket(when_on: date, today: date) -> str:
    if when_on < today:
        return "overdue"
    if when_on == today:
        return "today"
    return "week" if when_on <= days_after(today, WEEK) else "later"
