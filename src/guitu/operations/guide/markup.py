"""The few marks that our guide is written with, as a page: headings, paragraphs, lists, tables, pictures, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

_INLINE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\((?P<picture>[^)\s]+)\)|\[(?P<text>[^\]]*)\]\((?P<link>[^)\s]+)\)"
    r"|\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`"
)
_ITEM = re.compile(r"(?P<mark>-|\d+\.)\s+(?P<said>.*)")
Address = Callable[[str], str]  # where a link or a picture of the text leads here; empty: nowhere


def drawn(text: str, address: Address) -> Markup:
    """The text as HTML; whatever stands in it is escaped."""
    return Markup("\n").join(_block(block, address) for block in _blocks(text))


def headings(text: str) -> list[str]:
    """The second-level headings, by which parts of a page are found."""
    return [line[3:].strip() for line in text.splitlines() if line.startswith("## ")]


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that belong together: up to an empty one, and a heading by itself."""
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("#") or not line.strip():
            if held:
                yield held
            held = []
            if line.startswith("#"):
                yield [line]
        else:
            held.append(line)


def _block(lines: list[str], address: Address) -> Markup:
    first = lines[0]
    if first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        said = first.lstrip("#").strip()
        return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, said, _inline(said, address))
    if _ITEM.match(first):
        return _list(lines, address)
    if first.startswith("|"):
        return _table(lines, address)
    return Markup("<p>{}</p>").format(_inline(_joined(lines), address))


def _list(lines: list[str], address: Address) -> Markup:
    items: list[list[str]] = []
    for line in lines:
        if found := _ITEM.match(line.strip()):
            items.append([found["said"]])
        else:
            items[-1].append(line)
    name = "ul" if lines[0].startswith("-") else "ol"
    inside = Markup("").join(Markup("<li>{}</li>").format(_inline(_joined(item), address)) for item in items)
    return Markup("<{0}>{1}</{0}>").format(name, inside)


def _table(lines: list[str], address: Address) -> Markup:
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head, *body = [line for line in cells if not all(set(cell) <= set("-: ") for cell in line)]
    rows = [Markup("<tr>{}</tr>").format(Markup("").join(_cell(name, cell, address) for cell in line))
            for name, line in [("th", head), *(("td", line) for line in body)]]  # fmt: skip
    return Markup('<div class="table-wrap"><table>{}</table></div>').format(Markup("").join(rows))


def _cell(name: str, said: str, address: Address) -> Markup:
    scope = Markup(' scope="col"') if name == "th" else Markup("")
    return Markup("<{0}{1}>{2}</{0}>").format(name, scope, _inline(said, address))


def _joined(lines: list[str]) -> str:
    """Lines of Chinese follow each other without a space, others with one."""
    text = lines[0].strip()
    for line in lines[1:]:
        text += (" " if text[-1:].isascii() and line.strip()[:1].isascii() else "") + line.strip()
    return text


def _inline(text: str, address: Address) -> Markup:
    parts, last = [], 0
    for found in _INLINE.finditer(text):
        parts += [escape(text[last : found.start()]), _mark(found, address)]
        last = found.end()
    return Markup("").join([*parts, escape(text[last:])])


def _mark(found: re.Match[str], address: Address) -> Markup:
    if found["picture"]:
        place = address(found["picture"])
        return Markup('<img src="{}" alt="{}" loading="lazy">').format(place, found["alt"]) if place else Markup("")
    if found["link"]:
        place = address(found["link"])
        return Markup('<a href="{}">{}</a>').format(place, found["text"]) if place else escape(found["text"])
    if found["strong"]:
        return Markup("<strong>{}</strong>").format(found["strong"])
    return Markup("<code>{}</code>").format(found["code"])
