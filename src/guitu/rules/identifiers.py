"""Numbers that name people, telephones and organisations: what is wrong with one, and what it says.

Nothing here looks anything up: an area code that is abolished or unknown is a warning, never a refusal.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Literal

from guitu.rules.texts import tidied
from guitu.rules.verdict import Reason

Sex = Literal["male", "female"]
IdKind = Literal["resident", "residence_permit", "foreigner"]

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
ID_ZEROS = ord("0") * sum(ID_WEIGHTS)  # digits are summed as bytes: a hundred thousand rows a file
PROVINCES = frozenset(
    str(code)
    for block in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72))
    for code in range(*block)
)
PERMIT_PREFIXES = frozenset(("81", "82", "83"))
EARLIEST_BIRTH_YEAR = 1900
DEMO_AREA = "440799"  # never assigned: identities of the demo cannot be anybody's

PHONE_SEGMENT_FREE = "154"  # never assigned to an operator: telephones of the demo reach nobody
PHONE_SEGMENTS_FREE = frozenset(("142", "143", "154", "179"))

USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_NOISE = re.compile(r"[\s\-_'’‘`´\"“”„『』「」«»‐‑‒–—―−－·．.,，:：;；()（）\[\]【】]+")
_AS_TEXT = re.compile(r"^=\s*[\"“”](.*)[\"“”]$", re.DOTALL)  # ="440…": how Excel is told to keep a text
_LABEL = re.compile(r"^(?:[\u4e00-\u9fff]+|NO|ID|№)[\s:：.#]*(?=[A-Z0-9(])", re.IGNORECASE)  # 身份证号：440…
_REMARK = re.compile(r"(?<=.)[(\[【][^0-9()]*[)\]】]?$")  # 440…（本人）
_LIKE_X = str.maketrans(dict.fromkeys("ХхΧχ×✕✖╳", "X"))  # letters of other scripts and signs that look like it
_ID_18 = re.compile(r"[0-9]{17}[0-9X]")
_ID_15 = re.compile(r"[0-9]{15}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[1-9][0-9]{8,10}")
_ABROAD = re.compile(r"(00)?861[0-9]{10}")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{2}", re.IGNORECASE)

SENTENCES: dict[str, str] = {
    "id_number_missing": "没有填证件号码。",
    "id_number_lost_digits": "Excel 把证件号存成了数字，末几位已丢失。请把这一列设为“文本”后重新填写。",
    "id_number_length": "证件号码应为 18 位，现有 {length} 位。",
    "id_number_characters": "证件号码里有不该有的字符。只有末位可以是 X。",
    "id_number_birth": "证件号码第 7 至 14 位不是有效的出生日期。",
    "id_number_birth_future": "证件号码里的出生日期晚于今天。",
    "id_number_check": "证件号码末位校验不对，请核对有没有抄错。",
    "id_number_converted": "15 位旧证件号已换算为 18 位，请核对。",
    "id_number_area_unknown": "证件号码前六位 {area} 不在区划表里，可能是已撤销的区划，请核对。",
    "id_number_demo": "证件号码的地区码 440799 从未启用，像是演示数据。",
    "phone_missing": "没有填电话。",
    "phone_lost_digits": "Excel 把电话存成了数字，已看不出原来的号码。请设为“文本”后重新填写。",
    "phone_length": "手机号码应为 11 位，现有 {length} 位。",
    "phone_not_a_number": "电话里没有可用的号码。",
    "phone_prefix": "手机号码应以 13 至 19 开头。",
    "phone_segment_free": "号段 {segment} 从未启用，请核对。",
    "uscc_length": "统一社会信用代码应为 18 位，现有 {length} 位。",
    "uscc_characters": "统一社会信用代码里有不该有的字符（没有 I、O、S、V、Z）。",
    "uscc_check": "统一社会信用代码末位校验不对，请核对有没有抄错。",
}


@dataclass(frozen=True, slots=True)
class IdNumber:
    text: str  # 18 characters, X in capitals
    born_on: date
    sex: Sex
    area: str  # the first six digits
    kind: IdKind

    @property
    def is_demo(self) -> bool:
        return self.area == DEMO_AREA


@dataclass(frozen=True, slots=True)
class IdAnswer:
    """The number as it should be kept, or None with the refusals; warnings refuse nothing."""

    number: IdNumber | None
    refusals: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """A telephone or an organisation's code, cleaned; or None with the refusals."""

    text: str | None
    refusals: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


