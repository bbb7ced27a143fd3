"""The dated values of a pack, laid over those it extends, each with its file, line and clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from guitu.policy.faults import Fault
from guitu.policy.sources import Source
from guitu.rules.words import CODES

ABOUT = ("what", "kind", "clause")
OTHER_FILES = ("pack", "clauses", "calendar")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")

Kind = Literal["law", "policy"]


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    title: str
    article: str
    summary: str
    nature: Literal["law", "local", "default"]

    def __str__(self) -> str:
        return (
            f"{self.title}{self.article}"
            if self.title.startswith("《")
            else f"{self.title} {self.article}".strip()
        )


@dataclass(frozen=True, slots=True)
class Value:
    """One number from one day on, where it is written and what it rests on."""

    from_on: date
    value: Any
    kind: Kind
    clause: str
    file: str
    line: int


@dataclass(slots=True)
class Entry:
    """One number over time."""

    section: str
    path: tuple[str, ...]
    what: str
    kind: Kind
    values: list[Value] = field(default_factory=list)

    @property
    def name(self) -> str:
        return ".".join((self.section, *self.path))

    def on(self, day: date) -> Value:
        """The value in force that day; before the first one, the first."""
        answer = self.values[0]
        for value in self.values:
            if value.from_on > day:
                break
            answer = value
        return answer


Entries = dict[tuple[str, ...], Entry]


def clauses(sources: list[Source]) -> tuple[dict[str, Clause], list[Fault]]:
    found: dict[str, Clause] = {}
    faults: list[Fault] = []
    for source in sources:
        if source.stem != "clauses":
            continue
        for group, members in source.data.items():
            for name, body in members.items():
                where = source.line(group, name)
                if set(body) != {"title", "article", "summary", "nature"}:
                    faults.append(
                        Fault(source.file, where, f"条款 {group}.{name} 须写 title、article、summary、nature")
                    )
                elif body["nature"] not in ("law", "local", "default"):
                    faults.append(
                        Fault(source.file, where, f"条款 {group}.{name} 的 nature 只能是 law、local、default")
                    )
                else:
                    found[f"{group}.{name}"] = Clause(f"{group}.{name}", **body)
    return found, faults


def entries(sources: list[Source], known: Mapping[str, Clause]) -> tuple[Entries, list[Fault]]:
    """All values in the order of the files: a later pack overrides an earlier one from its first day."""
    found: Entries = {}
    faults: list[Fault] = []
    for source in sources:
        if source.stem in OTHER_FILES:
            continue
        for path, table in _tables(source.data):
            entry = _entry(source, path, table, found.get((source.stem, *path)), known, faults)
            if entry is not None:
                found[(source.stem, *path)] = entry
    return found, faults


def _tables(
    data: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    for name, body in data.items():
        if not isinstance(body, dict):
            yield (*path, name), {}
        elif any(key in ABOUT or _DATE.match(key) for key in body):
            yield (*path, name), body
        else:
            yield from _tables(body, (*path, name))


def _entry(
    source: Source,
    path: tuple[str, ...],
    table: Mapping[str, Any],
    above: Entry | None,
    known: Mapping[str, Clause],
    faults: list[Fault],
) -> Entry | None:
    def fault(message: str, *more: str) -> None:
        faults.append(
            Fault(source.file, source.line(*path, *more), f"{source.stem}.{'.'.join(path)}：{message}")
        )

    before = len(faults)
    for key in table:
        if key not in ABOUT and not _DATE.match(key):
            fault(f"不认识的键 {key}", key)
    if above and above.kind == "law":
        fault("上级标为法定，下级不得改")
    kind = table.get("kind", above.kind if above else None)
    if kind not in ("law", "policy"):
        fault("kind 须写 law 或 policy", "kind")
    if table.get("clause") not in known:
        fault(f"条款不在 clauses.toml：{table.get('clause')}", "clause")
    if not above and not table.get("what"):
        fault("须写 what：这个数字是什么")
    dated = _dated(table, fault)
    if not dated:
        fault("没有任何日期的值")
    if len(faults) > before:
        return None
    own = [
        Value(day, raw, kind, table["clause"], source.file, source.line(*path, day.isoformat()))
        for day, raw in sorted(dated.items())
    ]
    kept = [value for value in above.values if value.from_on < own[0].from_on] if above else []
    return Entry(source.stem, path, table.get("what") or (above.what if above else ""), kind, kept + own)


def _dated(table: Mapping[str, Any], fault: Any) -> dict[date, Any]:
    answer = {}
    for key, raw in table.items():
        if _DATE.match(key):
            try:
                answer[date.fromisoformat(key)] = raw
            except ValueError:
                fault(f"没有这一天：{key}", key)
    return answer


def plain(raw: Any, name: str = "") -> str:
    """A raw value as people read it; `name`: of the number, whose codes may have words."""
    words = CODES.get(name.rsplit(".", 1)[-1], {})
    if isinstance(raw, str) and raw in words:
        return words[raw]
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, list):
        return " / ".join(plain(part) for part in raw)
    if isinstance(raw, dict) and set(raw) == {"days", "shifts", "waits_inside"}:
        runs = ("遇节假日顺延" if raw["shifts"] else "", "羁押、强戒期间不计" if raw["waits_inside"] else "")
        return "，".join((f"{raw['days']} 日", *filter(None, runs)))
    if isinstance(raw, dict):
        return "，".join(f"{name} {plain(part)}" for name, part in raw.items())
    return str(raw)
