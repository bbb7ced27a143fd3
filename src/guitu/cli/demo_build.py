"""Builds the demo in a process of its own, as the application role: through the product's own commands."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from datetime import date

from guitu.cli.steps import say
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--today", type=date.fromisoformat)
    parser.add_argument("--scale", type=int, default=1, help="人数除以几 · so many times fewer people")
    parser.add_argument("--quiet", action="store_true", help="不报进度 · no progress")


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    if importlib.util.find_spec("guitu.demo.build") is None:
        raise Stop("演示数据的程序不在这个版本里。", "This version has no demo data.")
    from guitu.kit import clock

    build = importlib.import_module("guitu.demo.build")

    def progress(text: str) -> None:
        if not args.quiet:
            say(f"    {text}")

    build.build(today=args.today or clock.today(), progress=progress, scale=args.scale)
    return 0
