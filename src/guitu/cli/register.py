"""`guitu register`: the register of an area on a day, from the command line, through the same scope."""

from __future__ import annotations

import argparse
import json
from datetime import date

from guitu.cli import environment


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", required=True, help="区划代码，如 440785 · area code")
    parser.add_argument("--on", required=True, type=date.fromisoformat, help="哪一天 · the day, 2026-03-01")
    parser.add_argument("--known", type=date.fromisoformat, help="按哪天所知 · as known at the end of this day")
    parser.add_argument("--as", dest="post", required=True, help="岗位编号 · the post you act from")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    with environment.django():
        from guitu.cli.acting import acting_as
        from guitu.figures.register.forms import end_of
        from guitu.figures.register.queries import View, balances, register
        from guitu.figures.words import STATE_LABELS
        from guitu.kit import clock

        with acting_as(args.post) as actor:
            if not args.area.startswith(actor.path):
                print("没有找到。可能不在您的辖区。 Not found.")
                return 1
            known = end_of(args.known) if args.known else clock.now()
            found = register(View(args.area, args.on, known, latest=args.known is None))
            sound = balances(found)
        counts = {state: number for state, number in found.counts.items() if number}
        if args.json:
            print(json.dumps({"area": args.area, "on": args.on.isoformat(), "registered": found.registered,
                              "current": found.current, "abstinent": found.of("abstinent"), "states": counts,
                              "to_check": found.to_check, "balances": sound}, ensure_ascii=False))
        else:
            print(f"在册 {found.registered} = 现有 {found.current} + 三年未复吸 {found.of('abstinent')}"
                  + (f" − 待核对 {found.to_check}" if found.to_check else ""))
            terms = [f"{STATE_LABELS[s]} {n}" for s, n in counts.items() if s not in ("abstinent",)]
            print(f"各状态：{'，'.join(terms)}")
        return 0 if sound else 1
