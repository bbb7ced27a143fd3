"""Pack files as text: where they are, how they become one text, and on which line each key stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guitu.policy.faults import Fault, PackError

FILE_MARK = "#== "
_HEADER = re.compile(r"^\s*\[(?P<list>\[)?(?P<name>[^\[\]]+)\]")
_KEY = re.compile(r'^\s*(?P<name>"[^"]*"|[A-Za-z0-9_-]+)\s*=')
_PART = re.compile(r'"([^"]*)"|([A-Za-z0-9_-]+)')


@dataclass(frozen=True, slots=True)
class Source:
    """One TOML file of a pack, parsed, with the line of every table and key."""

    file: str  # "national/urine_tests.toml"
    data: dict[str, Any]
    lines: dict[tuple[str, ...], int]

    @property
    def stem(self) -> str:
        return self.file.rsplit("/", 1)[-1].removesuffix(".toml")

    def line(self, *path: str) -> int:
        """The line of that key, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


def folder() -> Path:
    """Where the packs are: in the checkout, or inside the installed wheel."""
    here = Path(__file__).resolve()
    checkout = here.parents[3] / "policies"
    return checkout if checkout.is_dir() else here.parents[1] / "_policies"


def names(root: Path | None = None) -> list[str]:
    return sorted(path.parent.name for path in (root or folder()).glob("*/pack.toml"))


def read(file: str, text: str) -> Source:
    """Parse one file; a syntax error is a fault with its line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise PackError([Fault(file, int(found[1]) if found else 1, f"不是合格的 TOML：{error}")]) from error
    return Source(file, data, _lines(text))


def chain(name: str, root: Path | None = None) -> list[str]:
    """The pack with those it extends, the outermost first."""
    root = root or folder()
    answer: list[str] = []
    asked_by = name
    while name:
        path = root / name / "pack.toml"
        if name in answer or not path.is_file():
            why = "互相继承" if name in answer else "没有这个包"
            raise PackError([Fault(f"{asked_by}/pack.toml", 1, f"{why}：{name}")])
        answer.append(name)
        parent = read(f"{name}/pack.toml", path.read_text(encoding="utf-8")).data.get("extends", "")
        asked_by, name = name, parent
    return answer[::-1]


def joined(name: str, root: Path | None = None) -> str:
    """The pack and all that it extends as one text: what an activation keeps. Worked examples stay out."""
    root = root or folder()
    parts = []
    for pack in chain(name, root):
        for path in sorted((root / pack).glob("*.toml")):
            parts.append(f"{FILE_MARK}{pack}/{path.name}\n{path.read_text(encoding='utf-8').rstrip()}\n")
    return "\n".join(parts)


def split(text: str) -> list[Source]:
    """The files of a joined text, in its order."""
    sources = []
    for part in re.split(rf"^{FILE_MARK}", text, flags=re.MULTILINE)[1:]:
        file, _, body = part.partition("\n")
        sources.append(read(file.strip(), body))
    return sources


def _lines(text: str) -> dict[tuple[str, ...], int]:
    answer: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    counted: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = tuple(a or b for a, b in _PART.findall(header["name"]))
            if header["list"]:
                counted[table] = counted.get(table, -1) + 1
                table = (*table, str(counted[table]))
            answer.setdefault(table, number)
        elif key := _KEY.match(line):
            answer.setdefault((*table, key["name"].strip('"')), number)
    return answer
