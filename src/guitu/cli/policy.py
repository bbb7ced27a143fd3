"""`guitu policy`: the numbers in force somewhere on a day, each with its file, line and clause."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from guitu import policy
from guitu.cli import policy_in_force, policy_tried
from guitu.kit import clock
from guitu.policy.values import Clause, Entry, Value, plain

KINDS = {"law": "法定", "policy": "政策"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", default="", help="区划代码，如 440785 · area code")
    parser.add_argument("--on", type=date.fromisoformat, help="哪一天，如 2026-03-01，默认今天 · which day")
    parser.add_argument("--pack", help="直接指定政策包 · a pack by its name")
    parser.add_argument("--check", metavar="PACK", help="检查一个包能否启用 · check a pack")
    parser.add_argument("--activate", metavar="PACK", help="申请在 --area 启用一个包 · ask for a pack to be put in force")
    parser.add_argument("--try", dest="try_pack", metavar="PACK", help="在 --area 的真实记录上试算一个包；draft 是那里的草稿 · try a pack, or the draft")
    parser.add_argument("--from-start", action="store_true", help="当作一开始就这样规定 · as if the draft had held from the first month")
    parser.add_argument("--as", dest="post", help="岗位编号 · the post that asks for it, or tries it")
    parser.add_argument("--second", help="另一个人的岗位编号：由他批准，马上启用 · the post of the second person, who grants it")
    parser.add_argument("--progress", action="store_true", help="多少人已按现在的规定排好 · who is settled with it")
    parser.add_argument("--json", action="store_true", help="给程序读 · for programs")


def run(args: argparse.Namespace) -> int:
    if args.check:
        return _check(args.check, as_json=args.json)
    if args.activate:
        return policy_in_force.activate(args)
    if args.try_pack:
        return policy_tried.run(args)
    if args.progress:
        return policy_in_force.progress(args)
    on = args.on or _today()
    name = args.pack or policy.for_area(args.area)
    try:
        timeline = policy.load(name)
    except policy.PackError as error:
        print(error)
        return 1
    if args.json:
        print(json.dumps(_as_data(timeline, on), ensure_ascii=False, indent=1))
    else:
        _show(timeline, args.area, on)
    return 0


def _check(name: str, *, as_json: bool) -> int:
    faults = policy.check(name)
    if as_json:
        found = [{"file": f.file, "line": f.line, "message": f.message} for f in faults]
        print(json.dumps({"pack": name, "good": not faults, "faults": found}, ensure_ascii=False, indent=1))
    elif faults:
        print(f"{name} 不能启用，{len(faults)} 处不对：")
        for fault in faults:
            print(f"  policies/{fault}")
    else:
        print(f"{name} 可以启用：格式、条款、算例都对。")
    return 1 if faults else 0


def _show(timeline: policy.Timeline, area: str, on: date) -> None:
    where = f"区划 {area} 用" if area else ""
    print(f"{where}{timeline.title}政策包 {timeline.name}，{on} 生效的数字")
    print(f"版本 {timeline.version(on)}")
    for section, pairs in groupby(timeline.values(on), key=lambda pair: pair[0].section):
        print(f"\n{section}")
        for entry, value in pairs:
            _show_one(entry, value, timeline.clauses[value.clause])
    if not timeline.calendar.is_published(on):
        print(f"\n工作日历公布到 {timeline.calendar.published_until}，之后的放假安排待公布。")


def _show_one(entry: Entry, value: Value, clause: Clause) -> None:
    basis = f"{KINDS[value.kind]} · {clause}"
    if clause.nature == "default":
        basis = "系统预设，可改" if clause.id == "guitu.default" else f"系统预设，可改 · {clause}"
    print(f"  {'.'.join(entry.path)} = {plain(value.value, entry.name)}")
    print(f"      {entry.what}")
    print(f"      {basis} · 自 {value.from_on} · policies/{value.file}:{value.line}")


def _as_data(timeline: policy.Timeline, on: date) -> dict[str, Any]:
    values = [
        {
            "name": entry.name,
            "what": entry.what,
            "value": _json_value(value.value),
            "from": value.from_on.isoformat(),
            "kind": value.kind,
            "file": f"policies/{value.file}",
            "line": value.line,
            "clause": value.clause,
            "clause_title": str(timeline.clauses[value.clause]),
            "nature": timeline.clauses[value.clause].nature,
        }
        for entry, value in timeline.values(on)
    ]
    head = {"pack": timeline.name, "on": on.isoformat(), "version": timeline.version(on)}
    return {**head, "sha256": timeline.sha256, "values": values}


def _json_value(raw: Any) -> Any:
    return str(raw) if isinstance(raw, date | Decimal) else raw


def _today() -> date:
    # No database is needed here, so no settings: the frozen clock of the demo is not asked.
    return clock.local_day(datetime.now(UTC))
