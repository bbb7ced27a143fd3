"""项目和全年计划: days that call for something, weeks laid out in one, a campaign of all towns counted once, stamps without a name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.policy import load
from guitu.prevention.activities.commands import note_activity, plan_activity, publish_activity
from guitu.prevention.programmes import commands, stamps
from guitu.prevention.programmes.queries import stamps_of, under
from guitu.prevention.signups.commands import open_signups
from guitu.rules.activities import Heads
from guitu.rules.programmes import ProgrammesPolicy, may_belong, may_give, may_plan, nodes_of, weeks_of
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
POLICY: ProgrammesPolicy = load("national").on(date(2026, 3, 16)).programmes
TAGS = {"entry": ["family"]}


def programme(world: make.World, at: datetime, by: str = "clerk", **other: Any) -> UUID:
    what = {"path": make.ENPING, "kind": "campaign", "title": "全民禁毒宣传月", "since_on": date(2026, 3, 1), "last_on": date(2026, 4, 30), "gift_from": 2} | other
    return UUID(commands.plan_programme(world.actor(by), at=at, **what)["programme"])


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_a_day_is_answered_by_an_activity_within_a_week_of_it() -> None:
    found = {node.code: node.n for node in nodes_of(2026, [date(2026, 6, 19), date(2026, 6, 18), date(2026, 7, 3), date(2026, 7, 4), date(2026, 6, 2)], POLICY)}
    assert (found["drug_day"], found["children_day"], found["opium_day"], found["aids_day"]) == (2, 1, 1, 0)
    assert [node.on for node in nodes_of(2026, [], POLICY)] == sorted(node.on for node in nodes_of(2026, [], POLICY))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (may_plan(" ", date(2026, 6, 1), date(2026, 6, 30)), "programmes.needs_title"), (may_plan("月", date(2026, 6, 2), date(2026, 6, 1)), "programmes.days"),
        (may_plan("年", date(2026, 1, 1), date(2026, 12, 31)), ""), (may_plan("年", date(2026, 1, 1), date(2027, 1, 1)), "programmes.too_long"),
        (may_belong(date(2026, 6, 30), date(2026, 6, 1), date(2026, 7, 1)), ""), (may_belong(date(2026, 7, 1), date(2026, 6, 1), date(2026, 7, 1)), "programmes.outside"),
        (may_give(3, 3, None), ""), (may_give(2, 3, None), "programmes.too_few_stamps"), (may_give(9, 3, date(2026, 6, 1)), "programmes.gift_given"),
    ],
)
def test_what_may_be_of_a_programme(said: Any, wanted: str) -> None:
    assert [one.code for one in said.reasons] == ([wanted] if wanted else [])


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 370), st.sets(st.integers(1, 7), min_size=1), st.integers(-30, 400))
def test_each_week_is_laid_out_once_and_none_outside_the_days(since: date, n: int, weekdays: set[int], ahead: int) -> None:
    until, on = since + timedelta(days=n), since + timedelta(days=ahead)
    days = weeks_of(since, until, sorted(weekdays), on)
    assert days == sorted(set(days)) and all(since <= day < until and day >= on and day.isoweekday() in weekdays for day in days)
    left = max((until - max(since, on)).days, 0)
    assert left // 7 * len(weekdays) <= len(days) <= (left // 7 + 1) * len(weekdays)


def test_weeks_are_laid_out_and_a_campaign_counts_each_activity_once(world: make.World, at: datetime) -> None:
    head, campaign = world.actor("encheng_head"), programme(world, at)
    with pytest.raises(Refused) as refused:
        programme(world, at)
    assert code(refused) == "programmes.on_file"
    said = commands.lay_out_weeks(head, at=at, programme_id=campaign, path=make.ENCHENG, name="周末相约", kind="show", weekdays=[6], tags=TAGS)
    assert said["n"] == 6  # the Saturdays from 21 March to 25 April
    with acting(head):
        assert rows("SELECT count(*), min(due_on) FROM duties_duty WHERE kind = 'activity_record' AND state = 'open'") == [(6, date(2026, 3, 30))]  # a Saturday waits for the Monday
    for heads in (Heads(counted=40, signed=30), Heads(estimated=500)):
        note_activity(head, at=at, path=make.ENCHENG, name="街头宣传", kind="distribution", held_on=date(2026, 3, 10), tags=TAGS, heads=heads, programme_id=campaign)
    with pytest.raises(Refused) as refused:
        note_activity(head, at=at, path=make.ENCHENG, name="早了", kind="show", held_on=date(2026, 2, 28), tags=TAGS, heads=Heads(counted=1), programme_id=campaign)
    assert code(refused) == "programmes.outside"
    loose = UUID(plan_activity(head, at=at, path=make.ENCHENG, name="另一场", kind="show", held_on=date(2026, 5, 1), tags=TAGS)["matter"])
    with pytest.raises(Refused):
        commands.put_into_programme(head, at=at, activity_id=loose, programme_id=campaign)
    with pytest.raises(NotVisible):  # the county's days are the county's to change
        commands.change_programme(head, at=at, programme_id=campaign, since_on=date(2026, 3, 1), last_on=date(2026, 5, 31))
    commands.change_programme(world.actor("clerk"), at=at, programme_id=campaign, since_on=date(2026, 3, 1), last_on=date(2026, 5, 31), gift_from=2)
    commands.put_into_programme(head, at=at, activity_id=loose, programme_id=campaign)
    with acting(world.actor("clerk")):
        assert len(under(campaign)) == 9
    commands.put_into_programme(head, at=at, activity_id=loose, programme_id=None)
    with acting(world.actor("clerk")):
        assert len(under(campaign)) == 8


def test_a_card_has_one_stamp_for_each_activity_and_one_gift(world: make.World, at: datetime) -> None:
    head, campaign, on = world.actor("encheng_head"), programme(world, at), make.World.on
    gates = []
    for number in range(2):
        said = plan_activity(head, at=at, path=make.ENCHENG, name=f"第 {number} 场", kind="show", held_on=on, tags=TAGS, programme_id=campaign)
        publish_activity(head, at=at, activity_id=UUID(said["matter"]))
        open_signups(head, at=at, activity_id=UUID(said["matter"]), places=9)
        with acting(head):
            ((gate,),) = rows("SELECT gate FROM prevention_activity WHERE id = %s", [said["matter"]])
        gates.append((UUID(said["matter"]), gate))
    (first, gate), (second, other) = gates
    card_no = stamps.put(first, gate, "", on, on)
    assert stamps.put(first, gate, card_no.lower(), on, on) == card_no
    for wrong, wanted in (((first, gate, "ABCDEFGHJ", on, on), "programmes.no_card"), ((first, "1", "", on, on), "programmes.no_stamps"),
                          ((first, gate, card_no, on, on + timedelta(days=1)), "programmes.not_its_day")):
        with pytest.raises(Refused) as refused:
            stamps.put(*wrong)
        assert code(refused) == wanted
    card = stamps.card_of(card_no)
    assert card and len(card.stamps) == 1
    with pytest.raises(Refused):
        stamps.give(card, card_no, on)
    stamps.put(second, other, card_no, on, on)
    card = stamps.card_of(card_no)
    assert card
    stamps.give(card, card_no, on)
    card = stamps.card_of(card_no)
    assert card and card.gift_on == on
    with acting(world.actor("clerk")):
        assert stamps_of(campaign) == (1, 2, 1)
        assert rows("SELECT count(*) FROM prevention_signup") == [(0,)]  # a stamp counts no head


def test_the_pages_of_the_year_and_of_a_programme(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    today, now = clock.today(), clock.now()
    make.enter(client, world, "clerk")
    sent = {"title": "宣传进万家", "kind": "campaign", "path": make.ENPING, "since_on": str(today), "last_on": str(today + timedelta(days=60)), "gift_from": "3",
            "request_id": str(uuid4())}
    page = client.post("/prevention/programmes/plan/", sent)["Location"]
    assert client.post("/prevention/programmes/plan/", sent)["Location"] == page
    assert client.post("/prevention/programmes/plan/", sent | {"last_on": "2020-01-01", "request_id": str(uuid4())}).status_code == 422
    weeks = {"name": "周末相约", "kind": "show", "path": make.ENCHENG, "weekdays": ["6", "7"], "entry": ["family"], "topic": ["drugs"], "expected": "30", "request_id": str(uuid4())}
    assert client.post(page + "weeks/", weeks).status_code == 302
    assert client.post(page + "weeks/", weeks | {"weekdays": [], "request_id": str(uuid4())}).status_code == 422
    with django_assert_max_num_queries(10):
        shown = client.get(f"/prevention/programmes/?year={today.year}").content.decode()
    assert "宣传进万家" in shown and "六二六国际禁毒日" in shown
    with django_assert_max_num_queries(12):
        assert "周末相约" in client.get(page).content.decode()
    for address in (f"/prevention/programmes/month/?month={today:%Y-%m}", page + "change/", page + "weeks/", "/prevention/programmes/plan/", "/prevention/activities/plan/?on=2026-06-26"):
        assert client.get(address).status_code == 200, address
    make.enter(client, world, "encheng_head")
    said = plan_activity(world.actor("encheng_head"), at=now, path=make.ENCHENG, name="开幕", kind="show", held_on=today, tags=TAGS, programme_id=UUID(page.split("/")[-2]))
    publish_activity(world.actor("encheng_head"), at=now, activity_id=UUID(said["matter"]))
    open_signups(world.actor("encheng_head"), at=now, activity_id=UUID(said["matter"]), places=9)
    assert client.post(page + "change/", sent | {"request_id": str(uuid4())}).status_code == 404
    with acting(world.actor("encheng_head")):
        ((gate,),) = rows("SELECT gate FROM prevention_activity WHERE id = %s", [said["matter"]])
    client.logout()
    assert "打卡盖章" in client.get(f"/p/a/{said['matter']}/here/{gate}/").content.decode()
    card = client.post(f"/p/a/{said['matter']}/stamp/{gate}/", {"number": ""})["Location"]
    assert "1 个章" in client.get(card).content.decode() and client.post(card).status_code == 422
    assert client.post(f"/p/a/{said['matter']}/stamp/{gate}/", {"number": "xx"}).status_code == 422
    make.enter(client, world, "encheng_police")
    assert client.get(page).status_code in (403, 404)
