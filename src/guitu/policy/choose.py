"""Which pack holds for a place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from guitu.policy import sources
from guitu.policy.text import pack_text
from guitu.policy.timeline import Timeline, from_text


def for_area(path: str, root: Path | None = None) -> str:
    """The name of the pack for an area path: the longest prefix that a pack names."""
    named = _areas(root) if root else _areas_shipped()
    fitting = [prefix for prefix in named if path.startswith(prefix)]
    return named[max(fitting, key=len)] if fitting else ""


def _areas(root: Path) -> dict[str, str]:
    """The pack by each prefix that a pack names."""
    found: dict[str, str] = {}
    for name in sources.names(root):
        file = f"{name}/pack.toml"
        about = sources.read(file, (root / file).read_text(encoding="utf-8")).data
        for prefix in about.get("areas", []):
            found.setdefault(prefix, name)
    return found


@cache
def _areas_shipped() -> dict[str, str]:
    """Those of the packs that Guitu comes with: they change with the program, so they are read once a process."""
    return _areas(sources.folder())


@cache
def load(name: str, root: Path | None = None) -> Timeline:
    """The timeline of a pack as it now is in its files. Raises PackError."""
    return from_text(pack_text(name, root)[0])
