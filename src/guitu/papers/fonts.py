"""The fonts of printed papers: ours from set-up, or the office's own folder; and which characters they have.

An office that has licensed 仿宋 and 小标宋 puts them into a folder with a `fonts.toml` that says which family prints
what, and names the folder in `GUITU_FONTS`. Nothing else of the machine is used: the same paper prints everywhere.
"""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

OURS = Path(__file__).resolve().parent / "fonts"
FAMILIES = {"body": "Noto Serif SC", "title": "Noto Serif SC", "heading": "Noto Sans SC"}
WEIGHTS = {"body": 400, "title": 700, "heading": 700}
OTHER = {".ttf", ".otf", ".ttc", ".otc"}


class FontsMissing(Exception):
    """The folder lacks a font that papers are printed in; says which."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """A folder of fonts: which family prints the body, the title and the headings."""

    folder: Path
    families: tuple[tuple[str, str], ...]

    def as_data(self) -> dict[str, str]:
        return dict(self.families)


@lru_cache(maxsize=2)
def fonts(folder: Path | None = None) -> Fonts:
    """The office's folder where one is named, else ours."""
    chosen = folder or (Path(settings.FONTS) if settings.FONTS else OURS)
    said = chosen / "fonts.toml"
    families = dict(FAMILIES)
    if said.is_file():
        families |= {name: str(value) for name, value in tomllib.loads(said.read_text(encoding="utf-8")).items()}
    if not any(path.suffix.lower() in OTHER for path in _files(chosen)):
        raise FontsMissing(f"{chosen}")
    return Fonts(chosen, tuple(sorted((name, families[name]) for name in FAMILIES)))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []


def missing(texts: Iterable[str]) -> list[str]:
    """The characters that no font of the folder can print, each once, in the order they come."""
    known = coverage(fonts().folder)
    unknown: dict[str, None] = {}
    for text in texts:
        for sign in text:
            if ord(sign) not in known and not sign.isspace():
                unknown[sign] = None
    return list(unknown)


@lru_cache(maxsize=2)
def coverage(folder: Path) -> frozenset[int]:
    """The characters that every font file of the folder has: a title must print as well as the body."""
    sets = [_characters(path) for path in _files(folder) if path.suffix.lower() in OTHER]
    return frozenset(sets[0].intersection(*sets[1:])) if sets else frozenset()


def _characters(path: Path) -> set[int]:
    """What the font's own table says; of a collection the first font's, they share their characters."""
    data = path.read_bytes()
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    for number in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if tag == b"cmap":
            return {sign for table in _tables(data, offset) for sign in table}
    return set()


def _tables(data: bytes, cmap: int) -> Iterator[Iterator[int]]:
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * number)[0]
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 12:
            yield _groups(data, at)
        elif kind == 4:
            yield _segments(data, at)


def _groups(data: bytes, at: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * number)
        yield from range(first, last + 1)


def _segments(data: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
