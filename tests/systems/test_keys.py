"""A key is a part of one kind of post's rights, asked for by one person, granted by another, taken once, withdrawn at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from guitu.approvals.commands import ask_approval, decide_approval
from guitu.grid.access import posts_of
from guitu.grid.roles import ROLES
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.sealed import answer_in
from guitu.systems.commands import make_key, take_key, withdraw_key
from guitu.systems.entrance import enter
from tests import make
from tests.casefile import capture, content_queries
from tests.systems import keys

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def made(world: make.World, at: datetime, **changed: Any) -> UUID:
    what = keys.asked(**changed)
    return UUID(make.granted(world, keys.administrator(world), "director", make_key, at=at, **what)["key"])


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as found:
        call()
    return found.value.reasons[0].code


def test_nobody_makes_one_alone(world: make.World, at: datetime) -> None:
    security = world.actor(keys.administrator(world))
    assert refusal(lambda: make_key(security, at=at, **keys.asked())) == "approvals.needed"
    asked = ask_approval(security, at=at, name="make_key", arguments=keys.asked(), shown=[("系统", "x")])
    with pytest.raises((Refused, NotVisible)):
        decide_approval(security, at=at, approval_id=UUID(asked["approval"]), grant=True)
    with acting(security):
        assert rows("SELECT count(*) FROM systems_systemkey") == [(0,)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"role": "system_admin"}, "systems.role"),
        ({"role": "social_worker"}, "systems.role"),  # sees its own people only: a system has none
        ({"role": "clock"}, "systems.role"),
        ({"role": "police_liaison", "actions": ["give_task"]}, "systems.actions"),
        ({"actions": ["decide_approval"]}, "systems.actions"),
        ({"actions": ["record_custody"]}, "systems.actions"),  # a clerk may, a system may not
        ({"actions": []}, "systems.actions"),
        ({"role": "county_clerk", "classes": ["NOTE"]}, "systems.classes"),
        ({"path": "421202"}, "systems.area"),
        ({"path": "4407"}, "systems.area"),
        ({"expires_on": date(2027, 3, 17)}, "systems.day"),
        ({"expires_on": date(2026, 3, 16)}, "systems.day"),
        ({"per_minute": 0}, "systems.rate"),
        ({"per_day": 1_000_000}, "systems.rate"),
        ({"name": " "}, "systems.name"),
    ],
)
def test_what_is_above_the_ceiling_is_refused_even_when_granted(
    world: make.World, at: datetime, changed: dict[str, Any], code: str
) -> None:
    assert refusal(lambda: made(world, at, **changed)) == code


def test_the_director_may_not_ask_and_the_clerk_has_no_page(world: make.World, at: datetime, client: Client) -> None:
    with pytest.raises(Refused) as found:
        make.granted(world, "director", "clerk", make_key, at=at, **keys.asked())
    assert found.value.reasons[0].code == "not_for_this_post"
    make.enter(client, world, "clerk")
    assert client.get("/settings/keys/").status_code == 404


def test_the_secret_is_taken_once_by_whoever_asked_and_kept_nowhere(world: make.World, at: datetime) -> None:
    key = made(world, at)
    assert refusal(lambda: take_key(world.actor("director"), at=at, key_id=key)) == "not_for_this_post"
    assert refusal(lambda: take_key(world.actor(keys.administrator(world, "another")), at=at, key_id=key)) == "systems.not_yours"
    request = make.request_id()
    secret = take_key(world.actor("security"), at=at, key_id=key, request_id=request)["once"]
    assert secret.startswith("gt_") and len(secret) > 40
    assert "once" not in take_key(world.actor("security"), at=at, key_id=key, request_id=request)  # the click sent again
    assert refusal(lambda: take_key(world.actor("security"), at=at, key_id=key)) == "systems.taken"
    with acting(world.actor("security")):
        ((digest, prefix),) = rows("SELECT digest, prefix FROM systems_systemkey")
        kept = rows("SELECT id, answer FROM ledger_request WHERE command = 'take_key'")
        lines = rows("SELECT detail::text FROM ledger_entry WHERE object_kind = 'system_key' ORDER BY at")
    assert bytes(digest) == hashlib.sha256(secret.encode()).digest() and secret.startswith(prefix) and len(prefix) < 12
    assert secret not in str([answer_in(id, answer) for id, answer in kept]) and secret not in str(lines)
    assert ["made" in str(lines[0]), "taken" in str(lines[1])] == [True, True]


def test_a_key_is_a_part_of_one_role_over_its_area_and_nobody_as_a_person(world: make.World, at: datetime) -> None:
    key = keys.key(world, at, role="town_head", path=make.ENCHENG, actions=["search_people", "record_visit"], classes=["BASIC"])
    entered = enter(key.secret, at)
    assert entered is not None
    actor = entered.actor
    assert (actor.path, actor.whole, actor.role, actor.account_id) == (make.ENCHENG, True, "system", None)
    assert actor.may == {"search_people", "record_visit"} and actor.classes == {"BASIC"}
    assert actor.natural_person_id == actor.post_id  # another than every person
    assert ROLES["system"].may == {"subscribe_events", "end_subscription"} and ROLES["system"].classes == frozenset()


def test_nobody_can_log_in_at_the_post_of_a_key(world: make.World, at: datetime) -> None:
    key = keys.key(world, at)
    for account in world.accounts.values():
        assert key.post not in {post.post_id for post in posts_of(account, date(2026, 3, 16))}


def test_what_is_no_secret_opens_nothing_and_counts_nothing(world: make.World, at: datetime) -> None:
    key = keys.key(world, at)
    for wrong in ("", "gt_", key.secret[:-1], key.secret + "x", key.secret.lower(), "' OR true --"):
        assert enter(wrong, at) is None
    with acting(world.actor("security")):
        assert rows("SELECT count(*) FROM systems_systemmeter") == [(0,)]


def test_it_opens_until_its_day_and_not_on_it(world: make.World, at: datetime) -> None:
    key = keys.key(world, at, expires_on=date(2026, 3, 20))
    assert enter(key.secret, make.moment(2026, 3, 19, 23, 59)) is not None
    assert enter(key.secret, make.moment(2026, 3, 20, 0, 0)) is None


def test_withdrawing_takes_a_reason_and_holds_for_ever(world: make.World, at: datetime) -> None:
    key = keys.key(world, at)
    security = world.actor("security")
    assert refusal(lambda: withdraw_key(security, at=at, key_id=key.id, because=" ")) == "because_needed"
    withdraw_key(security, at=at, key_id=key.id, because="人员调整")
    assert enter(key.secret, at) is None
    assert refusal(lambda: withdraw_key(security, at=at, key_id=key.id, because="再来")) == "systems.over"
    with acting(security):
        assert "人员" not in str(rows("SELECT * FROM systems_systemkey"))  # sealed


def test_the_database_lets_nobody_else_see_or_change_a_key(world: make.World, at: datetime) -> None:
    key = keys.key(world, at)
    key.get("/me")
    with acting(world.actor("yongan_head")):  # of another county
        for table in ("systems_systemkey", "systems_systemmeter", "systems_systemcall"):
            assert rows(f"SELECT count(*) FROM {table}") == [(0,)]
    with acting(world.actor("encheng_head")):  # the key is over the county
        assert rows("SELECT count(*) FROM systems_systemkey") == [(0,)]
    assert rows("SELECT count(*) FROM systems_systemkey") == [(0,)]  # nobody at all
    for statement in (
        "UPDATE systems_systemmeter SET in_day = 0", "DELETE FROM systems_systemkey", "UPDATE systems_systemcall SET status = 200",
        "DELETE FROM systems_systemcall", "INSERT INTO systems_systemmeter SELECT * FROM systems_systemmeter",
    ):
        with pytest.raises(DatabaseError), acting(world.actor("security")), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_key_seen_through_its_own_eyes_gives_itself_no_more(world: make.World, at: datetime) -> None:
    """Its own post grants nothing: the trigger of holdings refuses what the ceiling does not list."""
    key = keys.key(world, at)
    entered = enter(key.secret, at)
    assert entered is not None
    with pytest.raises(DatabaseError), acting(entered.actor), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO grid_holding (id, county_id, post_id, name, from_on) VALUES (%s, %s, %s, 'x', '2026-03-16')",
            [uuid4(), make.ENPING, world.posts["clerk"]],
        )


# -- the pages -----------------------------------------------------------------------------------------------------------

SENT = {
    "name": "恩平市基层治理平台", "body": "政务局", "path": make.ENPING, "actions": ["search_people", "open_person"],
    "classes": ["BASIC"], "expires_on": "2026-09-01", "per_minute": "60", "per_day": "5000",
}


@pytest.fixture
def security(world: make.World, client: Client) -> Client:
    keys.administrator(world)
    make.enter(client, world, "security")
    return client


def test_asked_for_on_the_page_granted_on_another_taken_on_the_third(world: make.World, security: Client) -> None:
    kinds = security.get("/settings/keys/make/").content.decode()
    assert "role=county_clerk" in kinds and "role=social_worker" not in kinds
    form = security.get("/settings/keys/make/?role=county_clerk").content.decode()
    assert 'value="search_people"' in form and 'value="record_custody"' not in form
    assert security.post("/settings/keys/make/?role=county_clerk", SENT)["Location"] == "/approvals/"
    director = make.Browser()
    make.enter(director, world, "director")
    page = director.get("/approvals/").content.decode()
    assert "恩平市基层治理平台" in page and "看人员名单" in page
    approval = page.partition('id="approval-')[2][:36]
    assert director.post(f"/approvals/{approval}/decide/", {"grant": "1"}).status_code == 302
    listed = security.get("/settings/keys/").content.decode()
    key = listed.partition('/settings/keys/')[2] and next(
        part[:36] for part in listed.split("/settings/keys/")[1:] if part[8:9] == "-"
    )
    assert "取密钥" in security.get(f"/settings/keys/{key}/").content.decode()
    assert "取密钥" not in director.get(f"/settings/keys/{key}/").content.decode()
    taken = security.post(f"/settings/keys/{key}/take/").content.decode()
    secret = taken.partition("<code data-secret>")[2].partition("<")[0]
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    after = security.get(f"/settings/keys/{key}/").content.decode()
    assert secret not in after and secret[:9] in after and "GET me" in after
    assert security.post(f"/settings/keys/{key}/withdraw/", {"because": ""}).status_code == 422
    assert security.post(f"/settings/keys/{key}/withdraw/", {"because": "合同到期"}).status_code == 302
    assert "已停用" in security.get(f"/settings/keys/{key}/").content.decode()


def test_the_form_refuses_with_every_reason_and_keeps_what_was_typed(security: Client) -> None:
    wrong = {**SENT, "actions": [], "expires_on": "2027-09-01", "per_minute": "0", "name": ""}
    answer = security.post("/settings/keys/make/?role=county_clerk", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and "请至少选一件" in page and "请写明是哪个系统" in page and "政务局" in page
    later = security.post("/settings/keys/make/?role=county_clerk", {**SENT, "expires_on": "2027-09-01"})
    assert later.status_code == 422 and "最长一年" in later.content.decode()
    forged = security.post("/settings/keys/make/?role=county_clerk", {**SENT, "actions": ["record_custody"]})
    assert forged.status_code == 422


def test_sent_twice_it_is_asked_once(world: make.World, security: Client) -> None:
    sent = {**SENT, "request_id": make.request_id()}
    for _ in range(2):
        assert security.post("/settings/keys/make/?role=county_clerk", sent).status_code == 302
    with acting(world.actor("security")):
        assert rows("SELECT count(*) FROM approvals_approval") == [(1,)]


def test_outsiders_get_the_page_of_nothing(world: make.World, at: datetime, client: Client) -> None:
    key = keys.key(world, at)
    for name in ("clerk", "encheng_head", "yongan_head", "auditor"):
        make.enter(client, world, name)
        for address in ("/settings/keys/", f"/settings/keys/{key.id}/", "/settings/keys/make/"):
            assert client.get(address).status_code == 404, (name, address)
    make.enter(client, world, "director")
    assert client.get(f"/settings/keys/{uuid4()}/").status_code == 404


def test_the_pages_stay_within_their_queries(world: make.World, at: datetime, security: Client) -> None:
    for _ in range(3):
        key = keys.key(world, at)
    for address, most in (("/settings/keys/", 1), (f"/settings/keys/{key.id}/", 3), ("/settings/keys/make/?role=county_clerk", 1)):
        with capture() as queries:
            assert security.get(address).status_code == 200
        assert len(content_queries(queries)) <= most, address
