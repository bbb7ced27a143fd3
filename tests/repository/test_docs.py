"""The papers say what the house is: pages are fresh, links lead somewhere, every word has its entry."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from guitu.cli import database_pages, docs, main, reference_pages
from guitu.grid.roles import ROLES
from guitu.ledger import fact_words
from guitu.policy.sections import SECTIONS
from guitu.rules import records, terms
from guitu.rules.sentences import WORDS

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "policies" / "README.md"])
NAMES = [str(path.relative_to(ROOT)) for path in PAPERS]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PLACE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|toml|md|html|txt|css|js|xz)|(?:[\w.-]+/)+)`")
VARIABLE = re.compile(r"\b(?:GUITU_[A-Z_]+|DATABASE_(?:[A-Z]+_)?URL)\b")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_generated_pages_are_what_the_code_says_now() -> None:
    stale = [name for name, page in docs.pages().items() if docs._held(name) != page]
    assert stale == [], "run ./guitu docs"
    assert list(docs._left_over(docs.pages())) == []


@pytest.mark.django_db
def test_the_pages_made_from_the_database_are_what_it_says_now() -> None:
    stale = [name for name, page in database_pages.pages().items() if docs._held(name) != page]
    assert stale == [], "run ./guitu docs"


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_file(name: str) -> None:
    folder = (ROOT / name).parent
    wanted = [link for link in LINK.findall(text(name)) if not link.startswith(("http:", "https:", "mailto:"))]
    lost = [link for link in wanted if not (folder / link).exists()]
    assert lost == []


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(("docs/rules", "CHANGELOG"))])
def test_every_file_that_a_paper_names_is_there(name: str) -> None:
    starts = (ROOT, ROOT / "src" / "guitu", ROOT / "policies" / "national", (ROOT / name).parent)
    lost = [place for place in PLACE.findall(text(name)) if not any((start / place).exists() for start in starts)]
    assert [place for place in lost if not place.startswith("var/")] == []  # made when it runs


def test_every_paper_is_found_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        if path in reached or path.suffix != ".md" or not path.exists():
            continue
        reached.add(path)
        ahead += [(path.parent / link).resolve() for link in LINK.findall(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in PAPERS if path not in reached] == []


CODES = {
    "a kind of fact": sorted(records.KINDS),
    "a kind of duty": get_args(terms.DutyKind),
    "a state of standing": get_args(terms.StandingState),
    "an overlay": get_args(terms.Overlay),
    "a state of a measure": get_args(terms.MeasureState),
    "a kind of measure": get_args(terms.MeasureKind),
    "a role": sorted(ROLES),
    "a section of the packs": sorted(SECTIONS),
}


@pytest.mark.parametrize("what", CODES)
def test_the_glossary_holds(what: str) -> None:
    words = set(re.findall(r"`(\w+)`", text("GLOSSARY.md")))
    assert [code for code in CODES[what] if code not in words] == []


def test_forms_and_glossary_use_one_word() -> None:
    forms = {code: str(word) for code, word in fact_words.KINDS.items()}
    shown = forms | {code: role.label for code, role in ROLES.items()} | {
        state: WORDS[f"standing.{state}"] for state in terms.STANDING_ORDER
    }
    glossary = text("GLOSSARY.md")
    assert forms.keys() == records.KINDS.keys()
    assert {code: word for code, word in shown.items() if word not in glossary} == {}


def test_the_glossary_names_no_word_twice_with_one_code() -> None:
    entries = re.findall(r"^\| ([^|]+?) \| `(\w+)`", text("GLOSSARY.md"), re.MULTILINE)
    assert len(entries) == len(set(entries))


def test_every_variable_of_the_environment_is_explained() -> None:
    sources = [*(ROOT / "src").rglob("*.py"), ROOT / "guitu"]
    read = {name for path in sources for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert read - set(VARIABLE.findall(text("docs/operating.md"))) == set()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "docs/operating.md", "CONTRIBUTING.md"])
def test_every_command_that_a_paper_tells_to_run_exists(name: str) -> None:
    told = set(re.findall(r"\./guitu ([a-z][a-z-]*)", text(name)))
    assert told - set(main.available()) == set()


def test_every_command_of_the_ledger_says_what_it_records() -> None:
    silent = [command.name for command in reference_pages.commands() if len(command.first) < 15]
    assert silent == []


def test_decisions_are_numbered_without_a_gap() -> None:
    found = sorted(path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [name[:4] for name in found] == [f"{number:04d}" for number in range(1, len(found) + 1)]
    for name in found:
        for part in ("## Context", "## Decision", "## Consequences"):
            assert part in text(f"docs/adr/{name}"), (name, part)


def test_the_readme_tells_the_two_commands_that_are_checked() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        assert "./guitu demo" in text(name)
        assert "./guitu test" in text(name)
