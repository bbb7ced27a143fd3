"""The process that opens a PDF: its pages are drawn onto new ones; scripts, forms and attached files stay behind."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from guitu.kit import apart

BEYOND = 1_000_000  # a page that no document has: the refusal says how many there are
COUNT = re.compile(r"only has (\d+) page")
PAGES = """#set page(width: auto, height: auto, margin: 0pt)
#for n in range({pages}) {{ image({source}, format: "pdf", page: n + 1) }}"""
ONE = '#image({source}, format: "pdf", page: {page})'

_compiler: Any = None
_source = ""


def ready(data: bytes) -> None:
    """The bytes lie in the memory of this process, under a name that only it can open; they touch no disk."""
    global _compiler, _source  # noqa: PLW0603  one process, one file
    import typst

    held = os.memfd_create("pages")
    os.write(held, data)
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    _compiler = typst.Compiler(root="/proc/self/fd", font_paths=none, package_path="/nowhere", package_cache_path="/nowhere")
    _source = f'"{held}"'


def handle(order: dict[str, Any], _data: bytes) -> tuple[dict[str, Any], bytes]:
    import typst

    try:
        pages = _count(typst.TypstError)
        if not pages:
            return {"refused": "file_unreadable"}, b""
        if pages > order["most_pages"]:
            return {"refused": "file_too_many_pages", "values": {"pages": pages, "limit": order["most_pages"]}}, b""
        made = _compiler.compile(PAGES.format(pages=pages, source=_source).encode(), format="pdf", timestamp=0)
    except typst.TypstError:
        return {"refused": "file_unreadable"}, b""
    return {"pages": pages}, bytes(made)


def _count(error: type[Exception]) -> int:
    try:
        _compiler.compile(ONE.format(source=_source, page=BEYOND).encode(), format="pdf", timestamp=0)
    except error as said:
        found = COUNT.search(" ".join([str(said), *getattr(said, "hints", ())]))
        return int(found[1]) if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(apart.serve(handle, ready))
