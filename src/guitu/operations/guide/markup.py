"""The guide as pages: Markdown by markdown-it, with addresses of this house, headings that can be led to, tables that scroll."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

Address = Callable[[str], str]  # where a link or a picture of the text leads here; empty: nowhere


class _Renderer(RendererHTML):
    """What pages of the house need beside the marks themselves."""

    def softbreak(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """Lines of Chinese follow each other without a space, others with one."""
        before = tokens[idx - 1].content[-1:] if idx else ""
        after = tokens[idx + 1].content[:1] if idx + 1 < len(tokens) else ""
        return " " if before.isascii() and after.isascii() else ""

    def table_open(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: Any) -> str:
        return '<div class="table-wrap"><table>'

    def table_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: Any) -> str:
        return "</table></div>"


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """Marks only: HTML in a text is shown as it is written."""
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")


def drawn(text: str, address: Address) -> Markup:
    """The text as HTML; whatever stands in it is escaped."""
    reader = _reader()
    tokens = reader.parse(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following is not None:
            token.attrSet("id", following.content)
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.children:
            token.children = list(_led(token.children, address))
    return Markup(reader.renderer.render(tokens, reader.options, {}).strip())  # noqa: S704  made by markdown-it without HTML


def _led(tokens: Sequence[Token], address: Address) -> Iterator[Token]:
    """Links and pictures lead to pages of the house; what leads nowhere is its words alone."""
    closed: list[bool] = []
    for token in tokens:
        if token.type == "link_close" and closed.pop():
            continue
        name = {"link_open": "href", "image": "src"}.get(token.type, "")
        if name:
            place = address(unquote(str(token.attrGet(name) or "")))
            if token.type == "link_open":
                closed.append(not place)
            if not place:
                continue
            token.attrSet(name, place)
            if name == "src":
                token.attrSet("loading", "lazy")
        yield token


def headings(text: str) -> list[str]:
    """The second-level headings, by which parts of a page are found."""
    tokens = _reader().parse(text)
    return [
        following.content for token, following in pairwise(tokens) if token.type == "heading_open" and token.tag == "h2"
    ]
