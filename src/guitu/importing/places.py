"""Names of towns and villages as offices write them: whole, short, or with another word for what they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

TOWN_TAIL = re.compile(r"(街道办事处|街道办|街道|街办|办事处|镇人民政府|镇政府|镇|民族乡|乡|办)$")
VILLAGE_TAIL = re.compile(
    r"(社区居民委员会|社区居委会|村民委员会|居民委员会|村委会|居委会|经济合作社|社区村|社区|村委|居委|村|居)$"
)
_NOISE = re.compile(r"[^\w]|_", re.UNICODE)
_TOWN, _VILLAGE = 9, 12
EVERY_LEVEL = (6, 9, 12, 15)


def plain(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


@dataclass(slots=True)
class Names:
    """Areas of one parent by their full name and by their short one; a short name of two areas is nobody's."""

    full: dict[str, str] = field(default_factory=dict)
    short: dict[str, str | None] = field(default_factory=dict)

    def add(self, name: str, tail: re.Pattern[str], path: str) -> None:
        key = plain(name)
        self.full.setdefault(key, path)
        short = tail.sub("", key)
        self.short[short] = path if self.short.get(short, path) == path else None

    def find(self, text: str, tail: re.Pattern[str]) -> str | None:
        key = plain(text)
        if key in self.full:
            return self.full[key]
        return self.short.get(tail.sub("", key)) if tail.sub("", key) else None


class Places:
    """The places of one's area by whatever they may be called, a village behind its town too, a group behind its village."""

    def __init__(self, units: list[tuple[str, str]]) -> None:
        self.units, self._names = units, dict(units)
        self.wide, self.towns, self.villages = Names(), Names(), Names()
        own = [plain(name) for path, name in units if len(path) == _VILLAGE]
        self.twice = {name for name in own if own.count(name) > 1}
        for path, name in units:
            if len(path) < _TOWN:
                self.wide.add(name, TOWN_TAIL, path)
            elif len(path) == _TOWN:
                self.towns.add(name, TOWN_TAIL, path)
            elif len(path) == _VILLAGE:
                self.villages.add(name, VILLAGE_TAIL, path)
            if len(path) > _TOWN:
                self.villages.add(self.label(path), VILLAGE_TAIL, path)

    def label(self, path: str) -> str:
        """What a place is called so that it is found again: a group with its village, a village of two with its town."""
        name = self._names.get(path, path)
        if len(path) == _VILLAGE:
            return self._names.get(path[:_TOWN], "") + name if plain(name) in self.twice else name
        return self.label(path[:_VILLAGE]) + name if len(path) > _VILLAGE else name

    def labels(self) -> list[str]:
        return [self.label(path) for path, _ in self.units]

    def find(self, text: str) -> str | None:
        key = plain(text)
        if found := self.wide.full.get(key):
            return found
        if key in self.twice:  # two villages of one name: which town is not said
            return None
        if found := self.towns.find(key, TOWN_TAIL) or self.villages.find(key, VILLAGE_TAIL):
            return found
        for name, path in (*self.wide.full.items(), *self.towns.full.items()):
            if name and key.startswith(name) and len(key) > len(name):
                inside = Places([unit for unit in self.units if unit[0].startswith(path) and unit[0] != path])
                return inside.find(key.removeprefix(name))
        return None
