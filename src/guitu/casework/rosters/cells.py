"""One cell to one value: how each kind of field is read, and what may be wrong with what was typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from guitu.casework.rosters import spellings
from guitu.importing.days import Day, read_day, read_period
from guitu.importing.spellings import is_cell_error, is_nothing, word_key
from guitu.kit.sheets import Field
from guitu.kit.workbooks import without_apostrophe
from guitu.rules.documents import CITIZEN, check_document
from guitu.rules.identifiers import check_phone
from guitu.rules.names import OLD_PLACES, check_name
from guitu.rules.texts import has_hidden, tidied
from guitu.rules.verdict import Reason

TEXT_LIMIT = 500
SHOWN = 20  # characters of a wrong cell that a message repeats
LEFT_OUT = "-"  # the answer that leaves the rows of a question out
# a question for the file, not an error of the row
ASKED = ("word_unknown", "word_asked", "measure_asked", "lifetimes.before_first", "steps.guardian")
_AS_TYPED = ("name", "id_number", "phone")  # read by rules of their own


class Reading(NamedTuple):
    value: Any = None  # None: nothing is known
    errors: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    beside: Mapping[str, Any] = {}  # further values that the cell gave


NOTHING = Reading()


@dataclasses.dataclass(slots=True)
class Reader:
    """Reads one column. What was read once is remembered: towns, kinds and days repeat."""

    field: Field
    heading: str
    today: date
    demo: bool
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)  # a word that was asked → how it is meant
    _known: dict[str, Reading] = dataclasses.field(default_factory=dict)

    def read(self, cell: Any) -> Reading:
        if type(cell) is not str:
            return NOTHING if cell is None else READERS[self.field.kind](self, cell)
        found = self._known.get(cell)
        if found is None:
            found = self._fresh(cell)
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[cell] = found
        return found

    def _fresh(self, cell: str) -> Reading:
        text = cleaned(cell)
        if not text:
            return NOTHING
        if is_cell_error(text):
            return self.wrong("cell_is_error", text=text)
        if (meant := self.answers.get(word_key(text))) is not None:
            return self._as_meant(text, meant)
        if _says_nothing(self, text):
            return NOTHING
        if self.field.kind in _AS_TYPED:
            return READERS[self.field.kind](self, cell)
        found = READERS[self.field.kind](self, text)
        if self.field.kind != "text" or not has_hidden(cell):
            return found
        return found._replace(warnings=(*found.warnings, self.reason("hidden_signs_removed")))

    def _as_meant(self, text: str, meant: str) -> Reading:
        """The answer that somebody gave to what this word means; what was written stays beside it."""
        if meant == LEFT_OUT:
            return Reading(errors=(self.reason("row_left_out", text=shown(text)),))
        found = NOTHING if is_nothing(meant) else READERS[self.field.kind](self, meant)
        return found._replace(beside={**found.beside, self.field.name + "_text": text[:TEXT_LIMIT]})

    def read_number(self, kind: str, cell: Any) -> Reading:
        """The number of a document of this kind."""
        if isinstance(cell, date):
            return self.wrong("id_number_characters")
        if isinstance(cell, str) and is_cell_error(cleaned(cell)):
            return self.wrong("cell_is_error", text=cleaned(cell))
        found = check_document(kind, cell, today=self.today, demo=self.demo)
        beside = {"id_born_on": found.born_on, "id_sex": found.sex} if found.born_on else {}
        return Reading(found.text, self.about(found.refusals), self.about(found.warnings), beside)

    def reason(self, code: str, **values: Any) -> Reason:
        return Reason(code, {"fields": (self.field.name,), "heading": self.heading, **values})

    def wrong(self, code: str, **values: Any) -> Reading:
        """An error; or for what nobody rests anything on, a warning."""
        reason = self.reason(code, **values)
        return Reading(warnings=(reason,)) if self.field.is_soft else Reading(errors=(reason,))

    def about(self, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        return tuple(self.reason(reason.code, **reason.values) for reason in reasons) if reasons else ()


def cleaned(text: str) -> str:
    """Text by the policy of S-9.2: composed, nothing that nobody sees, no spaces at the ends."""
    if not text.isprintable():
        text = " ".join(tidied(text).text.translate(OLD_PLACES).split())
    elif not text.isascii():
        text = tidied(text).text
    if text.startswith("'"):
        text = without_apostrophe(text)
    return text.strip()


def _says_nothing(reader: Reader, text: str) -> bool:
    if len(text) > 4 or reader.field.kind in ("name", "yes_no", "measure_kind"):
        return False
    return is_nothing(text)


def shown(cell: Any) -> str:
    text = str(cell)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _text_of(cell: Any) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return str(cell)


def _read_text(reader: Reader, cell: Any) -> Reading:
    text = _text_of(cell)
    if len(text) > TEXT_LIMIT:
        return reader.wrong("text_too_long", limit=TEXT_LIMIT)
    return Reading(text)


def _read_name(reader: Reader, cell: Any) -> Reading:
    if type(cell) is not str:
        return reader.wrong("name_unreadable", text=shown(cell))
    found = check_name(cell)
    return Reading(found.text, reader.about(found.refusals), reader.about(found.warnings))


def _read_id_number(reader: Reader, cell: Any) -> Reading:
    return reader.read_number(CITIZEN, cell)


def _read_phone(reader: Reader, cell: Any) -> Reading:
    if isinstance(cell, date):
        return reader.wrong("phone_not_a_number")
    first, *others = _apart(cleaned(cell)) if type(cell) is str else (cell,)
    answer = check_phone(first, demo=reader.demo)
    warnings = reader.about(answer.warnings)
    if others and answer.text:
        warnings += (reader.reason("phone_second_not_read"),)
    refusals = reader.about(answer.refusals)
    if reader.field.is_soft:
        return Reading(answer.text, (), refusals + warnings)
    return Reading(answer.text, refusals, warnings)


def _apart(text: str) -> list[str]:
    if text.isalnum():
        return [text]
    for mark in "/、;；,，|":
        if mark in text:
            parts = [part.strip() for part in text.split(mark)]
            return [part for part in parts if part] or [text]
    parts = text.split()
    return parts if len(parts) > 1 and all(len(part) == 11 for part in parts) else [text]


def _read_day(reader: Reader, cell: Any) -> Reading:
    return _reading_of(reader, read_day(cell), cell)


def _reading_of(reader: Reader, day: Day, cell: Any) -> Reading:
    if day.on is None:
        return reader.wrong(day.wrong or "day_unreadable", text=shown(cell))
    if day.on > reader.today and not reader.field.may_be_future:
        return reader.wrong("day_in_future", text=day.on.isoformat())
    return Reading(day.on)


def _read_loose_day(reader: Reader, cell: Any) -> Reading:
    """A day long ago, of which often only the month or the year is known."""
    day = read_day(cell)
    if day.partly is None:
        return _reading_of(reader, day, cell)
    beside = {reader.field.name.removesuffix("_on") + "_about": day.partly}
    return Reading(None, (), (reader.reason("day_partial", text=shown(cell)),), beside)


def _read_period(reader: Reader, cell: Any) -> Reading:
    days = read_period(cell) if type(cell) is str else None
    if days is None and (years := spellings.years_of(_text_of(cell))):
        return Reading(None, beside={"measure_years": years})
    if days is None or days[0].on is None or days[1].on is None:
        return reader.wrong("period_unreadable", text=shown(cell))
    return Reading(None, beside={"starts_on": days[0].on, "ends_on": days[1].on})


def _read_count(reader: Reader, cell: Any) -> Reading:
    count = None if isinstance(cell, bool | date) else spellings.count_of(_text_of(cell))
    return reader.wrong("count_unreadable", text=shown(cell)) if count is None else Reading(count)


def _read_years(reader: Reader, cell: Any) -> Reading:
    years = None if isinstance(cell, bool | date) else spellings.years_of(_text_of(cell))
    return reader.wrong("years_unreadable", text=shown(cell)) if years is None else Reading(years)


def _read_yes_no(reader: Reader, cell: Any) -> Reading:
    code = spellings.code_of(_text_of(cell), spellings.YES_NO)
    if code is None:
        return NOTHING if is_nothing(_text_of(cell)) else _unknown(reader, cell)
    return Reading(code == "yes")


def _unknown(reader: Reader, cell: Any) -> Reading:
    return reader.wrong("word_unknown", text=shown(cell), word=word_of(cell))


def word_of(cell: Any) -> str:
    """A word that is asked about, in the spelling that all its rows share."""
    return word_key(_text_of(cell))[:TEXT_LIMIT]


def _read_word(table: Mapping[str, str]) -> Callable[[Reader, Any], Reading]:
    def read(reader: Reader, cell: Any) -> Reading:
        code = spellings.code_of(_text_of(cell), table)
        if code is None:
            found = _unknown(reader, cell)
            return found._replace(beside={reader.field.name + "_text": _text_of(cell)[:TEXT_LIMIT]})
        return Reading(code or None)

    return read


def _read_measure(reader: Reader, cell: Any) -> Reading:
    code, years = spellings.measure_of(_text_of(cell))
    if code is None and spellings.is_abstinent(_text_of(cell)):
        return Reading(None, beside={"no_measure": True, "measure_says": "abstinent"})
    if code == "":
        return Reading(None, beside={"no_measure": True})
    if code is None:
        return NOTHING if is_nothing(_text_of(cell)) else _unknown(reader, cell)
    return Reading(code or None, beside={"measure_years": years} if years else {})


def _read_state(reader: Reader, cell: Any) -> Reading:
    state, aside = spellings.state_of(_text_of(cell))
    beside = {"state_text": _text_of(cell)[:TEXT_LIMIT]} | ({"state_aside": aside} if aside else {})
    if spellings.meanings_of(_text_of(cell)):
        return reader.wrong("word_asked", text=shown(cell), word=word_of(cell))._replace(beside=beside)
    if state is None and aside is None:
        return _unknown(reader, cell)._replace(beside=beside)
    return Reading(state, beside=beside)


def _read_drugs(reader: Reader, cell: Any) -> Reading:
    codes, unknown = spellings.drugs_of(_text_of(cell))
    warnings = (reader.reason("word_unknown", text=shown("、".join(unknown))),) if unknown else ()
    beside = {"drugs_text": _text_of(cell)[:TEXT_LIMIT]} if unknown else {}
    return Reading(codes or None, (), warnings, beside)


READERS: dict[str, Callable[[Reader, Any], Reading]] = {
    "ignored": lambda _reader, _cell: NOTHING,
    "text": _read_text,
    "name": _read_name,
    "id_number": _read_id_number,
    "phone": _read_phone,
    "day": _read_day,
    "loose_day": _read_loose_day,
    "period": _read_period,
    "count": _read_count,
    "years": _read_years,
    "yes_no": _read_yes_no,
    "state": _read_state,
    "measure_kind": _read_measure,
    "drugs": _read_drugs,
    "sex": _read_word(spellings.SEX),
    "id_kind": _read_word(spellings.ID_KIND),
    "ethnicity": _read_word(spellings.ETHNICITY),
    "education": _read_word(spellings.EDUCATION),
    "marital": _read_word(spellings.MARITAL),
    "relation": _read_word(spellings.RELATION),
    "employment": _read_word(spellings.EMPLOYMENT),
    "risk_level": _read_word(spellings.RISK),
}
