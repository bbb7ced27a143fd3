"""From the words in a cell to codes, by closed tables; a word that is in none is said to be unknown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from guitu.casework.rosters import vocabulary
from guitu.importing.spellings import word_key
from guitu.rules.measure_states import FINISHED
from guitu.rules.texts import has_other_digits

_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_APART = re.compile(r"[、,，;；/|+＋和及\s]+")
_YEARS = re.compile(r"([1-5一二两三])\s*年")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3}
_COUNT = re.compile(r"([0-9]{1,3})(?:\.0+)?\s*[次回]?")
_BETWEEN = r"[、，,/;；+和且()\[\]【】。.\-]*"
_GOING_ON = re.compile(rf"{_BETWEEN}(?:{vocabulary.GOING_ON}{_BETWEEN})+")
_ON_THE_BOOK = re.compile(vocabulary.ON_THE_BOOK)
_SEVERAL = tuple((re.compile(pattern), meanings) for pattern, meanings in vocabulary.SEVERAL)
GOING_ON, ON_THE_BOOK = "going_on", "on_the_book"  # the state is that of the measure beside
_STATES = tuple((code, re.compile(pattern)) for code, pattern in vocabulary.STATE_PATTERNS)
_ASIDES = tuple((code, re.compile(pattern)) for code, pattern in vocabulary.ASIDE_PATTERNS)


def _table(words: Mapping[str, str]) -> dict[str, str]:
    """Spelling → code; the code itself and the standard's number are spellings too."""
    table = {code: code for code in words if code}
    for code, spellings in words.items():
        table |= {spelling.lower(): code for spelling in spellings.split()}
    return table


MARITAL = _table(vocabulary.MARITAL)
EMPLOYMENT = _table(vocabulary.EMPLOYMENT)
EDUCATION = _table(vocabulary.EDUCATION)
RELATION = _table(vocabulary.RELATION)
ID_KIND = _table(vocabulary.ID_KIND)
ETHNICITY = {
    spelling: f"{number:02d}"
    for number, group in enumerate(vocabulary.ETHNIC_GROUPS.split(), start=1)
    for spelling in (group, group + "族", f"{number:02d}")
}
SEX = _table(vocabulary.SEX)
YES_NO = _table(vocabulary.YES_NO)
RISK = _table(vocabulary.RISK)
DRUGS = _table(vocabulary.DRUGS)
MEASURE = _table(vocabulary.MEASURE) | dict.fromkeys(vocabulary.NO_MEASURE.split(), "")


def code_of(text: str, table: Mapping[str, str]) -> str | None:
    """The code of a word, '' where the word means none; None if the table does not have it."""
    key = word_key(text)
    if key in table:
        return table[key]
    return table.get(_BRACKETS.sub("", key))


def measure_of(text: str) -> tuple[str | None, int | None]:
    """Kind and years of 「社区戒毒（3年）」「社康2年」「213」."""
    years = years_of(text)
    code = code_of(text, MEASURE)
    if code is None:
        bare = _BRACKETS.sub("", _YEARS.sub("", word_key(text)))
        code = MEASURE.get(bare.strip("-:"))
    return code, years if code else None


def years_of(text: str) -> int | None:
    """Whole years in 「3年」「三年」「3」「36个月」; None if there are none."""
    if has_other_digits(text):
        return None
    key = word_key(text)
    if found := _YEARS.search(key):
        return _NUMERALS.get(found[1]) or int(found[1])
    if found := re.fullmatch(r"(12|24|36)个?月", key):
        return int(found[1]) // 12
    if found := re.fullmatch(r"([1-5])(?:\.0+)?", key):
        return int(found[1])
    return _NUMERALS.get(key)


def count_of(text: str) -> int | None:
    found = None if has_other_digits(text) else _COUNT.fullmatch(word_key(text))
    return int(found[1]) if found else None


def meanings_of(text: str) -> tuple[str, ...]:
    """What a word of several meanings may mean, each written without doubt; empty for any other."""
    key = word_key(text)
    return next((meanings for pattern, meanings in _SEVERAL if pattern.fullmatch(key)), ())


def state_of(text: str) -> tuple[str | None, str | None]:
    """(state, what stands beside it): 「社区戒毒中（请假中）」 is community_detox and on_leave."""
    key = word_key(text)
    if _ON_THE_BOOK.fullmatch(key):
        return ON_THE_BOOK, None
    if _GOING_ON.fullmatch(key):
        return GOING_ON, None
    aside = next((code for code, pattern in _ASIDES if pattern.search(key)), None)
    if aside in FINISHED:
        return None, aside
    state = next((code for code, pattern in _STATES if pattern.search(key)), None)
    return state, aside


def is_abstinent(text: str) -> bool:
    """三年未复吸 in the column of measures: no measure, and the state."""
    return state_of(text)[0] == "abstinent"


def drugs_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(codes, words that are no drug we know), in the order written, each once."""
    whole = code_of(text, DRUGS)
    if whole:
        return (whole,), ()
    codes: dict[str, None] = {}
    unknown = []
    for word in _APART.split(unicodedata.normalize("NFKC", text)):
        if not word:
            continue
        code = code_of(word, DRUGS) or next(
            (code for inner in re.findall(r"[(（]([^)）]+)[)）]", word) if (code := code_of(inner, DRUGS))),
            None,
        )
        if code:
            codes[code] = None
        else:
            unknown.append(word)
    return tuple(codes), tuple(unknown)
