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
)
# What is said instead at the person's own door, where anybody may look over the shoulder: the longest first. The paper of
# the law keeps its own words; whoever wants them in full asks for a copy.
INSTEAD = (
    ("戒毒药物维持治疗", "药物维持治疗"), ("社区戒毒社区康复", "社区服务"), ("社区戒毒", "社区服务期"), ("强制隔离戒毒", "隔离期"),
    ("自愿戒毒", "自愿治疗"), ("戒毒康复人员", "本人"), ("《戒毒条例》", "《条例》"), ("戒毒条例", "条例"), ("《中华人民共和国禁毒法》", "法律"),
    ("《禁毒法》", "法律"), ("禁毒法", "法律"), ("《吸毒检测程序规定》", "《程序规定》"), ("《吸毒成瘾认定办法》", "《认定办法》"),
    ("吸毒检测程序规定", "程序规定"), ("吸毒成瘾认定办法", "认定办法"), ("禁毒办公室", "主管办公室"), ("禁毒办", "主管办公室"),
    ("禁毒社工", "社工"), ("禁毒", ""), ("三年未复吸", "三年平稳"), ("未复吸", "平稳"), ("复吸", "反复"), ("再次吸毒", "反复"), ("吸毒", "使用"),
    ("吸食", "使用"), ("戒毒", ""), ("定期尿检", "定期检查"), ("尿检", "到站检查"), ("尿样", "样本"), ("检测", "检查"), ("帮教", "帮助"),
    ("成瘾", "依赖"), ("毒瘾", "依赖"), ("毒品", "物品"), ("毒", ""), ("戒", ""), ("尿", "样"), ("瘾", "依赖"),
    ("community detoxification", "community term"), ("compulsory isolation for detoxification", "isolation"), ("detoxification", "term"),
    ("detox", "term"), ("community rehabilitation", "community recovery"), ("rehabilitation", "recovery"), ("rehab", "recovery"),
    ("urine tests", "checks"), ("urine test", "check"), ("urine", "sample"), ("narcotics control", "control"), ("anti-drug", "community"),
    ("narcotics", "control"), ("narcotic", "control"), ("drug addiction", "dependence"), ("addiction", "dependence"), ("addicted", "dependent"),
    ("addict", "person"), ("relapse", "setback"), ("drug", ""),
)
_SAID = re.compile("|".join(re.escape(word) for word, _other in INSTEAD), re.IGNORECASE)
_OTHER = dict(INSTEAD)
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


def said_instead(text: str) -> str:
    """A text as the person's own page says it: each word of the list by one that tells nobody else anything. Our default
    (guitu.default)."""
    return _SAID.sub(lambda found: _OTHER[found[0].lower()], text)


def on_page(page: str) -> str:
    """A whole page so: what stands between its tags, and not what stands in them."""
    parts = re.split(r"(<[^>]*>)", page)
    parts[::2] = [said_instead(part) for part in parts[::2]]
    return "".join(parts)
