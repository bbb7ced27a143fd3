"""`guitu docs [--check]`: the pages of docs/ that are made from the code, written anew or compared.

Those made from a database (`cli/database_pages.py`) are compared by a repository test, which has one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from guitu.cli import database_pages, pairs_page, reference_pages
from guitu.cli.environment import ROOT
from guitu.policy import pages as rule_pages

DOCS = ROOT / "docs"
MADE_WHOLE = ("rules", "diagrams")  # folders in which nothing is written by hand


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "由代码生成的说明页 · the pages made from the code"
    parser.add_argument("--check", action="store_true", help="只比较，不写 · compare only")


def run(args: argparse.Namespace) -> int:
    wanted = pages() if args.check else pages() | database_pages.made()
    stale = [name for name, text in wanted.items() if _held(name) != text]
    left = list(_left_over(wanted))
    if args.check:
        for name in stale:
            print(f"docs/{name} 已过时，运行 ./guitu docs · is stale: run ./guitu docs")
        for name in left:
            print(f"docs/{name} 已不再生成，运行 ./guitu docs · is made no more: run ./guitu docs")
        return 1 if stale or left else 0
    for name in stale:
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[name], encoding="utf-8")
    for name in left:
        (DOCS / name).unlink()
    print(f"更新 {len(stale)} 页，删除 {len(left)} 页。 {len(stale)} written, {len(left)} removed.")
    return 0


def pages() -> dict[str, str]:
    """Every generated page, by its path below docs/."""
    rules = {f"rules/{name}": text for name, text in rule_pages.pages().items()}
    return rules | {"rules/pairs.md": pairs_page.page()} | reference_pages.pages()


def _held(name: str) -> str | None:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _left_over(wanted: dict[str, str]) -> Iterator[str]:
    for folder in MADE_WHOLE:
        for path in sorted(Path(DOCS / folder).glob("*.md")):
            if (name := f"{folder}/{path.name}") not in wanted:
                yield name
