"""`guitu account`: an account out of use at once, and the second half of a code where nobody else is there yet."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from guitu.cli import main as command_line
from guitu.grid.establishing import appoint_holder, end_holding
from tests import make
from tests.security.test_sessions import PASSWORD, give_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]


def test_an_account_is_put_out_of_use_by_command_and_back(world: make.World, capsys: pytest.CaptureFixture[str]) -> None:
    login = give_password(world, "encheng_worker")
    for what, status in (("disable", 422), ("enable", 302)):
        by = ["--as", str(world.posts["clerk"]), "--because", "手机丢失"]
        assert command_line.main(["account", what, login, *by]) == 0
        assert Client().post("/login/", {"login": login, "password": PASSWORD}).status_code == status
    assert "已恢复使用" in capsys.readouterr().out
    above = ["account", "disable", "t-director", "--as", str(world.posts["clerk"]), "--because", "越权"]
    assert command_line.main(above) == 1
    assert command_line.main(["account", "disable", "t-nobody", *above[3:]]) == 1


def test_whoever_holds_the_server_opens_the_half_that_waits_and_no_post_can_pass_for_him(
    world: make.World, at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["village"], until_on=date(2026, 3, 10))
    answer = appoint_holder(
        world.actor("clerk"), at=at, post_id=world.posts["village"], name="李四", sex="female", from_on=date(2026, 3, 16),
        number="工号7001", login="lisi-0316",
    )
    opening = ["account", "open-code", "lisi-0316", "--county", make.ENPING]
    assert command_line.main(opening) == 0
    second = capsys.readouterr().out.split("后一半 ")[1].split()[0]
    whole = {"login": "lisi-0316", "password": f"{answer['once']}-{second}"}
    assert Client().post("/login/", whole).status_code == 302
    assert command_line.main(opening) == 1
