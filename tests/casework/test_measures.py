"""Steps on a measure, through the door: works, refuses with its reason, stays hidden, counts once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.measures import commands
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, dicts, rows
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]

DECISION = {
    "kind": "community_detox", "on": "2026-03-02", "served_on": "2026-03-03", "organ": "恩平市公安局",
    "decision_no": "恩公（社戒）字〔2026〕118 号", "years": "3", "note": "",
}


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    return steps.person(world, at)


@pytest.fixture
def worker(client: Client, world: make.World) -> Client:
    make.enter(client, world, "encheng_worker")
    return client


def test_a_decision_is_read_back_with_what_will_follow_before_anything_is_written(
    world: make.World, worker: Client, who: UUID
) -> None:
    sent = {**DECISION, "request_id": new_request_id()}
    check = worker.post(steps.url(who, "open-measure"), sent)
    said = steps.text(check)
    assert "请核对" in said and "恩公（社戒）字〔2026〕118 号" in said
    assert "待办：报到，最迟 2026-03-18" in said  # the fifteenth day after service
    assert len(steps.facts(world, who)) == 1  # only the registration
    done = worker.post(steps.url(who, "open-measure"), {**sent, "stage": "confirm"})
    assert "已记录" in steps.text(done) and "待办：报到，最迟 2026-03-18" in steps.text(done)
    assert [f.kind for f in steps.facts(world, who)] == ["registered", "measure_decided", "decision_served"]
    assert steps.url(who, "report-in") in done.content.decode()  # the next step by the law


def test_the_decision_number_is_encrypted_and_bound_to_its_measure(
    world: make.World, worker: Client, who: UUID
) -> None:
    steps.confirmed(worker, who, "open-measure", DECISION)
    with acting(world.actor("encheng_worker")):
        (found,) = dicts("SELECT id, organ, decision_no FROM casework_measure WHERE person_id = %s", [who])
        assert "118" not in bytes(found["decision_no"]).decode("latin-1")
        opened = open_sealed("casework_measure|decision_no", found["id"], found["decision_no"])
        assert opened == DECISION["decision_no"]
        assert open_sealed("casework_measure|organ", found["id"], found["organ"]) == DECISION["organ"]
        assert rows("SELECT count(*) FROM ledger_entry WHERE object_kind = 'measure'") == [(1,)]


def test_confirming_twice_writes_one_decision(world: make.World, worker: Client, who: UUID) -> None:
    sent = {**DECISION, "request_id": new_request_id(), "stage": "confirm"}
    first, second = (worker.post(steps.url(who, "open-measure"), sent) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert steps.text(first) == steps.text(second)
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM casework_measure") == [(1,)]


def test_a_second_community_measure_beside_one_that_runs_is_refused_with_its_reason(
    world: make.World, worker: Client, who: UUID, at: datetime
) -> None:
    steps.measure(world, at, who)
    refused = worker.post(steps.url(who, "open-measure"), {**DECISION, "request_id": new_request_id()})
    assert refused.status_code == 422
    assert "已有执行中的社区戒毒" in steps.text(refused)
    assert DECISION["decision_no"] in refused.content.decode()  # what was typed is kept


def test_a_decision_of_police_needs_its_number(worker: Client, who: UUID) -> None:
    refused = worker.post(steps.url(who, "open-measure"), {**DECISION, "decision_no": ""})
    assert refused.status_code == 422
    assert "要写文书号" in steps.text(refused)


def test_compulsory_isolation_converts_the_running_measure(
    world: make.World, worker: Client, who: UUID, at: datetime, today: date
) -> None:
    old = steps.measure(world, at, who)
    data = {**DECISION, "kind": "compulsory_isolation", "served_on": ""}
    steps.confirmed(worker, who, "open-measure", data)
    course = steps.course(world, who, today)
    assert next(c for c in course.measures if c.measure_id == old).state_on(today) == "converted"
    assert course.standing[-2].state == "compulsory_isolation"


STEPS = (
    ("open-measure", DECISION),
    ("serve-decision", {"on": "2026-03-16"}),
    ("report-in", {"on": "2026-03-16"}),
    ("sign-agreement", {"on": "2026-03-16"}),
    ("refuse-report", {"on": "2026-03-16"}),
    ("transfer-measure", {"on": "2026-03-16"}),
    ("arrive-at-transfer", {"on": "2026-03-16"}),
    ("extend-measure", {"on": "2026-03-16"}),
    ("end-measure", {"on": "2026-03-16"}),
)


@pytest.mark.parametrize(("name", "data"), STEPS)
@pytest.mark.parametrize("outsider", ["hengpi_worker", "hengpi_head", "encheng_other", "yongan_head"])
def test_to_an_outsider_the_person_is_not_there(
    client: Client, world: make.World, who: UUID, name: str, data: dict[str, Any], outsider: str
) -> None:
    make.enter(client, world, outsider)
    nobody = "00000000-0000-4000-8000-000000000000"
    for stage in ("check", "confirm"):
        real = client.post(steps.url(who, name), {**data, "stage": stage})
        none = client.post(f"/casework/people/{nobody}/{name}/", {**data, "stage": stage})
        assert real.status_code == none.status_code == 404
        assert len(real.content) == len(none.content)
    assert client.get(steps.url(who, name)).status_code == 404


def test_the_side_of_the_household_register_records_nothing(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at, id_number=None, home_path=make.HENGPI + "200")
    make.enter(client, world, "hengpi_head")
    assert client.get(steps.url(who, "open-measure")).status_code == 404
    for stage in ("check", "confirm"):
        assert client.post(steps.url(who, "open-measure"), {**DECISION, "stage": stage}).status_code == 404


@pytest.mark.parametrize(
    ("until", "name", "state"),
    [
        ("decided", "serve-decision", "served"),
        ("served", "report-in", "reported"),
        ("reported", "sign-agreement", "executing"),
    ],
)
def test_the_papers_come_one_after_another(
    world: make.World, worker: Client, who: UUID, at: datetime, today: date, until: str, name: str, state: str
) -> None:
    decided = date(2026, 3, 2)
    measure = steps.measure(world, at, who, until=until, decided=decided, reported=date(2026, 3, 5))
    page = worker.get(steps.url(who, name))
    assert page.status_code == 200 and "disabled" not in page.content.decode()
    _check, done = steps.confirmed(worker, who, name, {"measure": measure, "on": "2026-03-16"})
    assert done.status_code == 200
    assert steps.course(world, who, today).measures[0].state_on(today) == state


@pytest.mark.parametrize(
    ("until", "name", "why"),
    [
        ("decided", "transfer-measure", "这项措施现在是“已决定待送达”"),
        ("signed", "report-in", "这项措施现在是“执行中”，不能办“报到”"),
        ("signed", "end-measure", ""),
        ("signed", "arrive-at-transfer", "不能办“新执行地报到”"),
        ("signed", "extend-measure", "只用于强制隔离戒毒"),
    ],
)
def test_a_step_out_of_turn_is_disabled_with_the_reason_and_refused_with_the_same(
    world: make.World, worker: Client, who: UUID, at: datetime, until: str, name: str, why: str
) -> None:
    measure = steps.measure(world, at, who, until=until)
    page = worker.get(steps.url(who, name))
    assert why in steps.text(page)
    assert ("disabled" in page.content.decode()) is bool(why)
    data = {"measure": measure, "on": "2026-03-16", "months": "3", "how": "released", "to": make.HENGPI}
    refused = worker.post(steps.url(who, name), data)
    assert refused.status_code == 422
    assert (why or "没有提前解除") in steps.text(refused)


def test_amending_keeps_what_was_typed(worker: Client, who: UUID) -> None:
    again = worker.post(steps.url(who, "open-measure"), {**DECISION, "stage": "edit"})
    assert again.status_code == 200
    assert 'value="恩平市公安局"' in again.content.decode()


def test_a_measure_ends_by_the_paper_after_expiry_and_the_duty_is_done(
    world: make.World, worker: Client, who: UUID, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = steps.measure(world, at, who)
    monkeypatch.setenv("GUITU_NOW", "2029-01-15T09:00")
    make.enter(worker, world, "encheng_worker")  # a session does not last for years
    _check, done = steps.confirmed(
        worker, who, "end-measure", {"measure": measure, "how": "released", "on": "2029-01-15"}
    )
    assert "完成：期满解除" in steps.text(done)


def test_refusing_needs_the_days_to_be_over_and_both_papers(
    world: make.World, at: datetime, who: UUID, today: date
) -> None:
    actor = world.actor("encheng_worker")
    measure = steps.measure(world, at, who, until="served", decided=date(2026, 3, 9))
    papers = {"warning_letter": True, "certificate": True, "document_no": "移 1"}
    with pytest.raises(Refused, match="not_before_deadline"):
        commands.refuse_report(actor, at=at, person_id=who, measure=measure, on=today, **papers)
    late = make.moment(2026, 4, 1)
    with pytest.raises(Refused, match="papers_missing"):
        commands.refuse_report(actor, at=late, person_id=who, measure=measure, on=date(2026, 4, 1))
    commands.refuse_report(actor, at=late, person_id=who, measure=measure, on=date(2026, 4, 1), **papers)
    assert steps.course(world, who, date(2026, 4, 1)).measures[0].state_on(date(2026, 4, 1)) == "refused"


def test_a_childs_agreement_needs_the_guardian(world: make.World, at: datetime, today: date) -> None:
    who = steps.person(world, at, id_number=None, born_on=date(2009, 5, 1))
    measure = steps.measure(world, at, who, until="reported")
    actor = world.actor("encheng_worker")
    with pytest.raises(Refused, match="guardian"):
        commands.sign_agreement(actor, at=at, person_id=who, measure=measure, on=today)
    commands.sign_agreement(actor, at=at, person_id=who, measure=measure, on=today, guardian_signed=True)


def test_compulsory_isolation_may_be_prolonged_by_no_more_than_the_law_allows(
    world: make.World, at: datetime, who: UUID, today: date
) -> None:
    actor = world.actor("encheng_worker")
    opened = commands.open_measure(
        actor,
        at=at,
        person_id=who,
        kind="compulsory_isolation",
        on=steps.DECIDED,
        decision_no="强 1",
    )
    for months in (0, 13):
        with pytest.raises(Refused, match="months_out_of_range"):
            commands.extend_measure(actor, at=at, person_id=who, measure=opened["measure"], on=today, months=months)
    commands.extend_measure(actor, at=at, person_id=who, measure=opened["measure"], on=today, months=3)
    assert steps.course(world, who, today).measures[0].ends_on == date(2028, 4, 5)


def test_somebody_elses_measure_does_not_exist(world: make.World, at: datetime, who: UUID, today: date) -> None:
    other = steps.person(world, at, id_number=None, name="李四")
    measure = steps.measure(world, at, other, until="served")
    with pytest.raises(NotVisible):
        commands.report_in(world.actor("encheng_worker"), at=at, person_id=who, measure=measure, on=today)


def test_pages_stay_within_their_queries(world: make.World, worker: Client, who: UUID, at: datetime) -> None:
    measure = steps.measure(world, at, who, until="served", decided=date(2026, 3, 2))
    data = {"measure": measure, "on": "2026-03-16", "request_id": new_request_id()}
    for stage, most in (("", 13), ("check", 13), ("confirm", 24)):
        with CaptureQueriesContext(connection) as asked:
            if stage:
                worker.post(steps.url(who, "report-in"), {**data, "stage": stage})
            else:
                worker.get(steps.url(who, "report-in"))
        assert len(asked) <= most, "\n".join(q["sql"][:90] for q in asked)


def test_an_overdue_report_in_asks_why_and_shows_all_three_ways_on(
    world: make.World, worker: Client, who: UUID, at: datetime
) -> None:
    measure = steps.measure(world, at, who, until="served", decided=date(2026, 2, 1))
    where = f"{steps.url(who, 'report-in')}?duty=check_absence:report_in:{measure}"
    page = worker.get(where)
    assert page.status_code == 200  # the page of reporting in, not of arriving at another place
    said = steps.text(page)
    assert "登记报到" in said and "报到期限已过，先问清为什么没有来" in said
    assert steps.url(who, "refuse-report") in page.content.decode() and "postpone" in page.content.decode()
    _, done = steps.confirmed(worker, who, "report-in", {"measure": measure, "on": "2026-03-16"})
    assert done.status_code == 200 and "已记录" in steps.text(done)
    moved = worker.get(f"{steps.url(who, 'report-in')}?duty=report_in:{measure}:2")
    assert moved.status_code == 302 and "arrive-at-transfer" in moved["Location"]
