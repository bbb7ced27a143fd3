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


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    if importlib.util.find_spec("guitu.demo.build") is None:
        raise Stop("演示数据的程序不在这个版本里。", "This version has no demo data.")
    from guitu.kit import clock

    build = importlib.import_module("guitu.demo.build")
    build.build(today=args.today or clock.today(), progress=lambda text: say(f"    {text}"))
    return 0
