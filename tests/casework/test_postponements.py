"""暂不: put off with a reason and a day, never for ever, and taken back at once."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu import policy
from guitu.casework.postponements.commands import postpone_duty, resume_duty
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.rules.postponements import latest, may_postpone
from tests import casefile, make

TODAY = date(2026, 3, 16)
pytestmark = [pytest.mark.django_db]


@pytest.fixture
def visit(world: make.World, at: datetime) -> tuple[UUID, str]:
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at)
    with acting(worker):
        found = rows("SELECT key FROM duties_duty WHERE kind = 'visit' AND state = 'open' ORDER BY key LIMIT 1")
    return person, found[0][0]


def _hidden(world: make.World, key: str) -> date | None:
    with acting(world.actor("encheng_worker")):
        found = rows("SELECT until_on FROM duties_postponement WHERE key = %s", [key])
    return found[0][0] if found else None


@pytest.mark.parametrize("why", ["appointment", "person_ill", "worker_away", "weather", "leave", "other"])
def test_no_reason_puts_a_reminder_off_for_ever(why: str) -> None:
    timeline = policy.load("enping")
    last = latest(why, TODAY, timeline)
    assert TODAY < last <= TODAY + timedelta(days=14)
    assert may_postpone(why, last, TODAY, timeline)
    assert not may_postpone(why, last + timedelta(days=1), TODAY, timeline)
    assert not may_postpone(why, TODAY, TODAY, timeline)


def test_what_is_put_off_comes_back_on_its_day_and_the_deadline_stays(
    world: make.World, at: datetime, visit: tuple[UUID, str]
) -> None:
    person, key = visit
    worker = world.actor("encheng_worker")
    until = TODAY + timedelta(days=3)
    answer = postpone_duty(worker, at=at, person_id=person, duty=key, until=until, why="weather")
    assert _hidden(world, key) == until
    resume_duty(worker, at=at, person_id=person, postponement=UUID(answer["facts"][0]))
    assert _hidden(world, key) is None


def test_a_duty_that_is_not_open_or_a_day_too_far_is_refused(
    world: make.World, at: datetime, visit: tuple[UUID, str]
) -> None:
    person, key = visit
    worker = world.actor("encheng_worker")
    with pytest.raises(Refused):
        postpone_duty(worker, at=at, person_id=person, duty="visit:none", until=TODAY + timedelta(2), why="other")
    with pytest.raises(Refused) as refusal:
        postpone_duty(worker, at=at, person_id=person, duty=key, until=date(2027, 1, 1), why="other")
    assert refusal.value.field == "until"
    with pytest.raises(Refused):
        postpone_duty(worker, at=at, person_id=person, duty=key, until=TODAY + timedelta(2), why="no_such")


def test_only_a_postponement_is_taken_back_here(world: make.World, at: datetime, visit: tuple[UUID, str]) -> None:
    person, _ = visit
    worker = world.actor("encheng_worker")
    other = casefile.fact(worker, at, person, "visit", TODAY)
    with pytest.raises(NotVisible):
        resume_duty(worker, at=at, person_id=person, postponement=UUID(other))


def test_in_the_row_the_form_the_answer_and_the_way_back(
    client: Client, world: make.World, visit: tuple[UUID, str]
) -> None:
    person, key = visit
    make.enter(client, world, "encheng_worker")
    url = f"/casework/people/{person}/postpone/"
    hx: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
    assert f'hx-post="{url}"' in client.get(url, {"duty": key}, **hx).content.decode()
    form = {"duty": key, "why": "weather", "until": "2026-03-18", "request_id": make.request_id(), "inline": "1"}
    done = client.post(url, form, **hx).content.decode()
    assert "03-18 再提醒" in done and "撤销" in done
    assert client.post(url, form, **hx).status_code == 200  # sent twice: the first answer
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM ledger_fact WHERE kind = 'duty_postponed'") == [(1,)]
    assert "另有 1 件暂不" in client.get("/today/").content.decode()
    assert "03-18 再提醒" in client.get("/today/?hidden=1").content.decode()
    undo = re.search(r'hx-post="([^"]+undo[^"]+)"', done)
    assert undo
    back = client.post(undo[1].replace("&amp;", "&"), {"request_id": make.request_id()}, **hx).content.decode()
    assert "data-row" in back and _hidden(world, key) is None


def test_refused_the_form_keeps_what_was_typed(client: Client, world: make.World, visit: tuple[UUID, str]) -> None:
    person, key = visit
    make.enter(client, world, "encheng_worker")
    answer = client.post(
        f"/casework/people/{person}/postpone/",
        {"duty": key, "why": "weather", "until": "2026-06-18", "request_id": make.request_id()},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "最多推后 3 天" in page and 'value="2026-06-18"' in page
    far = {"duty": key, "why": "other", "until": "2027-01-01", "request_id": make.request_id(), "inline": "1"}
    row = client.post(f"/casework/people/{person}/postpone/", far, HTTP_HX_REQUEST="true")
    assert row.status_code == 422 and row.content.decode().lstrip().startswith("<li")
    empty = client.post(f"/casework/people/{person}/postpone/", {"duty": key})
    assert empty.status_code == 422 and "请选一个理由" in empty.content.decode()


def test_an_outsider_finds_nothing(client: Client, world: make.World, visit: tuple[UUID, str]) -> None:
    person, key = visit
    for outsider in ("hengpi_worker", "encheng_other", "yongan_head"):
        make.enter(client, world, outsider)
        url = f"/casework/people/{person}/postpone/"
        assert client.get(url, {"duty": key}).status_code == 404
        assert client.post(url, {"duty": key, "why": "other", "until": "2026-03-18"}).status_code == 404
