"""一张表申报：how the exceptions of a village are read, one a line as people write them, and a table of households as it comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from guitu.rules.verdict import Reason

SENTENCES = {
    "unit_lines.unclear": "第 {line} 行看不懂。按“小组 户号 原因 理由”写，例如“第一小组 12 外出 去广州打工”。",
    "unit_lines.no_group": "第 {line} 行的小组“{name}”不是本村的，请核对。",
    "unit_lines.no_columns": "表里要有“小组”，还要有“户数”或者“户号”。请核对表头。",
}
_PARTS = re.compile(r"[\s,，、;；|]+")
_STARTS = (("外出", "away"), ("联系", "away"), ("不愿", "unwilling"), ("拒", "unwilling"), ("条件", "not_yet"), ("还不够", "not_yet"), ("其他", "other"), ("别的", "other"))
_DECLARED = ("", "申报", "已申报", "是", "√", "1")
_HEADS = {
    "group": ("小组", "村民小组", "村（居）民小组", "组", "组别"), "number": ("户号", "编号", "序号", "门牌序号"), "size": ("户数", "家庭户数", "总户数"),
    "state": ("状态", "是否申报", "申报"), "reason": ("原因", "例外原因"), "why": ("理由", "说明", "例外理由", "备注"),
}
Argued = tuple[str, int, str, str]  # group, number, reason, words
Group = tuple[str, str]  # path, name


@dataclass(slots=True)
class Table:
    """A village's table as it was read: how many households each group has, and the lines of the exceptions."""

    sizes: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    wrong: list[Reason] = field(default_factory=list)


def reason_in(text: str) -> str:
    """The code of a reason by how it begins; empty where nobody can tell."""
    return next((code for start, code in _STARTS if text.startswith(start)), "")


def exceptions_in(text: str, groups: Sequence[Group]) -> tuple[list[Argued], list[Reason]]:
    """The exceptions of a village, one a line: group, number, reason, words, apart by blanks, commas or the tabs of a table."""
    found: list[Argued] = []
    wrong: list[Reason] = []
    for line, written in enumerate(text.splitlines(), 1):
        parts = [part for part in _PARTS.split(written.strip(), maxsplit=3) if part]
        if not parts:
            continue
        number = parts[1].removesuffix("户").removesuffix("号").removeprefix("第") if len(parts) > 1 else ""
        if len(parts) < 3 or not (number.isascii() and number.isdecimal()):
            wrong.append(Reason("unit_lines.unclear", {"line": line}))
            continue
        group = _group_of(parts[0], groups)
        if not group:
            wrong.append(Reason("unit_lines.no_group", {"line": line, "name": parts[0][:20]}))
            continue
        reason = reason_in(parts[2])
        words = parts[3] if len(parts) > 3 else parts[2] if not reason else ""
        found.append((group, int(number), reason or "other", words))
    return found, wrong


def _group_of(written: str, groups: Sequence[Group]) -> str:
    """By its name, or by its number in the village; empty where it is neither."""
    for number, (path, name) in enumerate(groups, 1):
        if written in (name, f"{number}", f"{number}组", f"第{number}组", path):
            return path
    fitting = [path for path, name in groups if written and name.startswith(written)]
    return fitting[0] if len(fitting) == 1 else ""


def table_in(rows: Sequence[Sequence[object]], groups: Sequence[Group]) -> Table:
    """A table of groups with their numbers, or of households one by one, by its headings. Nothing of it is kept but numbers and
    the lines of exceptions; columns of names are not read."""
    answer = Table()
    head = next((n for n, row in enumerate(rows[:10]) if {"group"} < _columns(row).keys()), None)
    columns = _columns(rows[head]) if head is not None else {}
    if head is None or not {"size", "number"} & columns.keys():
        answer.wrong.append(Reason("unit_lines.no_columns"))
        return answer
    for line, row in enumerate(rows[head + 1 :], head + 2):
        said = {name: str(row[at]).strip() if at < len(row) and row[at] is not None else "" for name, at in columns.items()}
        if not any(said.values()):
            continue
        group = _group_of(said["group"], groups)
        if not group:
            answer.wrong.append(Reason("unit_lines.no_group", {"line": line, "name": said["group"][:20]}))
        elif (number := _whole(said.get("size", ""))) is not None:
            answer.sizes[group] = number
        elif (number := _whole(said.get("number", ""))) is not None:
            answer.sizes[group] = max(answer.sizes.get(group, 0), number)
            if said.get("state", "") not in _DECLARED or said.get("reason"):
                told = said.get("reason") or said.get("state", "")
                answer.lines.append(" ".join(part for part in (said["group"], str(number), told, said.get("why", "")) if part))
        else:
            answer.wrong.append(Reason("unit_lines.unclear", {"line": line}))
    return answer


def _columns(row: Sequence[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        text = str(cell or "").strip()
        for name, heads in _HEADS.items():
            if text in heads:
                found.setdefault(name, at)
    return found


def _whole(text: str) -> int | None:
    text = text.removesuffix(".0")
    return int(text) if text.isascii() and text.isdecimal() else None
