"""The numbers in force at a place, by family of rules: what each is, its value, since when, on which clause, and whether
the place may change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.kit.telling import said
from guitu.ledger.telling import clause_card
from guitu.policy import Timeline
from guitu.policy.own import is_editable
from guitu.policy.values import Entry, Value, plain
from guitu.rules.words import CODES

SECTIONS: Mapping[str, Any] = {
    "measures": gettext_lazy("措施的期限"), "reporting": gettext_lazy("报到与协议"), "urine_tests": gettext_lazy("尿检"),
    "visits": gettext_lazy("走访"), "leave": gettext_lazy("请假"), "violations": gettext_lazy("违反协议"), "levels": gettext_lazy("风险等级"),
    "points": gettext_lazy("积分"), "exits": gettext_lazy("退出管控"), "standing": gettext_lazy("在册状态"), "postponements": gettext_lazy("暂不办理"),
    "caseloads": gettext_lazy("配备人数"), "tasks": gettext_lazy("交办"), "links": gettext_lazy("没有账号的链接"),
    "notices": gettext_lazy("消息"), "devices": gettext_lazy("设备上没有保存的"),
    "places": gettext_lazy("阵地"), "activities": gettext_lazy("宣传活动"), "broadcasts": gettext_lazy("乡村大喇叭"),
    "trials": gettext_lazy("试算"),
}
LISTED_ELSEWHERE = "indicators"  # definitions of figures have a page of their own


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number as the page lists it."""

    name: str
    what: str
    value: str
    since: date
    clause: dict[str, str] | None
    is_law: bool
    is_own: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Family:
    """The numbers of one family of rules."""

    code: str
    title: str
    rows: list[NumberRow]


def families(timeline: Timeline, on: date, path: str) -> list[Family]:
    """All numbers in force on a day, as the rulebook orders them."""
    found = [pair for pair in timeline.values(on) if pair[0].section != LISTED_ELSEWHERE]
    order = list(SECTIONS)
    found.sort(key=lambda pair: order.index(pair[0].section) if pair[0].section in order else len(order))
    return [
        Family(section, str(SECTIONS.get(section, section)), list(_rows(pairs, timeline, path)))
        for section, pairs in groupby(found, key=lambda pair: pair[0].section)
    ]


def _rows(pairs: Iterator[tuple[Entry, Value]], timeline: Timeline, path: str) -> Iterator[NumberRow]:
    for entry, value in pairs:
        law = entry.kind == "law"
        own = value.file.startswith(f"{path}/")
        card = clause_card(value.clause, timeline)
        yield NumberRow(
            entry.name, said(entry.what), told(value.value, entry.name), value.from_on, card, law, own,
            not law and is_editable(value.value),
        )


def told(raw: Any, name: str = "") -> str:
    """A value as it is read: a number of days with how they run, a table with its words, a code as its word. `name`: of
    the number, where a code means something of its own."""
    if isinstance(raw, dict) and set(raw) == {"days", "shifts", "waits_inside"}:
        parts = [_("%(days)s 日") % {"days": raw["days"]}]
        parts += [_("遇节假日顺延")] if raw["shifts"] else []
        parts += [_("羁押、强戒期间不计")] if raw["waits_inside"] else []
        return _("，").join(parts)
    if isinstance(raw, dict):
        return _("，").join(f"{word(name)} {told(part)}" for name, part in raw.items())
    if isinstance(raw, list):
        return " / ".join(told(part) for part in raw)
    if isinstance(raw, bool):
        return _("是") if raw else _("否")
    return word(raw, name) if isinstance(raw, str) else plain(raw)


def word(code: str, name: str = "") -> str:
    """A key or a code of a pack in the reader's words."""
    own = CODES.get(name.rsplit(".", 1)[-1], {})
    if code in own:
        return said(own[code])
    if code in _WORDS:
        return str(_WORDS[code])
    return said(next((words[code] for words in CODES.values() if code in words), code))


_WORDS: Mapping[str, Any] = {
    "name": gettext_lazy("名称"), "points": gettext_lazy("分值"), "most_times": gettext_lazy("每月最多几次"),
    "most_points": gettext_lazy("每月最多几分"), "start": gettext_lazy("起点"), "step": gettext_lazy("每次增加"), "most": gettext_lazy("上限"),
    "restore_after": gettext_lazy("几次阴性后恢复"), "n": gettext_lazy("每几个"), "unit": gettext_lazy("单位"), "week": gettext_lazy("周"),
    "month": gettext_lazy("月"), "day": gettext_lazy("日"), "days": gettext_lazy("几日"), "shifts": gettext_lazy("遇节假日顺延"),
    "waits_inside": gettext_lazy("羁押、强戒期间不计"),
}
