"""Other numbers are tried on the real histories: what would change is told before anything does, and nothing else is touched."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.rulepacks import commands as packs
from guitu.rulepacks.trials import commands, queries, running, telling
from tests import casefile, make
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_environment")]

HERE = f"/policy/{make.ENPING}/draft/"
WEEKLY = {"name": "visits.meet.middle", "value": {"n": 1, "unit": "week"}, "title": "恩平市禁毒办〔2026〕9号"}


def plain(response: object) -> str:
    return re.sub(r"<[^>]+>|\s", "", response.content.decode())  # type: ignore[attr-defined]


def drafted(world: make.World, at: datetime, path: str = make.ENPING, from_on: date | None = None, **what: object) -> None:
    packs.change_number(world.actor("clerk"), at=at, path=path, from_on=from_on or clock.today(), **(WEEKLY | what))


def tried(world: make.World, at: datetime, path: str = make.ENPING, **what: object) -> UUID:
    found = UUID(commands.start_trial(world.actor("clerk"), at=at, path=path, **what)["trial"])
    run_jobs("try")
    return found


def result(world: make.World, trial: UUID) -> tuple[queries.Far, str]:
    with acting(world.actor("director")):
        found = queries.trial_of(trial)
        assert found is not None and found.state == "done"
        far = queries.far(trial)
        return far, telling.headline(found, far)


def test_a_stricter_schedule_is_told_in_one_sentence_by_worker_and_by_person(
    world: make.World, at: datetime, client: Client
) -> None:
    for actor, name in (("encheng_worker", "王小明"), ("encheng_other", "李小红"), ("hengpi_worker", "赵小刚")):
        casefile.on_detox(world.actor(actor), at, name, scope_path=world.actor(actor).path)
    drafted(world, at)
    make.enter(client, world, "clerk")
    sent = client.post(f"{HERE}try/", {"request_id": make.request_id()})
    assert sent.status_code == 302
    assert "0/3" in plain(client.get(sent["Location"]))
    run_jobs("try")
    make.enter(client, world, "director")
    page = plain(client.get(sent["Location"]))
    assert "今后一年里，每月走访+" in page and "3人会不一样" in page, page
    print(page)
    people = plain(client.get("/policy/trials/people/", {"trial": sent["Location"].split("/")[-2]}))
    print(people)
    assert "王**" in people and "王小明" not in people and "每1周见面一次" in people
