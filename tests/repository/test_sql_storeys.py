"""A table is named in SQL by its own package, or by one above it: what a lower one needs is handed down to it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "guitu"
MADE_IN_SQL = re.compile(r"(?:CREATE (?:OR REPLACE )?(?:FUNCTION|TABLE|VIEW) (?:IF NOT EXISTS )?|\bfunction\(\s*\")(\w+)")

# Who may name what lies above it, and why. Nothing is added here: what a lower package needs, a higher one declares.
EXCEPTIONS = {
    ("matters/migrations/0001_initial.py", "people_person"): "the step that makes a matter of every file there is",
    ("matters/migrations/0002_parts.py", "people_of_the_post"): "the step that takes parts over from people",
}


def storeys() -> dict[str, int]:
    """Each package with its storey, the lowest 0, as the contract of imports says it."""
    found = ConfigParser()
    found.read(ROOT / ".importlinter")
    layers = found["importlinter:contract:storeys"]["layers"].split("\n")
    return {
        name.strip(): height
        for height, layer in enumerate(reversed([layer for layer in layers if layer.strip()]))
        for name in re.split(r"[|:]", layer)
    }


def owners() -> dict[str, str]:
    """Every table, view and function of the database with its package: the one its name begins with."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("guitu."))
    answer = {model._meta.db_table: model.__module__.split(".")[1] for model in ours}
    for path in SOURCE.glob("*/migrations/*.py"):
        for name in MADE_IN_SQL.findall(path.read_text(encoding="utf-8")):
            package = name.split("_")[0]
            if package in storeys():
                answer[name] = package
    return answer


def said(path: Path) -> Iterator[str]:
    """The string constants of a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def upward() -> set[tuple[str, str]]:
    """Each file with each table that it names and may not: of a package above it or beside it."""
    heights, of = storeys(), owners()
    named = re.compile(rf"\b({'|'.join(sorted(of, key=len, reverse=True))})\b")
    found = set()
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        package = name.split("/")[0].removesuffix(".py")
        if package == "__init__":
            continue
        for text in said(path):
            for table in named.findall(text):
                if of[table] != package and heights[of[table]] >= heights[package]:
                    found.add((name, table))
    return found


def test_a_table_is_named_by_its_own_package_or_one_above_it() -> None:
    assert upward() - EXCEPTIONS.keys() == set()


def test_no_exception_is_kept_that_is_none_any_more() -> None:
    assert EXCEPTIONS.keys() - upward() == set(), "take it off the list"


@pytest.mark.parametrize(
    ("table", "package"),
    [("ledger_fact", "ledger"), ("settling_summary", "settling"), ("casework_standing", "casework"), ("duties_duty", "duties"), ("grid_posts_of", "grid"), ("people_of_the_post", "people")],
)
def test_tables_and_functions_are_known_with_their_package(table: str, package: str) -> None:
    """Else the tests above would find nothing, and pass."""
    assert owners()[table] == package
