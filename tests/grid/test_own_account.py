"""One's own account: the password changes with the old one, logins can be ended, an account is put out of use at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from guitu.grid.establishing import end_holding
from guitu.kit.errors import Refused
from tests import make
from tests.security.test_sessions import PASSWORD, give_password, is_out

pytestmark = [pytest.mark.django_db]

NEW = "江流天地外-山色有无中-2026"


def test_the_password_changes_only_with_the_old_one(world: make.World, client: Client) -> None:
    give_password(world, "encheng_worker")
    make.enter(client, world, "encheng_worker")
    new = {"new_password1": NEW, "new_password2": NEW}
    assert client.post("/password/", new).status_code == 422
    assert client.post("/password/", {**new, "old_password": "wrong-password-12"}).status_code == 422
    assert Client().post("/login/", {"login": "t-encheng_worker", "password": NEW}).status_code == 422
    assert client.post("/password/", {**new, "old_password": PASSWORD}).status_code == 302
    assert Client().post("/login/", {"login": "t-encheng_worker", "password": NEW}).status_code == 302


def test_wrong_old_passwords_are_counted_as_guesses(world: make.World, client: Client) -> None:
    give_password(world, "encheng_worker")
    make.enter(client, world, "encheng_worker")
    given = [
        client.post("/password/", {"new_password1": NEW, "new_password2": NEW, "old_password": f"wrong-password-{n}"})
        for n in range(12)
    ]
    assert given[-1].status_code == 429
    last = client.post("/password/", {"new_password1": NEW, "new_password2": NEW, "old_password": PASSWORD})
    assert last.status_code == 429


def test_the_page_of_ones_own_account_is_linked_and_says_what_there_is(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    assert "/account/" in client.get("/people/").content.decode()
    page = client.get("/account/").content.decode()
    for address in ("/password/", "/account/factor/", "/account/logins/end/"):
        assert address in page
    assert "t-encheng_worker" in page


def test_all_other_logins_of_ones_own_can_be_ended(world: make.World) -> None:
    here, there = make.Browser(), make.Browser()
    for one in (here, there):
        make.enter(one, world, "encheng_worker")
    assert here.post("/account/logins/end/").status_code == 302
    assert not is_out(here) and is_out(there)


def test_an_appointment_of_today_can_be_ended_today_and_one_of_next_week_withdrawn(world: make.World, at: datetime) -> None:
    from guitu.grid.establishing import appoint_holder

    clerk, post = world.actor("clerk"), world.posts["village"]
    end_holding(clerk, at=at, post_id=post, until_on=date(2026, 3, 16))
    for number, from_on in (("工号7001", date(2026, 3, 16)), ("工号7002", date(2026, 3, 23))):
        appoint_holder(clerk, at=at, post_id=post, name="李四", sex="female", from_on=from_on, number=number, login=f"l-{number[2:]}")
        end_holding(clerk, at=at, post_id=post, until_on=date(2026, 3, 16))
    with pytest.raises(Refused) as found:
        end_holding(clerk, at=at, post_id=post, until_on=date(2026, 3, 16))
    assert found.value.reasons[0].code == "post_is_vacant"


def test_a_command_puts_an_account_out_of_use_at_once_and_back(world: make.World, client: Client, at: datetime) -> None:
    from guitu.grid.accounts.commands import disable_account, enable_account

    clerk, account = world.actor("clerk"), world.accounts["encheng_worker"]
    give_password(world, "encheng_worker")
    make.enter(client, world, "encheng_worker")
    assert not is_out(client)
    disable_account(clerk, at=at, account_id=account, because="手机丢失，本人要求停用")
    assert is_out(client)
    assert Client().post("/login/", {"login": "t-encheng_worker", "password": PASSWORD}).status_code == 422
    enable_account(clerk, at=at, account_id=account, because="本人到场，手机已找回")
    assert Client().post("/login/", {"login": "t-encheng_worker", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("target", ["clerk", "director", "auditor"])
def test_nobody_disables_himself_or_who_stands_above(world: make.World, at: datetime, target: str) -> None:
    from guitu.grid.accounts.commands import disable_account

    with pytest.raises(Refused):
        disable_account(world.actor("clerk"), at=at, account_id=world.accounts[target], because="不应该能停用")


def test_an_account_is_put_out_of_use_on_the_page_of_its_post(world: make.World, client: Client) -> None:
    other = make.Browser()
    make.enter(other, world, "encheng_worker")
    make.enter(client, world, "clerk")
    address = f"/settings/accounts/{world.accounts['encheng_worker']}/"
    assert address in client.get("/settings/posts/").content.decode()
    assert client.get(address).status_code == 200
    form = {"because": "手机丢失", "request_id": make.request_id()}
    assert client.post(f"{address}disable/", form).status_code == 200
    assert is_out(other)
    assert client.get(f"/settings/accounts/{world.accounts['yongan_head']}/").status_code == 404


def test_a_disabled_account_acts_in_no_job(world: make.World, at: datetime) -> None:
    from guitu.grid import access
    from guitu.grid.accounts.commands import disable_account

    post, account = world.posts["encheng_worker"], world.accounts["encheng_worker"]
    assert access.held_by(post, account, date(2026, 3, 16)) is not None
    assert access.held_by(post, world.accounts["encheng_head"], date(2026, 3, 16)) is None
    disable_account(world.actor("clerk"), at=at, account_id=account, because="手机丢失")
    assert access.held_by(post, account, date(2026, 3, 16)) is None
