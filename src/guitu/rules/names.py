"""Names of people: kept as they are written; what a rule puts right is said, what is no part of a name is asked."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from guitu.rules.old_characters import TO_NEW
from guitu.rules.texts import tidied
from guitu.rules.verdict import Reason

SENTENCES: dict[str, str] = {
    "name_missing": "没有填姓名。",
    "name_unreadable": "“{text}”不像姓名。请核对。",
    "name_with_remark": "姓名后面的“{text}”不是姓名。请移到绰号、现状或备注里。",
    "name_masked": "姓名里有“*”，看不出全名。请填全名。",
    "name_private_unknown": "姓名里有一个字没有通用的编码，别的电脑看不到。请用输入法重新打这个字。",
    "name_private_signs": "姓名里的旧码位字已换成通用的“{text}”，请核对。",
    "name_compatible_signs": "姓名里的“{old}”已换成通用的“{text}”，请核对。",
    "name_dots": "姓名里的点统一写成间隔号“·”。",
    "name_space_as_dot": "姓名中间的空格按间隔号“·”记，请核对。",
    "name_spaces": "姓名里的空格已去掉。",
    "name_marks": "姓名两头的引号、标点已去掉。",
    "hidden_signs_removed": "{heading}里看不见的字符已去掉。",
}

LONGEST = 50
SHOWN = 20  # characters of a wrong name that a message repeats
JOINED = 4  # Han characters: 王 伟, 欧阳 锋, 尼玛 扎西 are written without the space; longer names have a dot there

# GBK's old private places of eighty characters that have had places of their own since (GB 18030-2022).
_LATER = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}


def _old_places() -> dict[int, str]:
    places: dict[int, str] = {}
    codes = [low for low in range(0x50, 0xA1) if low != 0x7F]
    for code, low in zip(range(0xE815, 0xE865), codes, strict=True):
        sign = bytes((0xFE, low)).decode("gb18030")
        places[code] = chr(_LATER[code]) if code in _LATER else sign
    return places


OLD_PLACES = _old_places()
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●．.⸱ᐧ", "·"))
_MARKS = "'\"‘’“”`´,，。、;；:："
_REMARK = re.compile(r"[(（\[【〔〈《<{].*$")
_ASIDE = str.maketrans(dict.fromkeys("·•・‧∙⋅●．.⸱ᐧ*'’‘ \t\u3000-", ""))


class NameAnswer(NamedTuple):
    """The name as it is kept, or None with what is asked; warnings say what a rule put right."""

    text: str | None
    refusals: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


def check_name(typed: str) -> NameAnswer:
    """Is this somebody's name, and how is it kept: any script, the newest characters included.

    Puts right, and says so: old private places of GBK, compatibility forms, kinds of dots, spaces, quotes around
    it, signs that nobody sees. Refuses remarks in brackets, stars, digits, unknown private signs. No clause.
    """
    if 0 < len(typed) <= JOINED and _is_plain_han(typed):
        return NameAnswer(typed)
    name, warnings = typed, list[Reason]()
    for step in (_from_compatible, _without_hidden, _from_old_places, _without_marks, _with_one_dot, _without_spaces):
        name, said = step(name)
        warnings += said
    if wrong := _wrong(name):
        return NameAnswer(None, (wrong,))
    return NameAnswer(name, (), tuple(warnings))


def compared(name: str) -> str:
    """A name as it is compared and found: new characters for old, lower case, no dots, no spaces."""
    if _is_plain_han(name):
        return name.translate(TO_NEW)
    plain = unicodedata.normalize("NFKC", tidied(name).text.translate(OLD_PLACES))
    return plain.translate(_ASIDE).translate(TO_NEW).lower()


Step = tuple[str, list[Reason]]


def _from_old_places(name: str) -> Step:
    found = name.translate(OLD_PLACES)
    new = "".join(OLD_PLACES[ord(sign)] for sign in name if ord(sign) in OLD_PLACES)
    return found, [Reason("name_private_signs", {"text": new})] if new else []


def _from_compatible(name: str) -> Step:
    """⽅ and Ｊ are other spellings of 方 and J. A dot or bracket of full width is looked at later."""
    if name.isascii():
        return name, []
    changed = {sign: plain for sign in name if sign.isalnum() or ord(sign) in _RADICALS
               if (plain := unicodedata.normalize("NFKC", sign)) != sign}
    if not changed:
        return name, []
    found = "".join(changed.get(sign, sign) for sign in name)
    return found, [Reason("name_compatible_signs", {"old": "".join(changed), "text": "".join(changed.values())})]


_RADICALS = range(0x2F00, 0x2FD6)


def _without_hidden(name: str) -> Step:
    found, hidden = tidied(name)
    return " ".join(found.split()), [Reason("hidden_signs_removed", {"heading": "姓名"})] if hidden else []


def _without_marks(name: str) -> Step:
    found = name.strip(_MARKS + " ")
    return found, [Reason("name_marks")] if found != name else []


def _with_one_dot(name: str) -> Step:
    if name.isascii():  # an initial: J. Smith
        return name, []
    found = name.translate(_DOTS)
    return found.strip("·"), [Reason("name_dots")] if found != name else []


def _without_spaces(name: str) -> Step:
    """Between Han characters a space makes two as wide as three, or stands for the dot of a long name."""
    if " " not in name or not all(map(_is_han, name.replace(" ", "").replace("·", ""))):
        return name, []
    if " ·" in name or "· " in name or len(name.replace(" ", "")) <= JOINED or "·" in name:
        return name.replace(" ", ""), [Reason("name_spaces")]
    return name.replace(" ", "·"), [Reason("name_space_as_dot")]


def _wrong(name: str) -> Reason | None:
    if not name:
        return Reason("name_missing")
    if len(name) > LONGEST:
        return Reason("text_too_long", {"heading": "姓名", "limit": LONGEST})
    if "*" in name or "＊" in name:
        return Reason("name_masked")
    if any(unicodedata.category(sign) == "Co" for sign in name):
        return Reason("name_private_unknown")
    found = _REMARK.search(name)
    if found and found.start() and all(map(_is_of_a_name, name[: found.start()])):
        return Reason("name_with_remark", {"text": found[0][:SHOWN]})
    if not all(map(_is_of_a_name, name)) or not any(map(_is_letter, name)):
        return Reason("name_unreadable", {"text": name[:SHOWN]})
    return None


def _is_of_a_name(sign: str) -> bool:
    return _is_letter(sign) or sign in "· -'’." or unicodedata.category(sign)[0] == "M"


def _is_plain_han(name: str) -> bool:
    return all("\u4e00" <= sign <= "\u9fff" for sign in name)


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or sign == "〇" or _is_han(sign)


def _is_han(sign: str) -> bool:
    """Planes two and three hold nothing but Han, also what our table of characters does not know yet."""
    code = ord(sign)
    if code >= 0x20000:
        return code < 0x3FFFE
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or sign == "〇"
