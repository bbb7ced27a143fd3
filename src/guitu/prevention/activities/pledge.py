"""宣誓词、承诺书 of an activity as a document: the same bytes each time, to be read out and signed by who leads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from guitu.kit.clock import SHANGHAI
from guitu.kit.errors import NotVisible
from guitu.papers import pdf
from guitu.papers.issuing import day

LAYOUT = Path(__file__).parent / "pledge.typ"


def printed(activity: Mapping[str, Any]) -> bytes:
    """The PDF. NotVisible for an activity that has no pledge. Whoever raised a hand is not on it: a pledge is no list of heads."""
    words = str(activity["words"].get("pledge", "")).strip()
    if not words:
        raise NotVisible
    letter = {
        "title": "宣誓词", "lines": [line for line in words.splitlines() if line.strip()], "activity": activity["name"],
        "where": str(activity["words"].get("where", "")), "on": day(activity["held_on"]), "sign": ["领誓人", "主办单位"],
        "note": "不列参加的人：举手宣誓不是点人数。",
    }
    return pdf.render(_layout(), [letter], datetime.combine(activity["held_on"], time(12), tzinfo=SHANGHAI))


@lru_cache(maxsize=1)
def _layout() -> str:
    return LAYOUT.read_text(encoding="utf-8")