def check_id_number(
    typed: object, *, today: date | None = None, demo: bool = False, known_areas: frozenset[str] | None = None
) -> IdAnswer:
    """Is this a possible citizen's ID number, and what does it say: birthday, sex, area.

    Takes 18 digits (x, full-width digits, spaces, dashes are put right) or the old 15, which are converted.
    Refuses what Excel has kept as a number, wrong length or characters, an impossible birthday, and a check
    digit that does not fit. An unknown area is a warning only: abolished counties live on in numbers.
    Demo numbers (area 440799) are warned about, except in a demo database. GB 11643-1999.
    """
    if isinstance(typed, bool | int | float):
        return _id_from_number(typed, today, demo, known_areas)
    text = plain_number(typed)
    if not text:
        return _no_id("id_number_missing")
    if not text.isdigit() and _SCIENTIFIC.fullmatch(str(typed).strip()):
        return _no_id("id_number_lost_digits")
    warnings: tuple[Reason, ...] = ()
    if _ID_15.fullmatch(text):
        text = _to_18(text)
        warnings = (Reason("id_number_converted"),)
    if len(text) != 18:
        return _no_id("id_number_length", length=len(text))
    if not _ID_18.fullmatch(text):
        return _no_id("id_number_characters")
    return _read_id(text, warnings, today, demo, known_areas)


def _id_from_number(
    typed: bool | int | float, today: date | None, demo: bool, areas: frozenset[str] | None
) -> IdAnswer:
    """A whole number of fifteen digits is still exact and may be an old ID; a longer one no longer is."""
    if isinstance(typed, float) and not typed.is_integer():
        return _no_id("id_number_lost_digits" if abs(typed) >= 1e14 else "id_number_characters")
    if abs(typed) >= 1e15:
        return _no_id("id_number_lost_digits")
    return check_id_number(str(int(typed)), today=today, demo=demo, known_areas=areas)


def _no_id(code: str, **values: object) -> IdAnswer:
    return IdAnswer(None, (Reason(code, values),))


def _read_id(
    text: str, warnings: tuple[Reason, ...], today: date | None, demo: bool, areas: frozenset[str] | None
) -> IdAnswer:
    try:
        born_on = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return _no_id("id_number_birth")
    if born_on.year < EARLIEST_BIRTH_YEAR:
        return _no_id("id_number_birth")
    if today is not None and born_on > today:
        return _no_id("id_number_birth_future")
    if id_check_sign(text[:17]) != text[17]:
        return _no_id("id_number_check")
    area = text[:6]
    if area == DEMO_AREA:
        warnings += () if demo else (Reason("id_number_demo"),)
    elif not _is_known_area(text, areas):
        warnings += (Reason("id_number_area_unknown", {"area": area}),)
    sex: Sex = "male" if int(text[16]) % 2 else "female"
    return IdAnswer(IdNumber(text, born_on, sex, area, _id_kind(text)), (), warnings)


def _is_known_area(text: str, areas: frozenset[str] | None) -> bool:
    if text[0] == "9" or text[:2] in PERMIT_PREFIXES:
        return True
    return text[:6] in areas if areas is not None else text[:2] in PROVINCES


def _id_kind(text: str) -> IdKind:
    if text[:2] in PERMIT_PREFIXES:
        return "residence_permit"
    return "foreigner" if text[0] == "9" else "resident"


def id_check_sign(first_17: str) -> str:
    """The last sign of an ID number, from the seventeen before it (MOD 11-2, GB 11643-1999)."""
    total = sum(map(mul, first_17.encode("ascii"), ID_WEIGHTS)) - ID_ZEROS
    return ID_CHECKS[total % 11]


def _to_18(text: str) -> str:
    first_17 = text[:6] + "19" + text[6:]
    return first_17 + id_check_sign(first_17)


