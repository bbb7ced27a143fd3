"""What a roster leaves open is asked once for the file: each word that nobody knows, with the rows that have it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.rosters import spellings
from guitu.casework.rosters.cells import ASKED, LEFT_OUT
from guitu.casework.rosters.fields import BY_NAME
from guitu.casework.rosters.placing import Places
from guitu.casework.rosters.sheet import Answers
from guitu.casework.rosters.story import BEFORE_FIRST, GUARDIAN, SIGNED, SURE, UNSIGNED
from guitu.casework.rosters.template import CHOICES
from guitu.importing.spellings import word_key
from guitu.importing.staged import reason_of
from guitu.kit.crypto import open_sealed, seal
from guitu.kit.errors import Refused
from guitu.rules.verdict import Reason

PLACE = "casework_importbatch|answers"
NOTHING_SAID = "无"
PLACES_ASKED = ("town_unknown", "village_unknown")
PLACE_FIELDS = ("town_name", "village_name")
_STATES = ("执行中", "期满", "已解除", "终止", "未报到", "请假", "失联", *CHOICES["state"])
_NO_MEASURE = "社会面"
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "state": (*_STATES, NOTHING_SAID),
    "measure_kind": (*CHOICES["measure_kind"], "三年未复吸", _NO_MEASURE),
    "risk_level": (*CHOICES["risk_level"], NOTHING_SAID),
    "sex": (*CHOICES["sex"], NOTHING_SAID),
}
# how each answer is told, where its spelling does not say it
_TOLD: dict[str, str] = {
    LEFT_OUT: "这些行先不导入", NOTHING_SAID: "等于没有写", "执行中": "措施执行中", "期满": "期满，还没有解除", "请假": "请假外出",
    "强戒出所": "从强制隔离戒毒所出来", "看守所释放": "从看守所、拘留所出来", "刑满释放": "从监狱出来，刑满释放", "拘留中": "拘留",
    "服刑中": "服刑", "已迁出": "已迁出本地", "已出国": "已出国、出境",
}
_OF_GATES: Mapping[tuple[str, str], tuple[str, ...]] = {BEFORE_FIRST: (SURE,), GUARDIAN: (SIGNED, UNSIGNED)}
GATE_TEXTS: Mapping[tuple[str, str], str] = {
    BEFORE_FIRST: "有日期早于首次查获时间。日期没有错吗？",
    GUARDIAN: "签协议时未满十八周岁的，协议须由监护人一并签字。签了吗？",
}
_TOLD |= {UNSIGNED: "监护人没有签：协议先不记入", SURE: "日期没有错，照名册记入", SIGNED: "监护人一并签了字"}
WORDS: dict[str, str] = {word: word for words in _OFFERED.values() for word in words} | _TOLD


@dataclass(frozen=True, slots=True)
class Question:
    """One word of one column that is asked about; the empty word: nothing is written where something must be."""

    field: str
    word: str  # in the spelling that its rows share
    text: str  # as first written; for the empty word, the columns whose data would be lost
    lines: tuple[int, ...]
    places: tuple[str, ...] = ()  # which town or village may be meant

    @property
    def heading(self) -> str:
        return BY_NAME[self.field].heading

    @property
    def is_gate(self) -> bool:
        """Asked because a screen would ask, and not for a word that nobody knows."""
        return (self.field, self.word) in GATE_TEXTS

    @property
    def answers(self) -> tuple[str, ...]:
        """Spellings that may be meant, the likeliest first; then all, and that the rows are left out."""
        if self.is_gate:
            return (*_OF_GATES[self.field, self.word], LEFT_OUT)
        if self.places:
            return (*self.places, LEFT_OUT)
        likely = spellings.meanings_of(self.text) if self.field == "state" and self.word else ()
        offered = _OFFERED.get(self.field, (NOTHING_SAID,))
        return (*dict.fromkeys((*likely, *offered)), LEFT_OUT)


def open_questions(rows: Iterable[tuple[int, Sequence[Reason]]], places: Places | None = None) -> list[Question]:
    """The questions of these rows (line, what is asked), those of most rows first. With the places of the area an unknown
    town or village is one too: its rows need not wait for it."""
    found: dict[tuple[str, str], tuple[str, list[int]]] = {}
    for line, reasons in rows:
        for reason in reasons:
            if reason.code in ASKED or (places is not None and reason.code in PLACES_ASKED and "word" in reason.values):
                fields: Any = reason.values["fields"]
                key = (fields[0], str(reason.values["word"]))
                found.setdefault(key, (str(reason.values["text"]), []))[1].append(line)
    asked = [
        Question(field, word, text, tuple(lines), places.offered(field, text) if places and field in PLACE_FIELDS else ())
        for (field, word), (text, lines) in found.items()
    ]
    return sorted(asked, key=lambda one: (-len(one.lines), one.field, one.word))


def questions_in(lines: Iterable[Any], places: Places | None = None) -> list[Question]:
    """The same of lines as they are kept."""
    told = [
        (line.line, [reason_of(kept) for kept in (*line.errors, *(one for one in line.warnings if one[0] in PLACES_ASKED))])
        for line in lines
    ]
    return open_questions(told, places)


def chosen(asked: Sequence[Question], said: Mapping[int, str]) -> dict[tuple[str, str], str]:
    """The answers by number of the question; refuses one that is not offered. An empty one answers nothing."""
    answers: dict[tuple[str, str], str] = {}
    for number, answer in said.items():
        if not answer:
            continue
        if not 0 <= number < len(asked) or answer not in asked[number].answers:
            raise Refused(Reason("roster_answer_unknown", {"text": answer[:20]}), field=f"answer-{number}")
        answers[asked[number].field, asked[number].word] = answer
    return answers


def named(asked: Sequence[Question], said: Iterable[str]) -> dict[int, str]:
    """Answers as the command line has them, 管控现状:在外=请假, by number of their question. One that answers no
    question is left aside: the file sent again has it answered already."""
    answers: dict[int, str] = {}
    for text in said:
        place, _, answer = text.partition("=")
        heading, _, word = place.partition(":")
        for number, one in enumerate(asked):
            if one.heading == heading.strip() and one.word == word_key(word):
                answers[number] = answer.strip()
    return answers


def kept(batch_id: UUID, answers: Answers) -> str:
    """Answers sealed for the batch's document: what was typed in a sheet is in them."""
    listed = [[field, word, answer] for (field, word), answer in answers.items()]
    sealed = seal(PLACE, batch_id, orjson.dumps(listed).decode())
    return base64.b64encode(sealed or b"").decode()


def answers_in(batch_id: UUID, document: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """The answers given so far."""
    if not document.get("answers"):
        return {}
    opened = open_sealed(PLACE, batch_id, base64.b64decode(document["answers"]))
    return {(field, word): answer for field, word, answer in orjson.loads(opened or "[]")}
