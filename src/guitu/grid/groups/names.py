"""What groups are called where nobody gave them another name: 第一村民小组, in a community 第一居民小组."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"


def group_name(village: str, number: int) -> str:
    return f"第{chinese(number)}{'居民小组' if village[9:] < '200' else '村民小组'}"


def chinese(number: int) -> str:
    """1 to 99 in characters: 一, 十, 十二, 二十, 二十三."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not 1 to 99; no village has more groups")
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
