"""Towns and counties from sums kept beforehand say what a look through every duty says, on any day."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import orjson
import pytest
from django.db import connections

from guitu.casework.visits.commands import record_visit
from guitu.duties import doors
from guitu.duties.filters import Wish
from guitu.duties.queries import PAGE, Worklist, opened, worklist
from guitu.duties.rows import when_of
from guitu.duties.staffing import card
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.grid.area_groups.queries import AreaGroup
from guitu.grid.roles import ROLES
from guitu.kit.database import acting, insert_many, rows, run
from guitu.kit.errors import NotVisible
from tests import casefile, make
from tests.together import Together

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = date(2026, 3, 16)
DAYS = (TODAY, TODAY - timedelta(days=40), date(2026, 4, 1), date(2026, 3, 31), TODAY + timedelta(days=75))
HOMES = (make.ENCHENG + "001", make.ENCHENG + "001001", make.ENCHENG, make.HENGPI + "200", make.HENGPI)
KINDS = ("visit", "urine_test", "check_absence", "check_absence", "release_measure", "confirm_level", "leave_of_old")
COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"), ("key", "text"),
    ("kind", "text"), ("state", "text"), ("opens_on", "date"), ("planned_on", "date"), ("due_on", "date"),
    ("post_id", "uuid"), ("place", "text"), ("reasons", "jsonb"),
    ("policy", "text"),
)


class Open(NamedTuple):
    """An open duty as the database has it."""

    id: UUID
    scope_path: str
    kind: str
    key: str
    opens_on: date
    planned_on: date
    due_on: date
    post_id: UUID | None

    def when(self, today: date) -> date:
        return when_of(self._asdict(), today)


def everything() -> list[Open]:
    with acting(clock_actor(make.ENPING)):
        return [Open(*found) for found in rows(f"SELECT {', '.join(Open._fields)} FROM duties_duty WHERE state = 'open'")]


def expected(path_or_areas: tuple[str, ...], kinds: list[str], today: date) -> list[Open]:
    """Of those areas, of those kinds, of those one may be told of on that day."""
    return [
        duty for duty in everything()
        if duty.scope_path.startswith(path_or_areas) and duty.kind in kinds
        and (duty.kind != "check_absence" or duty.opens_on <= today)
    ]


class Chance:
    """Writes, changes, closes and drops duties as chance has it, whatever their days."""

    def __init__(self, world: make.World, at: datetime, seed: int) -> None:
        self.world, self.chance, self.at = world, Random(seed), at
        worker = {make.ENCHENG: world.actor("encheng_worker"), make.HENGPI: world.actor("hengpi_worker")}
        self.people = {
            casefile.person(worker[home[:9]], at, f"张{n}", scope_path=home): home for n, home in enumerate(HOMES)
        }

    def day(self) -> date:
        return TODAY + timedelta(days=self.chance.randint(-70, 90))

    def days(self) -> dict[str, Any]:
        opens = self.day()
        later = self.chance.choice((0, 0, 7, 20, 45))
        return {
            "kind": self.chance.choice(KINDS), "state": self.chance.choice(("open", "open", "open", "done")),
            "opens_on": opens, "planned_on": opens + timedelta(days=later),
            "due_on": opens + timedelta(days=self.chance.choice((later, 0, 15, 31))),
            "post_id": self.world.posts[self.chance.choice(("encheng_worker", "encheng_other", "hengpi_worker"))],
        }

    def step(self) -> None:
        self.chance.choice((self.write, self.write, self.write, self.change, self.close, self.drop, self.move, self.fold, self.put_off))()

    def write(self) -> None:
        said = [self._new() for _ in range(self.chance.choice((1, 3, 20)))]
        with acting(clock_actor(make.ENPING)):
            insert_many("duties_duty", COLUMNS, [[duty[name] for name, _ in COLUMNS] for duty in said])

    def _new(self) -> dict[str, Any]:
        person = self.chance.choice(sorted(self.people))
        return self.days() | {
            "id": uuid4(), "county_id": make.ENPING, "scope_path": self.people[person], "compartment": "people", "matter_id": person,
            "key": str(uuid4()), "place": "", "reasons": "[]", "policy": "",
        }

    def change(self) -> None:
        new = self.days()
        self._some(f"UPDATE duties_duty SET {', '.join(f'{name} = %s' for name in new)}", list(new.values()))

    def close(self) -> None:
        self._some("UPDATE duties_duty SET state = 'done', place = ''", [])

    def drop(self) -> None:
        self._some("DELETE FROM duties_duty", [])

    def _some(self, sql: str, values: list[Any]) -> None:
        chosen = self.chance.sample(everything(), k=min(3, len(everything())))
        with acting(clock_actor(make.ENPING)):
            run(f"{sql} WHERE id = ANY(%s)", [*values, [duty.id for duty in chosen]])

    def move(self) -> None:
        person, home = self.chance.choice(sorted(self.people)), self.chance.choice(HOMES)
        with suppress(NotVisible), acting(clock_actor(make.ENPING)):
            run("SELECT casework_move_person(%s, %s, NULL, %s)", [person, home, TODAY])
            self.people[person] = home

    def put_off(self) -> None:
        """The director puts off some, and a worker others, which are nothing to the director."""
        for post in ("director", "encheng_worker"):
            for duty in self.chance.sample(everything(), k=min(5, len(everything()))):
                with acting(clock_actor(make.ENPING)):
                    run(
                        "INSERT INTO duties_postponement (id, county_id, scope_path, compartment, matter_id, post_id, key, until_on)"
                        " SELECT gen_random_uuid(), county_id, scope_path, compartment, matter_id, %s, key, %s FROM duties_duty WHERE id = %s"
                        " ON CONFLICT (county_id, matter_id, post_id, key) DO UPDATE SET until_on = excluded.until_on",
                        [self.world.posts[post], self.day(), duty.id],
                    )

    def fold(self) -> None:
        summing.fold(make.ENPING)


def wishes(kinds: list[str]) -> list[tuple[tuple[str, ...], Wish]]:
    """The county, towns, a village, and 片区 of towns, of villages, of both."""
    found: list[tuple[tuple[str, ...], Wish]] = [
        ((area,), Wish(kinds, area=area)) for area in ("", make.ENCHENG, make.HENGPI, HOMES[0])
    ]
    for areas in ((make.ENCHENG, make.HENGPI), (make.HENGPI, HOMES[0]), (HOMES[0], HOMES[3])):
        found.append((areas, Wish(kinds, group=AreaGroup(uuid4(), make.ENPING, "东片", areas, areas))))
    return found


def asked(world: make.World, wish: Wish, today: date, listed: list[str]) -> Worklist:
    director = world.actor("director")
    confirm = [kind for kind in doors.to_confirm() if kind in wish.kinds]
    with acting(director):
        return worklist(director, wish, listed, confirm, card().care, today)


def put_off(world: make.World, today: date) -> set[UUID]:
    """What the director has put off and is not to be reminded of yet."""
    with acting(clock_actor(make.ENPING)):
        found = rows(
            "SELECT d.id FROM duties_postponement z JOIN duties_duty d ON d.matter_id = z.matter_id AND d.key = z.key"
            " WHERE z.post_id = %s AND z.until_on > %s",
            [world.posts["director"], today],
        )
    return {duty for (duty,) in found}


def agrees(world: make.World, today: date, kinds: list[str]) -> None:
    away = put_off(world, today)
    for areas, wish in wishes(kinds):
        found, duties = asked(world, wish, today, kinds), expected(areas, kinds, today)
        near, far = today - timedelta(days=1), today + timedelta(days=8)
        counts: Counter[Any] = Counter()
        for duty in duties:
            counts[(duty.kind, False, min(max(duty.when(today), near), far))] += 1
            if duty.id in away:
                counts[(duty.kind, True, None)] += 1
        told: Counter[Any] = Counter()
        for kind, hidden, day, n in orjson.loads(found.counts):
            told[(kind, hidden, None if hidden else date.fromisoformat(day))] += n
        assert told == counts, (areas, today)
        shown = sorted((d.when(today), d.due_on, d.id) for d in duties if d.id not in away)
        assert [opened(text)["id"] for text in found.duties] == [str(id) for *_, id in shown[:PAGE]], (areas, today)
        second = asked(world, Wish(kinds, wish.area, wish.group, page=2), today, kinds)
        assert [opened(text)["id"] for text in second.duties] == [str(id) for *_, id in shown[PAGE : 2 * PAGE]]
        later = asked(world, Wish(kinds, wish.area, wish.group, hidden=True), today, kinds)
        off = sorted((d.when(today), d.due_on, d.id) for d in duties if d.id in away)
        assert [opened(text)["id"] for text in later.duties] == [str(id) for *_, id in off[:PAGE]]
        may = ROLES["county_director"].may
        waiting = sorted(
            (doors.door_of(d.kind).action not in may, d.due_on, d.id, d.key) for d in duties  # first what is the post's own
            if d.kind in doors.to_confirm() and d.opens_on <= today and d.id not in away
        )
        assert [one["key"] for one in found.confirm] == [key for *_, key in waiting[:5]]
        hands(found, [d for d in duties if d.when(today) < today])


def hands(found: Worklist, late: list[Open]) -> None:
    of_town, of_post = Counter(d.scope_path[:9] for d in late), Counter(str(d.post_id) for d in late)
    for hand in orjson.loads(found.staffing):
        assert hand["overdue"] == (of_town if len(hand["unit"]) == 9 else of_post)[hand["unit"]], hand


@pytest.mark.parametrize("seed", range(3))
def test_any_change_of_duties_is_summed_as_it_would_be_counted(world: make.World, at: datetime, seed: int) -> None:
    chance = Chance(world, at, seed)
    everybodys, some = sorted({*KINDS}), ["visit", "check_absence", "confirm_level"]
    for turn in range(60):
        chance.step()
        if turn % 12 == 11:
            assert summing.wrong(make.ENPING) == 0
            for today in chance.chance.sample(DAYS, 2):
                agrees(world, today, everybodys)
                agrees(world, today, some)
    summing.fold(make.ENPING)
    assert rows_of("duties_dutychange") == 0
    agrees(world, TODAY, everybodys)
    assert summing.recount(make.ENPING) == 0


def rows_of(table: str, where: str = "true") -> int:
    with acting(clock_actor(make.ENPING)):
        return int(rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])


def test_the_sums_are_right_while_people_are_recorded_and_sums_are_folded(world: make.World, at: datetime) -> None:
    """The proof is one statement: whatever is written or folded meanwhile, it sees it wholly or not at all."""
    together = Together()
    homes = {"encheng_worker": HOMES[0], "hengpi_worker": HOMES[3]}
    for name, home in homes.items():
        together.repeatedly(partial(casefile.on_detox, world.actor(name), at, scope_path=home))
    for _ in range(2):
        together.repeatedly(partial(summing.fold, make.ENPING))
    seen: set[int] = set()
    while len(seen) < 12 and not together.failed:
        assert summing.wrong(make.ENPING) == 0
        seen.add(rows_of("duties_duty"))
    together.end()
    assert summing.wrong(make.ENPING) == 0


def test_sums_that_came_to_nothing_are_not_kept(world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    assert rows_of("duties_dutycell") > 0
    with acting(clock_actor(make.ENPING)):
        run("UPDATE duties_duty SET state = 'done'")
    summing.fold(make.ENPING)
    assert rows_of("duties_dutycell") == 0


def test_a_wrong_sum_is_found_and_put_right(world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute("UPDATE duties_dutycell SET n = n + 1 WHERE path = %s AND span = 'month'", [make.ENPING])
        spoiled = cursor.rowcount
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
    assert summing.wrong(make.ENPING) == spoiled > 0
    assert summing.recount(make.ENPING) == spoiled
    assert summing.wrong(make.ENPING) == 0


def test_a_recorded_visit_notes_no_more_than_it_changes(world: make.World, at: datetime) -> None:
    who = casefile.on_detox(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    before = Counter(everything())
    record_visit(world.actor("encheng_worker"), at=at, person_id=who, on=TODAY)
    after = Counter(everything())
    assert rows_of("duties_dutychange") == (before - after).total() + (after - before).total() > 0


def test_sums_are_seen_by_area_by_posts_of_the_whole_and_written_by_the_database_alone(
    world: make.World, at: datetime
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    summing.fold(make.ENPING)
    casefile.on_detox(world.actor("encheng_worker"), at, "李四")
    seen = {"director": {make.ENPING, make.ENCHENG}, "encheng_head": {make.ENCHENG}, "encheng_worker": set(),
            "hengpi_head": set(), "village": set(), "yongan_head": set()}
    for name, paths in seen.items():
        with acting(world.actor(name)):
            assert {path for (path,) in rows("SELECT DISTINCT path FROM duties_dutycell")} == paths, name
            noted = {path for (path,) in rows("SELECT DISTINCT town_path FROM duties_dutychange")}
            assert noted == paths - {make.ENPING}, name
    with acting(clock_actor(make.ENPING)):
        granted = rows(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = current_user"
            " AND table_name IN ('duties_dutycell', 'duties_dutychange')"
        )
    assert {right for _, right in granted} == {"SELECT"} and len(granted) == 2


def test_another_countys_sums_are_neither_folded_nor_recounted(world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    with acting(world.actor("yongan_head")):
        assert rows("SELECT duties_fold(%s, 10)", [make.ENPING]) == [(0,)]
        assert rows("SELECT duties_recount(%s)", [make.ENPING]) == [(0,)]
    assert summing.counties_to_fold() == [make.ENPING]


def test_the_people_of_a_town_are_those_in_care_there_as_the_register_sums_them(
    world: make.World, at: datetime
) -> None:
    for name in ("王小明", "陈志"):
        casefile.on_detox(world.actor("encheng_worker"), at, name)
    clean = casefile.person(world.actor("hengpi_worker"), at, "何清", scope_path=make.HENGPI, on=date(2020, 1, 6))
    casefile.fact(world.actor("hengpi_worker"), at, clean, "abstinence_confirmed", date(2026, 3, 10))
    for _ in range(2):  # not folded, then folded
        found = asked(world, Wish(["visit"]), TODAY, ["visit"])
        assert {hand["unit"]: hand["people"] for hand in orjson.loads(found.staffing) if hand["people"]} == {make.ENCHENG: 2}
        summing.fold(make.ENPING)
