"""Rule pages made from packs and docstrings: what the rule decides, its numbers, its examples, its words."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from types import FunctionType, ModuleType

from guitu.policy import sources
from guitu.policy.choose import load
from guitu.policy.sections import SECTIONS
from guitu.policy.timeline import Timeline
from guitu.policy.values import Entry, plain

HEAD = "<!-- 由规则的说明和政策包生成，请勿手改。 -->\n"
KINDS = {"law": "法定", "policy": "政策"}
NATURES = {"law": "法律法规", "local": "地方文件", "default": "系统预设"}


def pages() -> dict[str, str]:
    """Every page by its file name: one for each section of the packs, one of the clauses, and an index."""
    packs = {
        name: load(name) for name in sorted(sources.names(), key=lambda name: (name != "national", name))
    }
    answer = {f"{section}.md": _page(section, packs) for section in SECTIONS}
    answer["clauses.md"] = _clauses(packs)
    answer["README.md"] = _index()
    return answer


def _index() -> str:
    lines = [HEAD, "# 规则", "", "一页一族规则：它决定什么、用什么数字、依据哪一条、怎样算。", ""]
    for section in SECTIONS:
        lines.append(f"- [{section}]({section}.md)：{_title(_module(section))}")
    return "\n".join([*lines, "- [clauses](clauses.md)：条款", "- [pairs](pairs.md)：两类规则相遇时，什么是对的", ""])


def _page(section: str, packs: dict[str, Timeline]) -> str:
    module = _module(section)
    lines = [HEAD, f"# {section}", "", *(inspect.getdoc(module) or "").splitlines(), "", "## 数字", ""]
    lines += ["| 数字 | 值 | 自 | 性质与依据 |", "|---|---|---|---|"]
    for name, timeline in packs.items():
        lines += [row for entry in timeline.entries for row in _rows(entry, section, name, timeline)]
    lines += ["", "## 它回答什么", ""]
    for function in _functions(module):
        lines += [f"- `{function.__name__}`：{' '.join((inspect.getdoc(function) or '').split())}"]
    examples = list(_examples(section, list(packs)))
    if examples:
        lines += ["", "## 算例", "", *examples]
    lines += ["", "## 它怎么说", "", *(f"- {text}" for text in module.SENTENCES.values()), ""]
    return "\n".join(lines)


def _rows(entry: Entry, section: str, pack: str, timeline: Timeline) -> Iterator[str]:
    for value in entry.values:
        if entry.section == section and value.file.startswith(f"{pack}/"):
            clause = timeline.clauses[value.clause]
            basis = f"{KINDS[value.kind]} · {clause}"
            if clause.nature == "default":
                basis = "系统预设" if clause.id == "guitu.default" else f"系统预设 · {clause}"
            shown = plain(value.value, entry.name)
            where = "" if pack == "national" else f"（{timeline.title}）"
            yield f"| {entry.what}{where} `{'.'.join(entry.path)}` | {shown} | {value.from_on} | {basis} |"


def _examples(section: str, packs: list[str]) -> Iterator[str]:
    for pack in packs:
        path = sources.folder() / pack / "cases" / f"{section}.toml"
        if path.is_file():
            for case in sources.read(path.name, path.read_text(encoding="utf-8")).data.get("case", []):
                yield f"**{case['title']}**\n"
                yield from (f"- {line}" for line in case["given"])
                yield from (f"- → {line}" for line in case["then"])
                yield ""


def _clauses(packs: dict[str, Timeline]) -> str:
    lines = [HEAD, "# 条款", "", "摘要是我们自己的话，不是原文；用之前请核对原文。", ""]
    lines += ["| 编号 | 条款 | 性质 | 摘要 |", "|---|---|---|---|"]
    found = {clause.id: clause for timeline in packs.values() for clause in timeline.clauses.values()}
    for clause in found.values():
        lines.append(f"| `{clause.id}` | {clause} | {NATURES[clause.nature]} | {clause.summary} |")
    return "\n".join([*lines, ""])


def _module(section: str) -> ModuleType:
    return importlib.import_module(f"guitu.rules.{section}")


def _title(module: ModuleType) -> str:
    return (inspect.getdoc(module) or "").splitlines()[0]


def _functions(module: ModuleType) -> list[FunctionType]:
    return [
        found
        for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
    ]
