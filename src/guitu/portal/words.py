"""What somebody's own pages say of days, counters and looks: plain, short, in words that tell nobody else anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.casework.telling import why_stored
from guitu.duties.rows import when_of
from guitu.grid.roles import ROLES
from guitu.kit.telling import joined
from guitu.people.forms import PURPOSES
from guitu.policy import Timeline

Row = dict[str, Any]
DAY: Mapping[str, Any] = {
    "urine_test": gettext_lazy("到站"), "return_test": gettext_lazy("回来后到站"), "periodic_report": gettext_lazy("到站报到"),
    "report_in": gettext_lazy("去报到"), "sign_agreement": gettext_lazy("到站签协议"), "visit": gettext_lazy("工作人员来见面"),
    "return_from_leave": gettext_lazy("回来销假"),
}
_WEEK = (
    gettext_lazy("星期一"), gettext_lazy("星期二"), gettext_lazy("星期三"), gettext_lazy("星期四"), gettext_lazy("星期五"),
    gettext_lazy("星期六"), gettext_lazy("星期日"),
)
COMES = frozenset({"urine_test", "return_test", "periodic_report", "report_in", "sign_agreement", "return_from_leave"})


def spoken_day(day: date) -> str:
    """3月18日 星期三."""
    return _("%(month)s月%(day)s日 %(week)s") % {"month": day.month, "day": day.day, "week": _WEEK[day.weekday()]}


def day_of(duty: Row, timeline: Timeline, on: date) -> Row:
    """One day to keep: what, when, how long yet, and why."""
    when = when_of(duty, on)
    left = (when - on).days
    exact = when != duty["due_on"]
    said = why_stored(duty["reasons"], timeline, year=on.year)
    # the last reason opens its clause and is said there; here all of it is said in one piece
    why = joined(part for part in (said["text"], said["clause"]["label"] if said["clause"] and not said["text"] else "") if part)
    return {
        "key": duty["key"], "code": code_of(duty["key"]), "what": str(DAY[duty["kind"]]), "day": spoken_day(when) if exact else _("%(day)s以前") % {"day": spoken_day(when)},
        "left": left_word(left), "late": left < 0, "why": why, "clause": said["clause"], "can_decline": duty["kind"] in COMES,
    }


def days_of(duties: Sequence[Row], timeline: Timeline, on: date) -> list[Row]:
    """The days to keep, those to come first; what is past stands after them, with what to do about it."""
    return sorted((day_of(duty, timeline, on) for duty in duties), key=lambda one: bool(one["late"]))


def code_of(key: str) -> str:
    """A duty in an address: its key would say what it is."""
    return sha256(key.encode()).hexdigest()[:12]


def left_word(days: int) -> str:
    if days < 0:
        return _("已过 %(n)s 天，请打电话或者到站里说一声") % {"n": -days}
    return _("就是今天") if days == 0 else _("还有 %(n)s 天") % {"n": days}


def purpose_word(code: str, action: str) -> str:
    """For what somebody looked: what was said then, else what was done."""
    said = dict(PURPOSES).get(code)
    if said:
        return str(said)
    done = {"export": _("做名单"), "print": _("打印文书"), "unmask": _("看联系方式")}
    return done.get(action, _("日常工作"))


def role_word(role: str | None) -> str:
    found = ROLES.get(role or "")
    return str(found.word) if found else _("系统")
