"""区划调整: what becomes of places that are merged, moved, split or given another code, and which numbers they get.

A code once given is never given again, so a place that went is found under what it became."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from guitu.rules.verdict import Reason

SENTENCES = {
    "areas.not_there": "选的地方不在您的辖区，或者已经撤并。请重新选。",
    "areas.one_level": "一次只能调整同一级的地方：都是镇街，或者都是村居，或者都是小组。请分开办理。",
    "areas.into_itself": "不能并到它自己里面，也不能并到它下面的地方。请重新选。",
    "areas.into_level": "要去的地方级别不对。请重新选。",
    "areas.into_needed": "请选并到哪里、归到哪里，或者写新地方的名称。",
    "areas.from_one": "析出的地方须同属一处。请分开办理。",
    "areas.split_all": "下面的地方全部析出，原来的地方就空了。请用“改代码”或者“合并”。",
    "areas.moved_there": "“{name}”已经在那里，不用调整。",
    "areas.kind_unknown": "没有这种地方，或者和级别不符。请重新选种类。",
    "areas.name_needed": "请写新地方的名称。",
    "areas.name_taken": "这里已经有叫“{name}”的地方。请核对名称。",
    "areas.code_taken": "代码 {code} 用过了，用过的代码不能再给别的地方。请换一个，或者留空由系统排。",
    "areas.code_range": "这种地方的代码是 {first} 到 {last}。请核对。",
    "areas.no_room": "这一级的代码已经用完，排不出新的。请核对。",
    "areas.day_ahead": "{on} 还没有到。调整要从生效那一天起办理，请到那一天再办。",
    "areas.day_early": "日期最早 {first}：更早的时候，这些地方还没有，或者刚调整过。",
    "areas.document_needed": "请写批准文件的名称和文号。",
    "areas.same_name": "名称没有变，不用改。",
    "areas.receiver_unknown": "接手的岗位不在新的地方，或者已经撤销。请重新选。",
    "areas.has_below": "下面还有 {n} 个地方。请先调整或者撤销它们。",
    "areas.has_posts": "还有 {n} 个岗位管这里。请先撤销这些岗位。",
    "areas.has_bodies": "还有 {n} 个单位设在这里。请先撤销这些单位。",
    "areas.is_lived_in": "还有 {n} 份人员档案在这里。请用“合并”，把人和岗位一起并到别处。",
    "areas.has_tasks": "还有 {n} 件没有办结的交办在这里。请先办结。",
    "areas.in_groups": "还有 {n} 个片区包括这里。请先在片区里去掉。",
    "areas.code_empty": "请写代码，只能有数字、字母和短横，最多 {most} 位。",
    "areas.code_same": "这个代码已经登记过了。",
    "areas.quantity": "数字请填 0 到 {most}，面积可以有两位小数。",
}
Kind = Literal["merge", "move", "recode", "split"]
KINDS: tuple[Kind, ...] = ("merge", "move", "recode", "split")
TOWN, VILLAGE, GROUP = 9, 12, 15  # digits of their paths
# The last three digits of the statistical code say what a unit is (GB/T 10114, 统计用区划代码).
NUMBERS: Mapping[str, tuple[int, int, int]] = {  # kind: length of the path, first, last
    "subdistrict": (TOWN, 1, 99), "town": (TOWN, 100, 199), "township": (TOWN, 200, 399), "quasi_township": (TOWN, 400, 999),
    "residents_committee": (VILLAGE, 1, 199), "villagers_committee": (VILLAGE, 200, 399), "quasi_village": (VILLAGE, 400, 999),
    "group": (GROUP, 1, 999),
}
ITEMS = ("area_km2", "population", "households", "pupils")  # what is known of a place
MOST: Mapping[str, int] = {"area_km2": 1_000_000, "population": 100_000_000, "households": 50_000_000, "pupils": 20_000_000}
AUTHORITIES = ("statistics", "civil_affairs", "public_security", "health", "education", "other")  # whose code stands beside
CODE_MOST = 30
DAYS_BACK = 366  # a change may become known so much later than the day from which it holds


@dataclass(frozen=True, slots=True)
class Unit:
    """A place with its code; `there`: it stands today."""

    path: str
    name: str
    kind: str
    there: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place that is not there yet: what it is, what it is called, and its three digits where somebody said them."""

    kind: str
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change does: each old code with its new one, the places that it makes, and those that go into another which
    is there already."""

    steps: tuple[tuple[str, str], ...]
    made: tuple[Unit, ...]
    grown: tuple[str, ...]


def kind_of(path: str) -> str:
    """What the last three digits say; empty above a town."""
    number = int(path[-3:]) if len(path) in (TOWN, VILLAGE, GROUP) else 0
    return next((kind for kind, (length, first, last) in NUMBERS.items() if length == len(path) and first <= number <= last), "")


def free_path(above: str, kind: str, used: Iterable[str], number: str = "") -> str | Reason:
    """The code of a new place below another: the number that was said, or the next that was never used for its kind."""
    length, first, last = NUMBERS.get(kind, (0, 0, 0))
    if length != len(above) + 3:
        return Reason("areas.kind_unknown")
    taken = set(used)
    if number:
        path = above + number
        if not number.isdigit() or len(number) != 3 or not first <= int(number) <= last:
            return Reason("areas.code_range", {"first": f"{first:03d}", "last": f"{last:03d}"})
        return Reason("areas.code_taken", {"code": path}) if path in taken else path
    free = (path for path in (f"{above}{n:03d}" for n in range(first, last + 1)) if path not in taken)
    return next(free, Reason("areas.no_room"))


def planned(kind: str, units: Sequence[Unit], paths: Sequence[str], into: str, new: Wanted | None) -> Plan | Reason:
    """What merging, moving, splitting off or recoding these places comes to; or why it cannot be.

    merge: they go into `into`, or into a new place beside them. move: each goes below `into`. recode: one gets the code
    and the kind of `new`. split: they go below a new place beside the one that they all belong to."""
    known = {unit.path: unit for unit in units}
    if not paths or any(path not in known or not known[path].there or len(path) not in (TOWN, VILLAGE, GROUP) for path in paths):
        return Reason("areas.not_there")
    if kind not in _ACTS or len({len(path) for path in paths}) > 1:
        return Reason("areas.one_level")
    work = _Work(known)
    try:
        refusal = _ACTS[kind](work, sorted(set(paths)), into, new)
    except _NoRoomError:
        refusal = Reason("areas.no_room")
    return refusal or Plan(tuple(work.steps.items()), tuple(work.made.values()), tuple(sorted(work.grown)))


class _Work:
    """A plan under way."""

    def __init__(self, known: Mapping[str, Unit]) -> None:
        self.known = known
        self.used = set(known)
        self.below: dict[str, list[str]] = {}
        for unit in known.values():
            if unit.there:
                self.below.setdefault(unit.path[:-3], []).append(unit.path)
        self.steps: dict[str, str] = {}
        self.made: dict[str, Unit] = {}
        self.grown: set[str] = set()

    def make(self, above: str, new: Wanted | None, leaving: Sequence[str] = ()) -> str | Reason:
        """The code of a new place below another, of which those that leave do not hold the name any more."""
        if new is None or not new.name:
            return Reason("areas.name_needed")
        path = free_path(above, new.kind, self.used, new.number)
        if isinstance(path, Reason):
            return path
        if any(self.known[p].name == new.name for p in self.below.get(above, ()) if p not in leaving):
            return Reason("areas.name_taken", {"name": new.name})
        return self._add(path, new.name, new.kind)

    def send(self, path: str, target: str) -> None:
        """A place goes to a code, and all below it keeps its own digits where they are free."""
        self.steps[path] = target
        if target in self.known:
            self.grown.add(path)
        for child in sorted(self.below.get(path, ())):
            self.send(child, self.under(child, target))

    def under(self, path: str, above: str) -> str:
        """The code of a place that comes below another: its own digits, or the next of its kind."""
        own = above + path[-3:]
        if own not in self.used:
            return self._add(own, self.known[path].name, self.known[path].kind)
        found = free_path(above, kind_of(path), self.used)
        if isinstance(found, Reason):
            raise _NoRoomError
        return self._add(found, self.known[path].name, self.known[path].kind)

    def _add(self, path: str, name: str, kind: str) -> str:
        self.used.add(path)
        self.made[path] = Unit(path, name, kind, there=True)
        return path


class _NoRoomError(Exception):
    """All numbers of a kind are used up."""


def _merge(work: _Work, paths: Sequence[str], into: str, new: Wanted | None) -> Reason | None:
    if into:
        if into in paths:
            return Reason("areas.into_itself")
        if into not in work.known or not work.known[into].there:
            return Reason("areas.not_there")
        if len(into) != len(paths[0]):
            return Reason("areas.into_level")
    elif new is None or not new.name:
        return Reason("areas.into_needed")
    target = into or work.make(paths[0][:-3], new, paths)
    return _send_all(work, [(path, target) for path in paths])


def _move(work: _Work, paths: Sequence[str], into: str, _new: Wanted | None) -> Reason | None:
    if not into:
        return Reason("areas.into_needed")
    if into not in work.known or not work.known[into].there:
        return Reason("areas.not_there")
    if len(into) != len(paths[0]) - 3:
        return Reason("areas.into_level")
    there = next((work.known[path].name for path in paths if path[:-3] == into), None)
    if there is not None:
        return Reason("areas.moved_there", {"name": there})
    return _send_all(work, [(path, work.under(path, into)) for path in paths])


def _recode(work: _Work, paths: Sequence[str], _into: str, new: Wanted | None) -> Reason | None:
    if len(paths) > 1:
        return Reason("areas.one_level")
    own = work.known[paths[0]]
    wanted = Wanted(new.kind if new else own.kind, (new.name if new else "") or own.name, new.number if new else "")
    return _send_all(work, [(own.path, work.make(own.path[:-3], wanted, paths))])


def _split(work: _Work, paths: Sequence[str], _into: str, new: Wanted | None) -> Reason | None:
    above = {path[:-3] for path in paths}
    if len(above) > 1 or len(paths[0]) == TOWN:
        return Reason("areas.from_one")
    (source,) = above
    if len(paths) == len(work.below[source]):
        return Reason("areas.split_all")
    target = work.make(source[:-3], new)
    if isinstance(target, Reason):
        return target
    return _send_all(work, [(path, work.under(path, target)) for path in paths])


def _send_all(work: _Work, pairs: Iterable[tuple[str, str | Reason]]) -> Reason | None:
    for path, target in pairs:
        if isinstance(target, Reason):
            return target
        work.send(path, target)
    return None


_ACTS: Mapping[str, Callable[[_Work, Sequence[str], str, Wanted | None], Reason | None]] = {
    "merge": _merge, "move": _move, "recode": _recode, "split": _split,
}
