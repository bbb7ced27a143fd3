"""Worked examples of indicators: whole numbers in, the figure out, as sentences a clerk can write.

    given = ["2022 1010/1250", "2021 860/1265"]      a period, a numerator, a denominator where there is one
    then  = ["2022 是 80.8", "2022 比 2021 相对 18.9", "合计 1870/2515", "构成 51 33 16", "没有选，不给数"]
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from guitu.rules import rollup
from guitu.rules.indicators import Change, Indicator, Value, change, may_compare, rounded, value

_NUMBER = r"([+-]?[\d.]+)"
_HOW: dict[str, Change] = {"百分点": "points", "点": "points", "相对": "relative"}


class Told:
    """What an example gives: its parts by name, and the definition they are of."""

    def __init__(self, indicator: Indicator, given: list[str]) -> None:
        self.indicator = indicator
        self.parts: dict[str, rollup.Parts] = dict(map(_part, given))

    def value(self, name: str) -> Value:
        if name not in self.parts:
            raise ValueError(f"没有给 {name}")
        return value(self.indicator, *self.parts[name])

    def shown(self, found: Value) -> str:
        if found.number is None:
            return found.why.code if found.why else found.state
        return f"{rounded(found.number, self.indicator.digits):f}"

    def unmet(self, line: str) -> str | None:
        """Why the sentence does not hold, or None. Raises ValueError when it is not understood."""
        for pattern, look in _LOOKS:
            if words := re.fullmatch(pattern, line.strip()):
                return look(self, words)
        raise ValueError(f"听不懂：{line}")


def _part(line: str) -> tuple[str, rollup.Parts]:
    words = re.fullmatch(rf"(\S+)\s+{_NUMBER}(?:/{_NUMBER})?", line.strip())
    if not words:
        raise ValueError(f"听不懂：{line}")
    return words[1], (Fraction(words[2]), Fraction(words[3]) if words[3] else None)


def _is(told: Told, words: re.Match[str]) -> str | None:
    found = told.shown(told.value(words[1]))
    return None if found == words[2] else f"是 {found}"


def _unknown(told: Told, words: re.Match[str]) -> str | None:
    found = told.value(words[1])
    return None if found.state == "unknown" else f"是 {told.shown(found)}"


def _changed(told: Told, words: re.Match[str]) -> str | None:
    found = told.shown(change(told.value(words[2]), told.value(words[1]), _HOW[words[3]]))
    return None if found == words[4].removeprefix("+") else f"是 {found}"


def _unasked(_told: Told, _words: re.Match[str]) -> str | None:
    return "给了数" if may_compare(None) else None


def _sum(told: Told, words: re.Match[str]) -> str | None:
    found = rollup.added(told.indicator.kind, told.parts.values())
    if found is None:
        return "按人去重，不能相加"
    shown = str(found[0]) + (f"/{found[1]}" if found[1] is not None else "")
    return None if shown == words[1] else f"是 {shown}"


def _anew(told: Told, _words: re.Match[str]) -> str | None:
    return None if rollup.added(told.indicator.kind, told.parts.values()) is None else "可以相加"


def _shares(told: Told, words: re.Match[str]) -> str | None:
    found = " ".join(str(share) for share in rollup.shares([int(top) for top, _ in told.parts.values()]))
    return None if found == words[1] else f"是 {found}"


_LOOKS: list[tuple[str, Callable[[Told, re.Match[str]], str | None]]] = [
    (rf"(\S+) 是 {_NUMBER}", _is),
    (r"(\S+) 不知道", _unknown),
    (rf"(\S+) 比 (\S+) ({'|'.join(_HOW)}) {_NUMBER}", _changed),
    (r"没有选，不给数", _unasked),
    (r"合计 ([\d./]+)", _sum),
    (r"合计要重新数", _anew),
    (r"构成 ([\d ]+)", _shares),
]
