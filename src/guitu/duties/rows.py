"""A duty as a row of the list: its words, its tag, why, and where it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from guitu.duties import doors
from guitu.duties.queries import opened
from guitu.grid.roles import ROLES
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day, local_time
from guitu.kit.pages import DutyLine
from guitu.kit.telling import joined, listed, numbered
from guitu.kit.telling import shown as spoken
from guitu.ledger.telling import why_stored
from guitu.matters.labels import label_in
from guitu.people import basics
from guitu.policy import Timeline
from guitu.rules.dates import age_on, day_before, days_after

Row = dict[str, Any]
WEEK = 7  # days


def drawn(texts: tuple[str, ...], timeline: Timeline, actor: Actor, now: datetime) -> tuple[str, Markup]:
    """In which group the duties stand that are one row, and the row; each text as the database gives it to this post.
    The same texts are drawn once a day for posts of the same rights, once a minute where minutes count: who opens the
    list again pays for what is new."""
    minute = None if all(_IN_DAYS in text for text in texts) else now.replace(second=0, microsecond=0)
    return _drawn(texts, timeline, actor.may, actor.whole, local_day(now), minute)


_IN_DAYS = '"due_at":null'  # as the database writes a duty that is due on a day


@pages.drawn_once
def _drawn(
    texts: tuple[str, ...], timeline: Timeline, may: frozenset[str], whole: bool, today: date, minute: datetime | None
) -> tuple[str, Markup]:
    found = sorted((opened(text) for text in texts), key=_within)
    lines = [_line(one, timeline, may, whole, today, minute) for one in found]
    line = lines[0] if len(lines) == 1 else _joined(found, lines)
    return bucket(found[0]["when_on"], today), pages.drawn("duty_lines", line)


def _within(found: Row) -> tuple[str, str, str]:
    """The order within one row: by day, and of one day always the same."""
    return str(found["when_on"]), str(found["kind"]), str(found["key"])


def _joined(found: list[Row], lines: list[DutyLine]) -> DutyLine:
    """One row of several: who first, then each with its own why and its own 暂不. The button opens the sheet; of one and
    the same thing that is due twice, the page of the first."""
    names = list(dict.fromkeys(line.what for line in lines))
    sheet = doors.door_of(found[0]["kind"], found[0]["key"]).sheet if len(names) > 1 else None
    url = doors.sheet_url(sheet, (one["kind"] for one in found), found[0]["matter_id"]) if sheet else lines[0].url
    return replace(
        lines[0], what=listed(names), url=url, id="", why="", clause=None, note="", later_url="", parts=tuple(lines),
        is_meeting=sheet is not None,
    )


def shown(found: Row, timeline: Timeline, actor: Actor, now: datetime) -> DutyLine:
    """What the list shows of one duty."""
    return _line(found, timeline, actor.may, actor.whole, local_day(now), now)


def _line(
    found: Row, timeline: Timeline, may: frozenset[str], whole: bool, today: date, now: datetime | None
) -> DutyLine:
    kind, key, matter = found["kind"], found["key"], found["matter_id"]
    said = why_stored(found["reasons"], timeline, year=today.year)
    door = doors.door_of(kind, key)
    is_mine = door.action in may and not found["my_own"]
    tag, tone = tag_for(found, now) if now else tag_of(found["when_on"], found["due_on"], today)
    return DutyLine(
        id=f"duty-{found['id']}",
        what=doors.word(kind, key),
        tag=tag,
        tone=tone,
        who=label_in(matter, found["label"]),
        where=" · ".join(part for part in (_told_apart(matter, found.get("basics"), today), found["place"]) if part),
        why=said["text"],
        clause=said["clause"],
        note=joined((_worker(found, whole), waits_for(door, found["my_own"]) if not is_mine else "", _hidden(found, today))),
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


def waits_for(door: doors.Door, my_own: bool) -> str:
    """Of what waits for somebody else's word: whose."""
    if door.group != "confirm":
        return ""
    if my_own:
        return _("您登记的，等另一个人确认。")
    able = [role for role in ROLES.values() if door.action in role.may]
    near = [role for role in able if not role.code.startswith("county_")] or able
    return _("等%(who)s办理。") % {"who": near[0].word} if near else ""


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


def tag_for(found: Row, now: datetime) -> tuple[str, str]:
    """The tag of a duty of the list, be it due on a day or within minutes."""
    today = local_day(now)
    return moment_tag(found["due_at"], now, today) if found["due_at"] else tag_of(found["when_on"], found["due_on"], today)


def moment_tag(due_at: datetime, now: datetime, today: date) -> tuple[str, str]:
    """还剩 25 分钟, 14:30 前, 过期 12 分钟: of what is due within minutes; the day before or after it, as of any day."""
    day, minutes = local_day(due_at), int((due_at - now).total_seconds() // 60)
    if day != today:
        return tag_of(day, day, today)
    if minutes < 0:
        late = -minutes
        return numbered(_("过期 %(n)s 小时") % {"n": late // 60} if late >= 60 else _("过期 %(n)s 分钟") % {"n": late}), "red"
    if minutes < 60:
        return numbered(_("还剩 %(n)s 分钟") % {"n": minutes}), "apricot"
    return _("%(time)s 前") % {"time": local_time(due_at)}, "apricot"


def when_of(duty: Row, today: date) -> date:
    """The day that counts: a day fixed ahead of the last one, else the last one (as queries.WHEN)."""
    planned: date = duty["planned_on"]
    if planned > duty["opens_on"] and planned >= today:
        return planned
    due: date = duty["due_on"]
    return due


def short(day: date, today: date) -> str:
    return day.strftime("%m-%d") if day.year == today.year else day.isoformat()


def grouped(duties: Iterable[str], timeline: Timeline, actor: Actor, now: datetime) -> list[Row]:
    """已过期限, 今天, 本周, 以后: only those that have rows. Days decide where a row stands; what is due within minutes is
    the first of its day."""
    today = local_day(now)
    names = {
        "overdue": (_("已过期限"), "red"),
        "today": (_("今天"), "plain"),
        "week": (_("本周"), "plain"),
        "later": (_("以后"), "plain"),
    }
    held: dict[str, list[Markup]] = {name: [] for name in names}
    for texts in together(duties, actor, today):
        where, row = drawn(texts, timeline, actor, now)
        held[where].append(row)
    return [
        {"id": name, "title": title, "tone": tone, "rows": Markup("").join(held[name])}
        for name, (title, tone) in names.items()
        if held[name]
    ]


def together(duties: Iterable[str], actor: Actor, today: date) -> list[tuple[str, ...]]:
    """What is due of one matter on one day and recorded on one sheet, as one row in the place of its first; what is
    past its day is all for today. Only what is this post's to do is put together."""
    found: dict[Any, list[str]] = {}
    for text in duties:
        found.setdefault(_row_of(text, actor.may, today), []).append(text)
    return [tuple(texts) for texts in found.values()]


@lru_cache(maxsize=4096)
def _row_of(text: str, may: frozenset[str], today: date) -> Any:
    """In which row of the list a duty stands."""
    duty = opened(text)
    door, hidden = doors.door_of(duty["kind"], duty["key"]), duty["hidden_until"]
    if door.sheet is None or door.action not in may or (hidden and hidden > today):
        return duty["id"]
    return door.sheet, duty["matter_id"], max(duty["when_on"], day_before(today))


def bucket(when_on: date, today: date) -> str:
    if when_on < today:
        return "overdue"
    if when_on == today:
        return "today"
    return "week" if when_on <= days_after(today, WEEK) else "later"
