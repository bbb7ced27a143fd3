"""Which pack holds for a place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from guitu.policy import sources
from guitu.policy.text import pack_text
from guitu.policy.timeline import Timeline, from_text


def for_area(path: str, root: Path | None = None) -> str:
    """The name of the pack for an area path: the longest prefix that a pack names."""
    root = root or sources.folder()
    best, longest = "", -1
    for name in sources.names(root):
        about = sources.read(
            f"{name}/pack.toml", (root / name / "pack.toml").read_text(encoding="utf-8")
        ).data
        for prefix in about.get("areas", []):
            if path.startswith(prefix) and len(prefix) > longest:
                best, longest = name, len(prefix)
    return best


@cache
def load(name: str, root: Path | None = None) -> Timeline:
    """The timeline of a pack as it now is in its files. Raises PackError."""
    return from_text(pack_text(name, root)[0])
