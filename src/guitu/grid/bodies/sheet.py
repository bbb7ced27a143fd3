"""单位 by Excel: the columns, what is there, and the commands of the screen that a row goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.grid.bodies.choices import kinds_and_ranks
from guitu.grid.bodies.commands import add_body, change_body, take_back_body
from guitu.grid.bodies.queries import all_bodies, all_parents
from guitu.grid.sheet_words import MARK, ids, mark_of, pick, told_apart
from guitu.kit.actor import Actor
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words

FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    MARK,
    Field("name", "单位名称", "text", 28, is_required=True, synonyms="单位 名称 机构名称 机构 单位全称 工作站名称"),
    Field("kind", "种类", "word", 18, is_asked=True, synonyms="单位种类 单位类型 类型 单位类别 类别 机构类型 单位性质"),
    Field("path", "所在地", "place", 18, is_asked=True, help="县、镇街或村居的名称。",
          synonyms="地方 所属镇街 镇街 所属村居 所在镇街 辖区 区划 所属区域 乡镇街道 所属镇(街)"),
    Field("rank", "级别", "word", 12, synonyms="机构级别 行政级别 规格"),
    Field("parent_id", "上级单位", "word", 24, synonyms="上级 主管单位 隶属单位 隶属 主管部门", help="写上级单位的名称；上级也在这张表里的，照写。"),
    Field("from_on", "设立日期", "day", 13, is_asked=True, synonyms="成立日期 成立时间 设立时间 批准日期 挂牌日期"),
)
GUIDE = (
    ("怎么填", "一个单位一行。单位名称必填；种类、所在地、设立日期整列不填的，读完会一次问清。"),
    ("上级单位", "写名称。上级单位也是新的，写在同一张表里就行，先后不限。"),
    ("已有的单位", "按编号，没有编号的按名称和所在地认。不同的地方列出来，由您决定用不用表里的。"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    kinds, ranks = kinds_and_ranks(actor, on)
    return {"kind": list(kinds.items()), "rank": list(ranks.items()), "parent_id": told_apart(all_parents(actor, on), actor.path)}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    return [
        OnFile(
            str(one["id"]), mark_of("D", one["id"]),
            {"name": one["name"], "kind": one["kind"], "path": one["path"], "rank": one["rank"],
             "parent_id": str(one["parent_id"] or ""), "from_on": one["from_on"]},
        )
        for one in all_bodies(actor, on)
    ]


def adding(values: Values) -> Call:
    return {**pick(values, "kind", "name", "path", "rank"), **ids(values, "parent_id"), "from_on": values["from_on"]}


def changing(held: OnFile, values: Values) -> Call:
    said = {**held.values, **values}
    return {
        "body_id": UUID(held.id), **pick(said, "kind", "name", "rank"), **ids(said, "parent_id"), "seen": held.values["name"],
    }


SHEET = Sheet(
    code="bodies", title=_("单位"), page="bodies", name="单位", fields=FIELDS, key=("name", "path"), words=words,
    on_file=on_file, add=add_body, adding=adding, change=change_body, changing=changing, fixed=("path", "from_on"),
    take_back=take_back_body, taking_back=lambda id: {"body_id": UUID(id)}, guide=GUIDE, within="parent_id",
)
