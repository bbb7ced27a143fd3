"""`guitu seal-ledger`: what the worker does every minute, now: seal what waits, hand the heads out of the house."""

from __future__ import annotations

import argparse

from guitu.cli import environment


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", help="县级代码；不写则全部 · one county, else all")


def run(args: argparse.Namespace) -> int:
    with environment.django():
        from guitu.blocks.chain import Head
        from guitu.blocks.queries import sealed
        from guitu.blocks.sealing import seal_county
        from guitu.grid.access import clock_actor
        from guitu.kit import clock
        from guitu.kit.database import acting, rows

        troubled = False
        for county in [args.area[:6]] if args.area else [county for (county,) in rows("SELECT county_id FROM grid_counties()")]:
            number = seal_county(county, clock.now())
            with acting(clock_actor(county)):
                found = sealed(county)
            last: Head | None = found.last
            at = f" {last.lines} · {last.code}" if last else ""
            print(f"{county}：封存 {number} 条。 Sealed {number} lines.{at} {found.trouble}".rstrip())
            troubled |= bool(found.trouble)
        return 1 if troubled else 0
