"""Documents that say who somebody is: which numbers each kind may have, and what a number says."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from guitu.rules.identifiers import Sex, check_id_number, plain_number
from guitu.rules.verdict import Reason

CITIZEN = "111"
PERMIT = "residence_permit"  # of residents of Hong Kong, Macao and Taiwan: GA/T 517 gives it no code
KINDS: dict[str, str] = {  # GA/T 517
    CITIZEN: "居民身份证",
    PERMIT: "港澳台居民居住证",
    "113": "户口簿",
    "414": "护照",
    "511": "台湾居民来往大陆通行证",
    "516": "港澳居民来往内地通行证",
    "553": "外国人永久居留身份证",
    "990": "其他证件",
}
NUMBERED_AS_CITIZENS = frozenset((CITIZEN, PERMIT, "113", ""))  # GB 11643: eighteen digits with a check digit
_PATTERNS = {
    "414": re.compile(r"[A-Z0-9]{5,12}"),
    "511": re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?"),
    "516": re.compile(r"[HM][0-9]{8}([0-9]{2})?"),
    "553": re.compile(r"[A-Z]{3}[0-9]{12}"),
    "990": re.compile(r"[A-Z0-9]{2,30}"),
}

SENTENCES: dict[str, str] = {
    "document_number": "“{text}”不像{kind}的号码。请核对号码和证件种类。",
    "sex_needed": "这种证件的号码看不出性别，请填性别。",
    "birth_needed": "这种证件的号码看不出出生日期，请填出生日期。",
}


class DocumentAnswer(NamedTuple):
    """The number as it is kept and what it says, or None with the refusals; warnings refuse nothing."""

    text: str | None
    born_on: date | None = None
    sex: Sex | None = None
    refusals: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


def check_document(kind: str, typed: object, *, today: date | None = None, demo: bool = False) -> DocumentAnswer:
    """Is this a possible number of a document of this kind, and what does it say.

    A citizen's number, also on a household register or a residence permit, says birthday and sex. Numbers of
    passports and travel permits say nothing; refuses one of a wrong form. GB 11643-1999, GA/T 517.
    """
    text = plain_number(typed)
    pattern = _PATTERNS.get(kind)
    if kind in NUMBERED_AS_CITIZENS or (kind == "553" and text[:1] == "9") or pattern is None:
        found = check_id_number(typed, today=today, demo=demo)
        number = found.number
        if number is None:
            return DocumentAnswer(None, refusals=found.refusals, warnings=found.warnings)
        return DocumentAnswer(number.text, number.born_on, number.sex, found.refusals, found.warnings)
    if not pattern.fullmatch(text):
        shown = {"text": str(typed).strip()[:20], "kind": KINDS[kind]}
        return DocumentAnswer(None, refusals=(Reason("document_number", shown),))
    return DocumentAnswer(text)
