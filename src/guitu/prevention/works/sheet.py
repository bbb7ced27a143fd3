"""作品 by Excel: a school's works in one sheet, each taken in by the command of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.prevention.works.commands import take_work, take_work_back
from guitu.prevention.works.queries import on_file as listed
from guitu.prevention.works.queries import open_collections
from guitu.rules.words import CODES
from guitu.rules.works import CATEGORIES

FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    Field("collection", "征集", "word", 24, is_asked=True, synonyms="活动 征集活动 活动名称"),
    Field("title", "作品名称", "text", 28, is_required=True, synonyms="名称 作品 题目"),
    Field("category", "类别", "word", 12, is_required=True, synonyms="作品类别 类型 种类"),
    Field("author", "作者", "text", 12, is_required=True, synonyms="姓名 作者姓名 学生姓名"),
    Field("path", "在哪里", "place", 18, is_asked=True, help="学校或者单位所在的镇街、村（社区）。", synonyms="所属镇街 镇街 地方"),
    Field("unit", "班级或者单位", "text", 18, synonyms="班级 单位 学校班级"),
    Field("tutor", "指导老师", "text", 12, synonyms="辅导老师 老师"),
    Field("minor", "作者未成年", "word", 10, is_asked=True, synonyms="是否未成年"),
    Field("consent", "监护人同意公开姓名", "word", 12, synonyms="同意公开 监护人同意"),
)
YES_NO = (("yes", "是"), ("no", "否"))


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    with acting(actor):
        collections = open_collections(on)
    return {"collection": collections, "category": [(code, CODES["work_category"][code]) for code in CATEGORIES], "minor": YES_NO, "consent": YES_NO}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    with acting(actor):
        return [OnFile(str(one["id"]), "", {name: one[name] for name in ("collection", "title", "author", "category")}) for one in listed(actor)]


def adding(values: Values) -> Call:
    return {
        "collection_id": UUID(str(values["collection"])), "path": values["path"], "category": values["category"], "title": values["title"], "author": values["author"],
        "is_minor": values.get("minor") != "no", "has_consent": values.get("consent") == "yes",
        "words": {"unit": values.get("unit") or "", "tutor": values.get("tutor") or ""},
    }


def changing(held: OnFile, values: Values) -> Call:
    return {}


SHEET = Sheet(
    code="works", title=_("作品"), page="collections", name="作品", fields=FIELDS, key=("collection", "title", "author"), words=words, on_file=on_file,
    add=take_work, adding=adding, change=None, changing=changing, take_back=take_work_back, taking_back=lambda id: {"work_id": UUID(id)},
    fixed=("category", "path", "unit", "tutor", "minor", "consent"),
    guide=(("怎么填", "一件作品一行。作者未成年、监护人没有写“是”的，姓名不公开。"), ("图片", "导入以后看作品编号，图片文件名用编号开头，在征集的页面上传。")),
)
