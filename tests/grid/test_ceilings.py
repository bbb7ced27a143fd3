"""Who may give which post to whom: never above one's own, never to oneself, and three administrators are three people."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.test import Client

from guitu.grid.establishing import appoint_holder, end_holding
from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post
from guitu.grid.natural_persons import index_of
from guitu.grid.roles import GRANTS, ROLES
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ON = date(2026, 3, 16)
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")


@pytest.fixture
def county(world: make.World) -> make.World:
    """The world with the two administrators that it lacks, and an empty post of every role."""
    with acting(make._founder(make.ENPING), durable=True):
        body = Body.objects.get(path=make.ENPING, kind="narcotics_office")
        for code in ("security_admin", "system_admin"):
            post = Post.objects.create(county_id=make.ENPING, body=body, role=code, title=ROLES[code].label, path=make.ENPING)
            person = NaturalPerson.objects.create(county_id=make.ENPING, number=index_of(make.number_of(code)))
            account = Account.objects.create(login=f"t-{code}", natural_person=person)
            Holding.objects.create(county_id=make.ENPING, post=post, account=account, name=f"某{code}", from_on=date(2020, 1, 1))
            world.posts[code], world.accounts[code] = post.id, account.id
        for code in ROLES:
            path = make.ENPING if code in (*ADMINISTRATORS, "county_director", "county_clerk") else make.HENGPI
            post = Post.objects.create(county_id=make.ENPING, body=body, role=code, title="空岗", path=path)
            world.posts[f"empty_{code}"] = post.id
    return world


def appoint(county: make.World, by: str, post: str, at: datetime, number: str = "工号 7001", login: str | None = None) -> dict[str, object]:
    return appoint_holder(
        county.actor(by), at=at, post_id=county.posts[post], name="李四", sex="female", from_on=ON, number=number,
        login=f"l-{number[-4:]}" if login is None else login,
    )


def refusal(county: make.World, by: str, post: str, at: datetime, **what: str) -> str:
    with pytest.raises(Refused) as found:
        appoint(county, by, post, at, **what)
    return found.value.reasons[0].code


@pytest.mark.parametrize("role", ["county_director", "county_clerk", *ADMINISTRATORS])
def test_the_clerk_gives_no_post_of_the_county_and_ends_none(county: make.World, at: datetime, role: str) -> None:
    assert refusal(county, "clerk", f"empty_{role}", at) == "above_ceiling"


def test_a_clerk_ends_no_administrators_holding(county: make.World, at: datetime) -> None:
    for held in ("auditor", "security_admin", "system_admin", "director"):
        with pytest.raises(Refused) as found:
            end_holding(county.actor("clerk"), at=at, post_id=county.posts[held], until_on=ON)
        assert found.value.reasons[0].code == "above_ceiling"
        assert county.actor(held).natural_person_id


def test_nobody_is_given_a_post_by_himself_under_another_login_or_number(county: make.World, at: datetime) -> None:
    """The security administrator, who has a number on file, takes the audit post under a second login: refused."""
    mine = make.number_of("security_admin")
    assert refusal(county, "security_admin", "empty_audit_admin", at, number=mine, login="second-me") == "not_oneself"
    assert refusal(county, "clerk", "empty_social_worker", at, number=f" {make.number_of('clerk').lower()} ") == "not_oneself"


def test_who_has_no_number_on_file_appoints_nobody(county: make.World, at: datetime) -> None:
    """Else an unknown human being could enter himself as somebody new."""
    with acting(county.actor("clerk"), durable=True):
        NaturalPerson.objects.filter(number=index_of(make.number_of("clerk"))).update(number=None)
    assert refusal(county, "clerk", "empty_social_worker", at) == "own_number_first"


def test_one_human_being_is_never_entered_twice(county: make.World, at: datetime) -> None:
    first = appoint(county, "clerk", "empty_social_worker", at, number="工号7001")
    again = appoint(county, "clerk", "empty_village_worker", at, number="工号 ７００１", login="")
    assert again["login"] == first["login"] and "once" not in again
    with acting(county.actor("clerk")):
        ((people, accounts),) = rows(
            "SELECT count(DISTINCT natural_person_id), count(DISTINCT account_id) FROM grid_holding WHERE post_id = ANY(%s)",
            [[county.posts["empty_social_worker"], county.posts["empty_village_worker"]]],
        )
    assert (people, accounts) == (1, 1)
    assert refusal(county, "clerk", "empty_grid_worker", at, number="工号7001", login="another") == "has_account"


@pytest.mark.parametrize("first", ADMINISTRATORS)
@pytest.mark.parametrize("second", ADMINISTRATORS)
def test_the_three_administrators_are_different_people(county: make.World, at: datetime, first: str, second: str) -> None:
    by = {"security_admin": "director"}
    appoint(county, by.get(first, "security_admin"), f"empty_{first}", at, number="工号7002")
    if first != second:
        assert refusal(county, by.get(second, "security_admin"), f"empty_{second}", at, number="工号7002", login="l-7002") == "administrators_differ"


def test_who_was_one_administrator_may_become_another_later(county: make.World, at: datetime) -> None:
    appoint(county, "security_admin", "empty_audit_admin", at, number="工号7002")
    end_holding(county.actor("security_admin"), at=at, post_id=county.posts["empty_audit_admin"], until_on=date(2026, 3, 20))
    later = make.moment(2026, 3, 20)
    assert appoint_holder(
        county.actor("security_admin"), at=later, post_id=county.posts["empty_system_admin"], name="李四", sex="female",
        from_on=date(2026, 3, 20), number="工号7002", login="",
    )["login"] == "l-7002"


def test_nobody_appoints_outside_the_area_of_his_post(county: make.World, at: datetime) -> None:
    with pytest.raises(NotVisible):
        appoint(county, "clerk", "yongan_head", at)


def test_no_role_may_give_its_own_or_the_three_of_them_together() -> None:

    for granter, granted in GRANTS.items():
        assert granter not in granted
        assert "appoint_holder" in ROLES[granter].may or granter == "clock"
    assert set().union(*GRANTS.values()) == {code for code in ROLES if code not in ("clock", "person", "guardian", "link")}


def test_the_database_holds_the_same_ceilings(county: make.World) -> None:

    with acting(county.actor("clerk")):
        found = rows("SELECT granter, granted FROM grid_ceilings()")
    assert set(found) == {(g, r) for g, roles in GRANTS.items() for r in roles if g != "clock"}


def hang(county: make.World, by: str, post: str, person: UUID | None = None) -> None:
    """Past the command: the application role writes the rows itself."""
    with acting(county.actor(by)):
        human = NaturalPerson.objects.create(county_id=make.ENPING).pk if person is None else person
        account = Account.objects.create(login=f"hung-{post}", natural_person_id=human)
        Holding.objects.create(county_id=make.ENPING, post_id=county.posts[post], account=account, name="越权", from_on=ON)


@pytest.mark.parametrize(("by", "post"), [
    ("clerk", "empty_audit_admin"), ("clerk", "empty_county_director"), ("encheng_worker", "empty_social_worker"),
    ("security_admin", "empty_security_admin"), ("auditor", "empty_system_admin"), ("director", "empty_county_clerk"),
])
def test_past_the_command_the_database_refuses_what_is_above_a_ceiling(county: make.World, by: str, post: str) -> None:
    with pytest.raises(DatabaseError):
        hang(county, by, post)


def test_past_the_command_the_database_refuses_oneself_and_a_rewritten_holding(county: make.World) -> None:
    me = county.actor("security_admin").natural_person_id
    with pytest.raises(DatabaseError):
        hang(county, "security_admin", "empty_audit_admin", me)
    for by, held in (("clerk", "auditor"), ("clerk", "clerk"), ("encheng_worker", "encheng_other")):
        with pytest.raises(DatabaseError), acting(county.actor(by)):
            Holding.objects.filter(post_id=county.posts[held]).update(until_on=ON)
    with pytest.raises(DatabaseError), acting(county.actor("clerk")):
        Holding.objects.filter(post_id=county.posts["village"]).update(account_id=county.accounts["clerk"])


def test_what_the_ceiling_allows_the_database_takes(county: make.World) -> None:
    hang(county, "clerk", "empty_social_worker")
    hang(county, "security_admin", "empty_audit_admin")
    hang(county, "security_admin", "empty_county_director")


def test_the_list_of_posts_offers_only_what_one_may_do(county: make.World, client: Client) -> None:
    make.enter(client, county, "clerk")
    page = client.get("/settings/posts/").content.decode().partition("<main")[2]
    assert f"/settings/posts/{county.posts['empty_social_worker']}/appoint/" in page
    for hidden in ("empty_audit_admin", "auditor", "empty_county_clerk", "clerk"):
        assert str(county.posts[hidden]) not in page
    answer = client.get(f"/settings/posts/{county.posts['empty_audit_admin']}/appoint/")
    assert "任命" not in answer.content.decode().partition("<main")[2] or answer.status_code == 422
