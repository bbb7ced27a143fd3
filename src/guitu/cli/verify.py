"""`guitu verify`: is the ledger whole? 0: yes, 1: no, with the first line that is wrong; 2: it could not be looked at."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guitu.cli import environment

if TYPE_CHECKING:
    from guitu.blocks.verifying import Proof


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", help="县级代码；不写则全部 · one county, else all")
    parser.add_argument("--anchor", action="append", default=[], type=Path, help="库外凭证文件，可多次 · a file of anchors kept outside")
    parser.add_argument("--code", action="append", default=[], help="值班表上的校验码 · a code from paper; with --area")
    parser.add_argument("--json", action="store_true", help="给程序读 · for programs")


def run(args: argparse.Namespace) -> int:
    if missing := [path for path in args.anchor if not path.is_file()]:
        print(f"没有这个凭证文件：{missing[0]}。 There is no such file.", file=sys.stderr)
        return 2
    if args.code and not args.area:
        print("--code 要和 --area 一起用。 --code goes with --area.", file=sys.stderr)
        return 2
    if not environment.keys().exists():
        print("没有密钥文件，无从校验。 Without the key file nothing can be verified.", file=sys.stderr)
        return 2
    with environment.django():
        from guitu.blocks.verifying import verify_county
        from guitu.kit.database import rows

        counties = [args.area[:6]] if args.area else [county for (county,) in rows("SELECT county_id FROM grid_counties()")]
        proofs = [verify_county(county, args.anchor, args.code) for county in counties]
        _print_json(proofs) if args.json else _print(proofs)
        return 0 if all(proof.is_whole for proof in proofs) else 1


def _print(proofs: Sequence[Proof]) -> None:
    from guitu.blocks.words import told
    from guitu.kit.telling import said

    for proof in proofs:
        print(
            f"{proof.county_id}：{proof.lines} 条、{proof.blocks} 块，等着封存 {proof.waiting} 条，对了库外凭证 {proof.held_against} 个。"
            f" {proof.lines} lines, {proof.blocks} blocks, {proof.waiting} waiting, {proof.held_against} heads from outside."
        )
        if proof.first is None:
            print("  没有被改动。 Whole.")
        for fault in sorted(proof.faults, key=lambda one: one.order):
            print(f"  {said(told(fault))} [{fault.code}, line {fault.line}]")


def _print_json(proofs: Sequence[Proof]) -> None:
    import orjson

    for proof in proofs:
        first = proof.first
        told = {
            "county": proof.county_id, "whole": proof.is_whole, "lines": proof.lines, "blocks": proof.blocks,
            "waiting": proof.waiting, "held_against": proof.held_against, "first_bad": first.line if first else None,
            "faults": [{"code": one.code, "line": one.line, "block": one.block, "other": one.other} for one in proof.faults],
        }
        print(orjson.dumps(told).decode())
