"""The commands of the command line, called as somebody calls them, on a database with people in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from guitu.cli import main as command_line
from tests import casefile, make

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _environment() -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def test_the_register_of_a_day_adds_up(world: make.World, at: datetime, capsys: pytest.CaptureFixture[str]) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    asked = ["register", "--area", make.ENPING, "--on", "2026-03-16", "--as", str(world.posts["director"])]
    assert command_line.main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["registered"] == 1
    assert command_line.main(asked) == 0
    assert "社区戒毒" in capsys.readouterr().out


def test_posts_to_act_from_are_listed_with_their_ids_and_masked_holders(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["posts", "--area", make.ENCHENG, "--role", "town_head"]) == 0
    out = capsys.readouterr().out
    assert str(world.posts["encheng_head"]) in out and "测试" not in out and "2020-01-01" in out
    assert str(world.posts["hengpi_head"]) not in out and "1 posts" in out
    assert command_line.main(["posts", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {post["id"] for post in told} == {str(post) for post in world.posts.values()}
    assert all(post["holder"].endswith("*") for post in told)
    assert command_line.main(["posts", "--role", "king"]) == 1 and "county_clerk" in capsys.readouterr().err
    assert command_line.main(["posts", "--area", "x"]) == 1
    assert command_line.main(["posts", "--area", "999999"]) == 1


def test_what_follows_for_one_person_is_told_with_its_reasons(
    world: make.World, at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at)
    assert command_line.main(["person", str(person), "--as", str(world.posts["encheng_head"])]) == 0
    assert "社区戒毒" in capsys.readouterr().out
    assert command_line.main(["person", str(person), "--as", str(world.posts["hengpi_head"])]) == 1


def test_how_many_people_share_what_lies_in_clear_is_counted(
    world: make.World, at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    worker = world.actor("encheng_worker")
    for name, born_on in (("王小明", date(1992, 3, 7)), ("李小红", date(1992, 3, 9))):
        casefile.on_detox(worker, at, name, born_on=born_on)
    assert command_line.main(["anonymity", "--area", make.ENPING]) == 0
    everybody, clear, month, everything = capsys.readouterr().out.splitlines()
    assert everybody.startswith("2 人")
    assert "0 alone, 2 among fewer than 5" in clear and "0 alone" in month and "2 alone" in everything
    assert command_line.main(["anonymity"]) == 0
    assert "王" not in capsys.readouterr().out


def test_the_recovery_sheet_of_the_keys_is_written_once_for_its_owner_alone(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.txt"
    assert command_line.main(["keys", "--sheet", str(sheet)]) == 0
    assert sheet.stat().st_mode & 0o077 == 0
    assert command_line.main(["keys", "--sheet", str(sheet)]) == 1


def test_a_county_begins_with_its_first_administrator(transactional_db: None, capsys: pytest.CaptureFixture[str]) -> None:
    named = ["--name", "测试", "--login", "anquan-01", "--number", "工号0001"]
    assert command_line.main(["first-admin", "--county", make.ENPING, *named]) == 0
    assert "一次性口令" in capsys.readouterr().out
    assert command_line.main(["first-admin", "--county", "999999", *named]) == 1


def test_the_doctor_looks_at_this_machine(world: make.World, capsys: pytest.CaptureFixture[str]) -> None:
    command_line.main(["doctor", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert {"name", "good", "said"} <= set(told[0])


def test_the_generated_pages_are_compared_by_their_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["docs", "--check"]) == 0
