"""The process that builds, fills and checks Word templates; it knows no database and has no keys."""

from __future__ import annotations

import io
import sys
from datetime import datetime
from typing import Any

from guitu.kit import apart

_default: bytes = b""  # the empty document that comes with the library: read before the doors are shut


def ready(_data: bytes) -> None:
    global _default  # noqa: PLW0603  one process, one order
    import docxtpl  # noqa: F401  a third of a second, paid here and nowhere else
    from docx.api import _default_docx_path

    from guitu.papers import word_build, word_check, word_fill  # noqa: F401

    with open(_default_docx_path(), "rb") as file:
        _default = file.read()
    word_fill.warm(_default)


def handle(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from guitu.papers import word_build, word_check, word_fill

    if order["do"] == "check":
        return {"faults": word_check.faults(data, order), "lines": word_check.lines(data)}, b""
    if order["do"] == "lines":
        shipped = word_build.build(_default, order["title"], order["blocks"])
        return {"own": word_check.lines(data), "shipped": word_check.lines(shipped)}, b""
    template = data or word_build.build(_default, order["title"], order["blocks"])
    if order["do"] == "build":
        return {}, template
    made = word_fill.fill(io.BytesIO(template), order["values"], datetime.fromisoformat(order["at"]))
    return {}, made


if __name__ == "__main__":
    sys.exit(apart.serve(handle, ready))
