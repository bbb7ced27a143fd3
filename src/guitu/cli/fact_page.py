"""The page of facts: every kind with its fields and codes, from the rulebook, in the words that forms use."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from guitu.rules import facts, records, words

INTRO = (
    "每一种事实是 `src/guitu/rules/facts/` 里的一个类。它们共有 `id`、`on`（哪天发生）、`known`（何时得知）和\n"
    "`corrects`（更正哪一条）；下面是各自的字段：是否必填，可用的代码，说明。"
)


def fact_page(head: str, words_files: Iterable[Path]) -> str:
    known = words_of(words_files)
    lines = [head, "# 事实", "", INTRO, ""]
    for kind, cls in sorted(records.KINDS.items(), key=lambda one: one[1].__module__):  # however they were imported
        comments = _comments(cls)
        said = _own_doc(cls) or comments.get("kind", "")
        lines += [f"## {known['KINDS'].get(kind, cls.__name__)} `{kind}`", "", *([said, ""] if said else [])]
        own = [f for f in fields(cls) if f.name not in records.ENVELOPE]
        lines += [_field(kind, f.name, _default(f.default), comments.get(f.name, ""), known) for f in own]
        lines += [""] if own else ["没有别的字段。", ""]
    return "\n".join(lines)


def _own_doc(cls: type[facts.Fact]) -> str:
    text = " ".join((cls.__doc__ or "").split())
    return "" if text.startswith(f"{cls.__name__}(") else text  # what dataclass writes where we said nothing


def _default(value: object) -> str:
    if repr(value).startswith("<dataclasses."):
        return "必填"
    if value is None:
        return "可空"
    return "默认空" if value == () else f"默认 `{value}`"


def _field(kind: str, name: str, default: str, comment: str, tables: dict[str, Any]) -> str:
    known = tables["CODES"].get(name, {})
    codes = "、".join(f"`{code}` {known.get(code, '')}".strip() for code in records.codes_of(kind, name))
    label = f"`{name}` {tables['FIELDS'].get(name, '')}".strip()
    return f"- {label}：" + "；".join(part for part in (default, codes, comment) if part)


def _comments(cls: type[facts.Fact]) -> dict[str, str]:
    return dict(re.findall(r"^    (\w+): .*?  # (.+)$", inspect.getsource(cls), re.MULTILINE))


def words_of(paths: Iterable[Path]) -> dict[str, Any]:
    """The tables of words as literals: read, not imported, so that no translation need be set up."""
    tables: dict[str, Any] = {"KINDS": {}, "FIELDS": {}}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name, table in _tables(node):
                tables[name] |= _literal(table, tables)
    return tables | {"CODES": words.CODES}


def _tables(node: ast.AST) -> Iterator[tuple[str, ast.Dict]]:
    """What is called KINDS or FIELDS, and what a package declares as its words."""
    match node:
        case ast.AnnAssign(target=ast.Name(id="KINDS" | "FIELDS" as name), value=ast.Dict() as table):
            yield name, table
        case ast.Call(func=ast.Name(id="FactWords"), args=[kinds, fields_, *_]):
            yield from ((name, table) for name, table in (("KINDS", kinds), ("FIELDS", fields_)) if isinstance(table, ast.Dict))


def _literal(node: ast.expr, tables: dict[str, Any]) -> Any:
    match node:
        case ast.Dict():
            return {_literal(key, tables): _literal(value, tables)
                    for key, value in zip(node.keys, node.values, strict=True) if key is not None}
        case ast.Call(args=[*_, ast.Constant(value=text)]):  # _("…"), pgettext_lazy("fact", "…")
            return text
        case ast.Constant(value=text):
            return text
        case ast.Name(id=name):
            return tables.get(name, {})
        case _:
            return {}
