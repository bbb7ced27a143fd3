"""The rule pages in docs/ are what the packs and docstrings say now."""

from __future__ import annotations

from pathlib import Path

from guitu.policy.pages import pages

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"


def test_the_rule_pages_are_fresh() -> None:
    stale = [
        name
        for name, text in pages().items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run scripts/build_rule_pages.py"
