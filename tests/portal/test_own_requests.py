"""本人请求: sent at the person's own door, written down by the house, answered by the worker, read by the person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.test import Client

from guitu.casework.leave.commands import grant_leave
from guitu.casework.requests.commands import answer_request, take_request
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.portal.copying import plain_fields
from guitu.rules import records
from tests import casefile, make
from tests.portal.coming import at_home

pytestmark = pytest.mark.django_db(transaction=True)
CANARIES = ("妻子王春花", "举报人赵四", "林老师的笔记")


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_head"), at, "王小明", post_id=world.posts["encheng_worker"])


def made(world: make.World, person: UUID) -> list[dict[str, Any]]:
    return casefile.said(world.actor("encheng_worker"), "request_made", person)


def test_help_in_two_taps_is_a_duty_of_the_worker_and_its_answer_is_read(
    world: make.World, at: datetime, person: UUID, client: Client
) -> None:
    phone = at_home(world, at, person)
    first = phone.get("/me/").content.decode()
    assert 'href="/me/ask/help/?need=health"' in first  # one tap
    click = make.request_id()
    sent = phone.post("/me/ask/help/", {"need": "health", "note": "腰疼", "request_id": click})  # and the next
    assert sent.status_code == 200 and "回执" in sent.content.decode() and "5 个工作日内答复" in sent.content.decode()
    phone.post("/me/ask/help/", {"need": "health", "note": "腰疼", "request_id": click})
    assert [(one["wish"], one["need"], one["through"]) for one in made(world, person)] == [("help", "health", "self")]
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT kind, due_on FROM duties_duty WHERE kind = 'answer_request' AND state = 'open'") == [("answer_request", date(2026, 3, 23))]
        assert rows("SELECT kind FROM notices_notice WHERE object_id = %s", [person]) == [("request_made",)]
    with acting(world.actor("director")):
        assert rows("SELECT door, post_id FROM ledger_entry WHERE command = 'take_request'") == [("portal", UUID(int=0))]
    make.enter(client, world, "encheng_worker")
    page = client.get(f"/casework/people/{person}/request/answer/").content.decode()
    assert "腰疼" in page and "看病" in page
    request = str(next(f for f in _facts(world, person, "request_made")))
    answered = client.post(f"/casework/people/{person}/request/answer/", {"request": request, "how": "arranged", "on": "2026-03-16", "note": "明天陪您去"})
    assert answered.status_code == 200
    seen = phone.get("/me/ask/").content.decode()
    assert "已安排" in seen and "明天陪您去" in seen and "腰疼" in seen


def _facts(world: make.World, person: UUID, kind: str) -> list[UUID]:
    with acting(world.actor("encheng_worker")):
        return [one for (one,) in rows("SELECT id FROM ledger_fact WHERE matter_id = %s AND kind = %s", [person, kind])]


def test_what_is_missing_is_said_and_what_was_typed_stays(world: make.World, at: datetime, person: UUID) -> None:
    phone = at_home(world, at, person)
    for wish, typed, said in (
        ("help", {"note": "急"}, "请选要帮什么忙"), ("leave", {"since": "2026-03-10", "until": "2026-03-12", "note": "急"}, "已经过去"),
        ("leave", {"since": "2026-03-20", "until": "2026-03-19", "note": "急"}, "早于离开"), ("cannot_come", {"note": "急"}, "请选为什么来不了"),
        ("level", {}, "请写几句"),
    ):
        page = phone.post(f"/me/ask/{wish}/", typed)
        assert page.status_code == 422 and said in page.content.decode(), wish
        assert not typed.get("note") or "急" in page.content.decode()
    assert made(world, person) == []


def test_the_same_is_not_asked_twice_while_it_waits(world: make.World, at: datetime, person: UUID) -> None:
    phone = at_home(world, at, person)
    assert phone.post("/me/ask/help/", {"need": "work"}).status_code == 200
    again = phone.post("/me/ask/help/", {"need": "work"})
    assert again.status_code == 422 and "正在办" in again.content.decode()
    assert phone.post("/me/ask/help/", {"need": "income"}).status_code == 200


def test_why_one_cannot_come_names_the_day_and_no_other_day_is_taken(world: make.World, at: datetime, person: UUID) -> None:
    phone = at_home(world, at, person)
    link = phone.get("/me/").content.decode().split("/me/ask/cannot_come/?day=")[1].split('"')[0]
    assert phone.post("/me/ask/cannot_come/", {"day": link, "reason": "hospital"}).status_code == 200
    assert made(world, person)[0]["duty"] and made(world, person)[0]["reason"] == "hospital"
    assert phone.post("/me/ask/cannot_come/", {"day": "0123456789ab", "reason": "work"}).status_code == 404


def test_a_leave_is_granted_first_and_its_days_are_not_typed_again(world: make.World, at: datetime, person: UUID, client: Client) -> None:
    worker = world.actor("encheng_worker")
    at_home(world, at, person).post("/me/ask/leave/", {"since": "2026-03-20", "until": "2026-03-21", "outside_county": "1"})
    request = str(_facts(world, person, "request_made")[0])
    with pytest.raises(Refused, match="leave_first"):
        answer_request(worker, at=at, person_id=person, request=request, on=world.on, how="granted")
    make.enter(client, world, "encheng_worker")
    form = client.get(f"/casework/people/{person}/grant-leave/").content.decode()
    assert 'value="2026-03-20"' in form and 'value="2026-03-21"' in form
    grant_leave(worker, at=at + timedelta(minutes=1), person_id=person, on=date(2026, 3, 20), until=date(2026, 3, 21))
    answer_request(worker, at=at + timedelta(minutes=2), person_id=person, request=request, on=world.on, how="granted")


def test_nobody_writes_in_the_persons_name_and_a_no_says_why(world: make.World, at: datetime, person: UUID, client: Client) -> None:
    worker = world.actor("encheng_worker")
    with pytest.raises(Refused, match="own_hand"):
        take_request(worker, at=at, person_id=person, on=world.on, wish="other", note="x", through="self")
    with pytest.raises(Refused, match="own_hand"):
        take_request(clock_actor("440785", may=frozenset({"take_request"})), at=at, person_id=person, on=world.on, wish="other", note="x")
    make.enter(client, world, "encheng_worker")
    told = client.post(f"/casework/people/{person}/request/", {"wish": "help", "need": "work", "on": "2026-03-16", "note": "电话里说的"})
    assert told.status_code == 200
    request = str(_facts(world, person, "request_made")[0])
    refused = client.post(f"/casework/people/{person}/request/answer/", {"request": request, "how": "declined", "on": "2026-03-16"})
    assert refused.status_code == 422 and "写明为什么" in refused.content.decode()
    at_home(world, at, person).post("/me/ask/other/", {"note": "别的事"})
    own = next(one for one in _facts(world, person, "request_made") if str(one) != request)
    page = client.post(f"/casework/people/{person}/facts/{own}/withdraw/", {"why": "mistake", "on": "2026-03-16"})
    assert page.status_code in (404, 422) and len(made(world, person)) == 2
    make.enter(client, world, "hengpi_worker")
    for path in ("request/", "request/answer/"):
        assert client.get(f"/casework/people/{person}/{path}").status_code == 404


def test_an_objection_runs_its_clock_from_the_tap(world: make.World, at: datetime, person: UUID) -> None:
    worker = world.actor("encheng_worker")
    test = casefile.fact(worker, at, person, "urine_test", date(2026, 3, 15), outcome="positive", substances=("MET",), sample_a="A1", sample_b="B1")
    old = casefile.fact(worker, at, person, "urine_test", date(2025, 9, 1), outcome="positive", substances=("MET",), sample_a="A2", sample_b="B2")
    phone = at_home(world, at, person)
    page = phone.get("/me/results/").content.decode()
    assert page.count("我不同意这个结果") == 1
    assert phone.post(f"/me/results/{test}/").status_code == 302
    assert [one["test"] for one in casefile.said(worker, "test_objected", person)] == [test]
    late = phone.post(f"/me/results/{old}/")
    assert late.status_code == 422
    assert "您 2026-03-16 提了不同意见" in phone.get("/me/results/").content.decode()
    somebody = casefile.on_detox(world.actor("encheng_head"), at, "李小红", post_id=world.posts["encheng_worker"])
    theirs = casefile.fact(worker, at, somebody, "urine_test", date(2026, 3, 15), outcome="positive", substances=("MET",), sample_a="A3", sample_b="B3")
    assert phone.post(f"/me/results/{theirs}/").status_code == 404


def test_a_copy_holds_the_own_file_and_nothing_of_anybody_else(world: make.World, at: datetime, person: UUID, client: Client) -> None:
    worker = world.actor("encheng_worker")
    make.enter(client, world, "encheng_worker")
    assert client.get(f"/casework/people/{person}/request/").status_code == 200
    casefile.fact(worker, at, person, "visit", date(2026, 3, 2), " ".join(CANARIES), moods=("low",), needs=("work",))
    phone = at_home(world, at, person)
    phone.post("/me/ask/help/", {"need": "work", "note": "想学电工"})
    for path, kind in (("/me/copy/read/", "html"), ("/me/copy/machine/", "json")):
        made_file = phone.get(path)
        text = made_file.content.decode()
        assert f'filename="guitu-2026-03-16.{kind}"' in made_file["Content-Disposition"]
        assert "想学电工" in text and "2026-03-02" in text and "测试" not in text
        assert not any(canary in text for canary in CANARIES)
        assert str(world.posts["encheng_worker"]) not in text and str(person) not in text
    document = orjson.loads(phone.get("/me/copy/machine/").content)
    assert {one["kind"] for one in document["facts"]} >= {"visit", "measure_decided", "request_made"}
    assert document["looks"] and document["requests"][0]["words"] == "想学电工"


def test_no_field_that_was_typed_or_names_somebody_goes_into_a_copy() -> None:
    """Every kind of fact, those to come as well: what is no day, number, yes or no, or code of a closed list stays in the house."""
    named = {"told_by", "tester_1", "tester_2", "by", "forced_by", "measure", "test", "request", "post", "to_path", "duty", "sample_a", "kit_lot"}
    for kind in records.KINDS:
        assert not plain_fields(kind) & named, kind
    assert plain_fields("request_made") == {"wish", "need", "reason", "since", "until", "outside_county", "through", "another_occasion"}
