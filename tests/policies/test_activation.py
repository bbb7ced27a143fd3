"""A pack put in force settles everybody it concerns in the background, says so, and leaves nothing that differs."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from guitu.approvals.commands import decide_approval
from guitu.cli import main as command_line
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting, rows, run
from guitu.ledger.activation import activate_policy
from guitu.settling import in_force
from guitu.settling.jobs import settle_after_activation, settle_what_is_left
from tests import casefile, make
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_environment")]


@pytest.fixture
def file(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_worker"), at)


def check() -> int:
    return command_line.main(["rebuild", "--check", "--area", make.ENPING])


def waiting() -> list[tuple[str]]:
    return rows("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' AND task_name LIKE 'settle%%'")


def test_activation_says_how_many_are_settled_in_the_background_and_then_nothing_differs(
    world: make.World, at: datetime, file: UUID
) -> None:
    answer = make.granted(world, "clerk", "director", activate_policy, at=at, pack="national", path=make.ENPING)
    assert answer["to_settle"] == 1 and len(waiting()) == 1
    assert check() == 1
    settle_after_activation(make.ENPING, make.ENPING)
    assert check() == 0


def test_where_nobody_is_on_file_nothing_is_left_to_settle(world: make.World, at: datetime) -> None:
    answer = make.granted(world, "clerk", "director", activate_policy, at=at, pack="enping", path=make.ENPING)
    assert answer["to_settle"] == 0 and waiting() == []


def test_the_page_shows_how_far_the_settling_has_come(
    world: make.World, at: datetime, file: UUID, client: Client
) -> None:
    make.granted(world, "clerk", "director", activate_policy, at=at, pack="national", path=make.ENPING)
    make.enter(client, world, "clerk")
    page = client.get("/policy/")
    assert page.status_code == 200 and "还有 1 人" in page.content.decode()
    settle_after_activation(make.ENPING, make.ENPING)
    assert "都按现在的规定" in client.get("/policy/").content.decode()
    make.enter(client, world, "grid")
    assert client.get("/policy/").status_code == 404


def test_the_command_line_puts_a_pack_in_force_and_says_how_many_are_to_be_settled(
    world: make.World, at: datetime, file: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    post, second = str(world.posts["clerk"]), str(world.posts["director"])
    assert command_line.main(["policy", "--activate", "national", "--area", make.ENPING, "--as", post, "--second", second]) == 0
    assert "还有 1 人" in capsys.readouterr().out
    assert command_line.main(["policy", "--activate", "national", "--area", make.YONGAN, "--as", post, "--second", second]) == 1
    assert command_line.main(["policy", "--progress", "--area", make.ENPING]) == 0
    assert "1 人里 0 人" in capsys.readouterr().out
    run_jobs()
    assert command_line.main(["policy", "--progress", "--area", make.ENPING]) == 0
    assert "都按现在的规定排好了" in capsys.readouterr().out
    with acting(world.actor("clerk")):
        assert rows("SELECT pack FROM ledger_policyversion WHERE post_id = %s", [post]) == [("national",)]


def test_who_is_recorded_of_before_the_settling_is_settled_whole(world: make.World, at: datetime, file: UUID) -> None:
    make.granted(world, "clerk", "director", activate_policy, at=at, pack="national", path=make.ENPING)
    casefile.fact(world.actor("encheng_worker"), at, file, "visit", date(2026, 3, 14))
    assert check() == 0


def test_whoever_a_lost_job_should_have_settled_is_found_again(world: make.World, at: datetime, file: UUID) -> None:
    make.granted(world, "clerk", "director", activate_policy, at=at, pack="national", path=make.ENPING)
    run("DELETE FROM procrastinate_events")
    run("DELETE FROM procrastinate_jobs")
    assert settle_what_is_left(make.ENPING) == 1
    assert settle_what_is_left(make.ENPING) == 0, "it is asked for already"
    run_jobs()
    assert check() == 0
    assert settle_what_is_left(make.ENPING) == 0


def test_a_pack_for_a_town_settles_that_town_alone(world: make.World, at: datetime, file: UUID) -> None:
    casefile.on_detox(world.actor("hengpi_worker"), at, scope_path=make.HENGPI)
    answer = make.granted(world, "clerk", "director", activate_policy, at=at, pack="national", path=make.HENGPI)
    assert answer["to_settle"] == 1
    run_jobs()
    assert check() == 0
    later = at + timedelta(hours=1)
    again = make.granted(world, "clerk", "director", activate_policy, at=later, pack="national", path=make.HENGPI)
    assert again["to_settle"] == 0, "the numbers are the same as before"


def test_the_clerk_asks_on_the_page_for_a_pack_in_the_posts_own_area_and_a_second_person_puts_it_in_force(
    world: make.World, at: datetime, file: UUID, client: Client
) -> None:
    make.enter(client, world, "clerk")
    assert "按随软件带的" in client.get("/policy/").content.decode()
    click = {"pack": "national", "path": make.HENGPI, "request_id": make.request_id()}
    for _ in range(2):
        assert client.post("/policy/activate/", click).status_code == 302
    with acting(world.actor("director")):
        ((asked,),) = rows("SELECT id FROM approvals_approval")
    decide_approval(world.actor("director"), at=clock.now(), approval_id=asked, grant=True)
    with acting(world.actor("clerk")):
        assert rows("SELECT scope_path, pack FROM ledger_policyversion") == [(make.HENGPI, "national")]
    assert "横陂" in client.get("/policy/").content.decode()
    for pack, path in (("atlantis", make.ENPING), ("national", make.YONGAN), ("national", make.ENPING + "0")):
        nowhere = {"pack": pack, "path": path, "request_id": make.request_id()}
        assert client.post("/policy/activate/", nowhere).status_code == 404, (pack, path)
    make.enter(client, world, "encheng_worker")
    assert client.get("/policy/").status_code == 200
    assert client.post("/policy/activate/", click).status_code == 404


def test_the_doctor_and_the_administrator_see_whom_a_lost_job_left(
    world: make.World, at: datetime, file: UUID, client: Client
) -> None:
    from guitu.cli import doctor

    make.granted(world, "clerk", "director", activate_policy, at=at, pack="national", path=make.ENPING)
    run("DELETE FROM procrastinate_events")
    run("DELETE FROM procrastinate_jobs")
    held = connections["default"].settings_dict
    url = f"postgresql://{held['USER']}:{held['PASSWORD']}@/{held['NAME']}?host={held['HOST']}&port={held['PORT']}"
    found = {finding.name: finding for finding in doctor.background(url)}["还没有算好的人 people not settled"]
    assert (found.good, found.said) == (False, "1")
    world.posts["system"], world.accounts["system"] = make.post_of("system_admin", make.ENPING)
    make.enter(client, world, "system")
    page = re.sub(r"<[^>]+>|\s", "", client.get("/casework/background/").content.decode())
    assert "还没有算好的人1" in page


def test_what_a_killed_job_had_settled_already_is_not_settled_again(
    world: make.World, at: datetime, file: UUID
) -> None:
    other = casefile.on_detox(world.actor("encheng_worker"), at, "李小红")
    make.granted(world, "clerk", "director", activate_policy, at=at, pack="national", path=make.ENPING)
    casefile.fact(world.actor("encheng_worker"), at, file, "visit", date(2026, 3, 14))
    assert in_force.folded_otherwise(make.ENPING) == [("person", other)]
    assert (in_force.progress(make.ENPING).done, in_force.progress(make.ENPING).left) == (1, 1)
    run_jobs()
    assert in_force.progress(make.ENPING).left == 0
    with acting(world.actor("clerk")):
        packs = rows("SELECT DISTINCT split_part(policy, '@', 1) FROM duties_duty WHERE matter_id = %s", [other])
    assert packs == [("national",)]


def test_after_an_upgrade_with_other_numbers_of_its_own_people_are_settled_again_and_it_is_said(
    file: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    left_by_the_version_before("UPDATE settling_summary SET policy = 'the numbers of the version before'")
    assert command_line.main(["settle-upgraded"]) == 0
    assert "1 人的状态和期限在后台重排" in capsys.readouterr().out
    assert command_line.main(["settle-upgraded"]) == 0
    assert "人" not in capsys.readouterr().out, "it is asked for already"
    run_jobs()
    assert check() == 0
    assert command_line.main(["settle-upgraded"]) == 0
    assert "在后台" not in capsys.readouterr().out


def test_what_failed_with_the_version_before_is_tried_again_after_an_upgrade(
    file: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    left_by_the_version_before("UPDATE settling_summary SET policy = 'the numbers of the version before'")
    assert settle_what_is_left(make.ENPING) == 1
    run("UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = 'settle_after_activation'")
    assert settle_what_is_left(make.ENPING) == 0, "it waits for the administrator"
    command_line.main(["settle-upgraded"])
    assert "1 人" in capsys.readouterr().out
    run_jobs()
    assert check() == 0


def left_by_the_version_before(sql: str) -> None:
    with acting(clock_actor(make.ENPING), durable=True):
        assert run(sql) == 1
