"""Texts, whoever typed them: what may stand in one, and what is put right (S-9.2)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

SENTENCES: dict[str, str] = {
    "text_hidden_signs": "里面有看不见的字符。请去掉再保存。",
    "text_hidden_removed": "里面有看不见的字符，已去掉。请看一遍再保存。",
    "text_longer_than_any": "超过 {limit} 个字，存不下。",
    "text_too_long": "{heading}超过 {limit} 个字。",
    "quantity_digits": "请用数字 0–9 填写。",
    "day_out_of_range": "{on} 离今天太远。请核对日期。",
    "day_in_other_digits": "日期写成 2026-11-18 这样。",
}

MOST = 20_000  # characters of any text that a command is given
_LINES = "\t\n\r"
# What no keyboard shows: they turn text round, join, or stand between signs without a width.
_UNSEEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u3164\ufeff\uffa0")
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]")  # those of them that Python calls printable
_UNSEEN_BLOCKS = ((0x202A, 0x202F), (0x2060, 0x2070), (0xFFF9, 0xFFFC), (0xE0000, 0xE0080))


class Tidied(NamedTuple):
    text: str
    had_hidden: bool  # signs that nobody sees were taken out


def tidied(text: str) -> Tidied:
    """A text composed (NFC), without control signs, bidi marks, zero-width signs and non-characters.

    Markup, formulas and any script are only words and stay. Line breaks and tabs stay.
    """
    if _is_plain(text) and unicodedata.is_normalized("NFC", text):
        return Tidied(text, False)
    plain = text.replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join([sign for sign in plain if not _is_hidden(sign)])
    return Tidied(unicodedata.normalize("NFC", kept), len(kept) != len(plain))


def has_hidden(text: str) -> bool:
    """Does the text have signs that nobody sees."""
    return not _is_plain(text) and tidied(text).had_hidden


def _is_plain(text: str) -> bool:
    """All of it can be seen: so it is with nearly every text, and is soon known."""
    return text.isprintable() and not _BLANK.search(text)


def _is_hidden(sign: str) -> bool:
    if sign in _UNSEEN:
        return True
    if sign in _LINES:
        return False
    code = ord(sign)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return True
    if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return True
    return any(first <= code < end for first, end in _UNSEEN_BLOCKS)


FIRST_YEAR, LAST_YEAR = 1900, 2099  # of a day that somebody may mean: born then, or held until then


def day_in_reach(day: date) -> bool:
    """Is this a day that somebody may mean. A visit of 1899, a leave until 2126 are slips of the hand."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def has_other_digits(text: str) -> bool:
    """Digits of another script: ٣, ३, ³. Full-width ones are a spelling of our own and do not count."""
    return any(not sign.isascii() and not 0xFF10 <= ord(sign) <= 0xFF19 and sign.isdigit() for sign in text)
