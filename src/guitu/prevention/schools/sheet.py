"""学校 and the contest by Excel: the columns, what is there, and the commands of the screen that a row goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.grid.sheet_words import MARK, mark_of, pick
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.prevention.schools.commands import add_school, change_school, close_school, enter_contest, take_contest_back
from guitu.prevention.schools.queries import all_schools, contest_lines
from guitu.rules.schools import LEVELS
from guitu.rules.words import CODES

_SERIAL = Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False)
FIELDS = (
    _SERIAL,
    MARK,
    Field("name", "学校", "text", 28, is_required=True, synonyms="学校名称 单位名称 校名"),
    Field("level", "种类", "word", 12, is_asked=True, synonyms="学校类别 学段 办学类型"),
    Field("path", "在哪里", "place", 18, is_asked=True, help="镇街或村（社区）的名称。", synonyms="所属镇街 镇街 所在地"),
    Field("pupils", "在校学生", "text", 10, is_required=True, most=6, synonyms="学生数 学生人数 在校生 在校学生数"),
)
NUMBERS = ("year", "pupils", "took_part", "passed", "excellent", "perfect")
CONTEST = (
    _SERIAL,
    Field("school", "学校", "word", 28, is_required=True, synonyms="学校名称 校名 单位名称"),
    Field("year", "年度", "text", 8, is_asked=True, most=4, synonyms="年份 届次年度"),
    Field("pupils", "应参加的学生", "text", 10, is_required=True, most=6, synonyms="学生数 学生总数 应参与人数 应参加人数"),
    Field("took_part", "参加的", "text", 10, is_required=True, most=6, synonyms="参加人数 参与人数 已完成人数 参赛人数"),
    Field("passed", "及格的", "text", 10, is_required=True, most=6, synonyms="及格人数"),
    Field("excellent", "优秀的", "text", 10, is_required=True, most=6, synonyms="优秀人数"),
    Field("perfect", "满分的", "text", 10, is_required=True, most=6, synonyms="满分人数"),
    Field("mean", "平均分", "text", 8, most=6, synonyms="平均成绩 均分"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    return {"level": [(code, CODES["school_level"][code]) for code in LEVELS]}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    with acting(actor):
        found = all_schools(actor)
    return [
        OnFile(
            str(one["id"]), mark_of("X", one["id"]), {"name": one["name"], "level": one["level"], "path": one["scope_path"], "pupils": str(one["pupils"])},
            {"post_id": one["post_id"]},
        )
        for one in found
    ]


def adding(values: Values) -> Call:
    return {**pick(values, "name", "level", "path"), "pupils": _number(values, "pupils")}


def changing(held: OnFile, values: Values) -> Call:
    said = {**held.values, **values}
    return {"school_id": UUID(held.id), "level": said["level"], "pupils": _number(said, "pupils"), "post_id": held.more["post_id"]}


def contest_words(actor: Actor, on: date) -> Mapping[str, Words]:
    with acting(actor):
        return {"school": [(str(one["id"]), one["name"]) for one in all_schools(actor)]}


def contest_on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    with acting(actor):
        found = contest_lines(actor)
    return [
        OnFile(
            str(one["id"]), "", {"school": str(one["school_id"]), "mean": _mean_said(one["mean"]), **{name: str(one[name]) for name in NUMBERS}},
        )
        for one in found
    ]


def entering(values: Values) -> Call:
    return {"school_id": UUID(str(values["school"])), **{name: _number(values, name) for name in NUMBERS}, "mean": _mean(values.get("mean"))}


def entering_again(held: OnFile, values: Values) -> Call:
    return entering({**held.values, **values})


def _number(values: Mapping[str, Any], name: str) -> int:
    """What is no number is none of a school: the command refuses it with its sentence."""
    text = str(values.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() else -1


def _mean(said: Any) -> int | None:
    try:
        return int(Decimal(str(said).strip()) * 100) if said else None
    except InvalidOperation:
        return -1


def _mean_said(mean: int | None) -> str:
    return "" if mean is None else f"{mean / 100:g}"


SHEET = Sheet(
    code="schools", title=_("学校"), page="schools", name="学校", fields=FIELDS, key=("name", "path"), words=words, on_file=on_file,
    add=add_school, adding=adding, change=change_school, changing=changing, fixed=("name", "path"), take_back=close_school,
    taking_back=lambda id: {"school_id": UUID(id)},
    guide=(("怎么填", "一所学校一行。种类、在哪里整列不填的，读完会一次问清。"), ("已有的学校", "按编号，没有编号的按名称和在哪里认。")),
)
CONTEST_SHEET = Sheet(
    code="contest", title=_("知识竞赛"), page="contest", name="知识竞赛", fields=CONTEST, key=("school", "year"), words=contest_words,
    on_file=contest_on_file, add=enter_contest, adding=entering, change=enter_contest, changing=entering_again, fixed=("school", "year"),
    take_back=take_contest_back, taking_back=lambda id: {"contest_id": UUID(id)},
    guide=(("怎么填", "照全国平台导出的表，一所学校一行；学校要先登记。"), ("再导入一次", "同一所学校同一年的算更正。")),
)