def plain_number(typed: object) -> str:
    """A number of a document or a telephone as it is compared: one spelling for import, form and search.

    Full-width signs made plain; without labels, remarks in brackets, quotes, dashes, spaces, signs that nobody sees.
    """
    text = "" if typed is None else str(typed)
    if text.isascii() and text.isalnum():
        return text.upper()
    text = unicodedata.normalize("NFKC", tidied(text).text).strip()
    if found := _AS_TEXT.match(text):
        text = found[1].strip()
    text = _NOISE.sub("", _REMARK.sub("", _LABEL.sub("", text)))
    if text[:-1].isdigit() and not text[-1:].isascii():
        text = text[:-1] + text[-1].translate(_LIKE_X)
    return text.upper()


def check_phone(typed: object, *, demo: bool = False) -> NumberAnswer:
    """Is this a telephone that can be called: a mobile of eleven digits, or a landline with its area code.

    Takes spaces, dashes, brackets, +86 and full-width digits. Refuses other lengths and prefixes. A segment
    that no operator was given is a warning, except in a demo database. No clause.
    """
    if isinstance(typed, bool) or (isinstance(typed, float) and not typed.is_integer()):
        return _no_number("phone_not_a_number")
    if isinstance(typed, int | float):
        if abs(typed) >= 1e15:
            return _no_number("phone_lost_digits")
        typed = str(int(typed))
    text = plain_number(typed)
    if not _MOBILE.fullmatch(text):
        text = re.sub(r"[/+]", "", text)
        if _ABROAD.fullmatch(text):
            text = text[-11:]
    if _LANDLINE.fullmatch(text):
        return NumberAnswer(text)
    if not _MOBILE.fullmatch(text):
        return _not_a_phone(text)
    if text[:3] in PHONE_SEGMENTS_FREE and not demo:
        return NumberAnswer(text, (), (Reason("phone_segment_free", {"segment": text[:3]}),))
    return NumberAnswer(text)


def _not_a_phone(text: str) -> NumberAnswer:
    if not text:
        return _no_number("phone_missing")
    if not (text.isascii() and text.isdigit()):
        return _no_number("phone_not_a_number")
    return _no_number("phone_length", length=len(text)) if len(text) != 11 else _no_number("phone_prefix")


def check_uscc(typed: object) -> NumberAnswer:
    """Is this a possible unified social credit code of an organisation. GB 32100-2015.

    Eighteen signs; refuses wrong length, signs that the standard leaves out, and a wrong check sign.
    """
    text = plain_number(typed)
    if len(text) != 18:
        return _no_number("uscc_length", length=len(text))
    if any(sign not in USCC_SIGNS for sign in text):
        return _no_number("uscc_characters")
    if uscc_check_sign(text[:17]) != text[17]:
        return _no_number("uscc_check")
    return NumberAnswer(text)


def uscc_check_sign(first_17: str) -> str:
    """The last sign of a unified social credit code, from the seventeen before it. GB 32100-2015."""
    total = sum(USCC_SIGNS.index(sign) * weight for sign, weight in zip(first_17, USCC_WEIGHTS, strict=True))
    return USCC_SIGNS[(31 - total % 31) % 31]


def _no_number(code: str, **values: object) -> NumberAnswer:
    return NumberAnswer(None, (Reason(code, values),))


def make_demo_id(born_on: date, sex: Sex, number: int) -> str:
    """An ID number that is nobody's: area 440799, valid check digit. `number` 0–499 tells people born on one
    day apart. Refuses any other number."""
    if not 0 <= number < 500:
        raise ValueError("number must be from 0 to 499")
    first_17 = f"{DEMO_AREA}{born_on:%Y%m%d}{number * 2 + (sex == 'male'):03d}"
    return first_17 + id_check_sign(first_17)


def make_demo_phone(number: int) -> str:
    """A mobile number that reaches nobody: a segment no operator was given. `number` 0–99,999,999."""
    if not 0 <= number < 100_000_000:
        raise ValueError("number must be from 0 to 99,999,999")
    return f"{PHONE_SEGMENT_FREE}{number:08d}"
