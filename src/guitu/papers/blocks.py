"""The text of a paper is lines; each line becomes one block of the printed page.

    > text     not indented: whom it is addressed to
    | a | b    a row of the table of particulars
    = text     at the right, below: who issues it and when
    _ text     a line to be signed by hand
    - text     in the middle, small
    text       a paragraph
    ?field? …  only where the field has a value

`{{ field }}` stands for a value. Whatever a value holds is text: it is never read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PLACE = re.compile(r"\{\{\s*([^\s{}]+)\s*\}\}")
CONDITION = re.compile(r"^\?([^\s?]+)\?\s*")
LOOKS = {">": "lead", "|": "row", "=": "end", "_": "sign", "-": "note"}


@dataclass(frozen=True, slots=True)
class Block:
    """One line as it is printed: how it looks, what it says, the row's label, and on which field it depends."""

    look: str  # lead | row | end | sign | note | text
    text: str
    label: str = ""
    needs: str = ""

    @property
    def fields(self) -> list[str]:
        """The fields whose values it prints."""
        return PLACE.findall(self.text)

    def filled(self, values: Mapping[str, str]) -> str:
        return PLACE.sub(lambda found: values.get(found[1], ""), self.text)


def blocks_of(body: str) -> tuple[Block, ...]:
    """The blocks of a text, in order; empty lines only part them for the eye of who writes them."""
    return tuple(_block(line.strip()) for line in body.splitlines() if line.strip())


def _block(line: str) -> Block:
    needs = ""
    if found := CONDITION.match(line):
        needs, line = found[1], line[found.end() :]
    look = LOOKS.get(line[:2].strip(), "") if line[1:2] == " " else ""
    if not look:
        return Block("text", line, needs=needs)
    text, label = line[2:].strip(), ""
    if look == "row":
        label, _, text = (part.strip() for part in text.partition("|"))
    return Block(look, text, label, needs)


def shown(blocks: Iterable[Block], values: Mapping[str, str]) -> list[Block]:
    """The blocks that are printed of these values: the others depend on a field that is empty."""
    return [block for block in blocks if not block.needs or values.get(block.needs)]


def fields_of(blocks: Iterable[Block]) -> tuple[list[str], list[str]]:
    """The fields that must have a value, and those that may be without: of these the block is left out."""
    needed: dict[str, None] = {}
    optional: dict[str, None] = {}
    for block in blocks:
        if block.needs:
            optional[block.needs] = None
    for block in blocks:
        for field in block.fields:
            if field not in optional:
                needed[field] = None
    return list(needed), list(optional)
