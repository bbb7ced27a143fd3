"""呼应: one call from raising to the help that follows; who else is called; what is refused; what the pages give."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.duties import gate
from guitu.duties.filters import Wish
from guitu.duties.queries import opened, worklist
from guitu.duties.staffing import card
from guitu.grid.access import clock_actor
from guitu.grid.establishing import end_holding
from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.papers.commands import issue_paper
from guitu.response import answering, closing, raising, reviewing
from guitu.response.fold import CALL
from guitu.response.jobs import escalate_due
from guitu.response.leaving import leave_calls
from guitu.response.reading import call_of
from guitu.settling.checking import different
from tests import casefile, make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def today_of(world: make.World, name: str) -> list[str]:
    """The kinds of duty of calls that 今日 of a post lists."""
    actor = world.actor(name)
    kinds = gate.kinds(actor.classes, "calls")
    with acting(actor):
        return [opened(text)["kind"] for text in worklist(actor, Wish(kinds=kinds), kinds, [], card().care, world.on).duties]


def test_a_call_from_its_raising_to_the_help_that_follows(world: make.World, at: datetime) -> None:
    call = stage.raised(world, at)
    assert today_of(world, "encheng_worker") == ["call_check"]
    with pytest.raises(Refused) as refused:
        raising.call_units(world.actor("encheng_worker"), at=at, call_id=call)
    assert codes(refused) == ["calls.not_checked"]
    causes = ["leave", "hospital", "custody", "wrong_number", "moved", "family", "death", "elsewhere"]
    raising.check_innocent(world.actor("encheng_worker"), at=at + 3 * MINUTE, call_id=call, ruled_out=causes)
    raising.call_units(world.actor("encheng_worker"), at=at + 4 * MINUTE, call_id=call)
    for name in ("squad", "encheng_police", "village", "civil"):  # each its own, though all take part
        assert today_of(world, name) == ["call_acknowledge"], name
    stage.answered(world, call, "squad", "narcotics_squad", at + 10 * MINUTE)
    assert today_of(world, "squad") == ["call_report", "call_settle"]
    answering.report_call(world.actor("squad"), at=at + 24 * MINUTE, call_id=call, unit="narcotics_squad", words="已会同派出所查找", next_minutes=60)
    stage.answered(world, call, "village", "village", at + 12 * MINUTE)
    answering.report_call(world.actor("village"), at=at + 300 * MINUTE, call_id=call, unit="village", words="在亲戚家见到", seen=True)
    stage.settled(world, call, at + 320 * MINUTE)
    course = stage.course(world, call)
    assert course.sent_at and (course.started_at, course.seen_at) == (at + 24 * MINUTE, at + 300 * MINUTE)
    assert today_of(world, "clerk") == ["call_confirm"] and today_of(world, "squad") == []
    stage.closed(world, call, at + 330 * MINUTE)
    helper = next(name for name in ("encheng_worker", "encheng_other") if str(world.posts[name]) == course.helper)
    assert sorted(today_of(world, helper)) == ["call_help", "call_help"]
    for help in ("talk", "job"):
        closing.give_help(world.actor(helper), at=at + timedelta(hours=7), call_id=call, help=help, words="已谈，已介绍工作")
    reviewing.review_call(world.actor("clerk"), at=at + timedelta(hours=8), call_id=call, words="接得上")
    with acting(world.actor("clerk")):
        assert rows("SELECT state, closed_at FROM matters_matter WHERE id = %s", [call]) == [("closed", at + timedelta(hours=8))]
    assert different(CALL, make.ENPING, [call], at + timedelta(hours=8), mend=False) == []


def test_a_closed_call_is_reviewed_on_its_page_and_what_it_leads_to_stands_on_a_list(client: Client, world: make.World, at: datetime) -> None:
    call = stage.sent(world, at)
    stage.answered(world, call, "squad", "narcotics_squad", at)
    stage.settled(world, call, at, help=("none_needed",))
    stage.closed(world, call, at)
    assert "call_review" in today_of(world, "clerk") + today_of(world, "director")
    make.enter(client, world, "director")
    page = f"/calls/{call}/"
    assert "叫的单位对不对" in client.get(page).content.decode()
    refused = client.post(page + "review/", {"review-to_improve": ["right_units"], "review-words": " "})
    assert refused.status_code == 422 and "请写明" in refused.content.decode()
    sent = {"review-to_improve": ["right_units"], "review-words": "签收快；民政局叫晚了。", "request_id": make.request_id()}
    assert [client.post(page + "review/", sent).status_code for _ in range(2)] == [302, 302]
    assert [fact.kind for fact in _facts(world, call)].count("call_reviewed") == 1
    again = client.post(page + "review/", {"review-words": "再来"})
    assert again.status_code == 422 and "已经复盘过" in again.content.decode()
    due_on = (clock.today() + timedelta(days=14)).isoformat()
    planned = {"plan-post_id": str(world.posts["squad"]), "plan-due_on": due_on, "plan-words": "把民政局加进失联的第一批。"}
    assert client.post(page + "improvement/", {**planned, "plan-due_on": clock.today().isoformat()}).status_code == 422
    assert client.post(page + "improvement/", planned).status_code == 302
    assert "要改进：叫的单位对不对" in client.get(page).content.decode()
    assert today_of(world, "squad") == ["call_improve"]
    (key,) = [key for key in stage.course(world, call).open if key.startswith("call_improve")]
    made = {"improved-improvement": key.partition(":")[2], "improved-words": "已改名单。"}
    assert client.post(page + "improved/", made).status_code == 422  # another post's
    make.enter(client, world, "squad")
    assert client.post(page + "review/", {"review-words": "自己说好"}).status_code == 404
    assert client.post(page + "improved/", made).status_code == 302
    assert today_of(world, "squad") == [] and stage.course(world, call).ended_at is not None


def test_who_had_a_hand_in_it_does_not_close_it(world: make.World, at: datetime) -> None:
    call = stage.sent(world, at)
    stage.answered(world, call, "squad", "narcotics_squad", at)
    stage.answered(world, call, "clerk", "narcotics_office", at)
    stage.settled(world, call, at)
    with pytest.raises(Refused) as refused:
        stage.closed(world, call, at, by="clerk")
    assert codes(refused) == ["calls.another_person"]
    closing.check_settlement(world.actor("director"), at=at, call_id=call, result="back", words="还没有见到人")
    assert stage.course(world, call).state == "under_way" and "call_acknowledge" in today_of(world, "squad")


def test_an_innocent_reason_ends_the_call_and_is_read_from_the_file(world: make.World, at: datetime) -> None:
    person = casefile.person(world.actor("encheng_worker"), at, post_id=world.posts["encheng_worker"])
    call = stage.raised(world, at, person_id=person)
    raising.check_innocent(world.actor("encheng_worker"), at=at, call_id=call, explains="hospital", words="县医院住院三天")
    assert stage.course(world, call).state == "innocent" and today_of(world, "encheng_worker") == []
    with pytest.raises(Refused) as refused:
        raising.call_units(world.actor("encheng_worker"), at=at, call_id=call)
    assert codes(refused) == ["calls.over"]


def test_the_gravest_calls_at_once_and_a_grid_worker_gives_notice(world: make.World, at: datetime) -> None:
    call = stage.raised(world, at, template="self_harm")
    assert stage.course(world, call).state == "called"
    notice = stage.raised(world, at, by="grid", template="self_harm", whom="李某", path=make.ENCHENG + "001", another=True)
    assert stage.course(world, notice).state == "noticed" and "call_take_up" in today_of(world, "encheng_head")
    raising.call_units(world.actor("encheng_head"), at=at, call_id=notice)
    assert stage.course(world, notice).state == "called"


def test_the_same_within_three_days_is_shown_instead(world: make.World, at: datetime) -> None:
    stage.raised(world, at)
    with pytest.raises(Refused) as refused:
        stage.raised(world, at + timedelta(hours=71), by="village")
    assert codes(refused) == ["calls.same_call"]
    assert stage.raised(world, at + timedelta(hours=71), by="village", another=True) and stage.raised(world, at + timedelta(hours=144), by="village")


def test_nobody_answers_and_the_next_are_called_each_once(world: make.World, at: datetime) -> None:
    call = stage.sent(world, at)
    assert escalate_due("440785", at + 14 * MINUTE) == 0
    first = escalate_due("440785", at + 16 * MINUTE)
    assert first > 0 and escalate_due("440785", at + 17 * MINUTE) == 0
    escalate_due("440785", at + 24 * 60 * MINUTE)  # a day's outage
    steps = [(fact.unit, fact.step, fact.due_at) for fact in _facts(world, call) if fact.kind == "unit_escalated"]
    assert len(steps) == len(set(steps)) and max(due for _unit, _step, due in steps) == at + 90 * MINUTE
    assert "call_acknowledge" in today_of(world, "director")
    stage.answered(world, call, "director", "narcotics_squad", at + 24 * 60 * MINUTE)
    assert not [key for key in stage.course(world, call).open if key.startswith("call_acknowledge:narcotics_squad")]


def test_a_unit_without_anybody_is_passed_over_at_once(world: make.World, at: datetime) -> None:
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["squad"], until_on=world.on)
    call = stage.sent(world, at)
    (squad,) = [fact for fact in _facts(world, call) if fact.kind == "unit_called" and fact.unit == "narcotics_squad"]
    assert squad.missing == ("on_duty", "backup", "head") and UUID(squad.post) == world.posts["clerk"]


def test_returned_once_goes_on_and_twice_is_decided_by_the_office(world: make.World, at: datetime) -> None:
    call = stage.sent(world, at)
    what: dict[str, Any] = {"call_id": call, "ground": "other_duty", "words": "不属禁毒大队"}
    answering.return_call(world.actor("squad"), at=at + MINUTE, unit="narcotics_squad", to_unit="police_station", **what)
    main = stage.course(world, call).main
    assert main is not None and main.unit == "police_station"
    answering.return_call(world.actor("encheng_police"), at=at + 2 * MINUTE, unit="police_station", to_unit="town", **what)
    assert stage.course(world, call).main is None and "call_decide" in today_of(world, "clerk")
    closing.decide_call(world.actor("clerk"), at=at + 3 * MINUTE, call_id=call, unit="town", words="镇街主办")
    decided = stage.course(world, call)
    assert decided.main is not None and decided.main.unit == "town" and decided.sent_at == at


def test_whoever_is_not_called_finds_no_room(world: make.World, at: datetime) -> None:
    call = stage.sent(world, at)
    for name in ("hengpi_worker", "hengpi_head", "auditor", "yongan_head"):
        with acting(world.actor(name)), pytest.raises(NotVisible):
            call_of(call)
    with pytest.raises(Refused) as refused:
        stage.answered(world, call, "village", "police_station", at)
    assert codes(refused) == ["calls.not_asked"]


def test_thirty_days_after_the_end_only_who_sees_the_area_still_finds_it(world: make.World, at: datetime) -> None:
    call = stage.raised(world, at)
    raising.check_innocent(world.actor("encheng_worker"), at=at, call_id=call, explains="leave", words="请了假")
    clock = clock_actor(make.ENPING)
    assert leave_calls(clock, at=at + timedelta(days=29))["ended"] == 0
    assert leave_calls(clock, at=at + timedelta(days=31))["ended"] == 1
    with acting(world.actor("encheng_worker")), pytest.raises(NotVisible):
        call_of(call)
    assert stage.course(world, call).state == "innocent"


def _facts(world: make.World, call: UUID) -> list[Any]:
    with acting(world.actor("clerk")):
        return list(call_of(call).held.facts)


# -- pages ----------------------------------------------------------------------------------------------------------


def test_raising_is_four_things_and_is_done_once(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    page = client.get("/calls/raise/").content.decode()
    assert 'name="template"' in page and 'href="/calls/raise/"' in page
    what = {"template": "lost_contact", "path": make.ENCHENG + "001", "known": "", "request_id": make.request_id()}
    assert "请写几句知道的情况" in client.post("/calls/raise/", what).content.decode()
    what["known"] = "两天没有联系上"
    first, second = client.post("/calls/raise/", what), client.post("/calls/raise/", what)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    room = client.get(first["Location"]).content.decode()
    assert "两天没有联系上" in room and "先排除没事的原因" in room and "还有没核过的" in room
    assert first["Location"].split("/")[2][:4].upper() in client.get("/calls/").content.decode()


def test_what_is_under_way_is_shown_instead_of_a_blank_form(world: make.World, client: Client, at: datetime) -> None:
    person = casefile.person(world.actor("encheng_worker"), at, post_id=world.posts["encheng_worker"])
    call, place = stage.raised(world, at, person_id=person), make.ENCHENG + "002"
    of_place = stage.raised(world, at, path=place)
    make.enter(client, world, "encheng_worker")
    known = client.get(f"/calls/raise/?person={person}").content.decode()
    assert "这个人的事已经在办" in known and f"/calls/{call}/" in known and 'name="known"' not in known
    assert 'name="another"' in client.get(f"/calls/raise/?person={person}&another=1").content.decode()
    told = client.get(f"/calls/raise/live/?path={place}").content.decode()
    assert f"/calls/{of_place}/" in told and 'name="another"' in told
    assert "/calls/" not in client.get(f"/calls/raise/live/?path={make.ENCHENG}003").content.decode()
    make.enter(client, world, "village")  # of another village's call it is told the number and no way in
    assert client.get(f"/calls/raise/live/?path={place}").content.decode().strip() == ""  # nor of a place that is not its own
    make.enter(client, world, "auditor")
    assert client.get(f"/calls/raise/live/?path={place}").status_code == 404


def test_the_room_on_a_phone_acknowledges_reports_and_polls(world: make.World, client: Client, at: datetime) -> None:
    call = stage.sent(world, at)
    room = f"/calls/{call}/"
    browser = make.Browser()
    make.enter(browser, world, "encheng_police")
    assert "派出所" in browser.get(room).content.decode()
    assert browser.post(f"{room}acknowledge/", {"acknowledge-unit": "police_station", "acknowledge-next_minutes": "30"}).status_code == 302
    refused = browser.post(f"{room}report/", {"report-unit": "police_station", "report-words": " "})
    assert refused.status_code == 422 and "请写明" in refused.content.decode()
    lines = browser.get(f"{room}lines/")
    assert lines.status_code == 200 and browser.get(f"{room}lines/", headers={"If-None-Match": lines["ETag"]}).status_code == 304
    make.enter(client, world, "hengpi_worker")
    assert client.get(room).status_code == 404 and client.get(f"{room}lines/").status_code == 404


def test_a_page_of_calls_stays_within_its_queries(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        call = stage.sent(world, at + number * MINUTE, another=True)
    make.enter(client, world, "clerk")
    client.get("/calls/"), client.get(f"/calls/{call}/")
    with django_assert_max_num_queries(14):
        client.get("/calls/")
    with django_assert_max_num_queries(26):
        client.get(f"/calls/{call}/")


def test_the_sheet_of_a_call_says_who_was_called_what_happened_and_what_came_of_it(world: make.World, client: Client, at: datetime) -> None:
    call = stage.sent(world, at)
    stage.answered(world, call, "squad", "narcotics_squad", at + 10 * MINUTE)
    make.enter(client, world, "encheng_worker")
    assert "call_sheet" in client.get(f"/calls/{call}/").content.decode()
    what = {"matter_id": call, "kind": "call_sheet", "about": "sheet", "typed": {}}
    paper = issue_paper(world.actor("encheng_worker"), at=at + 11 * MINUTE, **what)
    shown = client.get(f"/papers/{paper['paper']}/").content.decode()
    assert "呼应字" in shown and "两天没有联系上" in shown and "禁毒大队" in shown and "还没有" in shown
    raised = stage.raised(world, at, path=make.ENCHENG + "002")
    with pytest.raises(NotVisible):  # nobody is called yet
        issue_paper(world.actor("encheng_worker"), at=at, **what | {"matter_id": raised})
