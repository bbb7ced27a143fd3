"""One sheet for one meeting: what is ticked is recorded together, each part by its own command, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.kit.database import acting, rows
from tests import make
from tests.casework.caseload import detox, own, page, text
from tests.casework.test_answer_page import first_line, next_link

pytestmark = [pytest.mark.django_db]

OUTSIDERS = ("hengpi_worker", "encheng_other", "yongan_worker")
FACTS = ("urine_test", "periodic_report", "visit")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def sheet(world: make.World, *parts: str, **what: Any) -> dict[str, Any]:
    """The sheet as a browser sends it with these parts ticked; the fields of the others are not sent."""
    every: dict[str, dict[str, Any]] = {
        "test": {"test-outcome": "negative", "test-purpose": "scheduled", "test-slot": "",
                 "test-tester_1": str(world.posts["encheng_worker"]), "test-tester_2": str(world.posts["encheng_police"])},
        "report": {"report-note": ""},
        "visit": {"visit-moods": ["steady"], "visit-needs": ["work"], "visit-note": "谈了工作"},
    }
    sent: dict[str, Any] = {"on": "2026-03-16", "how": "centre", "request_id": make.request_id()}
    for part in parts:
        sent |= {f"with_{part}": "on", **every[part]}
    return {**sent, **what}


def counted(world: make.World, person: UUID) -> dict[str, int]:
    with acting(world.actor("encheng_worker")):
        sql = "SELECT kind, count(*) FROM ledger_fact WHERE matter_id = %s AND kind = ANY(%s) GROUP BY 1"
        return dict(rows(sql, [person, list(FACTS)]))


def ticked(form: str) -> list[str]:
    return re.findall(r'name="with_(\w+)" value="on" checked', form)


def test_what_is_due_is_ticked_and_nothing_else(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    form = text(client.get(page("record-meeting", person)))
    assert ticked(form) == ["test", "report", "visit"]
    client.post(page("record-meeting", person), sheet(world, "visit", how="home"))
    assert ticked(text(client.get(page("record-meeting", person)))) == ["test", "report"]  # the visit has weeks yet
    assert ticked(text(client.get(page("record-meeting", person, kinds="visit,urine_test")))) == ["test", "visit"]
    assert "王小明" not in form


def test_three_things_of_one_meeting_are_saved_with_one_click(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    done = client.post(page("record-meeting", person), sheet(world, "test", "report", "visit"))
    assert done.status_code == 200
    assert counted(world, person) == dict.fromkeys(FACTS, 1)
    said = text(done)
    assert "检测：阴性" in said and "报到：本人到站" in said and "谈话：到站见面" in said
    assert "最早的是家访" in first_line(done) and "接下来：" in first_line(done)
    with acting(world.actor("encheng_worker")):
        lines = rows(
            "SELECT command, request_id FROM ledger_entry WHERE matter_id = %s AND object_kind = ANY(%s) ORDER BY command",
            [person, [f"fact.{kind}" for kind in FACTS]],
        )
    assert [command for command, _id in lines] == ["record_report", "record_urine_test", "record_visit"]
    assert len({request_id.rpartition("-")[0] for _command, request_id in lines}) == 1  # of one click


def test_sent_twice_it_is_written_once_and_answered_the_same(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = sheet(world, "test", "report", "visit")
    first, second = (client.post(page("record-meeting", person), sent) for _ in range(2))
    assert second.status_code == 200 and first_line(first) == first_line(second)
    assert counted(world, person) == dict.fromkeys(FACTS, 1)


def test_all_that_is_wrong_with_all_parts_is_said_at_once_and_nothing_is_written(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = sheet(world, "test", "report", "visit", **{"test-tester_2": "", "how": "home"})
    refused = client.post(page("record-meeting", person), sent)
    said = text(refused)
    assert refused.status_code == 422
    assert "报到是本人到站" in said and 'href="#id_with_report"' in said
    assert counted(world, person) == {}
    sent = sheet(world, "test", "report", "visit", **{"test-tester_2": "", "on": "2026-03-17"})
    refused = client.post(page("record-meeting", person), sent)  # by the commands: the day for all, the testers for one
    said = text(refused)
    assert refused.status_code == 422
    assert said.count("03-17 还没有到") >= 1 and "采样须两名工作人员在场" in said
    assert 'href="#id_test-tester_2"' in said and 'href="#id_on"' in said
    assert "谈了工作" in said and 'value="2026-03-17"' in said  # nothing typed is lost
    assert counted(world, person) == {}


def test_one_part_that_is_refused_holds_back_the_others(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    client.post(page("record-meeting", person), sheet(world, "report"))
    again = client.post(page("record-meeting", person), sheet(world, "report", "visit"))
    assert again.status_code == 422
    assert "今天已有一次一样的" in text(again) or "另一次" in text(again)
    assert counted(world, person) == {"periodic_report": 1}
    yes = client.post(
        page("record-meeting", person), sheet(world, "report", "visit", **{"report-another_occasion": "on"})
    )
    assert yes.status_code == 200
    assert counted(world, person) == {"periodic_report": 2, "visit": 1}


def test_a_part_that_is_not_ticked_is_not_recorded_though_its_fields_are_sent(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {**sheet(world, "test", "report", "visit")}
    del sent["with_test"]
    assert client.post(page("record-meeting", person), sent).status_code == 200
    assert counted(world, person) == {"periodic_report": 1, "visit": 1}
    nothing = client.post(page("record-meeting", person), sheet(world))
    assert nothing.status_code == 422 and "请勾上今天办了哪几件" in text(nothing)


@pytest.mark.parametrize(("part", "how", "said"), [("test", "phone", "不能采样检测"), ("report", "workplace", "报到是本人到站")])
def test_what_cannot_be_done_in_that_way_is_refused(
    world: make.World, at: datetime, client: Client, part: str, how: str, said: str
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    refused = client.post(page("record-meeting", person), sheet(world, part, how=how))
    assert refused.status_code == 422 and said in text(refused)
    assert counted(world, person) == {}


def test_outsiders_get_the_page_of_nothing(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    for outsider in OUTSIDERS:
        make.enter(client, world, outsider)
        assert client.get(page("record-meeting", person)).status_code == 404
        assert client.post(page("record-meeting", person), sheet(world, "visit")).status_code == 404
    make.enter(client, world, "encheng_worker")
    assert counted(world, person) == {}


def test_a_post_is_offered_only_the_parts_it_may_record(world: make.World, at: datetime, client: Client) -> None:
    from guitu.casework.registrations.commands import assign_person

    person = detox(world, at)
    assign_person(
        world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts["village"], part="village"
    )
    make.enter(client, world, "village")
    form = text(client.get(page("record-meeting", person)))
    assert "with_visit" in form and "with_report" in form
    assert "with_test" not in form and "尿检" not in form and "阳性" not in form
    sent = client.post(page("record-meeting", person), sheet(world, "test", "visit"))  # what is not offered is not taken
    assert sent.status_code == 200
    assert counted(world, person) == {"visit": 1}


def test_the_sheet_stays_within_its_queries(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    client.get(page("record-meeting", person))
    with CaptureQueriesContext(connection) as shown:
        client.get(page("record-meeting", person))
    assert len(own(shown)) <= 5
    with CaptureQueriesContext(connection) as posted:
        client.post(page("record-meeting", person), sheet(world, "test", "report", "visit"))
    assert len(own(posted)) <= 50, [query[:90] for query in own(posted)]


def test_the_answer_goes_on_to_the_next_item(world: make.World, at: datetime, client: Client) -> None:
    first = detox(world, at, start=date(2025, 9, 16), id_number=None)
    second = detox(world, at, start=date(2025, 10, 16), name="李小明", id_number=None)
    make.enter(client, world, "encheng_worker")
    form = text(client.get(page("record-meeting", first)))
    duty = re.search(r'name="duty" value="([^"]+)"', form)
    assert duty
    done = client.post(page("record-meeting", first), sheet(world, "report", "visit", duty=duty[1]))
    assert str(second) in next_link(done) or str(first) in next_link(done)
