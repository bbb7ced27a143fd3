"""宣传活动: planned, published, held; the permit of a large one; heads never added up across what they rest on; stalls counted once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.prevention.activities import commands, queries
from guitu.prevention.brands.commands import add_brand, end_brand
from guitu.rules.activities import Heads, summed
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
TAGS = {"entry": ["school", "village"], "organiser": ["women", "party_branch"], "topic": ["drugs"]}


def plan(world: make.World, at: datetime, *, by: str = "encheng_head", **other: Any) -> UUID:
    what = {"path": make.ENCHENG, "name": "禁毒集市", "kind": "fair", "held_on": date(2026, 4, 10), "tags": TAGS} | other
    return UUID(commands.plan_activity(world.actor(by), at=at, **what)["matter"])


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def open_duties(world: make.World, activity: UUID) -> list[tuple[str, date]]:
    with acting(world.actor("encheng_head")):
        return rows("SELECT kind, due_on FROM duties_duty WHERE matter_id = %s AND state = 'open' ORDER BY due_on", [activity])


def test_a_large_activity_asks_the_police_first_and_is_recorded_after_its_day(world: make.World, at: datetime) -> None:
    head = world.actor("encheng_head")
    said = commands.plan_activity(
        head, at=at, path=make.ENCHENG, name="灯光秀禁毒专场", kind="show", held_on=date(2026, 4, 10), tags=TAGS, expected=6000
    )
    activity = UUID(said["matter"])
    assert [code for code, _, _ in said["followed"]] == ["activities.permit_by", "activities.permit_city"]
    assert open_duties(world, activity) == [("activity_permit", date(2026, 3, 21)), ("activity_record", date(2026, 4, 17))]
    commands.note_permit(head, at=at, activity_id=activity, on=make.World.on)
    commands.publish_activity(head, at=at, activity_id=activity)
    with pytest.raises(Refused) as refused:
        commands.record_activity(head, at=at, activity_id=activity, heads=Heads(counted=10))
    assert codes(refused) == ["activities.not_yet"]
    after = at + timedelta(days=30)
    with pytest.raises(Refused) as refused:
        commands.record_activity(head, at=after, activity_id=activity, heads=Heads(), leaders=["town"], words={"leaders": "某镇长"})
    assert codes(refused) == ["activities.no_heads", "activities.leader_named"]
    commands.record_activity(head, at=after, activity_id=activity, heads=Heads(estimated=5500), leaders=["town", "county"], cost=880_000)
    assert open_duties(world, activity) == []
    commands.record_activity(head, at=after, activity_id=activity, heads=Heads(counted=5200), leaders=["town"], cost=880_000)  # put right
    with acting(head):
        found = queries.activity_of(activity)
        assert (found["state"], found["counted"], found["estimated"], found["leader"], found["tags"]["leader"]) == ("held", 5200, None, "town", ["town"])
    with pytest.raises(Refused):
        commands.call_off_activity(head, at=after, activity_id=activity, note="下雨")


def test_it_counts_once_in_totals_and_once_for_each_tag_and_its_stalls_not_at_all(world: make.World, at: datetime) -> None:
    head = world.actor("encheng_head")
    fair = plan(world, at, held_on=date(2026, 3, 10), words={"pledge": "我宣誓：远离毒品。"})
    stall = UUID(commands.add_stall(head, at=at, activity_id=fair, name="宣誓台", kind="show")["matter"])
    with pytest.raises(Refused) as refused:
        commands.add_stall(head, at=at, activity_id=stall, name="再分", kind="show")
    assert codes(refused) == ["activities.inside_itself"]
    for one in (fair, stall):
        commands.record_activity(head, at=at, activity_id=one, heads=Heads(signed=80, estimated=500), cost=40_000)
    commands.note_activity(
        head, at=at, path=make.ENCHENG + "001", name="主题班会", kind="class_meeting", held_on=date(2026, 3, 12), tags={"entry": ["school"]},
        heads=Heads(estimated=45), leaders=["village"],
    )
    off = plan(world, at, name="取消的一场")
    with pytest.raises(Refused):
        commands.call_off_activity(head, at=at, activity_id=off, note=" ")
    commands.call_off_activity(head, at=at, activity_id=off, note="改期")
    with acting(world.actor("director")) as director:
        wish = queries.Wish(year=2026)
        held = queries.held_heads(director, wish)
        assert len(held) == 2 and summed(map(queries.heads_of, held)) == (80, 45, 1)
        tagged = queries.by_tag(director, wish)
        assert tagged["entry"] == {"school": 2, "village": 1} and tagged["organiser"] == {"women": 1, "party_branch": 1}
        assert [one["name"] for one in queries.activity_of(fair)["stalls"]] == ["宣誓台"]
        assert len(queries.coming(director, date(2026, 3, 1), date(2026, 5, 1))) == 0


def test_a_brand_and_who_sees_an_activity(world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    brand = UUID(add_brand(clerk, at=at, path=make.ENCHENG, name="禁毒妈妈联盟", since_on=date(2025, 1, 1))["brand"])
    with pytest.raises(Refused):
        add_brand(clerk, at=at, path=make.ENCHENG, name="禁毒妈妈联盟", since_on=date(2025, 1, 1))
    activity = plan(world, at, brand_id=brand)
    with acting(world.actor("village")), pytest.raises(NotVisible):  # of the town, above the village
        queries.activity_of(activity)
    with acting(world.actor("encheng_head")) as head:
        assert queries.brands(head, make.World.on)[0]["name"] == "禁毒妈妈联盟"
    with pytest.raises(NotVisible):
        end_brand(world.actor("hengpi_head"), at=at, brand_id=brand, ended_on=make.World.on)
    end_brand(clerk, at=at, brand_id=brand, ended_on=make.World.on)
    for wrong, code in (({"tags": {}}, "activities.needs_entry"), ({"kind": "war"}, "not_in_list"), ({"path": "440786"}, "places.elsewhere")):
        with pytest.raises(Refused) as refused:
            plan(world, at, **wrong)
        assert codes(refused) == [code]


def test_the_pages_of_an_activity(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    make.enter(client, world, "encheng_head")
    sent = {"name": "禁毒科普进校园", "path": make.ENCHENG, "kind": "lecture", "held_on": "2026-03-15", "expected": "1200", "entry": ["school", "village"],
            "topic": ["drugs", "law"], "request_id": str(uuid4())}
    first = client.post("/prevention/activities/plan/", sent)
    assert first.status_code == 302 and client.post("/prevention/activities/plan/", sent)["Location"] == first["Location"]
    page = first["Location"]
    assert "满 1000 人的大型活动" in client.get(page).content.decode()
    assert client.post("/prevention/activities/plan/", sent | {"entry": [], "request_id": str(uuid4())}).status_code == 422
    assert client.post(page + "publish/", {"request_id": str(uuid4())}).status_code == 302
    assert client.post(page + "publish/", {"request_id": str(uuid4())}).status_code == 422
    assert client.post(page + "record/", {"leaders": [], "leader_names": ""}).status_code == 422
    assert client.post(page + "record/", {"signed": "118", "leaders": ["county"], "leader_names": "某副市长", "cost": "236.00"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "某副市长" in shown and "2.00 元" in shown
    for address in ("/prevention/activities/sums/?year=2026", "/prevention/activities/note/", "/prevention/brands/", "/prevention/brands/add/", page + "stall/"):
        assert client.get(address).status_code in (200, 404), address
    with django_assert_max_num_queries(12):
        assert "禁毒科普进校园" in client.get("/prevention/activities/?tag=entry.school&year=2026").content.decode()
    make.enter(client, world, "hengpi_worker")
    assert client.get(page).status_code == 404
