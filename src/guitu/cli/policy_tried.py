"""`guitu policy --try`: other numbers tried on the real histories, here and now, with the result that its page shows."""

from __future__ import annotations

import argparse
from uuid import UUID

from guitu.cli import environment
from guitu.cli.stop import Stop

DRAFT = "draft"


def run(args: argparse.Namespace) -> int:
    if not args.area or not args.post:
        raise Stop("请写明 --area 区划代码和 --as 岗位编号。", "Name the area with --area and the post with --as.")
    with environment.django():
        from guitu.cli.acting import actor_for
        from guitu.grid.access import clock_actor
        from guitu.kit import clock
        from guitu.kit.database import acting
        from guitu.kit.errors import NotVisible, Refused
        from guitu.rulepacks.trials import queries, running, telling
        from guitu.rulepacks.trials.commands import LANES, finish_trial, start_trial
        from guitu.rules.sentences import sentence

        actor = actor_for(args.post)
        pack = "" if args.try_pack in (DRAFT, args.area) else args.try_pack
        try:
            begun = start_trial(actor, at=clock.now(), door="cli", path=args.area, pack=pack, from_start=args.from_start)
        except NotVisible:
            print("没有找到：没有这个包或草稿，或者不是您辖区里的县、镇街。 No such pack or draft, or no county or town of yours.")
            return 1
        except Refused as refused:
            for reason in refused.reasons:
                print(sentence(reason))
            return 1
        trial = UUID(begun["trial"])
        for number in range(LANES):  # a worker that is at it too takes turns with this
            while running.go_on(actor.county_id, trial, number):
                pass
        finish_trial(clock_actor(actor.county_id), at=clock.now(), door="cli", trial_id=trial)
        with acting(actor):
            found = queries.trial_of(trial)
            if found is None or found.state != "done":
                print("这次试算停止了，没有结果。 The trial was stopped.")
                return 1
            print(telling.headline(found, queries.far(trial)))
            for town in queries.towns(trial):
                work = telling.pairs([town[f"a{n}"] for n in range(1, 7)])
                print(f"{town['path']} {town['name']}：" + "，".join([f"{town['changed']} 人", *(f"{w['word']} {w['before']} → {w['after']}" for w in work)]))
        print(f"/policy/trials/{trial}/")
        return 0
