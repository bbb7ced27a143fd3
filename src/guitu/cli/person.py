"""`guitu person ID --on DAY`: what follows from one person's facts, each with its reason and clause."""

from __future__ import annotations

import argparse
import json
from datetime import date
from uuid import UUID

from guitu.cli import environment


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", help="人员编号 · the person's id")
    parser.add_argument("--on", type=date.fromisoformat, help="看到哪一天为止 · laid out up to this day")
    parser.add_argument("--as", dest="post", required=True, help="岗位编号 · the post you act from")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    with environment.django():
        from guitu.casework.difference import summary_of
        from guitu.casework.load import cases
        from guitu.cli.acting import acting_as
        from guitu.kit import clock
        from guitu.people.access import note
        from guitu.rules.sentences import sentence

        try:
            person = UUID(args.person)
        except ValueError:
            print("没有找到。 Not found.")
            return 1
        with acting_as(args.post) as actor:
            found = cases([person], lock=False)
            if not found or "TEST" not in actor.classes:
                print("没有找到。可能不在您的辖区，也可能没有登记。 Not found.")
                return 1
            case = found[0]
            note(actor, case.id, case.scope_path, "open", sorted(actor.classes), clock.now(), purpose="cli")
            course = case.course(args.on or clock.today())
        if args.json:
            document = summary_of(course) | {"duties": [_duty(d) for d in course.duties]}
            print(json.dumps(document, ensure_ascii=False, default=str, indent=1))
            return 0
        print(case.masked, case.place)
        for span in course.standing:
            why = "；".join(sentence(reason) for reason in span.reasons)
            print(f"  {span.from_on} – {span.until_on or ''}  {span.state}  {why}")
        for duty in course.duties:
            if duty.state == "open":
                why = "；".join(f"{sentence(r)}[{r.clause or ''}]" for r in duty.reasons)
                print(f"  应办 {duty.kind} {duty.due_on}：{why}")
        for counter in course.counters:
            print(f"  计数 {counter.code} {counter.value}/{counter.threshold} [{counter.clause}]")
        print(f"  积分 {sum(entry.hundredths for entry in course.points) / 100:g}")
        return 0


def _duty(duty: object) -> dict[str, object]:
    names = ("key", "kind", "state", "opens_on", "planned_on", "due_on", "done_on")
    return {name: getattr(duty, name) for name in names} | {
        "reasons": [[r.code, dict(r.values), r.clause] for r in duty.reasons]  # type: ignore[attr-defined]
    }
