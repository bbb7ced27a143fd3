"""The reference pages: roles, facts, duties, commands, the command line and the diagrams, as the code has them now."""

from __future__ import annotations

import argparse
import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from guitu.cli import main
from guitu.cli.duty_page import duty_page
from guitu.cli.environment import ROOT
from guitu.cli.fact_page import fact_page
from guitu.grid.roles import CLASSES, Role
from guitu.roles import ROLES
from guitu.rules import machine
from guitu.rules.sentences import WORDS

PACKAGE = ROOT / "src" / "guitu"
HEAD = "<!-- 由代码生成（./guitu docs），请勿手改。 -->\n"
CLASS_WORDS = {
    "BASIC": "姓名（遮住）、性别、出生年月、居住地",
    "STATUS": "在册状态、措施、期限",
    "CONTACT": "电话、住址、走访安排",
    "IDENT": "证件号码",
    "TEST": "检测及其结果",
    "NOTE": "谈话与备注",
    "PSY": "心理咨询",
    "POINTS": "积分",
    "TASKS": "交办出去的事办得怎样",
    "VILLAGE": "村（社区）每周的事",
}
EVENTS = {
    "decision_served": "送达",
    "reported_in": "报到",
    "agreement_signed": "签订协议",
    "report_refused": "移交拒绝接受",
    "deadline_passed": "15 日已过",
    "measure_transferred": "变更执行地",
    "transfer_arrived": "新执行地报到",
    "suspended": "拘留、逮捕",
    "resumed": "释放，继续执行",
    "measure_expired": "期满",
    "released": "解除",
    "terminated": "终止",
    "withdrawn": "撤销",
    "not_applicable": "不适用强戒",
    "converted": "转强制隔离戒毒",
    "imprisoned": "服刑",
    "died": "死亡",
}


class Command(NamedTuple):
    """A `@command` as its source says it."""

    name: str
    place: str
    first: str
    rest: str


def _fact_words() -> list[Path]:
    """Where packages say what their facts are called."""
    return [PACKAGE / "casework" / "fact_words.py", *sorted(PACKAGE.glob("*/words.py")), *sorted(PACKAGE.glob("*/declares.py"))]


def pages() -> dict[str, str]:
    """Each page by its path below docs/."""
    return {
        "access.md": access_page(),
        "facts.md": fact_page(HEAD, _fact_words()),
        "commands.md": commands_page(),
        "duties.md": duty_page(HEAD),
        "command-line.md": command_line_page(),
        "diagrams/measures.md": measures_page(),
    }


# -- who may what -----------------------------------------------------------------------------------------


def access_page() -> str:
    lines = [HEAD, "# 谁能看什么、做什么", "", "出自 `src/guitu/roles.py`。没有列出的动作一律拒绝；没有列出的字段类一律不显示。", ""]
    lines += ["## 岗位与字段类", "", "“全辖区”看得见岗位辖区内的每个人；“名下”只看得见分给这个岗位的人。", ""]
    lines += [f"| 岗位 | 代码 | 看见谁 | {' | '.join(CLASSES)} | 说明 |", "|---|---|---|" + "---|" * (len(CLASSES) + 1)]
    for role in ROLES.values():
        ticks = " | ".join("●" if name in role.classes else "" for name in CLASSES)
        lines.append(f"| {role.label} | `{role.code}` | {_reach(role)} | {ticks} | {role.note} |")
    lines += ["", *(f"- `{name}`：{CLASS_WORDS.get(name, '')}" for name in CLASSES), ""]
    lines += ["## 动作", "", "| 动作 | 做什么 | 哪些岗位 |", "|---|---|---|"]
    said = {command.name: command.first for command in commands()}
    for action in sorted(frozenset().union(*(role.may for role in ROLES.values()))):
        lines.append(f"| `{action}` | {said.get(action, '（页面或任务）')} | {_who_may(action)} |")
    return "\n".join([*lines, ""])


def _reach(role: Role) -> str:
    if not role.classes:
        return "不看人员" if role.may else "不登录"
    return "全辖区" if role.whole else "名下"


def _who_may(action: str) -> str:
    return "、".join(role.label for role in ROLES.values() if action in role.may)


# -- commands ---------------------------------------------------------------------------------------------


def commands() -> Iterator[Command]:
    """Every `@command` of the package, found in the source, so that nothing need be set up to list them."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "\n@command\n" not in text:
            continue
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and any(_is_mark(mark) for mark in node.decorator_list):
                first, _, rest = (ast.get_docstring(node) or "").partition("\n")
                place = path.relative_to(PACKAGE).as_posix()
                yield Command(node.name, place, first, " ".join(rest.split()))


def _is_mark(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "command"


def commands_page() -> str:
    lines = [HEAD, "# 命令", "", "写入只有这一条路：每个命令一个事务、一行台账。第一句是它记下什么，后面是它拒绝什么、依据哪一条。", ""]
    place = ""
    for command in commands():
        if command.place != place:
            place = command.place
            lines += [f"## `{place}`", ""]
        lines += [f"**`{command.name}`** — {command.first}", ""]
        lines += [command.rest, ""] if command.rest else []
        lines += [f"岗位：{_who_may(command.name) or '没有岗位直接使用'}。", ""]
    return "\n".join(lines)


def command_line_page() -> str:
    lines = [HEAD, "# 命令行", "", "用法：`./guitu 命令 [选项]`；每个命令都有 `--help`。", ""]
    for name, text in main.COMMANDS.items():
        if name not in main.available():
            continue
        module = importlib.import_module(f"guitu.cli.{main._module_name(name)}")
        parser = argparse.ArgumentParser(prog=f"guitu {name}", add_help=False)
        module.configure(parser)
        lines += [f"## `guitu {name}`", "", text, ""]
        options = [_option(action) for action in parser._actions]
        lines += [*options, ""] if options else []
    return "\n".join(lines)


def _option(action: argparse.Action) -> str:
    name = "、".join(f"`{text}`" for text in action.option_strings) or f"`{(action.metavar or action.dest)}`"
    needed = "（必填）" if action.required and action.option_strings else ""
    return f"- {name}{needed}" + (f"：{action.help}" if action.help else "")


# -- diagrams ---------------------------------------------------------------------------------------------


def measures_page() -> str:
    lines = [HEAD, "# 措施的状态", "", "出自 `src/guitu/rules/machine.py` 的转移表：规则走的就是这张表。", ""]
    words = EVENTS | {name[8:]: text for name, text in WORDS.items() if name.startswith("measure.")}
    for title, whole in (("社区戒毒、社区康复", machine.COMMUNITY), ("强制隔离戒毒、自愿戒毒、维持治疗", machine.OTHER)):
        lines += [f"## {title}", "", "```mermaid", _without_ends(whole).mermaid(words).rstrip(), "```", ""]
    lines += ["## 结束", "", "以下各项可以在任何没有结束的状态发生，图里不再一一画出：", ""]
    lines += [f"- {EVENTS[event]} → {words[state]} `{state}`" for event, state in machine.ENDS.items()]
    return "\n".join([*lines, ""])


def _without_ends(whole: machine.Machine) -> machine.Machine:
    """Every state has the same six ends; drawn each time they would hide the way through."""
    table = {step: state for step, state in whole.table.items() if step[1] not in machine.ENDS}
    return machine.Machine(whole.name, whole.initial, table)
