"""Lines, differences and questions of a batch in words, as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guitu.importing.cells import LEFT_OUT, NOTHING_SAID, offered
from guitu.importing.files import Batch
from guitu.importing.lines import Line
from guitu.importing.places import Places
from guitu.importing.questions import Question
from guitu.importing.sentences import sentence_of
from guitu.importing.staged import parts_in, plan_in, reason_of
from guitu.importing.staging import differences
from guitu.importing.where import spot
from guitu.kit.crypto import unreadable_word
from guitu.kit.sheets import Field, OnFile, Sheet, Words
from guitu.kit.telling import said

OF_ONE = {LEFT_OUT: "这些行先不导入", NOTHING_SAID: "等于没有写"}


def state_label(state: str) -> str:
    return {
        "reading": _("正在读"), "unreadable": _("没有读成"), "mapping": _("待指定列"), "parsed": _("待导入"), "importing": _("正在导入"), "stopped": _("已停止"),
        "imported": _("已导入"), "undoing": _("正在撤回"), "undone": _("已撤回"), "failed": _("出错"),
    }.get(state, state)


def told_lines(sheet: Sheet, batch: Batch, found: list[Line], tab: str) -> list[dict[str, Any]]:
    """Each line with where it stands, what it is about, which columns, and what to do."""
    plan, parts = plan_in(batch.mapping), parts_in(batch.mapping)
    named = next((field.name for field in sheet.fields if field.is_required), sheet.key[0])
    at = next((column.index for column in plan.columns if column.field == named), None)
    told = []
    for line in found:
        reasons = [reason_of(kept) for kept in (line.warnings if tab == "warned" else line.errors)]
        told.append({
            "id": line.id, "where": spot(line.line, parts), "name": _name(line, at),
            "columns": "、".join(dict.fromkeys(str(reason.values.get("heading", "")) for reason in reasons)),
            "texts": [sentence_of(reason) for reason in reasons],
        })
    return told


def told_differences(
    sheet: Sheet, batch: Batch, found: list[Line], filed: Mapping[str, OnFile], words: Mapping[str, Words], places: Places
) -> list[dict[str, Any]]:
    """What the sheet says otherwise than what is on file, field by field: old beside new."""
    called = {field.name: field for field in sheet.fields}
    told = told_lines(sheet, batch, found, "differs")
    for line, shown in zip(found, told, strict=True):
        plan = line.plan or {}
        held = filed.get(plan.get("on_file", ""))
        shown["gone"] = held is None
        shown["differences"] = [
            {"heading": called[name].heading, "held": _value(called[name], old, words, places), "said": _value(called[name], new, words, places)}
            for name, old, new in (differences(sheet, held, plan.get("values", {})) if held else [])
        ]
    return told


def _value(field: Field, value: Any, words: Mapping[str, Words], places: Places) -> str:
    if value in (None, ""):
        return "—"
    if field.kind == "place":
        return places.label(str(value))
    return dict(words.get(field.name, ())).get(value, str(value).removeprefix("="))


def told_questions(
    sheet: Sheet, asked: list[Question], words: Mapping[str, Words], places: Places, batch: Batch, today: date
) -> list[dict[str, Any]]:
    """Each question with its choices; below it how many rows wait for the answer, and where the first is."""
    parts, told = parts_in(batch.mapping), []
    for number, (one, choices) in enumerate(zip(asked, offers(sheet, asked, words, places).values(), strict=True)):
        if one.word:
            text = _("%(heading)s写的“%(word)s”是什么意思？") % {"heading": one.heading, "word": one.text}
        elif not choices:
            text = _("没有填%(heading)s。是哪一天？") % {"heading": one.heading}
        else:
            text = _("没有填%(heading)s。是哪一个？") % {"heading": one.heading}
        help = _("%(n)d 行，第一行在第 %(line)s 行") % {"n": len(one.lines), "line": spot(one.lines[0], parts)}
        shown = [(answer, said(OF_ONE.get(answer, answer))) for answer in choices]
        told.append({"name": f"answer-{number}", "text": text, "help": help, "choices": shown, "latest": today.isoformat()})
    return told


def offers(
    sheet: Sheet, asked: list[Question], words: Mapping[str, Words], places: Places
) -> dict[int, tuple[str, ...]]:
    """What may be answered, by number of the question; nothing where a day is asked."""
    called = {field.name: field for field in sheet.fields}
    return {
        number: () if called[one.field].kind == "day" else offered(called[one.field], words.get(one.field, ()), places, one.text)
        for number, one in enumerate(asked)
    }


def told_refusals(batch: Batch) -> list[str]:
    return [sentence_of(reason_of(kept)) for kept in batch.mapping.get("refusals", [])]


def unread_parts(batch: Batch) -> list[str]:
    return [part.name for part in parts_in(batch.mapping) if not part.is_read]


def _name(line: Line, at: int | None) -> str:
    if line.is_unreadable:
        return unreadable_word()
    text = str(line.cells[at]).strip() if at is not None and at < len(line.cells) else ""
    return text[:40] or "—"
