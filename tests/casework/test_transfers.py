"""变更执行地: inside the county the file goes over at once; what happened stays counted where it happened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.measures import commands
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, dicts, rows
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import batch
from guitu.settling.comparing import snapshot
from guitu.settling.settle import rebuild
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def moved(world: make.World, at: datetime, today: date) -> tuple[UUID, str]:
    return steps.moved(world, at, today)


def test_after_the_transfer_the_old_town_finds_nothing_and_the_new_one_goes_on(
    client: Client, world: make.World, moved: tuple[UUID, str]
) -> None:
    who, _measure = moved
    for name in ("encheng_worker", "encheng_head"):
        make.enter(client, world, name)
        assert client.get(steps.url(who, "arrive-at-transfer")).status_code == 404
    make.enter(client, world, "hengpi_head")
    page = client.get(steps.url(who, "arrive-at-transfer"))
    assert page.status_code == 200
    assert "王** · 圣堂镇" in steps.text(page)


def test_a_rebuild_finds_the_new_town_when_nothing_else_came_to_be_known_with_the_move(
    world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    commands.transfer_measure(
        world.actor("encheng_worker"), at=make.moment(2026, 3, 16, 11), person_id=who, measure=measure, on=today, to_path=make.HENGPI
    )
    with acting(world.actor("director")):
        before = snapshot(PERSON, [who])
    with acting(world.actor("hengpi_head")):
        rebuild(make.ENPING, cases([who]), make.moment(2026, 3, 16, 13))
    with acting(world.actor("director")):
        assert snapshot(PERSON, [who]) == before
        assert rows("SELECT DISTINCT path FROM casework_standing WHERE known_until IS NULL AND from_on > '2026-03-15'") == [
            (make.HENGPI,)
        ]


def test_what_happened_stays_where_it_happened_and_all_rows_follow_the_person(
    world: make.World, moved: tuple[UUID, str]
) -> None:
    who, _measure = moved
    with acting(world.actor("director")):
        assert rows("SELECT DISTINCT happened_path, scope_path FROM ledger_fact") == [
            (make.ENCHENG + "001", make.HENGPI)
        ]
        for table in (
            "casework_measure",
            "casework_current",
            "settling_summary",
            "duties_duty",
            "people_identity",
        ):
            key = "matter_id" if table in ("duties_duty", "settling_summary") else "person_id"
            found = rows(f"SELECT DISTINCT scope_path FROM {table} WHERE {key} = %s", [who])
            assert found == [(make.HENGPI,)], table
        spans = rows("SELECT path, until_on FROM casework_standing WHERE known_until IS NULL ORDER BY from_on")
        assert {path for path, _ in spans} == {make.ENCHENG + "001", make.HENGPI}
        (posts,) = dicts("SELECT array_agg(DISTINCT post_id) AS ids FROM duties_duty WHERE state = 'open'")
        assert posts["ids"] == [world.posts["hengpi_head"]]
        parts = dicts("SELECT post_id, until_on FROM matters_part WHERE matter_id = %s", [who])
        assert {p["post_id"]: p["until_on"] is None for p in parts} == {
            world.posts["encheng_worker"]: False, world.posts["hengpi_head"]: True,
        }


def test_the_new_town_records_and_settles_as_if_the_file_had_always_been_there(
    world: make.World, moved: tuple[UUID, str], today: date
) -> None:
    who, measure = moved
    head = world.actor("hengpi_head")
    later = make.moment(2026, 3, 20)
    commands.arrive_at_transfer(head, at=later, person_id=who, measure=measure, on=date(2026, 3, 20))
    commands.sign_agreement(head, at=later, person_id=who, measure=measure, on=date(2026, 3, 20))
    record_visit(head, at=later, person_id=who, on=date(2026, 3, 20))
    course = steps.course(world, who, date(2026, 3, 20)).measures[0]
    assert course.state_on(date(2026, 3, 20)) == "executing"
    assert course.starts_on == steps.REPORTED  # the time goes on
    with acting(world.actor("director")):
        spans = rows("SELECT path FROM casework_standing WHERE known_until IS NULL AND from_on < %s", [today])
        assert {path for (path,) in spans} == {make.ENCHENG + "001"}
    with pytest.raises(NotVisible):
        record_visit(world.actor("encheng_worker"), at=later, person_id=who, on=date(2026, 3, 20))


def test_the_same_click_again_gives_the_first_answer_though_the_person_has_gone(
    client: Client, world: make.World, at: datetime
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    make.enter(client, world, "encheng_worker")
    data = {"measure": measure, "on": "2026-03-16", "to": make.HENGPI, "letter_no": "恩城函 3 号",
            "request_id": new_request_id()}
    check = client.post(steps.url(who, "transfer-measure"), data)
    assert "请核对" in steps.text(check) and "圣堂镇" in steps.text(check)
    first = client.post(steps.url(who, "transfer-measure"), {**data, "stage": "confirm"})
    second = client.post(steps.url(who, "transfer-measure"), {**data, "stage": "confirm"})
    for answer in (first, second):
        assert answer.status_code == 200
        assert "档案已随人转出" in steps.text(answer)
    other = client.post(
        steps.url(who, "transfer-measure"), {**data, "stage": "confirm", "request_id": new_request_id()}
    )
    assert other.status_code == 404
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM ledger_fact WHERE kind = 'measure_transferred'") == [(1,)]


def test_to_another_county_the_file_stays_until_moving_out_is_recorded(
    world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    worker = world.actor("encheng_worker")
    commands.transfer_measure(worker, at=at, person_id=who, measure=measure, on=today, to_path=make.YONGAN)
    with acting(worker):
        assert rows("SELECT scope_path FROM people_person WHERE id = %s", [who]) == [(make.ENCHENG + "001",)]
    assert steps.course(world, who, today).measures[0].state_on(today) == "transferring"


def test_moving_within_the_town_is_no_change_of_place(world: make.World, at: datetime, today: date) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    with pytest.raises(Refused, match="same_place"):
        commands.transfer_measure(
            world.actor("encheng_worker"), at=at, person_id=who, measure=measure, on=today,
            to_path=make.ENCHENG + "002",
        )


def test_what_the_new_town_writes_of_earlier_days_counts_where_the_person_was_then(
    world: make.World, moved: tuple[UUID, str]
) -> None:
    who, _measure = moved
    head, later = world.actor("hengpi_head"), make.moment(2026, 3, 20)
    record_visit(head, at=later, person_id=who, on=date(2025, 12, 30))  # before anything that was written
    record_visit(head, at=later, person_id=who, on=date(2026, 3, 19))
    with acting(world.actor("director")):
        found = rows("SELECT happened_on, happened_path FROM ledger_fact WHERE kind = 'visit' ORDER BY 1")
        assert [path for _, path in found] == [make.ENCHENG + "001", make.HENGPI]
        spans = rows("SELECT path FROM casework_standing WHERE known_until IS NULL AND from_on < '2026-03-16'")
        assert {path for (path,) in spans} == {make.ENCHENG + "001"}


def test_a_batch_with_a_transfer_gives_what_one_by_one_gives(world: make.World, at: datetime, today: date) -> None:
    director = world.actor("clerk")

    def story(number: int) -> UUID:
        who = steps.person(world, at, "clerk", id_number=None, name=f"李{number}")
        measure = steps.measure(world, at, who, by="clerk")
        commands.transfer_measure(
            director, at=at, person_id=who, measure=measure, on=date(2026, 3, 2), to_path=make.HENGPI
        )
        later = date(2026, 3, 12)
        commands.arrive_at_transfer(director, at=at, person_id=who, measure=measure, on=later)
        return who

    single = story(1)
    with batch(director):
        together = story(2)

    def kept(who: UUID) -> list[Any]:
        with acting(director):
            return [
                rows("SELECT kind, happened_on, happened_path, scope_path FROM ledger_fact WHERE matter_id = %s"
                     " ORDER BY 2, 1", [who]),
                rows("SELECT scope_path FROM people_person WHERE id = %s", [who]),
                rows("SELECT split_part(key, ':', 1), state, due_on, scope_path, place, post_id FROM duties_duty"
                     " WHERE matter_id = %s ORDER BY 1, 3", [who]),
                rows("SELECT path, state, from_on, until_on FROM casework_standing s JOIN people_person p"
                     " USING (standing_no) WHERE p.id = %s AND known_until IS NULL ORDER BY 3", [who]),
            ]

    assert kept(single) == kept(together)
