"""A file that was taken back may begin again, by any door, and while it is away it shows nowhere."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.jobs import look_for_matches
from guitu.casework.measures import commands as measures
from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.settling import jobs
from tests import casefile, make
from tests.casework import steps
from tests.rosters.batches import number
from tests.rosters.offices import SINCE, Screen, line, screen, state_list, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]


def taken_back(there: Screen, path: Path) -> str:
    place = there.send(path)
    there.start(place)
    there.undo(place)
    return place


def by_hand(client: Client, **more: Any) -> Any:
    data = {
        "stage": "add", "name": "林丁", "id_number": number(1), "scope_path": make.ENCHENG + "001", "on": "2026-03-16",
        "source": "found", "addicted": "1", "request_id": new_request_id(), **more,
    }
    return client.post("/casework/people/add/", data)


def test_import_undo_import_works_as_often_as_one_likes(client: Client, world: make.World, tmp_path: Path) -> None:
    there = screen(client, world)
    path = table(tmp_path / "a.xlsx", [line(n, **SINCE, 责任社工="", 管控现状="社区戒毒中") for n in (1, 2)])
    for n in range(3):
        os.environ["GUITU_NOW"] = f"2026-03-16T09:{n}0:00"
        place = there.send(path)
        assert "导入了 2 人" in there.start(place)
        assert state_list(world) == ["community_detox"] * 2
        os.environ["GUITU_NOW"] = f"2026-03-16T09:{n}5:00"
        there.undo(place)
        assert state_list(world) == []


@pytest.mark.parametrize("post", ["encheng_worker", "encheng_other", "encheng_head"])
def test_who_was_taken_back_is_added_by_hand_as_if_new(
    client: Client, world: make.World, tmp_path: Path, post: str
) -> None:
    there = screen(client, world, "encheng_worker")
    taken_back(there, table(tmp_path / "a.xlsx", [line(1, **SINCE)]))
    make.enter(client, world, post)
    look = client.post(
        "/casework/people/add/", {"name": "林丁", "id_number": number(1), "request_id": new_request_id()}
    )
    assert "可能已经建档" not in steps.text(look)
    assert by_hand(client).status_code == 302
    assert state_list(world) == ["in_society"]


def test_another_post_of_the_town_imports_who_was_taken_back(client: Client, world: make.World, tmp_path: Path) -> None:
    taken_back(screen(client, world, "encheng_worker"), table(tmp_path / "a.xlsx", [line(1, **SINCE)]))
    there = screen(client, world, "encheng_other")
    assert "导入了 1 人" in there.start(there.send(table(tmp_path / "b.xlsx", [line(1, **SINCE)])))
    assert state_list(world) == ["community_detox"]


def test_a_file_put_away_is_in_no_pair_no_count_and_on_no_page(
    client: Client, world: make.World, at: datetime, tmp_path: Path
) -> None:
    there = screen(client, world)
    worker = world.actor("encheng_worker")
    steps.person(world, at, by="hengpi_worker", scope_path=make.HENGPI + "001", id_number=number(1))
    place = there.send(
        table(tmp_path / "a.xlsx", [line(1, **SINCE, 责任社工=worker.holder)], [*line(1), *SINCE, "责任社工"])
    )
    there.start(place)
    with acting(world.actor("director")):
        away = rows("SELECT person_id FROM casework_importrow WHERE outcome = 'added'")[0][0]
    look_for_matches(make.ENPING, [str(away)])
    there.undo(place)
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM matters_part WHERE matter_id = %s AND until_on IS NULL", [away]) == [
            (0,)
        ]
        assert rows("SELECT count(*) FROM duties_duty WHERE matter_id = %s", [away]) == [(0,)]
    for name in ("clerk", "encheng_head", "encheng_worker"):
        make.enter(client, world, name)
        for url in ("/people/", "/", "/casework/matches/", "/casework/rosters/without-worker/"):
            page = client.get(url)
            assert str(away) not in page.content.decode(), (name, url)
        for what in ("", "visit/", "open-measure/", "record-status/"):
            assert client.get(f"/casework/people/{away}/{what}").status_code == 404, (name, what)
    make.enter(client, world, "clerk")
    assert "林" not in steps.text(client.get("/casework/matches/"))


def test_undo_says_beforehand_and_afterwards_what_it_does(
    client: Client, world: make.World, at: datetime, tmp_path: Path
) -> None:
    there = screen(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [line(n, **SINCE, 管控现状="社区戒毒中") for n in range(1, 5)]))
    there.start(place)
    with acting(world.actor("encheng_head")):
        gone, visited = (found for (found,) in rows("SELECT person_id FROM casework_importrow ORDER BY line LIMIT 2"))
    _moved(world, gone)
    casefile.fact(world.actor("encheng_head"), at, visited, "visit", date(2026, 3, 16), how="home", met=True)
    before = there.page(f"{place}undo/")
    assert "撤回 2 人" in before and "1 人，导入后已有新的记录" in before and "1 人，已不在您的辖区" in before
    after = there.undo(place)
    assert "已撤回 2 人" in after and "1 人导入后已有新的记录" in after and "1 人已不在您的辖区" in after
    assert len(state_list(world)) == 2


def _moved(world: make.World, person: UUID) -> None:
    head = world.actor("encheng_head")
    with acting(head):
        measure = str(rows("SELECT id FROM casework_measure WHERE person_id = %s", [person])[0][0])
    at = make.moment(2026, 3, 16, 10)
    measures.transfer_measure(head, at=at, person_id=person, measure=measure, on=at.date(), to_path=make.HENGPI)


def test_a_batch_says_that_it_is_not_settled_yet_and_of_how_many(
    client: Client, world: make.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guitu.casework.rosters import batch_actions, commands, pipeline

    for module in (commands, batch_actions, pipeline):
        monkeypatch.setattr(module, "SMALL", 2)
    there = screen(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [line(n, **SINCE, 管控现状="社区戒毒中") for n in range(1, 6)]))
    there.start(place)
    head = world.actor("encheng_head")
    from guitu.casework.rosters import jobs as roster_jobs

    batch = place.rstrip("/").split("/")[-1]
    roster_jobs.commit_roster(str(head.post_id), str(head.account_id), batch)
    assert "还有 5 人没有排好" in there.page(place)
    with acting(head):
        people = [str(found) for (found,) in rows("SELECT person_id FROM casework_importrow")]
    jobs.settle_people(make.ENPING, people)
    assert "没有排好" not in there.page(place)


def test_a_long_batch_is_taken_back_and_imported_again_by_the_jobs(
    client: Client, world: make.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guitu.casework.rosters import batch_actions, commands, pipeline
    from guitu.casework.rosters import jobs as roster_jobs

    for module in (commands, batch_actions, pipeline):
        monkeypatch.setattr(module, "SMALL", 2)
    there, head = screen(client, world), world.actor("encheng_head")
    path = table(tmp_path / "a.xlsx", [line(n, **SINCE, 管控现状="社区戒毒中") for n in range(1, 6)])
    for n in range(2):
        os.environ["GUITU_NOW"] = f"2026-03-16T09:{n}0:00"
        place = there.send(path)
        batch = place.rstrip("/").split("/")[-1]
        there.start(place)
        roster_jobs.commit_roster(str(head.post_id), str(head.account_id), batch)
        _settled(world)
        assert state_list(world) == ["community_detox"] * 5
        os.environ["GUITU_NOW"] = f"2026-03-16T09:{n}5:00"
        there.undo(place)
        roster_jobs.undo_roster(str(head.post_id), str(head.account_id), batch)
        _settled(world)
        assert state_list(world) == []


def _settled(world: make.World) -> None:
    with acting(world.actor("director")):
        people = [str(found) for (found,) in rows("SELECT id FROM people_person ORDER BY id")]
    jobs.settle_people(make.ENPING, people)
