"""`guitu policy --activate` and `--progress`: a pack put in force, and how far settling with it has come."""

from __future__ import annotations

import argparse
from uuid import UUID

from guitu.cli import environment
from guitu.cli.stop import Stop


def activate(args: argparse.Namespace) -> int:
    if not args.area or not args.post:
        raise Stop("请写明 --area 区划代码和 --as 岗位编号。", "Name the area with --area and the post with --as.")
    with environment.django():
        from guitu.approvals.commands import ask_approval, decide_approval
        from guitu.cli.acting import actor_for
        from guitu.kit import clock
        from guitu.kit.database import acting
        from guitu.kit.errors import NotVisible, Refused
        from guitu.rulepacks.asking import activation
        from guitu.rules.sentences import sentence

        actor, second = actor_for(args.post), actor_for(args.second) if args.second else None
        try:
            with acting(actor):
                arguments, shown = activation(actor, args.activate, args.area)
            asked = ask_approval(
                actor, at=clock.now(), door="cli", name="activate_policy", arguments=arguments, shown=shown
            )
            if second is None:
                print("已提出申请，等另一位有权的同事在“今日”里决定。 Asked for; a second person decides on 今日.")
                return 0
            approval = UUID(asked["approval"])
            answer = decide_approval(second, at=clock.now(), door="cli", approval_id=approval, grant=True)["answer"]
        except NotVisible:
            print("没有找到：没有这个包，或者不是您辖区里的县、镇街。 No such pack, or no county or town of yours.")
            return 1
        except Refused as refused:
            for reason in refused.reasons:
                print(sentence(reason))
            return 1
        print(f"{args.area} 启用了 {answer['pack']}，版本 {answer['digest'][:12]}。 It is in force.")
        _say_left(int(answer["to_settle"]), args.area)
        return 0


def progress(args: argparse.Namespace) -> int:
    if not args.area:
        raise Stop("请写明 --area 区划代码。", "Name the area with --area.")
    with environment.django():
        from guitu.settling.in_force import progress as of

        found = of(args.area[:6])
        print(f"{args.area[:6]}：{found.people} 人里 {found.done} 人已按现在的规定排好。 {found.done} of {found.people} settled.")
        _say_left(found.left, args.area)
        return 0


def _say_left(people: int, area: str) -> None:
    if not people:
        print("都按现在的规定排好了。 Everybody is settled with the numbers in force.")
        return
    print(f"还有 {people} 人在后台按现在的规定重排状态和期限。 {people} people are being settled in the background.")
    print(f"看进度 progress: ./guitu policy --progress --area {area[:6]}")
