"""请假: who may grant how long, coming back, and absences found out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.approvals.commands import decide_approval
from guitu.casework.leave import commands
from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    person = steps.person(world, at)
    steps.measure(world, at, person)
    return person


def asked(until: str, **more: Any) -> dict[str, Any]:
    base = {"on": "2026-03-18", "until": until, "outside_county": "1", "why": "work", "written": "on"}
    return {**base, "request_id": new_request_id(), **more}


def test_a_short_leave_is_granted_at_once_and_says_when_to_be_back(
    client: Client, world: make.World, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    with CaptureQueriesContext(connection) as asked_for:
        done = client.post(steps.url(who, "grant-leave"), asked("2026-03-20", written=""))
    assert done.status_code == 200
    assert "销假，最迟 2026-03-20" in steps.text(done)
    assert len(asked_for) <= 24
    (leave,) = [f for f in steps.facts(world, who) if f.kind == "leave_granted"]
    assert (leave.approved_by, leave.written) == ("worker", False)


def test_three_days_outside_the_county_need_writing_with_the_clause(
    client: Client, world: make.World, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    refused = client.post(steps.url(who, "grant-leave"), asked("2026-03-21", written=""))
    assert refused.status_code == 422
    assert "3 日以上须书面报告" in steps.text(refused) and "第十九条" in steps.text(refused)
    assert 'value="2026-03-21"' in refused.content.decode()
    inside = client.post(steps.url(who, "grant-leave"), asked("2026-03-21", written="", outside_county="0"))
    assert inside.status_code == 200


def waiting(world: make.World) -> list[UUID]:
    with acting(world.actor("encheng_head")):
        return [id for (id,) in rows("SELECT id FROM approvals_approval WHERE command = 'grant_leave' AND state = 'open'")]


def granted(world: make.World, who: UUID) -> list[Any]:
    return [fact for fact in steps.facts(world, who) if fact.kind == "leave_granted"]


def test_a_leave_above_the_days_of_the_post_is_handed_to_the_town_which_grants_it(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    sent = asked("2026-04-02", note="到深圳务工")
    pages = [client.post(steps.url(who, "grant-leave"), sent) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert "已转镇（街）批准，还没有准假" in steps.text(pages[0])
    (approval,) = waiting(world)  # sent twice it is asked once
    assert granted(world, who) == []
    for other in ("encheng_worker", "hengpi_head"):  # the asker is no second person, nor is the head of another town
        with pytest.raises(NotVisible):
            decide_approval(world.actor(other), at=at, approval_id=approval, grant=True)
    make.enter(client, world, "encheng_head")
    shown = steps.text(client.get("/approvals/"))
    assert "2026-04-02" in shown and "到深圳务工" in shown and "务工" in shown and "王小明" not in shown
    decide_approval(world.actor("encheng_head"), at=at, approval_id=approval, grant=True)
    (leave,) = granted(world, who)
    assert (leave.approved_by, leave.until) == ("town", date(2026, 4, 2))
    make.enter(client, world, "encheng_worker")
    assert "已同意" in steps.text(client.get("/approvals/"))


def test_a_leave_that_the_town_does_not_grant_is_answered_with_words_and_days_taken_since_are_not_granted_twice(
    world: make.World, at: datetime, who: UUID
) -> None:
    what: dict[str, Any] = {"on": date(2026, 3, 18), "until": date(2026, 4, 2), "written": True}
    worker, head = world.actor("encheng_worker"), world.actor("encheng_head")
    commands.grant_leave(worker, at=at, person_id=who, **what)
    (approval,) = waiting(world)
    decide_approval(head, at=at, approval_id=approval, grant=False, words="先完成本月检测")
    assert granted(world, who) == [] and waiting(world) == []
    commands.grant_leave(worker, at=at, person_id=who, **what)
    commands.grant_leave(worker, at=at, person_id=who, on=date(2026, 3, 20), until=date(2026, 3, 22))
    with pytest.raises(Refused, match="leave_overlaps"):
        decide_approval(head, at=at, approval_id=waiting(world)[0], grant=True)
    with pytest.raises(Refused, match="leave_overlaps"):  # and nothing is asked that could not be granted
        commands.grant_leave(worker, at=at, person_id=who, on=date(2026, 3, 21), until=date(2026, 4, 5), written=True)


def test_a_long_leave_is_the_towns_own_to_grant_and_the_longest_is_a_change_of_place(
    client: Client, world: make.World, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    unwritten = client.post(steps.url(who, "grant-leave"), asked("2026-04-02", written=""))
    assert unwritten.status_code == 422 and waiting(world) == []  # what is lacking is said first
    make.enter(client, world, "encheng_head")
    assert client.post(steps.url(who, "grant-leave"), asked("2026-04-02")).status_code == 200
    too_long = client.post(steps.url(who, "grant-leave"), asked("2026-06-30", on="2026-04-10"))
    assert too_long.status_code == 422 and "办理变更执行地" in steps.text(too_long)


def test_days_already_on_leave_are_not_granted_again(world: make.World, at: datetime, who: UUID) -> None:
    worker = world.actor("encheng_worker")
    first: dict[str, Any] = {"on": date(2026, 3, 18), "until": date(2026, 3, 20)}
    commands.grant_leave(worker, at=at, person_id=who, **first)
    with pytest.raises(Refused, match="leave_overlaps"):
        commands.grant_leave(worker, at=at, person_id=who, on=date(2026, 3, 19), until=date(2026, 3, 21))
    commands.grant_leave(worker, at=at, person_id=who, on=date(2026, 3, 20), until=date(2026, 3, 22))


def test_coming_back_closes_the_leave_once(
    client: Client, world: make.World, at: datetime, who: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = world.actor("encheng_worker")
    granted = commands.grant_leave(
        worker, at=at, person_id=who, on=date(2026, 3, 12), until=date(2026, 3, 20), written=True
    )
    leave = granted["facts"][0]
    make.enter(client, world, "encheng_worker")
    page = client.get(steps.url(who, "record-return"), {"duty": f"return_from_leave:{leave}"})
    assert "2026-03-12 至 2026-03-20" in steps.text(page) and "checked" in page.content.decode()
    data = {"leave": leave, "on": "2026-03-16", "request_id": new_request_id()}
    first, second = (client.post(steps.url(who, "record-return"), data) for _ in range(2))
    assert "完成：销假" in steps.text(first) and steps.text(first) == steps.text(second)
    assert "返回检测，最迟 2026-03-23" in steps.text(first)
    again = client.post(steps.url(who, "record-return"), {**data, "request_id": new_request_id()})
    assert again.status_code == 422
    assert "disabled" in client.get(steps.url(who, "record-return")).content.decode()


def test_nobody_comes_back_before_leaving_nor_from_somebody_elses_leave(
    world: make.World, at: datetime, who: UUID
) -> None:
    worker = world.actor("encheng_worker")
    granted = commands.grant_leave(worker, at=at, person_id=who, on=date(2026, 3, 12), until=date(2026, 3, 13))
    leave = granted["facts"][0]
    with pytest.raises(Refused, match="back_before_leaving"):
        commands.record_return(worker, at=at, person_id=who, leave=leave, on=date(2026, 3, 11))
    other = steps.person(world, at, id_number=None, name="李四")
    with pytest.raises(NotVisible):
        commands.record_return(worker, at=at, person_id=other, leave=leave, on=date(2026, 3, 13))


def test_an_absence_counts_with_its_letter_only_and_needs_its_evidence(
    client: Client, world: make.World, who: UUID, today: date
) -> None:
    make.enter(client, world, "encheng_worker")
    data = {"on": "2026-03-02", "until": "2026-03-09", "note": ""}
    bare = client.post(steps.url(who, "confirm-absence"), data)
    assert bare.status_code == 422
    data["note"] = "3 月 9 日民警在车站见到，本人承认外出务工"
    _check, done = steps.confirmed(client, who, "confirm-absence", data)
    assert "证据未齐" in steps.text(done)
    letter = {**data, "on": "2026-03-11", "until": "2026-03-14", "warning_letter": "on"}
    check, done = steps.confirmed(client, who, "confirm-absence", letter)
    assert "第 1 次，共 3 次" in steps.text(check) and "第 1 次，共 3 次" in steps.text(done)
    counters = {c.code: c.value for c in steps.course(world, who, today).counters}
    assert (counters["departures"], counters["days_away"]) == (1, 3)


def test_days_on_leave_are_no_absence(world: make.World, at: datetime, who: UUID) -> None:
    worker = world.actor("encheng_worker")
    commands.grant_leave(worker, at=at, person_id=who, on=date(2026, 3, 2), until=date(2026, 3, 10), written=True)
    with pytest.raises(Refused, match="leave_covers"):
        commands.confirm_absence(
            worker, at=at, person_id=who, on=date(2026, 3, 3), until=date(2026, 3, 5), note="电话核实"
        )


@pytest.mark.parametrize("name", ["grant-leave", "record-return", "confirm-absence"])
@pytest.mark.parametrize("outsider", ["hengpi_worker", "encheng_other", "encheng_police", "village"])
def test_to_an_outsider_the_person_is_not_there(
    client: Client, world: make.World, who: UUID, name: str, outsider: str
) -> None:
    make.enter(client, world, outsider)
    assert client.get(steps.url(who, name)).status_code == 404
    assert client.post(steps.url(who, name), asked("2026-03-20")).status_code == 404
