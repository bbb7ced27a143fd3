"""`guitu rebuild [--check]`: derived rows made again from facts; `--check` proves that nothing differs."""

from __future__ import annotations

import argparse
from collections import Counter

from guitu.cli import environment

CHUNK = 200


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", help="县级代码；不写则全部 · one county, else all")
    parser.add_argument("--check", action="store_true", help="只比较，不保存 · compare only")


def run(args: argparse.Namespace) -> int:
    with environment.django():
        from guitu.duties.doors import MATTERS
        from guitu.kit.database import rows
        from guitu.kit.telling import said
        from guitu.settling.composers import COMPOSERS

        counties = (
            [args.area[:6]] if args.area else [county for (county,) in rows("SELECT county_id FROM grid_counties()")]
        )
        columns: dict[str, Counter[str]] = {kind: Counter() for kind in COMPOSERS}
        done: Counter[str] = Counter()
        different: Counter[str] = Counter()
        cells = 0
        for county in counties:
            for kind in COMPOSERS:
                found, number = _of_kind(county, kind, check=args.check)
                done[kind] += number
                different[kind] += len(found)
                columns[kind].update(column for one in found for column in one)
            cells += _cells(county, check=args.check)
        words = {one.code: said(one.label) for one in MATTERS.values()}
        print()
        for kind, wrong in columns.items():
            of, units, unit = ("", "人", "people") if kind == "person" else (f"{words[kind]} ", "件", kind)
            print(f"{of}{done[kind]} {units}，{different[kind]} {units}有出入。 {done[kind]} {unit}, {different[kind]} differ.")
            for column, number in sorted(wrong.items()):
                print(f"  {column}：{number} {units} · {number} {unit}")
        print(f"名册和待办的预计数 {cells} 处有出入。 {cells} sums of the register and of duties differ.")
        return 1 if args.check and (different.total() or cells) else 0


def _of_kind(county: str, kind: str, *, check: bool) -> tuple[list[set[str]], int]:
    """What differs of each matter of one kind of which anything does, by column; and how many there are."""
    from guitu.grid.summing import fold
    from guitu.kit import clock
    from guitu.settling.checking import different
    from guitu.settling.composers import COMPOSERS
    from guitu.settling.jobs import matters_of

    found: list[set[str]] = []
    everything = matters_of(COMPOSERS[kind], county)
    for start in range(0, len(everything), CHUNK):
        some = everything[start : start + CHUNK]
        found += different(COMPOSERS[kind], county, some, clock.now(), mend=not check)
        print(f"\r{county} {kind} {start + len(some)}", end="", flush=True)
        if not check:
            fold(county)  # else pages would add up the changes of a whole county
    return found, len(everything)


def _cells(county: str, *, check: bool) -> int:
    """The sums follow from standing and from duties, as these follow from facts."""
    from guitu.grid import summing

    return summing.wrong(county) if check else summing.recount(county)
