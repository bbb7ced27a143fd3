"""The page of kinds of duty: each with its word, who records it on which page, who may read of it, as the contexts declare."""

from __future__ import annotations

from guitu.declared import DECLARATIONS
from guitu.kit.declarations import DutyKind, DutyStep
from guitu.roles import ROLES

INTRO = (
    "每一种待办是一个包在自己的 `declares.py` 里写下的一行（casework 的在 `src/guitu/casework/declares/duties.py`）。\n"
    "“步骤”是同一种待办里有自己叫法或者自己页面的一步。没有“动作”的岗位看得见这件事，没有按钮；不读“字段类”的岗位看不见。"
)


def duty_page(head: str) -> str:
    lines = [head, "# 待办的种类", "", INTRO, ""]
    for declaration in DECLARATIONS:
        if not declaration.duties:
            continue
        lines += [f"## `{declaration.package}`", "", "| 待办 | 代码 | 筛选 | 字段类 | 页面 | 动作 | 谁来做 |", "|---|---|---|---|---|---|---|"]
        for kind in declaration.duties:
            lines.append(_row(kind, None))
            lines += [_row(kind, step) for step in kind.steps]
        lines.append("")
    return "\n".join(lines)


def _row(kind: DutyKind, step: DutyStep | None) -> str:
    page, action = (step and step.page) or kind.page, (step and step.action) or kind.action
    code = f"{kind.code}:{step.code}" if step else kind.code
    word = f"└ {step.word}" if step else f"**{kind.word}**"
    return f"| {word} | `{code}` | `{kind.group}` | {kind.needs} | `{page.name}` | `{action}` | {_doers(kind.needs, action)} |"


def _doers(needs: str, action: str) -> str:
    return "、".join(role.label for role in ROLES.values() if action in role.may and needs in role.classes)
