"""One cell to one value, for sheets that declare their columns: text, names, days, counts, chosen words, places."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NamedTuple

from guitu.importing.days import read_day
from guitu.importing.places import Places
from guitu.importing.spellings import is_cell_error, is_nothing, word_key
from guitu.kit.sheets import Field, Words
from guitu.kit.workbooks import without_apostrophe
from guitu.rules.names import check_name
from guitu.rules.texts import tidied
from guitu.rules.verdict import Reason

SHOWN = 20  # characters of a wrong cell that a message repeats
LEFT_OUT = "-"  # the answer that leaves the rows of a question out
NOTHING_SAID = "无"
CHOSEN = ("word", "place")  # kinds whose words are asked about
ASKED = ("word_unknown", "value_asked")  # a question for the file, not an error of the row
HERE = "="  # before the name of another row of the same sheet


class Reading(NamedTuple):
    value: Any = None  # None: nothing is known
    errors: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


NOTHING = Reading()


@dataclasses.dataclass(slots=True)
class Cells:
    """Reads the cells of one column."""

    field: Field
    heading: str
    today: date
    words: Words = ()
    places: Places | None = None
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)  # a word that was asked → how it is meant
    here: frozenset[str] = frozenset()  # names of the same sheet that may stand here
    _by_word: dict[str, str | None] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        for value, label in self.words:
            key = word_key(label)
            self._by_word[key] = value if self._by_word.get(key, value) == value else None

    def read(self, cell: Any) -> Reading:
        text = text_of(cell)
        if not text:
            return NOTHING
        if is_cell_error(text):
            return self.wrong("cell_is_error", text=text)
        if (meant := self.answers.get(word_key(text))) is not None:
            return self._meant(text, meant)
        if is_nothing(text) and self.field.kind != "count":
            return NOTHING
        return READERS[self.field.kind](self, cell, text)

    def empty(self) -> Reading:
        """What was said of rows where nothing is written; else it is asked, where the field is one that is asked."""
        meant = self.answers.get("")
        if meant is not None:
            return self._meant("", meant)
        if self.field.is_asked:
            return self.wrong("value_asked", word="", text=self.heading)
        if self.field.is_required:
            return self.wrong("value_missing")
        return NOTHING

    def _meant(self, text: str, meant: str) -> Reading:
        if meant == LEFT_OUT:
            return Reading(None, (self.reason("row_left_out", text=shown(text)),))
        return NOTHING if meant == NOTHING_SAID else READERS[self.field.kind](self, meant, meant)

    def reason(self, code: str, **values: Any) -> Reason:
        return Reason(code, {"fields": (self.field.name,), "heading": self.heading, **values})

    def wrong(self, code: str, **values: Any) -> Reading:
        return Reading(None, (self.reason(code, **values),))

    def chosen(self, text: str) -> Reading:
        """A word of a closed list; of none of it, it is asked what it means."""
        key = word_key(text)
        if (value := self._by_word.get(key)) is not None:
            return Reading(value)
        if key in self._by_word:
            return self.wrong("word_of_two", text=shown(text))
        if key in self.here:
            return Reading(HERE + key)
        return self.wrong("word_unknown", text=shown(text), word=key[:200])


def offered(field: Field, words: Words, places: Places, word: str) -> tuple[str, ...]:
    """What an asked word may mean, the likeliest first."""
    labels = places.labels() if field.kind == "place" else list(dict.fromkeys(label for _, label in words))
    likely = get_close_matches(word, labels, 3, 0.4) if word else []
    nothing = () if field.is_required or field.is_asked else (NOTHING_SAID,)
    return (*dict.fromkeys((*likely, *labels)), *nothing, LEFT_OUT)


def text_of(cell: Any) -> str:
    """The text of a cell: composed, nothing that nobody sees, no spaces at the ends."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    text = str(cell)
    if not (text.isascii() and text.isprintable()):
        text = " ".join(tidied(text).text.split())
    if text.startswith("'"):
        text = without_apostrophe(text)
    return text.strip()


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _text(cells: Cells, cell: Any, text: str) -> Reading:
    most = cells.field.most
    return Reading(text) if len(text) <= most else cells.wrong("text_too_long", limit=most)


def _name(cells: Cells, cell: Any, text: str) -> Reading:
    found = check_name(text)
    about = [[cells.reason(reason.code, **reason.values) for reason in said] for said in (found.refusals, found.warnings)]
    return Reading(found.text, tuple(about[0]), tuple(about[1]))


def _day(cells: Cells, cell: Any, text: str) -> Reading:
    day = read_day(cell if isinstance(cell, date | int | float) and not isinstance(cell, bool) else text)
    if day.on is None:
        return cells.wrong(day.wrong or "day_unreadable", text=shown(text))
    if day.on > cells.today and not cells.field.may_be_future:
        return cells.wrong("day_in_future", text=day.on.isoformat())
    return Reading(day.on)


def _place(cells: Cells, cell: Any, text: str) -> Reading:
    found = cells.places.find(text) if cells.places else None
    return Reading(found) if found else cells.wrong("word_unknown", text=shown(text), word=word_key(text)[:200])


READERS: dict[str, Callable[[Cells, Any, str], Reading]] = {
    "ignored": lambda cells, cell, text: NOTHING,
    "mark": lambda cells, cell, text: Reading(text.upper()[:20]),
    "text": _text,
    "name": _name,
    "day": _day,
    "word": lambda cells, cell, text: cells.chosen(text),
    "place": _place,
}


def fields_of(reasons: Sequence[Reason]) -> set[str]:
    return {name for reason in reasons for name in reason.values["fields"]}  # type: ignore[attr-defined]
