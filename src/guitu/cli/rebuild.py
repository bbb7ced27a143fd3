"""`guitu rebuild [--check]`: derived rows made again from facts; `--check` proves that nothing differs."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from guitu.cli import environment

CHUNK = 200


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", help="县级代码；不写则全部 · one county, else all")
    parser.add_argument("--check", action="store_true", help="只比较，不保存 · compare only")


def run(args: argparse.Namespace) -> int:
    with environment.django():
        from guitu.casework.jobs import people_of
        from guitu.grid.summing import fold
        from guitu.kit.database import rows

        counties = (
            [args.area[:6]] if args.area else [county for (county,) in rows("SELECT county_id FROM grid_counties()")]
        )
        columns: Counter[str] = Counter()
        different = done = cells = tasks = 0
        for county in counties:
            everybody = people_of(county)
            for start in range(0, len(everybody), CHUNK):
                found = _chunk(county, everybody[start : start + CHUNK], check=args.check)
                different += len(found)
                columns.update(column for person in found for column in person)
                done += len(everybody[start : start + CHUNK])
                print(f"\r{county} {done}", end="", flush=True)
                if not args.check:
                    fold(county)  # else pages would add up the changes of a whole county
            tasks += _tasks(county, check=args.check)
            cells += _cells(county, check=args.check)
        print()
        print(f"{done} 人，{different} 人有出入。 {done} people, {different} differ.")
        for column, people in sorted(columns.items()):
            print(f"  {column}：{people} 人 · {people} people")
        print(f"名册和待办的预计数 {cells} 处有出入。 {cells} sums of the register and of duties differ.")
        print(f"交办 {tasks} 件有出入。 {tasks} tasks differ.")
        return 1 if args.check and (different or cells or tasks) else 0


class _Undo(Exception):
    """Rolls the comparison back."""


def _cells(county: str, *, check: bool) -> int:
    """The sums follow from standing and from duties, as these follow from facts."""
    from guitu.grid import summing

    return summing.wrong(county) if check else summing.recount(county)


def _tasks(county: str, *, check: bool) -> int:
    """How many tasks have other duties than follow from their steps; made again unless only compared."""
    from guitu.grid.access import clock_actor
    from guitu.kit.database import acting
    from guitu.tasks.settle import differing, settle

    with acting(clock_actor(county), durable=True):
        found = differing(county)
        if not check:
            for task in found:
                settle(task)
    return len(found)


def _chunk(county: str, people: Sequence[UUID], *, check: bool) -> list[set[str]]:
    """What differs of each person of whom anything does, by column."""
    from guitu.grid.access import clock_actor
    from guitu.kit import clock
    from guitu.kit.database import acting
    from guitu.kit.errors import Refused
    from guitu.people import following

    different: list[set[str]] = []
    try:
        with acting(clock_actor(county), durable=True):
            now = clock.now()
            sealed = following.differing(people, mend=not check)
            for at, some in _moments(people, now) if check else [(now, people)]:
                found = _compared(county, some, at)
                both = (found.get(person, set()) | sealed.get(person, set()) for person in some)
                different += [columns for columns in both if columns]
            if check:
                raise _Undo
    except _Undo:
        pass
    except Refused:  # a fact that cannot be read: of one person, who keeps nobody else waiting
        if len(people) == 1:
            return [{"facts.body"}]
        return [found for person in people for found in _chunk(county, [person], check=check)]
    return different


def _moments(people: Sequence[UUID], now: datetime) -> list[tuple[datetime, list[UUID]]]:
    """As of when each is compared: now, and whose horizon the clock has still to move this night as they were when it
    was moved last, on the day before."""
    from guitu.casework.settle import MOVED_BY, may_lie_behind
    from guitu.kit.database import rows

    behind = may_lie_behind(now)
    if behind is None:
        return [(now, list(people))]
    sql = "SELECT matter_id FROM settling_summary WHERE matter_id = ANY(%s) AND folded_until = %s"
    late = {person for (person,) in rows(sql, [list(people), behind])}
    both = [(now, [p for p in people if p not in late]), (now - MOVED_BY, [p for p in people if p in late])]
    return [(at, some) for at, some in both if some]


def _compared(county: str, people: Sequence[UUID], at: datetime) -> dict[UUID, set[str]]:
    """By person, which columns a rebuild as of that moment makes otherwise."""
    from guitu.casework.comparing import differing, snapshot
    from guitu.casework.load import cases
    from guitu.casework.settle import HORIZON, rebuild
    from guitu.kit.clock import local_day

    until = local_day(at) + HORIZON
    before = snapshot(people, until)
    rebuild(county, cases(people), at)
    after = snapshot(people, until)
    return {person: differing(before[person], after[person]) for person in people}
