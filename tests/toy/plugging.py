"""A copy of the house with one more context in it: beehives. What is added are files; what is edited are five lines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDED = Path(__file__).parent / "added"
COPIED = ("src", "tests", "policies", "pyproject.toml")
# File, the line that is there, the line that stands for it afterwards, or after it.
AFTER = (
    ("src/guitu/settings.py", '    "guitu.casework",', '    "guitu.hives",'),
    ("src/guitu/urls.py", '    path("casework/", include("guitu.casework.urls")),', '    path("hives/", include("guitu.hives.urls")),'),
    ("src/guitu/declared.py", '    "casework",', '    "hives",'),
    ("src/guitu/policy/sections.py", '    "tasks",', '    "hives",'),
)
INSTEAD = (("src/guitu/roles.py", 'SEE = "today search files register"', 'SEE = "today search files register hives"'),)


def house(folder: Path) -> Path:
    """A copy of the house in a folder, with beehives plugged in."""
    for name in COPIED:
        of = ROOT / name
        if of.is_dir():
            shutil.copytree(of, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(of, folder / name)
    (folder / "data").symlink_to(ROOT / "data")  # read only
    shutil.copytree(ADDED, folder, dirs_exist_ok=True)
    for name, line, more in AFTER:
        _edit(folder / name, line, f"{line}\n{more}")
    for name, line, other in INSTEAD:
        _edit(folder / name, line, other)
    return folder


def _edit(path: Path, line: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(f"\n{line}\n") == 1, path
    path.write_text(text.replace(f"\n{line}\n", f"\n{other}\n"), encoding="utf-8")


def edited(folder: Path) -> Iterator[tuple[str, str]]:
    """Each line that is new or other in a file that was there before."""
    for name in COPIED:
        of = ROOT / name
        for path in sorted(of.rglob("*")) if of.is_dir() else [of]:
            here = folder / path.relative_to(ROOT)
            if path.is_dir() or "__pycache__" in path.parts or path.read_bytes() == here.read_bytes():
                continue
            before, after = (one.read_text(encoding="utf-8").splitlines() for one in (path, here))
            for line in unified_diff(before, after, lineterm="", n=0):
                if line.startswith("+") and not line.startswith("+++"):
                    yield path.relative_to(ROOT).as_posix(), line[1:].strip()
