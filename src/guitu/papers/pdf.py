"""Papers are printed as PDF by typst: the same values give the same bytes, a missing character is an error.

The values go in as JSON and are never read as markup. Only the fonts of one folder are used, nothing is fetched.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import typst

from guitu.kit.errors import Refused
from guitu.papers.blocks import Block, blocks_of, shown
from guitu.papers.fonts import Fonts, FontsMissing, fonts
from guitu.rules.verdict import Reason

STANDARDS = ["a-2a", "ua-1"]  # a standard makes a missing character an error, and both want fixed dates
MANY = ["a-2u"]  # of a print of many: without the tags for readers of the screen it takes a quarter of the room
LAYOUT = "paper.typ"
NO_GLYPH = re.compile(r'text [`"]+(.+?)[`"]+ could not be displayed')


def letter(title: str, number: str, body: str, values: Mapping[str, str]) -> dict[str, Any]:
    """One letter as the layout takes it: the blocks that are printed, and the value of each field they name."""
    printed = shown(blocks_of(body), values)
    used = {field: values.get(field, "") for block in printed for field in block.fields}
    return {"title": title, "number": number, "blocks": [_plain(block) for block in printed], "values": used}


def _plain(block: Block) -> dict[str, str]:
    return {"look": block.look, "text": block.text, "label": block.label}


def render(layout: str, letters: Sequence[Mapping[str, Any]], at: datetime, *, many: bool = False) -> bytes:
    """The PDF of these letters, each counted from its own page 1. Refuses what the fonts cannot print, by name."""
    chosen = fonts()
    title = str(letters[0]["title"])
    data = orjson.dumps({"title": title, "fonts": chosen.as_data(), "letters": letters}).decode()
    try:
        kept = _kept(chosen, layout)
        document, warnings = kept.compiler.compile_with_warnings(
            str(kept.file), format="pdf", sys_inputs={"data": data}, pdf_standards=MANY if many else STANDARDS,
            pdf_tags=not many, timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        if found := NO_GLYPH.search(error.message):
            raise Refused(Reason("paper_character_missing", {"characters": found[1]})) from error
        raise
    if warnings:  # a family or a weight that is not there is only a warning, and prints as something else
        raise FontsMissing("; ".join(str(warning) for warning in warnings))
    return bytes(document)


class _Kept:
    """A compiler with the folder that holds its layout; the folder goes when the process does."""

    def __init__(self, chosen: Fonts, layout: str) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="guitu-papers-")
        root = Path(self.folder.name)
        self.file = root / LAYOUT
        self.file.write_text(layout, encoding="utf-8")
        empty = root / "packages"
        empty.mkdir()
        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(chosen.folder)])
        self.compiler: Any = typst.Compiler(
            root=str(root), font_paths=found, package_path=str(empty), package_cache_path=str(empty)
        )


@lru_cache(maxsize=8)
def _kept(chosen: Fonts, layout: str) -> _Kept:
    return _Kept(chosen, layout)
