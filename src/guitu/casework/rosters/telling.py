"""Lines, errors and columns of a batch in words, as the pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.casework.rosters import queries
from guitu.casework.rosters.fields import BY_NAME, FIELDS, READ
from guitu.casework.rosters.known import differences, known_files
from guitu.casework.rosters.on_file import TAKEN, alike_in, new_measures
from guitu.casework.rosters.plans import person_of
from guitu.casework.rosters.questions import GATE_TEXTS, WORDS, Question
from guitu.casework.rosters.sentences import kind_of, sentence_of
from guitu.duties import doors
from guitu.importing.files import Batch
from guitu.importing.headings import Plan
from guitu.importing.lines import Line
from guitu.importing.staged import reason_of
from guitu.importing.where import Part, spot
from guitu.kit.actor import Actor
from guitu.kit.crypto import unreadable_word
from guitu.kit.pages import PersonLine
from guitu.kit.telling import said
from guitu.people.intake import masked_name
from guitu.rules.words import CODES

CHOICES = [(field.name, field.heading) for field in FIELDS if field.name in READ]
HIDDEN_VALUES = ("id_number", "name", "phone", "relative_phone")


def told_lines(found: list[Line], plan: Plan, *, warnings: bool, parts: Sequence[Part] = ()) -> list[dict[str, Any]]:
    """Each line with its Excel number, whose it is (masked), which columns, and what to do."""
    name_at = next((column.index for column in plan.columns if column.field == "name"), None)
    alike = alike_in(found) if warnings else {}
    visible = queries.places_of_people([person for people in alike.values() for person in people]) if any(alike.values()) else {}
    return [
        {
            "line": line.line, "people": [person for person in alike.get(line.id, ()) if person in visible],
            "alike": [_file(person, *visible[person]) for person in alike.get(line.id, ()) if person in visible], "where": spot(line.line, parts),
            "name": _name(line, name_at),
            "columns": _headings(line.warnings if warnings else line.errors),
            "texts": [sentence_of(reason_of(kept)) for kept in (line.warnings if warnings else line.errors)],
        }
        for line in found
    ]


def _file(person: UUID, masked: str, place: str) -> PersonLine:
    """Somebody on file who may be meant, masked, with the way to the file."""
    return PersonLine(name=masked, url=doors.person_url(person), place=place)


def told_people(found: list[Line], plan: Plan, parts: Sequence[Part] = ()) -> list[dict[str, Any]]:
    """Lines that became people, or were on file: with the way to the person's page where one may see it."""
    visible = queries.places_of_people([line.became for line in found if line.became])
    name_at = next((column.index for column in plan.columns if column.field == "name"), None)
    answer = []
    for line in found:
        masked, place = visible.get(line.became, ("", "")) if line.became else ("", "")
        if line.outcome == "skipped":  # about nobody: a total, who filled it in
            masked = "" if line.is_unreadable else _beginning(line.cells)
        url = doors.person_url(line.became) if masked and line.became else ""
        answer.append({"line": line.line, "where": spot(line.line, parts), "name": masked or _name(line, name_at), "place": place, "url": url})
    return answer


def _beginning(cells: list[Any]) -> str:
    """How a line about nobody begins; a number in it is nobody's to read."""
    first = next((str(cell).strip() for cell in cells if cell != ""), "")
    return first[:12] if not any(sign.isdecimal() for sign in first) else "—"


def told_differences(actor: Actor, found: list[Line], plan: Plan, parts: Sequence[Part] = ()) -> list[dict[str, Any]]:
    """What the sheet says otherwise than the file, field by field. The file stands until somebody decides."""
    people = {line.id: person_of(line.plan) for line in found if line.plan}
    known = known_files(actor.county_id, list(people.values()))
    told = told_people(found, plan, parts)
    added = new_measures(found, [line.became for line in found if line.became])
    for line, shown in zip(found, told, strict=True):
        held = known.get(people[line.id].id) if line.id in people else None
        shown["id"], shown["measures"] = line.id, [
            {"kind": said(CODES["measure_kind"].get(kind, kind)), "on": on} for kind, on in added.get(line.id, [])
        ]
        shown["differences"] = [
            {"heading": _heading(name), "held": _shown(name, old), "said": _shown(name, new), "can": name in TAKEN}
            for name, old, new in (differences(held, line.plan) if held and held.is_visible and line.plan else [])
        ]
    return told


def told_kinds(batch: Batch, which: str) -> list[dict[str, Any]]:
    """Errors (or warnings) by kind with their number, the most frequent first."""
    counted: dict[str, int] = batch.counts.get(which, {})
    return [
        {"code": code, "label": kind_of(code), "count": number}
        for code, number in sorted(counted.items(), key=lambda item: -item[1])
    ]


def told_questions(asked: list[Question], parts: Sequence[Part] = ()) -> list[dict[str, Any]]:
    """Each question with its choices; below it how many rows wait for the answer, and in which line the first is."""
    told = []
    for number, one in enumerate(asked):
        if one.is_gate:
            text = said(GATE_TEXTS[one.field, one.word])
        elif one.word:
            text = _("%(heading)s写的“%(word)s”是什么意思？") % {"heading": one.heading, "word": one.text}
        else:
            text = _("没有措施类型，却写了%(columns)s。是哪一种措施？") % {"columns": one.text}
        help = _("%(n)d 行，第一行在第 %(line)s 行") % {"n": len(one.lines), "line": spot(one.lines[0], parts)}
        choices = [(answer, said(WORDS.get(answer, answer))) for answer in one.answers]
        told.append({"name": f"answer-{number}", "text": text, "help": help, "choices": choices})
    return told


def told_refusals(batch: Batch) -> list[str]:
    return [sentence_of(reason_of(kept)) for kept in batch.mapping.get("refusals", [])]


def state_label(state: str) -> str:
    return {
        "reading": _("正在读"), "unreadable": _("没有读成"), "mapping": _("待指定列"), "parsed": _("待导入"), "importing": _("正在导入"), "stopped": _("已停止"),
        "imported": _("已导入"), "undoing": _("正在撤回"), "undone": _("已撤回"), "failed": _("出错"),
    }.get(state, state)


def _headings(reasons: list[list[Any]]) -> str:
    names = [name for _code, values in reasons for name in values.get("fields", ())]
    return "、".join(dict.fromkeys(_heading(name) for name in names))


def _heading(name: str) -> str:
    return BY_NAME[name].heading if name in BY_NAME else name


def _name(line: Line, at: int | None) -> str:
    if line.is_unreadable:
        return unreadable_word()
    text = str(line.cells[at]).strip() if at is not None and at < len(line.cells) else ""
    return masked_name(text) if text else "—"


def _shown(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "—"
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    if name == "name" or text == unreadable_word():
        return text
    return text[:3] + "****" + text[-4:] if name in HIDDEN_VALUES and len(text) > 7 else text


