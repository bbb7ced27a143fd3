"""`guitu figures --check`: every figure of the five articles beside what the demo's rows make of it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Any

from guitu.cli import environment
from guitu.cli.stop import Stop

WORDS = {"equal": "相等", "differs": "不等", "open": "尚待"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="逐一核对 · compare each")
    parser.add_argument("--json", action="store_true", help='给程序读：{"figures": […]} · for programs')


def run(args: argparse.Namespace) -> int:
    if not args.check:
        raise Stop("请写 --check。", "Say --check.")
    with environment.django():
        from django.conf import settings

        from guitu.demo.articles import checked
        from guitu.kit import clock

        if not settings.DEMO:
            raise Stop("这些数是演示数据的：先运行 ./guitu demo。", "These are the demo's figures: run ./guitu demo first.")
        found = [one.told() for one in checked(clock.now())]
    if args.json:
        print(json.dumps({"figures": found}, ensure_ascii=False, indent=1))
    else:
        _say(found)
    return 1 if any(one["state"] == "differs" for one in found) else 0


def _say(found: list[dict[str, Any]]) -> None:
    for one in found:
        said = one["waits_for"] if one["state"] == "open" else f"{one['computed']}（{one['rows']} 行，{one['definition']}）"
        print(f"{one['seed']} {WORDS[one['state']]} {one['figure']}：{said}")
    numbers = Counter(one["state"] for one in found)
    print(f"共 {len(found)} 个数：" + "，".join(f"{WORDS[state]} {numbers[state]}" for state in WORDS))
