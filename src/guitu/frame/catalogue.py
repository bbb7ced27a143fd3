"""The English catalogue: `python -m guitu.frame.catalogue extract` finds the texts.

`compile` turns it into what Django reads; set-up runs that.
"""

import datetime as dt
import importlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from guitu.policy import load, sources

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
PO_FILE = HERE / "locale" / "en" / "LC_MESSAGES" / "django.po"
METHODS = [
    ("frame/django/**", "ignore"),
    ("frame/preview/**", "ignore"),
    ("cli/**", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}
TABLES = {  # named, not imported: the frame stands below them
    "rules.sentences": ("WORDS",),
    "rules.levels": ("FACTORS", "CHOICES", "TRIGGERS"),
    "roles": ("ROLES",),
    "kit.workbooks.refusals": ("SENTENCES",),
    "casework.rosters.sentences": ("SENTENCES", "KINDS"),
    "importing.sentences": ("CELLS", "SENTENCES", "BATCHES"),
    "casework.rosters.questions": ("WORDS", "GATE_TEXTS"),
    "rules.documents": ("KINDS",),
    "rules.notices": ("KINDS", "OUTSIDE", "SAID", "TROUBLES", "WAY_WORDS"),
    "papers.words": ("SERVED", "REPLACED", "WITHDRAWN", "STATES", "ITEMS", "FORMS", "FAULTS"),
}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,  # gettext_noop, for texts that are said later
    "_now": None,  # gettext, in files whose _ is the lazy one
    "say": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def empty_catalogue() -> Catalog:
    # A fixed date: the file changes only when a text does.
    first = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Catalog(
        locale="en",
        project="guitu",
        version="1",
        header_comment="# Guitu in English.",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="en",
        creation_date=first,
        revision_date=first,
        charset="utf-8",
        fuzzy=False,
    )


def found_texts() -> Catalog:
    """Every text that a page or a view says, with the file that says it."""
    texts = empty_catalogue()
    for found in extract_from_dir(PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS):
        file, _, message, _, context = found
        texts.add(message, locations=[(Path(file).as_posix(), 0)], context=context)
    for file, text in table_texts():
        texts.add(text, locations=[(file, 0)], flags=["no-python-format"])
    for text in pack_texts():
        texts.add(text, locations=[("policies", 0)], flags=["no-python-format"])
    return texts


def pack_texts() -> Iterator[str]:
    """What pages say from our packs: papers cited, what each number is, the sheet, points, indicators. A county's own stay as written."""
    for name in sources.names():
        clauses, factors, items = (
            _pack_tables(name, file).values() for file in ("clauses.toml", "levels.toml", "points.toml")
        )
        yield from (clause[part] for clause in clauses for part in ("title", "summary"))
        yield from (factor["what"] for factor in factors if "what" in factor)
        yield from (entry.what for entry in load(name).entries if entry.section != "indicators")
        yield from (value["name"] for item in items for value in item.values() if isinstance(value, dict))
        named = [kind for file in _NAMED for kind in _pack_tables(name, file).values()]
        yield from (value["name"] for kind in named for value in kind.values() if isinstance(value, dict) and "name" in value)
        indicators = _pack_tables(name, "indicators.toml").values()
        said = (value for one in indicators for value in one.values() if isinstance(value, dict))
        yield from (value[part] for value in said for part in ("words", "question"))
        yield from _inspected(name)
        yield from _taught(name)
        yield from _declared(name)
        yield from _on_the_board(name)
        yield from _paper_texts(name)


def _inspected(name: str) -> Iterator[str]:
    """Kinds of place, and what their checklists ask."""
    kinds, lists = _pack_tables(name, "venues.toml"), _pack_tables(name, "checklists.toml")
    yield from (value["name"] for kind in kinds.values() for value in kind.values() if isinstance(value, dict))
    for listed in (value for one in lists.values() for value in one.values() if isinstance(value, dict)):
        yield from (listed["title"], *(text for part in listed["sections"] for text in (part["title"], *(one["text"] for one in part["items"]))))


def _taught(name: str) -> Iterator[str]:
    """Lessons: what is read, and the sentences to be judged."""
    for taught in (value for one in _pack_tables(name, "lessons.toml").values() for value in one.values() if isinstance(value, dict)):
        yield from (taught["title"], taught["text"], *(one["text"] for one in taught["says"]))


def _declared(name: str) -> Iterator[str]:
    """Types of drug-free unit, what each must meet, and what costs a title."""
    for kind in _pack_tables(name, "units.toml").values():
        for value in (value for value in kind.values() if isinstance(value, dict)):
            yield from (value["name"], *(one["text"] for one in value.get("criteria", ())))


def _on_the_board(name: str) -> Iterator[str]:
    """What happens on the squares of the game."""
    path = sources.folder() / name / "games.toml"
    data = sources.read(path.name, path.read_text(encoding="utf-8")).data if path.exists() else {}
    for squares in (value for value in data.get("squares", {}).values() if isinstance(value, list)):
        yield from (one["text"] for one in squares if "text" in one)


def _paper_texts(name: str) -> Iterator[str]:
    """Titles of papers, to whom they go, the names of their fields, and the items of the paper file. The papers
    themselves are printed as they are written."""
    for path in sorted((sources.folder() / name / "papers").glob("*.toml")):
        kind = sources.read(path.name, path.read_text(encoding="utf-8")).data
        yield from (kind["title"], kind["to"], *(one["name"] for one in kind.get("asked", ())))
        yield from re.findall(r"\{\{ (\S+) \}\}", kind["body"])
    for path in sorted((sources.folder() / name / "filled").glob("*.toml")):
        yield sources.read(path.name, path.read_text(encoding="utf-8")).data["title"]
    for path in (sources.folder() / name / "file").glob("*.toml"):
        yield from (one["name"] for one in sources.read(path.name, path.read_text(encoding="utf-8")).data["item"])


_WITHIN = {"levels.toml": "factors", "points.toml": "items", "indicators.toml": "defined", "venues.toml": "kinds", "checklists.toml": "lists", "lessons.toml": "lessons"}


_NAMED = {  # tables of what a place gives a name to
    "scales.toml": ("scale",), "precursors.toml": ("substances",), "medicines.toml": ("medicines", "joint"),
    "bodies.toml": ("kinds", "ranks"), "units.toml": ("types", "causes"),
    "calls.toml": ("levels", "units", "templates", "causes", "grounds", "outcomes", "help", "questions"),
    "needs.toml": ("kinds", "units", "refusals", "scheme"), "aid.toml": ("catalogue",), "courses.toml": ("topics",),
}


def _pack_tables(name: str, file: str) -> dict[str, Any]:
    """Clauses, the sheet's factors, items, indicators, kinds of body, whichever the file holds, under one level of names."""
    path = sources.folder() / name / file
    data = sources.read(f"{name}/{file}", path.read_text(encoding="utf-8")).data if path.exists() else {}
    if file == "clauses.toml":
        return {f"{family}.{one}": clause for family, found in data.items() for one, clause in found.items()}
    if tables := _NAMED.get(file):
        return {f"{table}.{code}": one for table in tables for code, one in data.get(table, {}).items()}
    found: dict[str, Any] = data.get(_WITHIN[file], {})
    return found


def table_texts() -> Iterator[tuple[str, str]]:
    """What is said from tables that cannot import gettext, or are found by their code."""
    for name, tables in TABLES.items():
        module = importlib.import_module(f"guitu.{name}")
        for table in tables:
            for word in getattr(module, table).values():
                for text in (word,) if isinstance(word, str) else (word.label, word.note):
                    if text:
                        yield name.replace(".", "/") + ".py", text
    for family in importlib.import_module("guitu.rules.sentences").FAMILIES:
        for text in family.SENTENCES.values():
            yield family.__name__.removeprefix("guitu.").replace(".", "/") + ".py", text


def known_texts() -> Catalog:
    with PO_FILE.open("rb") as source:
        return read_po(source, locale="en")


def extract() -> int:
    """Brings the catalogue up to date, keeps what is translated, and says how many texts wait."""
    texts = found_texts()
    if PO_FILE.exists():
        for known in known_texts():
            text = texts.get(known.id, known.context) if known.id else None
            if text is not None:
                text.string = known.string
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    with PO_FILE.open("wb") as target:
        write_po(target, texts, width=110, sort_output=True, include_lineno=False)
    return len(waiting(texts))


def waiting(texts: Catalog) -> list[str]:
    """The texts without English; of a plural one, both forms are needed."""
    found = []
    for text in texts:
        forms = text.string if isinstance(text.string, (tuple, list)) else (text.string,)
        if text.id and not all(forms):
            found.append(str(text.id))
    return found


def compile_catalogue() -> Path:
    """What Django reads, written anew when the texts are newer. Whoever reads it meanwhile finds a whole file."""
    target = PO_FILE.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns > PO_FILE.stat().st_mtime_ns:
        return target
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    with draft.open("wb") as out:
        write_mo(out, known_texts())
    return draft.replace(target)


def main(what: str) -> None:
    if what == "extract":
        sys.stdout.write(f"{extract()} texts without English\n")
    else:
        sys.stdout.write(f"{compile_catalogue().name}\n")


if __name__ == "__main__":
    main(sys.argv[1])
