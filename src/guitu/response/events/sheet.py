"""网格事件 by Excel, in and out: what the provincial grid system gives comes in under its number, and what came of it goes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.grid.areas import units_inside
from guitu.grid.sheet_words import pick
from guitu.kit.actor import Actor
from guitu.kit.database import acting, dicts
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.response.events.commands import take_event, take_event_back
from guitu.response.fold import CALL
from guitu.response.reading import code_of, words_of
from guitu.rules.calls import EVENT, CallCourse
from guitu.settling.load import matters

FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    Field("outside_no", "事件编号", "text", 22, is_required=True, synonyms="编号 事件号 工单号 事项编号 省平台编号", most=60),
    Field("template", "事件种类", "word", 20, is_asked=True, synonyms="种类 事件类型 事件类别 事项类型"),
    Field("path", "在哪里", "place", 22, is_asked=True, synonyms="网格 所属网格 村居 镇街 发生地 地点"),
    Field("spot", "具体地点", "text", 26, synonyms="详细地址 地址 位置", most=120),
    Field("known", "看到什么", "text", 40, is_required=True, synonyms="情况 事件描述 描述 事件内容 内容", most=2000),
    Field("state", "办到哪一步", "ignored", 16, is_in_template=False),
    Field("result", "结果", "ignored", 20, is_in_template=False),
)
GUIDE = (
    ("怎么填", "一件事件一行，从省网格系统导出的表可以直接用。事件编号必填，收过的不会重复。"),
    ("收进来以后", "送到村（社区）先核：受理的派出去，不受理的写明为什么。"),
    ("送回去", "导出的表里有办到哪一步、结果，可以交回省网格系统。"),
)
_ON_FILE = (
    "SELECT c.id, c.template, c.scope_path, c.whom, c.spot, c.known, o.number FROM response_outside o JOIN response_call c ON c.id = o.matter_id"
    " WHERE c.county_id = %s AND c.scope_path >= %s AND c.scope_path < %s ORDER BY c.raised_at DESC, c.id LIMIT %s"
)
MOST = 5_000  # the newest, compared with a sheet


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    with acting(actor):
        templates = timeline_of(actor.county_id, actor.path).on(on).calls.templates
        return {
            "template": [(code, said(one.name)) for code, one in templates.items() if one.level == EVENT],
            "path": units_inside(actor.path, 9, 12, 15),
        }


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    """What came in under a number, with what came of it."""
    with acting(actor):
        found = dicts(_ON_FILE, [actor.county_id, actor.lo, actor.hi, MOST])
        outcomes = timeline_of(actor.county_id, actor.path).on(on).calls.outcomes
        courses = _courses([one["id"] for one in found], on)
        courses |= _courses([UUID(one.into) for one in courses.values() if one.into and UUID(one.into) not in courses], on)
    return [OnFile(str(one["id"]), code_of(one["id"]), _values(one, _went_on(courses, one["id"]), outcomes)) for one in found]


def _courses(ids: Sequence[UUID], on: date) -> dict[UUID, CallCourse]:
    return {one.id: CALL.fold(one, on) for one in matters(CALL, ids, lock=False)} if ids else {}


def _went_on(courses: Mapping[UUID, CallCourse], call_id: UUID) -> CallCourse:
    """The course of an event; of one that went into another, what came of that one is what the number is told."""
    course = courses[call_id]
    return courses.get(UUID(course.into), course) if course.into else course


def _values(found: dict[str, Any], course: CallCourse, outcomes: Mapping[str, Any]) -> Values:
    opened, outcome = words_of(found), course.outcome
    return {
        "outside_no": found["number"], "template": found["template"], "path": found["scope_path"], "spot": opened.spot, "known": opened.known,
        "state": spoken(f"call.{course.state}"), "result": said(outcomes[outcome].name) if outcome in outcomes else "",
    }


def adding(values: Values) -> Call:
    return {**pick(values, "template", "path", "spot", "known"), "number": str(values["outside_no"])}


def changing(held: OnFile, values: Values) -> dict[str, Any]:
    return {}


SHEET = Sheet(
    code="events", title=_("网格事件"), page="calls", name="网格事件", fields=FIELDS, key=("outside_no",), words=words, on_file=on_file,
    add=take_event, adding=adding, change=None, changing=changing, take_back=take_event_back, taking_back=lambda id: {"call_id": UUID(id)},
    guide=GUIDE, fixed=("template", "path", "spot", "known"),
)
