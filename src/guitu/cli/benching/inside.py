"""What is measured without the web: many facts at once, a roster, the fold, the rebuild. A process of its own:

    python -m guitu.cli.benching.inside plans PEOPLE          requests of the pages, and their SQL
    python -m guitu.cli.benching.inside work PEOPLE ROWS EVENTS   the rest
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from guitu.cli.benching import contexts, population
from guitu.cli.benching.population import COUNTY

if TYPE_CHECKING:
    from guitu.kit.actor import Actor

PERSON_FACTS = 60
REBUILT = 200  # people


def plans(people: int) -> dict[str, Any]:
    """Per page: the requests to send, and what one of them takes."""
    from guitu.cli.benching import pages
    from guitu.kit import clock

    return {
        page.name: page.plan(0, 0, 0) | pages.sql_of(page) for page in pages.pages(people, clock.today())
    }


def work(people: int, rows: int, events: int) -> dict[str, Any]:
    return {
        "batch": _batch(people, events, settle=True),
        "batch_settled_later": _batch(people, events, settle=False),
        "fold": _fold(),
        "rebuild": _rebuild(people),
        "campaign": contexts.drawn(people),
        "exchange": contexts.exchanged(population.workers(people)[-1]),
        **({"import": _import(people, rows)} if rows else {}),
    }


class _Timer:
    wall = 0.0
    cpu = 0.0


@contextmanager
def _timed() -> Iterator[_Timer]:
    timer, wall, cpu = _Timer(), time.perf_counter(), time.process_time()
    yield timer
    timer.wall, timer.cpu = time.perf_counter() - wall, time.process_time() - cpu


def _best(measure: Callable[[], _Timer], times: int) -> _Timer:
    return min((measure() for _ in range(times)), key=lambda timer: timer.wall)


def _worker(people: int) -> tuple[population.Worker, Actor]:
    worker = population.workers(people)[0]
    return worker, contexts.worker_of(worker)


def _batch(people: int, events: int, *, settle: bool) -> dict[str, Any]:
    """So many visits of one worker's people, as a phone sends them after a day without a network."""
    from guitu.casework.load import gather
    from guitu.casework.visits.commands import record_visit
    from guitu.kit import clock
    from guitu.ledger.commands import batch

    worker, actor = _worker(people)
    ids = [population.made_id("person", number) for number in worker.people if population.is_alive(number)]

    def once() -> _Timer:
        at, on = clock.now(), clock.today()
        with _timed() as timer, batch(actor, settle=settle) as together:
            gather(together, ids)
            for n in range(events):
                record_visit(actor, at=at, request_id=str(uuid4()), door="sync", person_id=ids[n % len(ids)],
                             on=on - timedelta(days=n % len(ids) % 5), how="home", met=True, another_occasion=True)
        return timer

    best = _best(once, 3)
    return {"events_per_second": events / best.wall, "people": len(ids), "cpu_ms": best.cpu * 1000 / events}


def _fold() -> dict[str, Any]:
    """The rules alone: three years of one person, no database."""
    from guitu.kit import clock
    from guitu.policy import load
    from guitu.policy.choose import for_area
    from guitu.rules import records
    from guitu.rules.person import fold
    from guitu.rules.terms import Known
    from guitu.settling.settle import HORIZON

    today, worker = clock.today(), population.Worker(0, COUNTY + "001", range(1))
    story = population.story(0, PERSON_FACTS, today, worker)
    facts = [
        records.make(event.kind, id=str(uuid4()), on=event.on, known=event.at, corrects=None, body=event.body)
        for event in story
    ]
    timeline, times = load(for_area(worker.town)), 200
    fold(facts, timeline, Known(sex="male"), until=today + HORIZON)
    with _timed() as timer:
        for _ in range(times):
            fold(facts, timeline, Known(sex="male"), until=today + HORIZON)
    return {"ms": timer.cpu * 1000 / times, "facts": len(facts)}


class _Undo(Exception):
    """Takes back what was measured."""


def _rebuild(people: int) -> dict[str, Any]:
    """Derived rows thrown away and made again, both times, for two hundred people; then taken back."""
    from guitu.casework.load import cases
    from guitu.grid.access import clock_actor
    from guitu.kit import clock
    from guitu.kit.database import acting
    from guitu.settling.settle import rebuild

    ids = [population.made_id("person", number) for number in range(min(REBUILT, people))]

    def once() -> _Timer:
        with _timed() as timer, suppress(_Undo), acting(clock_actor(COUNTY), durable=True):
            rebuild(COUNTY, cases(ids), clock.now())
            raise _Undo
        return timer

    best = _best(once, 3)
    return {"ms": best.wall * 1000 / len(ids), "cpu_ms": best.cpu * 1000 / len(ids), "people": len(ids)}


def _import(people: int, rows: int) -> dict[str, Any]:
    """A roster of people not on file: read and checked, then to people and facts, then settled."""
    from guitu.casework.rosters.pipeline import commit_batch, receive
    from guitu.kit import clock

    actor = contexts.clerk()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        _write_roster(path, rows)
        with _timed() as staged:
            batch = receive(actor, path, path.name, within=COUNTY, at=clock.now(), on=clock.today(), door="bench",
                            demo=True)["batch"]
    with _timed() as committed:
        answer = commit_batch(actor, batch, at=clock.now(), door="bench", settle_now=False)
    with _timed() as settled:
        _settle_waiting()
    return {"rows": rows, "taken": answer["done"], "staged_s": staged.wall, "committed_s": committed.wall,
            "settled_s": settled.wall, "cpu_s": [staged.cpu, committed.cpu, settled.cpu]}


def _settle_waiting() -> None:
    """Does what the background worker would do, here, so that it can be timed."""
    from procrastinate.contrib.django import app as found

    app: Any = found  # its connector is Django's, which can give one for a worker
    with app.replace_connector(app.connector.get_worker_connector()) as runner:
        runner.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, queues=["settle"])


def _write_roster(path: Path, rows: int) -> None:
    import xlsxwriter

    from guitu.grid import divisions
    from guitu.rules.identifiers import make_demo_id

    towns = [unit.name for unit in divisions.county(COUNTY) if unit.level == 4 and not unit.virtual]
    names = population.names(rows)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, ["序号", "姓名", "身份证号", "性别", "所属镇街", "首次查获日期", "居住地址"])
    for number in range(rows):
        born = population.BORN - timedelta(days=1 + number // 500)  # born before everybody on file
        sex = population.sex_of(number)
        sheet.write_row(
            number + 1, 0,
            [str(number + 1), names[number], make_demo_id(born, sex, number % 500),
             "男" if sex == "male" else "女", towns[number % len(towns)], "2024-03-05", f"石联路{number}号"],
        )
    book.close()


def main(arguments: Sequence[str]) -> None:
    import guitu.wsgi  # noqa: F401  set up as a process of the web server is
    numbers = [int(argument) for argument in arguments[1:]]
    answer = plans(*numbers) if arguments[0] == "plans" else work(*numbers)
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
