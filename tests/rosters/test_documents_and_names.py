"""Documents and names of a roster, from the sheet to the file: taken, told, or asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, rows
from tests import make
from tests.rosters.batches import number
from tests.rosters.offices import SINCE, by_command, line, screen, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]


def kept(world: make.World, column: str) -> list[Any]:
    with acting(world.actor("director")):
        found = rows(f"SELECT person_id, {column} FROM people_identity")
    return [open_sealed(f"people_identity|{column}", person, value) for person, value in found]


@pytest.mark.parametrize(
    ("kind", "typed", "text", "code"),
    [("护照", "E12345678", "E12345678", "414"), ("港澳居民来往内地通行证", "H0123456701", "H0123456701", "516"),
     ("台湾居民来往大陆通行证", "01234567", "01234567", "511"), ("外国人永久居留身份证", "ABC110085061201", "ABC110085061201", "553")],
)
def test_a_row_with_another_document_is_taken_with_its_kind(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, typed: str, text: str, code: str
) -> None:
    person = {**line(1, **SINCE), "身份证号": typed, "证件种类": kind, "性别": "男", "出生日期": "1990-01-01"}
    assert by_command(world, capsys, table(tmp_path / "a.xlsx", [person], list(person)))["good"] == 1
    assert kept(world, "id_number") == [text]
    with acting(world.actor("director")):
        [found] = rows("SELECT person_id, id_type FROM people_identity")
    assert open_sealed("people_identity|id_type", *found) == code


def test_who_has_a_passport_is_asked_for_the_sex_and_may_come_without_a_birthday(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = {**line(1, **SINCE), "身份证号": "E12345678", "证件种类": "护照"}
    said = by_command(world, capsys, table(tmp_path / "a.xlsx", [person], list(person)))
    assert said["bad"] == {"2": ["sex_needed"]}
    person |= {"性别": "女"}
    assert by_command(world, capsys, table(tmp_path / "b.xlsx", [person], list(person)))["good"] == 1


def test_the_form_takes_another_document_too(client: Client, world: make.World) -> None:
    from guitu.kit.doors import new_request_id

    make.enter(client, world, "encheng_worker")
    data = {
        "stage": "add", "name": "John Smith", "id_kind": "414", "id_number": "E 1234-5678", "sex": "male", "born_on": "1990-01-01",
        "scope_path": make.ENCHENG + "001", "on": "2026-03-16", "source": "found", "addicted": "1", "request_id": new_request_id(),
    }
    assert client.post("/casework/people/add/", data).status_code == 302
    assert kept(world, "id_number") == ["E12345678"]


def test_names_come_in_as_they_are_and_what_a_rule_changes_is_told_on_the_row(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen(client, world)
    typed = ["王𫍯", "张\ue863华", "李\U00031350", "赵\U000323af明", "阿依古丽.买买提", "王 伟"]
    place = there.send(
        table(tmp_path / "a.xlsx", [{**line(n, **SINCE), "姓名": name} for n, name in enumerate(typed, start=1)])
    )
    assert "能导入 6 行" in there.page(place)
    told = there.page(f"{place}?tab=warned")
    assert "旧码位" in told and "间隔号" in told and "空格" in told
    there.start(place)
    assert sorted(kept(world, "name")) == sorted(
        ["王𫍯", "张䶮华", "李\U00031350", "赵\U000323af明", "阿依古丽·买买提", "王伟"]
    )


@pytest.mark.parametrize("name", ["王伟(已死亡)", "王伟（大）", "王\ue000伟", "王*", "王伟*"])
def test_a_name_with_a_remark_or_an_unknown_sign_is_asked(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    said = by_command(world, capsys, table(tmp_path / "a.xlsx", [{**line(1, **SINCE), "姓名": name}]))
    assert list(said["bad"]) == ["2"] and kept(world, "name") == []


@pytest.mark.parametrize("name", ["张\ue863华", "李\U00031350"])
def test_the_form_keeps_a_name_as_the_import_does(client: Client, world: make.World, name: str) -> None:
    from guitu.kit.doors import new_request_id
    from guitu.rules.names import check_name

    make.enter(client, world, "encheng_worker")
    data = {
        "stage": "add", "name": name, "id_number": number(1), "scope_path": make.ENCHENG + "001", "on": "2026-03-16",
        "source": "found", "addicted": "1", "request_id": new_request_id(),
    }
    assert client.post("/casework/people/add/", data).status_code == 302
    assert kept(world, "name") == [check_name(name).text]
