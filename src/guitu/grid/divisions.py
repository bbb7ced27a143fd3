"""The national divisions as shipped in data/divisions (see data/README.md), without a database."""

import lzma
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

PATH_PATTERN = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}([0-9]{3}){0,3}")
LEVEL_OF_LENGTH = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5, 15: 6}
LENGTH_OF_LEVEL = {level: length for length, level in LEVEL_OF_LENGTH.items()}

# Prefecture rows that are headings of the code, not places.
PSEUDO_PREFECTURES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

KINDS = (
    "province",
    "prefecture",
    "county",
    "subdistrict",  # 街道
    "town",  # 镇
    "township",  # 乡
    "quasi_township",  # 类似乡级单位: park, farm, zone
    "residents_committee",  # 居民委员会
    "villagers_committee",  # 村民委员会
    "quasi_village",  # 类似村级单位
    "group",  # 村(居)民小组, local data
)


class Division(NamedTuple):
    path: str
    name: str
    level: int
    kind: str
    virtual: bool
    """A unit numbered 400 or above, or below one: hidden from the public tree."""
    pseudo: bool
    """A level that only the code has; pages show what is above and below it side by side."""


class UnknownDivision(LookupError):
    pass


def county(code: str) -> list[Division]:
    """The county with the units above it and all below, in path order."""
    _require(code, 6)
    above = {code[:2], code[:4]}
    towns = _text("towns.csv.xz")
    rows = list(_rows(_block(towns, code)))
    if not rows:
        raise UnknownDivision(code)
    rows += (row for row in _rows(_block(towns, code[:2])) if row[0] in above)
    rows += _rows(_block(_text(f"villages/{code[:2]}.csv.xz"), code))
    return _divisions(rows)


def province(code: str) -> list[Division]:
    """The province and all below, in path order."""
    _require(code, 2)
    rows = list(_rows(_block(_text("towns.csv.xz"), code)))
    if not rows:
        raise UnknownDivision(code)
    rows += _rows(_block(_text(f"villages/{code}.csv.xz"), code))
    return _divisions(rows)


def nation_levels(max_level: int) -> list[Division]:
    """The whole country down to a level: 1 province, 2 prefecture, 3 county, 4 township, 5 village."""
    if not 1 <= max_level <= 5:
        raise ValueError(f"level {max_level} is not 1 to 5")
    longest = LENGTH_OF_LEVEL[max_level]
    rows = [row for row in _rows(_text("towns.csv.xz").partition("\n")[2]) if len(row[0]) <= longest]
    if max_level == 5:
        for file in sorted((folder() / "villages").glob("*.csv.xz")):
            rows += _rows(_text(f"villages/{file.name}").partition("\n")[2])
    return _divisions(rows)


def source() -> dict[str, Any]:
    """Publisher, edition, licence, counts and checksums of the files."""
    return tomllib.loads((folder() / "SOURCE.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def folder() -> Path:
    here = Path(__file__).resolve()
    places = (here.parents[3] / "data" / "divisions", here.parents[1] / "_data" / "divisions")
    for place in places:
        if (place / "SOURCE.toml").is_file():
            return place
    raise FileNotFoundError("the data of the national divisions is missing (data/divisions)")


def kind_of(path: str) -> str:
    match len(path):
        case 2:
            return "province"
        case 4:
            return "prefecture"
        case 6:
            return "county"
        case 9:
            number = path[6:]
            if number < "100":
                return "subdistrict"
            if number < "200":
                return "town"
            return "township" if number < "400" else "quasi_township"
        case 12:
            number = path[9:]
            if number < "200":
                return "residents_committee"
            return "villagers_committee" if number < "400" else "quasi_village"
        case 15:
            return "group"
    raise ValueError(f"{path!r} is not an area path")


def is_virtual(path: str) -> bool:
    return path[6:9] >= "400" or path[9:12] >= "400"


def _is_pseudo(path: str, name: str, name_above: str | None) -> bool:
    if len(path) == 4:
        return name in PSEUDO_PREFECTURES
    # 东莞, 中山, 儋州, 嘉峪关: a city without counties appears again as its own only county.
    return len(path) == 6 and name == name_above


def _divisions(rows: list[tuple[str, str]]) -> list[Division]:
    rows.sort()
    prefectures = {path: name for path, name in rows if len(path) == 4}
    return [
        Division(
            path,
            name,
            LEVEL_OF_LENGTH[len(path)],
            kind_of(path),
            is_virtual(path),
            _is_pseudo(path, name, prefectures.get(path[:4])),
        )
        for path, name in rows
    ]


def _text(file: str) -> str:
    try:
        packed = (folder() / file).read_bytes()
    except FileNotFoundError:
        raise UnknownDivision(file) from None
    return lzma.decompress(packed).decode()


def _block(text: str, prefix: str) -> str:
    """The lines whose path begins with the prefix: one run, because the file is sorted."""
    start = text.find(f"\n{prefix}")
    if start < 0:
        return ""
    end = text.find("\n", text.rfind(f"\n{prefix}") + 1)
    return text[start + 1 : end]


def _rows(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines():
        path, _, name = line.partition(",")
        yield path, name


def _require(code: str, length: int) -> None:
    if not re.fullmatch(rf"[0-9]{{{length}}}", code):
        raise UnknownDivision(code)
