"""`guitu import FILE`: a roster from the command line, through the same door, scope and ledger as a click."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from guitu.cli import environment


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="花名册，.xlsx .xls .csv · the roster")
    parser.add_argument("--area", required=True, help="区划代码，如 440785001 · area code the roster is for")
    parser.add_argument("--as", dest="post", required=True, help="岗位编号 · the post you act from")
    parser.add_argument("--today", type=date.fromisoformat, help="按哪一天算作今天 · the day that counts as today")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="列:说法=意思",
        help="回答文件里的问题，可以写多次，如 管控现状:在外=请假 · what a word means that nobody knows",
    )
    parser.add_argument("--dry-run", action="store_true", help="只看有没有问题，不导入 · say what is wrong, import nothing")
    parser.add_argument("--json", action="store_true", help="给程序读 · for a program to read")


def run(args: argparse.Namespace) -> int:
    """0: taken in, or nothing wrong; 1: refused, or every line is wrong."""
    with environment.django():
        from django.conf import settings

        from guitu.casework.rosters import pipeline
        from guitu.casework.rosters.questions import named
        from guitu.casework.rosters.sentences import sentence_of
        from guitu.cli.acting import actor_for
        from guitu.kit import clock
        from guitu.kit.errors import Refused
        from guitu.kit.workbooks import WorkbookRefused

        actor = actor_for(args.post)
        if "import_roster" not in actor.may or not args.area.startswith(actor.path):
            print("没有找到。可能不在您的辖区，或这个岗位不能导入。 Not found.")
            return 1
        on = args.today or clock.today()
        # in a demo the whole story may be set on another day; elsewhere the ledger says when it was really done
        at = datetime.combine(on, time(9), clock.SHANGHAI) if args.today and settings.DEMO else clock.now()
        told: dict[str, Any] = {"within": args.area, "on": on, "demo": settings.DEMO}
        try:
            if args.dry_run:
                return _say(args, pipeline.look(actor, args.file, at=at, said=args.answer, **told))
            answer = pipeline.receive(actor, args.file, args.file.name, at=at, door="cli", **told)
            batch = UUID(answer["batch"])
            if args.answer:
                pipeline.answer(
                    actor, batch, lambda asked: named(asked, args.answer), at=at, on=on, door="cli", demo=settings.DEMO
                )
            pipeline.finish(actor, batch, at=at, door="cli")
        except FileNotFoundError:
            print(f"没有这个文件：{args.file} There is no such file.")
            return 1
        except WorkbookRefused as refusal:
            return _refused(args, refusal.reason.code, refusal.sentence)
        except Refused as refusal:
            return _refused(args, refusal.reasons[0].code, sentence_of(refusal.reasons[0]))
        return _say(args, pipeline.report_of(actor, batch))


def _refused(args: argparse.Namespace, code: str, text: str) -> int:
    print(json.dumps({"rows": 0, "good": 0, "bad": {}, "questions": [], "refused": [code]}) if args.json else text)
    return 1


def _say(args: argparse.Namespace, report: dict[str, Any]) -> int:
    """The report, and whether anything in it could be taken."""
    if args.json:
        print(json.dumps({name: report[name] for name in ("rows", "good", "bad", "questions")}, ensure_ascii=False))
    else:
        print(f"共 {report['rows']} 行，能导入 {report['good']} 行，有问题 {len(report['bad'])} 行")
        for line, texts in report["said"].items():
            print(f"  第 {line} 行：{'；'.join(texts)}")
        if report["unread"]:
            print(f"  没有读的列：{'、'.join(report['unread'])}")
        for one in report["questions"]:
            _ask(one)
        for outcome, number in report.get("outcomes", {}).items():
            print(f"  {outcome} {number}")
    return 0 if report["good"] or not (report["bad"] or report["questions"]) else 1


def _ask(one: dict[str, Any]) -> None:
    """One question of the file, and how it is answered."""
    if one["asks"]:
        print(f"  问：{one['asks']}{one['rows']} 行。可以答：{'、'.join(one['answers'])}")
        print(f'      --answer "{one["heading"]}:{one["word"]}=…"')
        return
    about = f"“{one['word']}”是什么意思" if one["word"] else f"没有填，却写了{one['text']}"
    print(f"  问：{one['heading']}{about}？{one['rows']} 行。可以答：{'、'.join(one['answers'])}")
    print(f'      --answer "{one["heading"]}:{one["word"]}=…"')
