"""Answers on paper or by telephone, by Excel: one line a number of the sample, through the command of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.prevention.surveys.commands import clear_response, note_response
from guitu.prevention.surveys.queries import open_surveys
from guitu.rules.surveys import DISPOSITIONS, WAYS
from guitu.rules.words import CODES

FIELDS = (
    Field("survey_id", "调查", "word", 24, is_asked=True, synonyms="调查名称 问卷"),
    Field("number", "样本编号", "text", 10, is_required=True, synonyms="编号 序号 样本号"),
    Field("outcome", "结果", "word", 12, is_required=True, synonyms="访问结果 处置结果"),
    Field("way", "怎么问的", "word", 10, is_asked=True, synonyms="方式 访问方式"),
    Field("right", "答对题数", "text", 10, synonyms="答对 得分 答对几题"),
    Field("satisfied", "满意程度", "text", 10, synonyms="满意度 满意"),
    Field("took_part", "参加过活动", "text", 12, synonyms="参与 参加活动", help="填“是”或“否”。"),
)
GUIDE = (
    ("怎么填", "样本里的一个编号一行，不写姓名、电话。拒访、联系不上、不符合条件的也要一行，只填结果。"),
    ("答案", "完成的填答对题数（0 到 10）、满意程度（1 到 5）、参加过活动（是、否）。"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    with acting(actor):
        known = open_surveys(actor, on)
    return {
        "survey_id": known, "outcome": [(code, CODES["survey_outcome"][code]) for code in DISPOSITIONS],
        "way": [(code, CODES["survey_way"][code]) for code in WAYS],
    }


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    return []


def adding(values: Values) -> Call:
    said = {"是": True, "否": False, "参加过": True, "没有": False}.get(str(values.get("took_part") or "").strip())
    return {
        "survey_id": UUID(str(values["survey_id"])), "number": _whole(values, "number") or 0, "outcome": values["outcome"], "way": values["way"],
        "right": _whole(values, "right"), "satisfied": _whole(values, "satisfied"), "took_part": said,
    }


def _whole(values: Values, name: str) -> int | None:
    text = str(values.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() else None


def changing(held: OnFile, values: Values) -> dict[str, Any]:
    return {}


SHEET = Sheet(
    code="responses", title=_("调查结果"), page="surveys", name="调查结果", fields=FIELDS, key=("survey_id", "number"), words=words, on_file=on_file,
    add=note_response, adding=adding, change=None, changing=changing, take_back=clear_response,
    taking_back=lambda id: {"sampled_id": UUID(id)}, guide=GUIDE,
)
