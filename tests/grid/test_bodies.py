"""单位与编制、设岗撤岗: a county sets its house up itself; what is used cannot be ended, and nobody goes above his ceiling."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.grid.area_groups.commands import close_area_group, make_area_group
from guitu.grid.bodies import queries
from guitu.grid.bodies.commands import add_body, approve_number, change_body, end_body
from guitu.grid.bodies.queries import Wish
from guitu.grid.establishing import appoint_holder, end_holding
from guitu.grid.posts.commands import add_post, change_post, close_post, common_path
from guitu.kit.database import acting, rows, run
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.tasks.commands import give_task
from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
LIST, ADD = "/settings/bodies/", "/settings/bodies/add/"
TODAY = date(2026, 3, 16)


def a_body(world: make.World, at: datetime, by: str = "clerk", **what: Any) -> UUID:
    said = {"kind": "town_centre", "name": "恩城街道第二工作站", "path": make.ENCHENG, "from_on": TODAY, **what}
    return UUID(add_body(world.actor(by), at=at, **said)["body"])


def a_post(world: make.World, at: datetime, body: UUID, by: str = "clerk", **what: Any) -> UUID:
    said = {"role": "social_worker", "title": "", "path": make.ENCHENG, "from_on": TODAY, **what}
    return UUID(add_post(world.actor(by), at=at, body_id=body, **said)["post"])


def appoint(world: make.World, at: datetime, post: UUID, on: date = TODAY, number: str = "工号8001") -> None:
    appoint_holder(
        world.actor("clerk"), at=at, post_id=post, name="赵六", sex="male", from_on=on, login=f"l-{number[-4:]}", number=number
    )


def refusal(call: Any) -> str:
    with pytest.raises(Refused) as found:
        call()
    return found.value.reasons[0].code


def test_a_body_is_set_up_given_its_number_and_shows_what_is_vacant(client: Client, world: make.World, at: datetime) -> None:
    make.enter(client, world, "clerk")
    sent = {
        "kind": "station", "name": "沿江工作站", "path": make.ENCHENG, "rank": "section", "parent_id": "",
        "from_on": "2026-03-02", "request_id": new_request_id(),
    }
    answers = [client.post(ADD, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302] and answers[0]["Location"] == answers[1]["Location"]
    page = answers[0]["Location"]
    assert "没有岗位" in steps.text(client.get(page))
    number = {"role": "social_worker", "approved": "3", "from_on": "2026-03-02", "request_id": new_request_id()}
    assert client.post(f"{page}number/", number).status_code == 302
    post = {"role": "social_worker", "title": "沿江社工", "path": make.ENCHENG, "area_group_id": "", "from_on": "2026-03-02",
            "request_id": new_request_id()}
    assert client.post(f"{page}posts/add/", post).status_code == 302
    shown = steps.text(client.get(page))
    assert "沿江社工" in shown and "2 个还没有设岗" in shown and "14 天" in shown  # vacant since it was set up
    listed = steps.text(client.get(LIST, {"q": "沿江"}))
    assert "沿江工作站" in listed and "工作站" in listed and "股" in listed
    assert "沿江工作站" in steps.text(client.get(LIST, {"only": "vacant"}))
    with acting(world.actor("director")):
        commands = {row[0] for row in rows("SELECT command FROM ledger_entry WHERE object_kind IN ('body', 'post', 'establishment')")}
    assert commands == {"add_body", "approve_number", "add_post"}


def test_approved_numbers_hold_for_their_days_and_the_later_word_of_a_day_counts(world: make.World, at: datetime) -> None:
    clerk, body = world.actor("clerk"), a_body(world, at)
    said = ((2, date(2025, 1, 1)), (5, date(2026, 1, 1)), (4, date(2026, 1, 1)), (9, date(2027, 1, 1)))
    for approved, on in said:
        approve_number(clerk, at=at, body_id=body, role="social_worker", approved=approved, from_on=on)
        at = at.replace(minute=at.minute + 1)
    with acting(clerk):
        for day, held in ((date(2024, 6, 1), None), (date(2025, 6, 1), 2), (TODAY, 4), (date(2027, 6, 1), 9)):
            found = queries.body(clerk, body, day)
            assert found is not None and found["approved"] == held
    assert refusal(lambda: approve_number(clerk, at=at, body_id=body, role="social_worker", approved=501, from_on=TODAY)) == "bodies.approved_range"
    with acting(clerk), pytest.raises(Exception, match=r"append-only|permission denied"):
        run("UPDATE grid_establishment SET approved = 100")


def test_a_vacancy_has_its_length_from_the_day_the_last_holder_left(world: make.World, at: datetime) -> None:
    body = a_body(world, at, from_on=date(2026, 1, 1))
    post = a_post(world, at, body, from_on=date(2026, 1, 1))
    appoint(world, at, post, on=date(2026, 1, 1))
    with acting(world.actor("clerk")):
        found = queries.body(world.actor("clerk"), body, TODAY)
    assert found is not None and (found["held"], found["vacant"], found["longest"]) == (1, 0, None)
    end_holding(world.actor("clerk"), at=at, post_id=post, until_on=date(2026, 3, 6))
    with acting(world.actor("clerk")):
        found = queries.body(world.actor("clerk"), body, TODAY)
        assert found is not None and (found["held"], found["vacant"], found["longest"]) == (0, 1, 10)
        assert [one["id"] for one in queries.bodies(world.actor("clerk"), Wish(only="vacant"), TODAY)] == [body]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "", "kind": ""}, "请填写名称"),
        ({"kind": "casino"}, "请重新选择种类"),
        ({"path": make.YONGAN}, "请重新选择在哪里"),
        ({"from_on": "1026-03-02"}, "离今天太远"),
        ({"kind": "police_station", "name": "恩城派出所"}, "已经有同一种"),
    ],
)
def test_what_cannot_be_set_up_is_said_and_nothing_typed_is_lost(
    client: Client, world: make.World, changed: dict[str, str], said: str
) -> None:
    make.enter(client, world, "clerk")
    sent = {"kind": "station", "name": "沿江工作站", "path": make.ENCHENG, "rank": "", "parent_id": "", "from_on": "2026-03-02",
            **changed, "request_id": new_request_id()}
    answer = client.post(ADD, sent)
    assert answer.status_code == 422 and said in steps.text(answer)
    assert changed.get("name") != "" or "请填写种类" in steps.text(answer)  # all errors at once
    with acting(world.actor("clerk")):
        assert rows("SELECT 1 FROM grid_body WHERE name = '沿江工作站'") == []


def test_a_used_post_is_not_closed_and_says_who_hangs_there(client: Client, world: make.World, at: datetime) -> None:
    post = a_post(world, at, a_body(world, at))
    appoint(world, at, post)
    who = casefile.on_detox(world.actor("encheng_worker"), at)
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=post)
    give_task(world.actor("clerk"), at=at, owner=post, text="核对名单", due_on=date(2026, 4, 1), source="meeting")
    address = f"/settings/posts/{post}/close/"
    for name in ("clerk",):
        make.enter(client, world, name)
        page = client.get(address)
        said = steps.text(page)
        assert "还有人担任" in said and "名下还有 1 人" in said and "还有 1 件交办" in said and "待办没有办完" in said
        assert f"/people/?post={post}" in page.content.decode()
        refused = client.post(address, {"until_on": "2026-03-16", "request_id": new_request_id()})
        assert refused.status_code == 422 and "名下还有 1 人" in steps.text(refused)
    security, _account = make.post_of("security_admin", make.ENPING)
    world.posts["security"], world.accounts["security"] = security, _account
    codes = {"posts.still_held", "posts.looks_after", "posts.has_tasks", "posts.has_duties"}
    with pytest.raises(Refused) as found:  # who sees no file is told the same
        close_post(world.actor("security"), at=at, post_id=post, until_on=TODAY)
    assert {reason.code for reason in found.value.reasons} == codes


def test_handed_over_and_left_a_post_and_then_its_body_are_ended(client: Client, world: make.World, at: datetime) -> None:
    clerk, body = world.actor("clerk"), a_body(world, at)
    post = a_post(world, at, body)
    appoint(world, at, post)
    who = casefile.on_detox(world.actor("encheng_worker"), at)
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=post)
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts["encheng_worker"])
    end_holding(clerk, at=at, post_id=post, until_on=TODAY)
    assert refusal(lambda: end_body(clerk, at=at, body_id=body, until_on=TODAY)) == "bodies.has_posts"
    make.enter(client, world, "clerk")
    assert client.post(f"/settings/posts/{post}/close/", {"until_on": "2026-03-16", "request_id": new_request_id()}).status_code == 302
    assert refusal(lambda: close_post(clerk, at=at, post_id=post, until_on=TODAY)) == "posts.is_closed"
    assert client.post(f"{LIST}{body}/end/", {"until_on": "2026-03-16", "request_id": new_request_id()}).status_code == 302
    assert "第二工作站" not in steps.text(client.get(LIST)) and "第二工作站" in steps.text(client.get(LIST, {"only": "ended"}))
    assert refusal(lambda: change_body(clerk, at=at, body_id=body, kind="station", name="甲", parent_id=None, rank="")) == "bodies.ended"
    assert refusal(lambda: add_post(clerk, at=at, body_id=body, role="social_worker", title="", path=make.ENCHENG, from_on=TODAY)) == "bodies.ended"


def test_nobody_sets_up_or_closes_what_he_may_not_grant(world: make.World, at: datetime) -> None:
    body = a_body(world, at, path=make.ENPING, kind="narcotics_office", name="恩平市禁毒办二")
    for role in ("security_admin", "system_admin", "audit_admin", "county_director", "county_clerk"):
        assert refusal(lambda role=role: a_post(world, at, body, role=role, path=make.ENPING)) == "above_ceiling"
        assert refusal(lambda role=role: approve_number(world.actor("clerk"), at=at, body_id=body, role=role, approved=1, from_on=TODAY)) == "above_ceiling"
    assert refusal(lambda: close_post(world.actor("clerk"), at=at, post_id=world.posts["auditor"], until_on=TODAY)) == "above_ceiling"
    assert refusal(lambda: a_post(world, at, body, role="person")) == "above_ceiling"
    with acting(world.actor("clerk")), pytest.raises(IntegrityError, match="ceiling"):
        run("UPDATE grid_post SET closed_on = %s WHERE id = %s", [TODAY, world.posts["auditor"]])
    with acting(world.actor("clerk")), pytest.raises(IntegrityError, match="ceiling"):
        run(
            "INSERT INTO grid_post (id, county_id, body_id, role, title, path) SELECT gen_random_uuid(), county_id, id,"
            " 'security_admin', '甲', path FROM grid_body WHERE id = %s",
            [body],
        )
    with acting(world.actor("encheng_worker")), pytest.raises(IntegrityError, match="ceiling"):
        run("UPDATE grid_post SET title = '甲' WHERE id = %s", [world.posts["encheng_other"]])
    with acting(world.actor("clerk")), pytest.raises(IntegrityError, match="role and its place"):
        run("UPDATE grid_post SET role = 'town_head' WHERE id = %s", [world.posts["encheng_worker"]])
    connection.close()


@pytest.mark.parametrize("name", ["encheng_worker", "encheng_head", "director", "village", "auditor", "yongan_head"])
def test_others_change_nothing(client: Client, world: make.World, at: datetime, name: str) -> None:
    body = a_body(world, at)
    post = a_post(world, at, body)
    make.enter(client, world, name)
    for address in (ADD, f"{LIST}{body}/change/", f"{LIST}{body}/end/", f"{LIST}{body}/number/", f"{LIST}{body}/posts/add/",
                    f"/settings/posts/{post}/change/", f"/settings/posts/{post}/close/"):
        assert client.get(address).status_code == client.post(address, {}).status_code == 404
    sees = name in ("encheng_head", "director")
    assert client.get(f"{LIST}{body}/").status_code == (200 if sees else 404)
    with pytest.raises(Refused):
        end_body(world.actor(name), at=at, body_id=body, until_on=TODAY)


def test_a_body_of_another_county_does_not_exist(world: make.World, at: datetime) -> None:
    body = a_body(world, at)
    _, account = made = make.post_of("security_admin", make.YONGAN[:6])
    world.posts["other"], world.accounts["other"] = made
    assert account
    for call in (
        lambda: end_body(world.actor("other"), at=at, body_id=body, until_on=TODAY),
        lambda: change_body(world.actor("other"), at=at, body_id=body, kind="station", name="甲", parent_id=None, rank=""),
        lambda: approve_number(world.actor("other"), at=at, body_id=body, role="social_worker", approved=1, from_on=TODAY),
        lambda: add_post(world.actor("other"), at=at, body_id=body, role="social_worker", title="", path=make.ENCHENG, from_on=TODAY),
        lambda: close_post(world.actor("other"), at=at, post_id=world.posts["encheng_worker"], until_on=TODAY),
    ):
        with pytest.raises(NotVisible):
            call()


def test_what_stands_above_a_body_never_stands_below_it(world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    top = a_body(world, at, name="甲", path=make.ENPING)
    middle = a_body(world, at, name="乙", parent_id=top)
    low = a_body(world, at, name="丙", parent_id=middle)
    for above in (top, middle, low):
        assert refusal(lambda above=above: change_body(clerk, at=at, body_id=top, kind="station", name="甲", parent_id=low if above != top else top, rank="")) == "bodies.parent_inside"
    assert refusal(lambda: end_body(clerk, at=at, body_id=middle, until_on=TODAY)) == "bodies.has_bodies"
    with pytest.raises(Stale):
        change_body(clerk, at=at, body_id=low, kind="station", name="丁", parent_id=None, rank="", seen="别的名称")


def test_a_post_over_a_group_of_areas_looks_after_people_of_these_areas_only(world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    group = UUID(make_area_group(clerk, at=at, name="沿江片区", paths=[make.ENCHENG + "001", make.HENGPI + "200"])["group"])
    office = a_body(world, at, name="片区工作站", path=make.ENPING)
    post = a_post(world, at, office, path="", area_group_id=group)
    assert refusal(lambda: a_post(world, at, office, role="town_head", path="", area_group_id=group)) == "posts.group_whole"
    inside = casefile.person(world.actor("encheng_worker"), at, scope_path=make.ENCHENG + "001")
    outside = casefile.person(world.actor("encheng_worker"), at, "李四", scope_path=make.ENCHENG + "002")
    assign_person(world.actor("encheng_head"), at=at, person_id=inside, post_id=post)
    assert refusal(lambda: assign_person(world.actor("encheng_head"), at=at, person_id=outside, post_id=post)) == "steps.post_elsewhere"
    assert refusal(lambda: close_area_group(clerk, at=at, group_id=group)) == "posts.of_group"


def test_the_narrowest_unit_holds_all_areas_of_a_group() -> None:
    assert common_path(("440785001001", "440785001002")) == "440785001"
    assert common_path(("440785001001", "440785101")) == "440785"


def test_a_post_is_called_otherwise_and_moved_to_another_body_but_keeps_role_and_place(
    client: Client, world: make.World, at: datetime
) -> None:
    one, two = a_body(world, at), a_body(world, at, name="第三工作站")
    post = a_post(world, at, one)
    make.enter(client, world, "clerk")
    sent = {"title": "夜班社工", "body_id": str(two), "request_id": new_request_id()}
    assert client.post(f"/settings/posts/{post}/change/", sent)["Location"] == f"{LIST}{two}/"
    elsewhere = a_body(world, at, name="横陂工作站", path=make.HENGPI)
    assert refusal(lambda: change_post(world.actor("clerk"), at=at, post_id=post, title="", body_id=elsewhere)) == "posts.place_outside"
    assert refusal(lambda: a_post(world, at, one, path=make.HENGPI)) == "posts.place_outside"


def test_nobody_takes_a_post_before_it_is_there(world: make.World, at: datetime) -> None:
    post = a_post(world, at, a_body(world, at), from_on=date(2026, 4, 1))
    assert refusal(lambda: appoint(world, at, post)) == "posts.begins_later"


def test_the_pages_ask_few_questions(client: Client, world: make.World, at: datetime) -> None:
    body = a_body(world, at)
    make.enter(client, world, "clerk")
    for address, most in ((LIST, 3), (f"{LIST}{body}/", 4), (ADD, 4)):
        client.get(address)
        with casefile.capture() as captured:
            client.get(address)
        assert len(casefile.content_queries(captured)) <= most
