"""The headings of rosters of people: whose a phone or an address is stands over it, and a stretch has two ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from guitu.casework.rosters.fields import FIELDS
from guitu.casework.rosters.synonyms import SYNONYMS
from guitu.importing.headings import Headings, keys_of

# group headings over words that are too short to stand alone
GROUPS: tuple[tuple[str, str], ...] = (
    (r"家属|亲属|监护|紧急", "家属"),
    (r"户籍|户口", "户籍"),
    (r"居住|现住", "居住"),
    (r"决定", "决定"),
    (r"协议", "协议"),
    (r"报到", "报到"),
    (r"期限|执行期", "期限"),
    (r"查获", "查获"),
)
_SIDE = re.compile(r"[(\[【〔{<《](起|止|始|终|自|至|开始|结束|起始|截止|终止|起日|止日)[)\]】〕}>》]$|(?<=期限)(起|止|自|至)$")
_BEGINS = ("起", "始", "自", "开始", "起始", "起日")
_OF_A_STRETCH = ("period", "measure_years", "starts_on", "ends_on")


def side_of(heading: str, table: Mapping[str, str]) -> str | None:
    """执行期限（起） and （止） are the two ends of what is called so; None for any other heading."""
    plain = unicodedata.normalize("NFKC", heading).strip()
    found = _SIDE.search(plain)
    if not found:
        return None
    stretch = plain[: found.start()]
    if "期限" not in stretch and not any(table.get(key) in _OF_A_STRETCH for key in keys_of(stretch)):
        return None
    return "starts_on" if (found[1] or found[2]) in _BEGINS else "ends_on"


HEADINGS = Headings(FIELDS, SYNONYMS, GROUPS, side_of)
field_of, plan = HEADINGS.field_of, HEADINGS.plan
