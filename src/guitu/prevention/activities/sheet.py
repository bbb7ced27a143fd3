"""活动 by Excel: what was held, one a line, as offices keep their year's ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.lists.pages import Cut
from guitu.prevention.activities.commands import note_activity, take_activity_back
from guitu.prevention.activities.listed import ACTIVITIES
from guitu.prevention.activities.queries import Wish, activities
from guitu.rules.activities import ENTRIES, KINDS, LEADERS, Heads
from guitu.rules.words import CODES

MOST = 5_000  # that were held, compared with a sheet
FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    Field("name", "活动名称", "text", 30, is_required=True, synonyms="名称 活动 主题 活动主题"),
    Field("held_on", "活动日期", "day", 13, is_required=True, synonyms="日期 时间 活动时间 开展日期"),
    Field("kind", "种类", "word", 14, is_asked=True, synonyms="活动种类 活动形式 类型 活动类型"),
    Field("path", "在哪里", "place", 18, is_asked=True, synonyms="地点 镇街 所属镇街 村居 举办地"),
    Field("entry", "六进", "word", 12, is_asked=True, synonyms="进何处 六进类别"),
    Field("leader", "哪级领导参加", "word", 14, synonyms="领导参加 参加领导级别 领导级别"),
    Field("counted", "清点人数", "text", 10, most=6, synonyms="人数 参加人数 参与人数"),
    Field("signed", "签到人数", "text", 10, most=6),
    Field("estimated", "估计人数", "text", 10, most=6, synonyms="覆盖人数 约计人数"),
)
GUIDE = (
    ("怎么填", "一场活动一行。人数按怎么来的填在三列里，至少填一列；估计的单独统计。"),
    ("已有的活动", "名称、日期、地方都相同的，算同一场，不会重复。"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    lists = {"kind": ("activity_kind", KINDS), "entry": ("entry", ENTRIES), "leader": ("leader", LEADERS)}
    return {name: [(code, CODES[field][code]) for code in codes] for name, (field, codes) in lists.items()}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    with acting(actor):
        found = activities(actor, Wish(state="held"), Cut(ACTIVITIES.order, MOST))
    return [OnFile(str(one["id"]), "", {"name": one["name"], "held_on": one["held_on"], "path": one["scope_path"]}) for one in found]


def adding(values: Values) -> Call:
    heads = Heads(_number(values, "counted"), _number(values, "signed"), _number(values, "estimated"))
    leaders = [values["leader"]] if values.get("leader") else []
    return {
        "path": values["path"], "name": values["name"], "kind": values["kind"], "held_on": values["held_on"],
        "tags": {"entry": [values["entry"]], "topic": ["drugs"]}, "heads": heads, "leaders": leaders,
    }


def _number(values: Values, name: str) -> int | None:
    text = str(values.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() else None


def changing(held: OnFile, values: Values) -> dict[str, Any]:
    return {}


SHEET = Sheet(
    code="activities", title=_("活动"), page="activities", name="活动", fields=FIELDS, key=("name", "held_on", "path"), words=words, on_file=on_file,
    add=note_activity, adding=adding, change=None, changing=changing, take_back=take_activity_back,
    taking_back=lambda id: {"activity_id": UUID(id)}, guide=GUIDE,
    fixed=("kind", "entry", "leader", "counted", "signed", "estimated"),
)
