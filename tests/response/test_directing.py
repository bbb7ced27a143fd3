"""呼应: what whoever is in charge does in the room: 批示, 催办, a delay, and two calls that are one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.response import answering, closing, directing
from guitu.response.events.commands import take_event
from guitu.response.events.sheet import on_file
from guitu.response.fold import CALL
from guitu.response.reading import call_of
from guitu.settling.checking import different
from tests import make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)
SQUAD = "narcotics_squad"


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


@pytest.fixture
def at(at: datetime) -> datetime:
    """Half an hour before the pages look at the clock."""
    return at - 30 * MINUTE


def told(world: make.World, name: str) -> list[str]:
    with acting(world.actor(name)):
        return [kind for (kind,) in rows("SELECT kind FROM notices_notice WHERE post_id = %s ORDER BY made_at, id", [world.posts[name]])]


def test_the_office_urges_and_instructs_and_the_unit_reads_it_and_reports(world: make.World, client: Client, at: datetime) -> None:
    call = stage.sent(world, at)
    stage.answered(world, call, "squad", SQUAD, at + MINUTE, 240)
    room = f"/calls/{call}/"
    make.enter(client, world, "director")
    page = client.get(room).content.decode()
    assert "催办" in page and "批示" in page
    refused = client.post(f"{room}instruction/", {"instruct-unit": "", "instruct-words": " "})
    assert refused.status_code == 422 and "请写明" in refused.content.decode()
    what = {"instruct-unit": "", "instruct-words": "先查车站和医院。", "request_id": make.request_id()}
    assert [client.post(f"{room}instruction/", what).status_code for _time in range(2)] == [302, 302]
    urge = {"urge-unit": SQUAD, "urge-words": ""}
    assert client.post(f"{room}urge/", urge).status_code == 302
    again = client.post(f"{room}urge/", urge)
    assert again.status_code == 422 and "已经催过" in again.content.decode()
    assert "call_urged" in told(world, "squad") and "call_answered" in told(world, "village")
    unit = make.Browser()
    make.enter(unit, world, "squad")
    assert "先查车站和医院" in unit.get(room).content.decode() and unit.post(f"{room}urge/", urge).status_code == 404
    open_now = {key.partition(":")[0] for key in stage.course(world, call).open}
    assert {"call_urge", "call_instruction"} <= open_now
    answering.report_call(world.actor("squad"), at=clock.now(), call_id=call, unit=SQUAD, words="都查过了", next_minutes=60)
    assert not {"call_urge", "call_instruction"} & {key.partition(":")[0] for key in stage.course(world, call).open}
    outsider = make.Browser()
    make.enter(outsider, world, "hengpi_head")
    assert outsider.post(f"{room}instruction/", what).status_code == 404
    assert different(CALL, make.ENPING, [call], clock.now(), mend=False) == []


def test_more_time_is_asked_by_the_main_unit_and_given_by_another(world: make.World, client: Client, at: datetime) -> None:
    call = stage.sent(world, at)
    stage.answered(world, call, "squad", SQUAD, at + MINUTE, 240)
    room = f"/calls/{call}/"
    with pytest.raises(Refused) as refused:
        stage.answered(world, call, "village", "village", at + MINUTE)
        directing.ask_delay(world.actor("village"), at=at + MINUTE, call_id=call, unit="village", hours=24, words="慢")
    assert [reason.code for reason in refused.value.reasons] == ["calls.main_only"]
    make.enter(client, world, "squad")
    wanted = {"delay-unit": SQUAD, "delay-hours": "24", "delay-words": "人在外省，明天才到。", "request_id": make.request_id()}
    assert client.post(f"{room}delay/", wanted | {"delay-words": ""}).status_code == 422
    assert [client.post(f"{room}delay/", wanted).status_code for _time in range(2)] == [302, 302]
    waiting = stage.course(world, call)
    asked = next(duty for key, duty in waiting.open.items() if key.startswith("call_delay"))
    decider = next(name for name, post in world.posts.items() if asked.whose and str(post) == asked.whose[0])
    assert decider in ("clerk", "director", "encheng_head") and "call_noticed" in told(world, decider)
    with pytest.raises(Refused) as own:  # who asked decides under no other post
        directing.decide_delay(world.actor("squad"), at=clock.now(), call_id=call, delay_answer="granted")
    assert own.value.reasons
    office = make.Browser()
    make.enter(office, world, decider)
    assert "没有定以前，原来的时限不变" in office.get(room).content.decode()
    assert office.post(f"{room}delay/answer/", {"delay_answer-delay_answer": "denied", "delay_answer-words": ""}).status_code == 422
    assert office.post(f"{room}delay/answer/", {"delay_answer-delay_answer": "granted"}).status_code == 302
    course = stage.course(world, call)
    assert course.settle_by is not None and course.settle_by == at + timedelta(hours=72) and course.sent_at == at
    assert "同意延期，原来是" in office.get(room).content.decode() and "call_answered" in told(world, "squad")
    assert office.post(f"{room}delay/answer/", {"delay_answer-delay_answer": "granted"}).status_code == 422


def test_two_calls_of_the_same_thing_become_one_and_what_was_known_goes_along(world: make.World, client: Client, at: datetime) -> None:
    first = stage.sent(world, at)
    second = stage.raised(world, at + MINUTE, by="encheng_head", known="邻居说看见他上了去阳江的车", another=True)
    room = f"/calls/{second}/"
    make.enter(client, world, "clerk")
    assert first.hex[:4].upper() in client.get(room).content.decode()  # offered by its number, its kind and its place
    ending = {"end-how": "merged", "end-words": "同一个人。", "request_id": make.request_id()}
    assert client.post(f"{room}end/", ending).status_code == 422
    assert [client.post(f"{room}end/", ending | {"end-into": str(first)}).status_code for _time in range(2)] == [302, 302]
    with acting(world.actor("clerk")):
        facts = [fact.kind for fact in call_of(first).held.facts]
    assert facts.count("call_joined") == 1 and stage.course(world, second).into == str(first)
    make.enter(client, world, "squad")
    assert "邻居说看见他上了去阳江的车" in client.get(f"/calls/{first}/").content.decode()
    assert "call_answered" in told(world, "squad")
    with pytest.raises(Refused):  # it is over, and takes nothing more in
        third = stage.raised(world, at + 2 * MINUTE, another=True)
        closing.end_call(world.actor("clerk"), at=at + 3 * MINUTE, call_id=third, how="merged", words="同一件", into=str(second))


def test_an_event_of_the_province_that_went_into_another_tells_what_came_of_that_one(world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    what = {"template": "grid_needles", "path": make.ENCHENG + "001", "known": "公园里有针管"}
    one, two = (take_event(clerk, at=at + number * MINUTE, number=f"S-{number}", **what)["call"] for number in (1, 2))
    closing.end_call(clerk, at=at + 3 * MINUTE, call_id=UUID(two), how="merged", words="同一处", into=one)
    shown = {held.values["outside_no"]: held.values["state"] for held in on_file(clerk, world.on)}
    assert shown["S-2"] == shown["S-1"] != ""
    with pytest.raises((Refused, NotVisible)):
        closing.end_call(clerk, at=at + 4 * MINUTE, call_id=UUID(two), how="merged", words="再并", into=one)


def test_whoever_raised_it_says_what_became_known_since(world: make.World, client: Client, at: datetime) -> None:
    call = stage.raised(world, at, by="grid", template="lost_contact")
    room = f"/calls/{call}/"
    make.enter(client, world, "grid")
    assert "补充情况" in client.get(room).content.decode()
    assert client.post(f"{room}more/", {"more-words": " "}).status_code == 422
    what = {"more-words": "他姐姐说昨晚还通过电话。", "request_id": make.request_id()}
    assert [client.post(f"{room}more/", what).status_code for _time in range(2)] == [302, 302]
    assert client.get(room).content.decode().count("他姐姐说昨晚还通过电话") == 1
    assert told(world, "encheng_head").count("call_answered") == 1
    outsider = make.Browser()
    make.enter(outsider, world, "hengpi_head")
    assert outsider.post(f"{room}more/", what).status_code == 404
    closing.end_call(world.actor("encheng_head"), at=clock.now(), call_id=call, how="false_alarm", words="已经回家")
    assert client.post(f"{room}more/", {"more-words": "还有"}).status_code == 422
