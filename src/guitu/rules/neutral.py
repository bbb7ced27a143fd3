"""Words that leave the house: nothing that gives a person away, nor what the house is about (S-11.7)."""

from __future__ import annotations

import re

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "neutral.word": "给外面看的文字里有“{word}”。请换个说法：看到的人可能不止一个。",
    "neutral.number": "给外面看的文字里有证件号码或者电话号码。请去掉。",
}
WORDS = (
    "毒", "戒", "尿", "瘾", "吸食", "复吸", "检测", "帮教",
    "drug", "addict", "narcotic", "detox", "rehab", "urine", "relapse",
)  # fmt: skip
_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")


def unfit_word(text: str) -> str:
    """The first word of the list that stands in a text; empty where there is none."""
    plain = text.casefold()
    return next((word for word in WORDS if word in plain), "")


def may_leave(text: str) -> Verdict:
    """Whether a text may be read outside the login: no word of the list, no number of a person. Our default
    (guitu.default)."""
    if word := unfit_word(text):
        return refused(Reason("neutral.word", {"word": word}))
    return refused(Reason("neutral.number")) if _NUMBER.search(text) else ALLOWED
