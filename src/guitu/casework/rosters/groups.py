"""村民小组 as rosters write them: 第三村民小组, 三组, 3队 and 东门社区3组 are one group of the village."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

_TAIL = "(?:村民小组|居民小组|小组|组|队|网格)"
_NUMBERED = re.compile(rf"第?([0-9]{{1,3}}|[〇零一二两三四五六七八九十]{{1,3}}){_TAIL}")
_ENDS = re.compile(rf"{_TAIL}$")
_NOISE = re.compile(r"[^\w]|_")
_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


@dataclass(slots=True)
class Groups:
    """The groups of the villages of a county; a name that two groups of a village share is nobody's."""

    of_village: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def add(self, path: str, name: str) -> None:
        held = self.of_village.setdefault(path[:12], {})
        key = key_of(name)
        held[key] = path if held.get(key, path) == path else None

    def find(self, village: str, texts: Iterable[str]) -> str | None:
        """The group that the first of these texts names; a village without groups on file has none."""
        held = self.of_village.get(village)
        if held:
            for text in texts:
                if text and (found := held.get(key_of(text))):
                    return found
        return None


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """The number of the group, wherever it stands in the text; else its name without 小组."""
    said = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    numbers = _NUMBERED.findall(said)
    return str(_number(numbers[-1])) if numbers else _ENDS.sub("", said)


def without_group(text: str) -> str:
    """东门第三村民小组 → 东门: the village that a group is written behind."""
    found = list(_NUMBERED.finditer(text))
    return text[: found[-1].start()] if found and found[-1].end() == len(text) else text


def _number(said: str) -> int:
    if said.isascii():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in said))
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
