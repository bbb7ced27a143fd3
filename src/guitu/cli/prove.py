"""`guitu prove`: tries a server of its own as hard as it can, and prints what it found.

Each module of `cli/proving/` with a `run(place, minutes)` tries one thing and gives figures; whatever it holds to
be wrong stands in `failures`. Nothing leaves the machine, and nothing of the place is left afterwards.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from guitu.cli import fonts, frontend
from guitu.cli.children import Interrupted, interruptible
from guitu.cli.proving import place as places
from guitu.cli.proving.place import Place
from guitu.cli.steps import say
from guitu.cli.stop import Stop

PACKAGE = "guitu.cli.proving"
# What each is for, and its part of the minutes. Those that break the server come last.
MODULES: dict[str, tuple[str, float]] = {
    "histories": ("任意的历史 · random histories", 0.30),
    "calls": ("任意的排班 × 呼应 · random rosters × calls", 0.05),
    "routes": ("每个网址 × 每个角色 × 对象 · route × role × object", 0.20),
    "fuzz": ("每个网址的参数与正文 · parameters and bodies", 0.13),
    "hostile": ("有害的文件 · hostile files", 0.10),
    "guessing": ("猜口令 · guessing", 0.10),
    "kills": ("杀掉每个进程 · kills of every process", 0.12),
}
SHOWN = 12  # failures of a module in the table; the JSON has all


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=5.0, help="总共几分钟 · minutes in all")
    parser.add_argument("--only", action="append", choices=sorted(MODULES), help="只做这些 · only these")
    parser.add_argument("--seed", type=int, default=1, help="随机数的起点 · where chance begins")
    parser.add_argument("--port", type=int, help="端口，默认第一个空闲的 · port")
    parser.add_argument("--json", type=Path, metavar="FILE", help="结果另存为 JSON · also as JSON")


def run(args: argparse.Namespace) -> int:
    if not 0 < args.minutes <= 600:
        raise Stop("分钟数在 0 到 600 之间。", "The minutes lie between 0 and 600.")
    chosen = [name for name in available() if not args.only or name in args.only]
    try:
        with interruptible(), tempfile.TemporaryDirectory(prefix="guitu-prove-") as folder:
            result = prove(chosen, args.minutes, args.seed, Path(folder) / "place", args.port)
    except Interrupted:
        return 130
    print(json.dumps(result, ensure_ascii=False, indent=1, default=str))
    print("\n" + table(result))
    if args.json:
        args.json.write_text(json.dumps(result, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    return 1 if failures(result) else 0


def available() -> list[str]:
    folder = Path(__file__).parent / "proving"
    return [name for name in MODULES if (folder / f"{name}.py").exists()]


def prove(names: list[str], minutes: float, seed: int, folder: Path, port: int | None) -> dict[str, Any]:
    """The figures of every module, by its name, one after the other on the same server."""
    if not frontend.is_ready():
        frontend.prepare()
    fonts.prepare()
    whole = sum(MODULES[name][1] for name in names)
    result: dict[str, Any] = {"minutes": minutes, "seed": seed, "modules": {}}
    with places.opened(folder, seed=seed, port=port) as place:
        for name in names:
            begun = time.monotonic()
            say(f"  … {MODULES[name][0]}")
            found = tried(name, place, minutes * MODULES[name][1] / whole)
            found["seconds"] = round(time.monotonic() - begun, 1)
            result["modules"][name] = found
            say(f"  {'×' if found['failures'] else '✓'} {MODULES[name][0]}  {found['seconds']} s")
            place.revive()
    return result


def tried(name: str, place: Place, minutes: float) -> dict[str, Any]:
    """The figures of one module. One that breaks down itself has failed, and the others go on."""
    try:
        found: dict[str, Any] = importlib.import_module(f"{PACKAGE}.{name}").run(place, minutes)
    except Exception as error:
        said = traceback.format_exc(limit=-3) if not isinstance(error, Stop) else str(error)
        return {"failures": [f"{name} broke down: {said}"]}
    found.setdefault("failures", [])
    return found


def failures(result: dict[str, Any]) -> list[str]:
    return [f"{name}: {said}" for name, found in result["modules"].items() for said in found["failures"]]


def table(result: dict[str, Any]) -> str:
    """One block for each module: its figures, then what is wrong."""
    lines = []
    for name, found in result["modules"].items():
        lines.append(f"{'×' if found['failures'] else '✓'} {MODULES[name][0]}")
        figures = {
            key: value for key, value in found.items() if key != "failures" and not isinstance(value, dict | list)
        }
        widest = max((_width(key) for key in figures), default=0)
        lines += [f"    {key}{' ' * (widest - _width(key))}  {value:,}" if isinstance(value, int) else
                  f"    {key}{' ' * (widest - _width(key))}  {value}" for key, value in figures.items()]
        lines += [f"    × {said}" for said in found["failures"][:SHOWN]]
        if len(found["failures"]) > SHOWN:
            lines.append(f"    × … {len(found['failures']) - SHOWN}")
    wrong = len(failures(result))
    lines.append(f"\n{wrong} 处不对 · failures: {wrong}    seed {result['seed']}    {os.cpu_count()} CPU")
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
