"""The register from sums kept beforehand says what a count of every span says, at every moment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu import timetable
from guitu.casework import jobs
from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.custody.commands import record_custody, release_from_custody
from guitu.casework.load import cases
from guitu.casework.measures import commands as measures
from guitu.casework.rosters import pipeline
from guitu.casework.statuses.commands import STATUSES, record_status
from guitu.casework.visits.commands import record_visit
from guitu.figures.register.queries import View, balances, both_ways, by_unit, register
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.settling.settle import rebuild
from tests import casefile, make
from tests.casework import steps
from tests.rosters import batches
from tests.together import Together

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = date(2026, 3, 16)
PLACES = (make.ENPING, make.ENCHENG, make.HENGPI, make.ENCHENG + "001")
WORKERS = {make.ENCHENG: "encheng_worker", make.HENGPI: "hengpi_worker"}


def agrees(world: make.World, now: datetime, days: list[date]) -> None:
    """By cells and by spans: the same states, the same units, for every place and day; and the cells are right."""
    with acting(world.actor("director")):
        for on in days:
            for path in PLACES:
                quick, plain = View(path, on, now, latest=True), View(path, on, now)
                assert register(quick).counts == register(plain).counts, (path, on)
                assert sorted(map(str, by_unit(quick))) == sorted(map(str, by_unit(plain))), (path, on)
                assert balances(register(quick)), (path, on)
    assert summing.wrong(make.ENPING) == 0


class Play:
    """Chance tells commands about a few people; what a command refuses is left undone."""

    def __init__(self, world: make.World, seed: int) -> None:
        self.world, self.chance = world, Random(seed)
        self.now = make.moment(2026, 3, 16, 9)
        self.people: list[UUID] = []
        self.town: dict[UUID, str] = {}
        self.measures: dict[UUID, str] = {}

    def day(self) -> date:
        """Beginnings of years and months are where a sum by parts could go wrong."""
        year, month = self.chance.randint(2019, 2026), self.chance.randint(1, 12)
        on = date(year, month, self.chance.choice((1, 1, 2, 15, 28)))
        return min(on - timedelta(days=self.chance.randint(0, 1)), TODAY)

    def days(self) -> list[date]:
        return [date(2020, 1, 1), date(2023, 12, 31), date(2024, 2, 29), TODAY, self.day(), self.day()]

    def step(self) -> None:
        self.now += timedelta(minutes=7)
        moves: list[Callable[[], Any]] = [
            self.arrive, self.change_status, self.open, self.open, self.transfer, self.transfer, self.custody,
            self.correct, self.visit, self.fold,
        ]
        with suppress(Refused, NotVisible):
            self.chance.choice(moves if self.people else [self.arrive])()

    def someone(self) -> dict[str, Any]:
        who = self.chance.choice(self.people)
        return {"actor": self.world.actor(WORKERS[self.town[who]]), "at": self.now, "person_id": who}

    def arrive(self) -> None:
        town = self.chance.choice((make.ENCHENG, make.HENGPI))
        place = town + ("001" if town == make.ENCHENG else "200")
        name = f"张{len(self.people)}"
        who = casefile.person(self.world.actor(WORKERS[town]), self.now, name, scope_path=place, on=self.day())
        self.people.append(who)
        self.town[who] = town

    def change_status(self) -> None:
        self.told(record_status, self.someone(), status=self.chance.choice(STATUSES), on=self.day())

    def open(self) -> None:
        someone = self.someone()
        who, decided = someone["person_id"], TODAY - timedelta(days=self.chance.randint(5, 500))
        if self.chance.random() < 0.3:
            self.told(measures.open_measure, someone, kind="compulsory_isolation", on=decided)
        else:
            by, reported = WORKERS[self.town[who]], decided + timedelta(days=4)
            self.measures[who] = steps.measure(self.world, self.now, who, by=by, decided=decided, reported=reported)

    def transfer(self) -> None:
        who = self.chance.choice(sorted(self.measures) or self.people)
        here, measure = self.town[who], self.measures.get(who, "")
        there = make.HENGPI if here == make.ENCHENG else make.ENCHENG
        post, on = self.world.posts[WORKERS[there]], TODAY - timedelta(days=self.chance.randint(0, 40))
        sender = {"actor": self.world.actor(WORKERS[here]), "at": self.now, "person_id": who}
        self.told(measures.transfer_measure, sender, measure=measure, on=on, to_path=there, to_post=post)
        self.town[who] = there
        receiver = {**sender, "actor": self.world.actor(WORKERS[there])}
        self.told(measures.arrive_at_transfer, receiver, measure=measure, on=TODAY)

    def custody(self) -> None:
        someone = self.someone()
        if self.chance.random() < 0.5:
            self.told(release_from_custody, someone, on=TODAY)
        self.told(record_custody, someone, custody=self.chance.choice(("detained", "imprisoned")), on=self.day())

    def correct(self) -> None:
        someone = self.someone()
        with acting(someone["actor"]):
            facts = cases([someone["person_id"]], lock=False)[0].facts
        fact = UUID(self.chance.choice(facts).id)
        if self.chance.random() < 0.3:
            self.told(withdraw_fact, someone, fact_id=fact)
        else:
            self.told(correct_fact, someone, fact_id=fact, on=self.day(), body={})

    def visit(self) -> None:
        self.told(record_visit, self.someone(), on=TODAY)

    def fold(self) -> None:
        summing.fold(make.ENPING)

    def told(self, command: Callable[..., Any], someone: dict[str, Any], **what: Any) -> Any:
        rest = dict(someone)
        return command(rest.pop("actor"), **rest, **what)


@pytest.mark.parametrize("seed", range(4))
def test_any_history_of_commands_gives_the_same_sums_both_ways(world: make.World, seed: int) -> None:
    play = Play(world, seed)
    for turn in range(48):
        play.step()
        if turn % 12 == 11:
            agrees(world, play.now, play.days())
    summing.fold(make.ENPING)
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM casework_standingchange") == [(0,)]
    agrees(world, play.now, play.days())


def test_the_sums_are_right_while_people_are_recorded_and_sums_are_folded(world: make.World, at: datetime) -> None:
    """Both ways of counting are asked in one statement: whatever is written meanwhile, they agree."""
    together = Together()
    for town, worker in WORKERS.items():
        together.repeatedly(partial(casefile.person, world.actor(worker), at, scope_path=town))
    for _ in range(2):
        together.repeatedly(partial(summing.fold, make.ENPING))
    seen: set[int] = set()
    director = world.actor("director")
    while len(seen) < 15 and not together.failed:
        with acting(director):
            carried, summed = both_ways(View(make.ENPING, TODAY, at, latest=True))
        assert carried == summed
        seen.add(carried)
    together.end()
    agrees(world, at, [TODAY])


def test_a_transfer_counts_before_and_after_in_its_own_town(world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    summing.fold(make.ENPING)
    measures.transfer_measure(
        world.actor("encheng_worker"), at=at, person_id=who, measure=measure, on=TODAY, to_path=make.HENGPI
    )
    before = TODAY - timedelta(days=1)
    for _ in range(2):  # not folded, then folded
        agrees(world, at, [before, TODAY])
        with acting(world.actor("director")):
            found = {
                (path, on): register(View(path, on, at, latest=True)).registered
                for path in (make.ENCHENG, make.HENGPI) for on in (before, TODAY)
            }
        assert list(found.values()) == [1, 0, 0, 1]
        summing.fold(make.ENPING)


def test_a_batch_taken_back_is_out_of_the_sums(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    people = [batches.person(n) for n in range(1, 6)]
    batch = batches.receive(head, batches.book(tmp_path / "a.xlsx", people), at)
    batches.commit(head, batch, at)
    agrees(world, at, [date(2025, 3, 3), TODAY])
    summing.fold(make.ENPING)
    pipeline.undo_batch(head, batch, at=at, door="test")
    agrees(world, at, [date(2025, 3, 3), TODAY])
    with acting(head):
        assert register(View(make.ENCHENG, TODAY, at, latest=True)).counts == {}


def test_a_rebuild_and_a_recount_find_the_sums_right(world: make.World, at: datetime) -> None:
    who = casefile.on_detox(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    with acting(clock_actor(make.ENPING)):
        rebuild(make.ENPING, cases([who]), at)
    agrees(world, at, [TODAY])
    assert summing.recount(make.ENPING) == 0
    agrees(world, at, [TODAY])


def test_a_wrong_cell_is_found_and_put_right(world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute("UPDATE casework_standingcell SET delta = delta + 1 WHERE path = %s AND span = 'year'", [make.ENPING])
        spoiled = cursor.rowcount
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
    assert summing.wrong(make.ENPING) == spoiled > 0
    with acting(world.actor("director")):
        assert not balances(register(View(make.ENPING, TODAY, at, latest=True)))
    assert summing.recount(make.ENPING) == spoiled
    assert summing.wrong(make.ENPING) == 0


def test_a_visit_leaves_the_sums_alone(world: make.World, at: datetime) -> None:
    who = casefile.on_detox(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    record_visit(world.actor("encheng_worker"), at=at, person_id=who, on=TODAY)
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM casework_standingchange") == [(0,)]


def test_sums_are_seen_by_area_and_written_by_the_database_alone(world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    casefile.person(world.actor("encheng_worker"), at, "李四")
    seen = {"director": {make.ENPING, make.ENCHENG}, "encheng_head": {make.ENCHENG}, "hengpi_head": set(),
            "village": set(), "yongan_head": set()}
    for name, paths in seen.items():
        with acting(world.actor(name)):
            assert {path for (path,) in rows("SELECT DISTINCT path FROM casework_standingcell")} == paths, name
            changes = {path for (path,) in rows("SELECT DISTINCT path FROM casework_standingchange")}
            assert changes == paths - {make.ENPING}, name
    with acting(clock_actor(make.ENPING)):
        granted = rows(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = current_user"
            " AND table_name IN ('casework_standingcell', 'casework_standingchange')"
        )
        assert {right for _, right in granted} == {"SELECT"} and len(granted) == 2


def test_another_countys_sums_are_neither_folded_nor_recounted(world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    with acting(world.actor("yongan_head")):
        assert rows("SELECT casework_fold_standing(%s, 10)", [make.ENPING]) == [(0,)]
        assert rows("SELECT casework_recount_standing(%s)", [make.ENPING]) == [(0,)]
    assert summing.counties_to_fold() == [make.ENPING]
    assert summing.fold(make.ENPING) > 0
    assert summing.counties_to_fold() == []


def test_the_clock_folds_the_counties_where_something_changed(world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    timetable.fold_every_standing(0)
    ((name, told),) = rows("SELECT task_name, args->>'county_id' FROM procrastinate_jobs")
    assert (name, told) == ("fold_standing", make.ENPING)
    jobs.fold_standing(told)
    assert summing.counties_to_fold() == []
    timetable.fold_every_standing(0)
    assert rows("SELECT count(*) FROM procrastinate_jobs") == [(1,)]


def test_the_page_asks_for_the_sums_in_one_statement(
    world: make.World, at: datetime, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    casefile.person(world.actor("encheng_worker"), at)
    for name, most in (("director", 3), ("encheng_head", 2)):  # the sums, pairs to be checked, names of areas
        make.enter(client, world, name)
        client.get("/figures/register/")
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/figures/register/")
        assert page.status_code == 200
        asked = casefile.content_queries(captured)
        assert len(asked) <= most, asked
        assert not [sql for sql in asked if "casework_standing " in sql and "people_match" not in sql]
