"""Words as they stand in cells: the spelling that they share, and the ways to say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

_SPACES = re.compile(r"\s+")
NOTHING = frozenset(
    "/ // \\ - -- — —— . 、 无 不详 不明 未知 待定 待查 待补 未填 空 暂无 null none n/a na nan".split()  # noqa: SIM905
)
# what Excel and its kin show where a formula failed
CELL_ERRORS = frozenset(
    ("#n/a", "#n/a!", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#field!", "#blocked!",
     "#connect!", "#unknown!", "#busy!", "#getting_data", "#python!", "#data!", "#error!", "#timeout!", "#external!")
)
# rows under the list that are about nobody: totals, who filled it in, remarks
FOOTERS = (
    "合计", "总计", "共计", "小计", "填表", "制表", "填报", "审核", "负责人", "备注", "说明", "注:", "注：", "联系人",
)


def word_key(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()


def is_cell_error(text: str) -> bool:
    """Is this what Excel shows where a formula failed: #N/A, #REF!."""
    return text.startswith(("#", "＃")) and word_key(text) in CELL_ERRORS


def is_nothing(text: str) -> bool:
    """Is this one of the ways to say that there is nothing to say."""
    return word_key(text) in NOTHING


_TOTAL = re.compile(r"(?:合|总|共|小)\s*计[:：\s\d人个行]*")


def is_total(cells: Sequence[Any]) -> bool:
    """Does a row begin with nothing but the word for a sum."""
    first = next((str(cell).strip() for cell in cells if cell != ""), "")
    return _TOTAL.fullmatch(first) is not None


def is_footer(cells: Sequence[Any]) -> bool:
    """Does a row begin as those do that stand under a list."""
    first = next((str(cell).strip() for cell in cells if cell != ""), "")
    return first.replace(" ", "").replace("\u3000", "").startswith(FOOTERS)
