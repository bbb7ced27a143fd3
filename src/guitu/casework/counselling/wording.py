"""The wording of scales, which is not ours: a place that may use it puts one file per scale into its folder, an item a
line. Without it the items are numbered, and read from the paper."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

_CODE = re.compile(r"[a-z0-9_]{1,20}")


def items(scale: str, number: int) -> list[str]:
    """The wording of each item; empty texts where none, or another number of them, was put there."""
    file = Path(settings.SCALES) / f"{scale}.txt" if settings.SCALES and _CODE.fullmatch(scale) else None
    if file is None or not file.is_file():
        return [""] * number
    found = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return found if len(found) == number else [""] * number
