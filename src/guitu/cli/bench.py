"""`guitu bench`: how fast the pages, recording, import and the fold are, beside bare SQL on the same data."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guitu.cli import web
from guitu.cli.benching import bare, places, population, report
from guitu.cli.benching.cost import Meter, postmaster_of
from guitu.cli.benching.places import Places, Size
from guitu.cli.children import Children, Interrupted, interruptible
from guitu.cli.environment import Database
from guitu.cli.steps import step
from guitu.cli.stop import Stop

CLIENTS = 8
IMPORTED = 10_000
EVENTS = 500  # of a batch
WARM = 1.0  # seconds before anything counts


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=100_000, help="人数 · people")
    parser.add_argument("--facts", type=int, default=20, help="每人事实数 · facts per person")
    parser.add_argument("--seconds", type=float, default=5.0, help="每页测几秒 · seconds per page")
    parser.add_argument("--rows", type=int, default=IMPORTED, help="导入行数，0 不测 · rows to import, 0: none")
    parser.add_argument("--only", action="append", choices=sorted(report.PAGES), help="只测这些页 · these pages only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="结果另存为 JSON · also as JSON")
    parser.add_argument("--rebuild", action="store_true", help="重新建立数据 · build the data anew")


def run(args: argparse.Namespace) -> int:
    if args.people < 100 or args.facts < 5 or not 0 < args.seconds <= 60:
        raise Stop(
            "人数至少 100，事实至少 5，秒数在 60 以内。", "At least 100 people and 5 facts; at most 60 seconds."
        )
    size = Size(args.people, args.facts)
    try:
        with interruptible(), places.opened() as opened:
            database, today = places.ready(opened, size, datetime.now().astimezone().date(), rebuild=args.rebuild)
            result = _head(size, today.isoformat()) | _measure(opened, database, size, args)
    except Interrupted:
        return 130
    print("\n" + report.table(result))
    if args.json:
        args.json.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _head(size: Size, day: str) -> dict[str, Any]:
    return {
        "people": size.people, "facts": size.facts, "clients": CLIENTS, "day": day,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "python": platform.python_version(),
    }


def _measure(opened: Places, database: Database, size: Size, args: argparse.Namespace) -> dict[str, Any]:
    plans = _inside(database, "plans", size.people)
    plans = {name: plan for name, plan in plans.items() if not args.only or name in args.only}
    pages: dict[str, Any] = {}
    with Children() as children:
        with step("打开服务 · web server"):
            serving = web.start(children, database, None)
            web.wait_until_it_answers(children, serving)
            port = serving.port
        meter = Meter(children.pid("web"), postmaster_of(opened.server.folder))
        for name, plan in plans.items():
            with step(f"测 {report.PAGES[name].label}"):
                pages[name] = _page(meter, plan, port, args.seconds)
    workers = population.workers(size.people)
    asked = bare.asked(workers[0].town)
    with step("成批、推导、重建、导入 · batches, fold, rebuild, import"):
        work = _inside(database, "work", size.people, args.rows, EVENTS)
    for name, page in pages.items():  # last: what bare SQL writes says nothing that the product could read
        whole = name.endswith("county") or name.startswith("register")
        page["bare"] = (
            bare.measure(database.url("app"), asked[name], workers[:CLIENTS], min(args.seconds, 2.0), whole=whole) if name in asked else None
        )
    work["batch"]["bare"] = bare.batch(database.url("app"), workers[0], EVENTS)
    return {"pages": pages, "work": work}


def _page(meter: Meter, plan: dict[str, Any], port: int, seconds: float) -> dict[str, Any]:
    """Warm, then measured: one number per figure of the table."""
    _load(plan | {"port": port, "seconds": WARM, "clients": CLIENTS})
    before = meter.read()
    loaded = _load(plan | {"port": port, "seconds": seconds, "clients": CLIENTS})
    after = meter.read()
    answer = report.measured(loaded["times"], loaded["seconds"])
    answer |= {"sql": plan["sql"], "frame": plan["frame"], "wrong": loaded["wrong"], "number": len(loaded["times"])}
    answer |= {"cpu_ms": None, "web_ms": None, "database_ms": None}
    if before and after and loaded["times"]:
        web_ms = (after.web - before.web) / len(loaded["times"])
        database_ms = (after.database - before.database) / len(loaded["times"])
        answer |= {"cpu_ms": web_ms + database_ms, "web_ms": web_ms, "database_ms": database_ms}
    return answer


def _load(plan: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "guitu.cli.benching.load"], input=json.dumps(plan), capture_output=True, text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"测量没有成功：{done.stderr[-500:]}", "Measuring failed; see above.")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _inside(database: Database, what: str, *numbers: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "guitu.cli.benching.inside", what, *map(str, numbers)],
        env=database.environ("app"), stdout=subprocess.PIPE, text=True, check=False,
    )
    if done.returncode:
        raise Stop("测量没有成功，原因见上。", "Measuring failed; see above.")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
