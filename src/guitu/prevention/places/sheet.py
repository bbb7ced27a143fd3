"""阵地 by Excel: the columns, what is there, and the commands of the screen that a row goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.grid.sheet_words import MARK, mark_of, pick
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.prevention.places.commands import add_place, change_place, take_place_away
from guitu.prevention.places.queries import all_places
from guitu.rules.places import KINDS
from guitu.rules.words import CODES

FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    MARK,
    Field("name", "名称", "text", 28, is_required=True, synonyms="阵地名称 阵地 基地名称 教育园地 园地名称 场所名称"),
    Field("kind", "种类", "word", 14, is_asked=True, synonyms="阵地种类 类型 类别 阵地类型"),
    Field("path", "在哪里", "place", 18, is_asked=True, help="镇街或村（社区）的名称。", synonyms="所在地 地方 所属镇街 镇街 村居 所在镇街 所在村居 村（社区）"),
    Field("on", "开放日期", "day", 13, is_asked=True, synonyms="建成日期 建成时间 开放时间起 启用日期"),
    Field("address", "地址", "text", 24, most=200, synonyms="详细地址 位置"),
    Field("hours", "开放时间", "text", 18, most=200, synonyms="开放时段"),
    Field("keeper", "谁管", "text", 16, synonyms="管理单位 责任单位 管理岗位"),
    Field("zones", "展区", "text", 28, most=300, help="几个展区用顿号隔开。", synonyms="分区 展区名称"),
)
GUIDE = (
    ("怎么填", "一个阵地一行。名称必填；种类、在哪里、开放日期整列不填的，读完会一次问清。"),
    ("已有的阵地", "按编号，没有编号的按名称和在哪里认。不同的地方列出来，由您决定用不用表里的。"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    return {"kind": [(code, CODES["place_kind"][code]) for code in KINDS]}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    with acting(actor):
        found = all_places(actor)
    return [
        OnFile(
            str(one["id"]), mark_of("Z", one["id"]),
            {"name": one["name"], "kind": one["kind"], "path": one["scope_path"], "on": one["opened_on"], "address": one.get("address", ""),
             "hours": one.get("hours", ""), "keeper": one.get("keeper", ""), "zones": "、".join(_listed(one["zones"]))},
        )
        for one in found
    ]


def adding(values: Values) -> Call:
    return {**pick(values, "kind", "name", "path", "address", "hours", "keeper"), "on": values["on"], "zones": _zones(values)}


def changing(held: OnFile, values: Values) -> Call:
    said = {**held.values, **values}
    return {"place_id": UUID(held.id), **pick(said, "kind", "address", "hours", "keeper"), "zones": _zones(said)}


def _zones(values: Values) -> list[str]:
    return [part.strip() for part in str(values.get("zones") or "").split("、") if part.strip()]


def _listed(zones: object) -> list[str]:
    return zones if isinstance(zones, list) else []


SHEET = Sheet(
    code="places", title=_("阵地"), page="places", name="阵地", fields=FIELDS, key=("name", "path"), words=words, on_file=on_file,
    add=add_place, adding=adding, change=change_place, changing=changing, fixed=("name", "path", "on"), take_back=take_place_away,
    taking_back=lambda id: {"place_id": UUID(id)}, guide=GUIDE,
)
