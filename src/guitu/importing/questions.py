"""What a file leaves open is asked once for all its rows: each word that nobody knows, each thing that is not written."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.importing.cells import ASKED, LEFT_OUT
from guitu.importing.days import read_day
from guitu.importing.known import Answers
from guitu.importing.staged import reason_of
from guitu.importing.store import Store
from guitu.kit.crypto import open_sealed, seal
from guitu.kit.errors import Refused
from guitu.rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class Question:
    """One word of one column; the empty word: nothing is written where something must be."""

    field: str
    word: str  # in the spelling that its rows share
    text: str  # as first written
    heading: str
    lines: tuple[int, ...]


def open_questions(rows: Iterable[tuple[int, Sequence[Reason]]], asked: Sequence[str] = ASKED) -> list[Question]:
    """The questions of these rows (line, what is asked), those of most rows first."""
    found: dict[tuple[str, str], tuple[Reason, list[int]]] = {}
    for line, reasons in rows:
        for reason in reasons:
            if reason.code in asked:
                fields: Any = reason.values["fields"]
                found.setdefault((fields[0], str(reason.values["word"])), (reason, []))[1].append(line)
    questions = [
        Question(field, word, str(reason.values["text"]), str(reason.values["heading"]), tuple(lines))
        for (field, word), (reason, lines) in found.items()
    ]
    return sorted(questions, key=lambda one: (-len(one.lines), one.field, one.word))


def questions_in(lines: Iterable[Any], asked: Sequence[str] = ASKED) -> list[Question]:
    """The same of lines as they are kept."""
    return open_questions([(line.line, [reason_of(kept) for kept in line.errors]) for line in lines], asked)


def chosen(
    asked: Sequence[Question], said: Mapping[int, str], offered: Mapping[int, tuple[str, ...]], today: date
) -> dict[tuple[str, str], str]:
    """The answers by number of the question; refuses one that is not offered. Where nothing is offered a day is asked.
    An empty one answers nothing."""
    answers: dict[tuple[str, str], str] = {}
    for number, answer in said.items():
        if not answer:
            continue
        if not 0 <= number < len(asked) or not _is_offered(answer, offered.get(number, ()), today):
            raise Refused(Reason("roster_answer_unknown", {"text": answer[:20]}), field=f"answer-{number}")
        answers[asked[number].field, asked[number].word] = answer
    return answers


def _is_offered(answer: str, offered: tuple[str, ...], today: date) -> bool:
    if offered:
        return answer in offered
    day = read_day(answer).on
    return answer == LEFT_OUT or (day is not None and day <= today)


def kept(store: Store, batch_id: UUID, answers: Answers) -> str:
    """Answers sealed for the batch's document: what was typed in a sheet is in them."""
    listed = [[field, word, answer] for (field, word), answer in answers.items()]
    sealed = seal(store.answers, batch_id, orjson.dumps(listed).decode())
    return base64.b64encode(sealed or b"").decode()


def answers_in(store: Store, batch_id: UUID, document: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """The answers given so far."""
    if not document.get("answers"):
        return {}
    opened = open_sealed(store.answers, batch_id, base64.b64decode(document["answers"]))
    return {(field, word): answer for field, word, answer in orjson.loads(opened or "[]")}
