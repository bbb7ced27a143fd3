"""Somebody is found however the number, the telephone or the name is written: one normaliser for all doors."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from guitu.kit.doors import new_request_id
from guitu.rules.identifiers import id_check_sign
from tests import casefile, make

pytestmark = [pytest.mark.django_db]

FIRST = "44079919850312111"
NUMBER = FIRST + id_check_sign(FIRST)
OLD = NUMBER[:6] + NUMBER[8:17]


TYPED = [
    NUMBER, OLD, NUMBER.lower(), f"'{NUMBER}", f'="{NUMBER}"', f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}", f"身份证：{NUMBER}",
    f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", f"\u200b{NUMBER}", f'"{NUMBER}"', "13955500002", "139-5550-0002", "139 5550 0002", "+86 13955500002",
    "+8613955500002", "0086-139-5550-0002", "8613955500002", "（139）55500002", "单小燕", "單小燕", "单\u200b小燕", "单 小燕", "dxy", "shanxiaoyan",
    f"单小燕 {NUMBER[-4:]}", f"单小燕{NUMBER[-4:]}", f"小燕 {NUMBER[-4:]}", f"單小燕 {NUMBER[-4:].lower()}", f"{NUMBER[-4:]} 单小燕", "阿燕子", "阿燕",
    "１３９５５５００００２", f"{NUMBER}（本人）",
]


def test_one_person_is_found_by_every_spelling(client: Client, world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    found = casefile.person(
        worker,
        at,
        "单小燕",
        id_number=NUMBER,
        phone="13955500002",
        born_on=date(1985, 3, 12),
        extra={"roster": {"alias": "阿燕子"}},
    )
    make.enter(client, world, "encheng_worker")
    missed = [text for text in TYPED if str(found) not in searched(client, text)]
    assert missed == []


@pytest.mark.parametrize("typed", ["趙偉國", "赵伟国", "赵偉国"])
def test_a_name_on_file_in_old_characters_is_found_in_both(
    client: Client, world: make.World, at: datetime, typed: str
) -> None:
    found = casefile.person(world.actor("encheng_worker"), at, "趙偉國")
    make.enter(client, world, "encheng_worker")
    assert str(found) in searched(client, typed)


@pytest.mark.parametrize(
    ("kept", "typed"), [("E12345678", "e1234 5678"), ("H0123456701", "H01234567-01"), ("01234567", "01234567")]
)
def test_another_document_is_found_by_its_number(
    client: Client, world: make.World, at: datetime, kept: str, typed: str
) -> None:
    found = casefile.person(world.actor("encheng_worker"), at, "John Smith", id_number=kept, id_type="414")
    make.enter(client, world, "encheng_worker")
    assert str(found) in searched(client, typed)


@pytest.mark.parametrize(
    ("kept", "typed"),
    [("07507712345", "0750-7712345"), ("07507712345", "0750 771 2345"), ("07507712345", "（0750）7712345")],
)
def test_a_landline_is_found(client: Client, world: make.World, at: datetime, kept: str, typed: str) -> None:
    found = casefile.person(world.actor("encheng_worker"), at, "王小明", phone=kept)
    make.enter(client, world, "encheng_worker")
    assert str(found) in searched(client, typed)


def test_the_last_four_of_another_find_nobody(client: Client, world: make.World, at: datetime) -> None:
    found = casefile.person(world.actor("encheng_worker"), at, "单小燕", id_number=NUMBER)
    make.enter(client, world, "encheng_worker")
    assert str(found) not in searched(client, "单小燕 9999")
    assert str(found) not in searched(client, f"王 {NUMBER[-4:]}")


@pytest.mark.parametrize("typed", ["單小燕", OLD, "+86 139-5550-0002"])
def test_the_form_that_looks_first_finds_by_the_same_spellings(
    client: Client, world: make.World, at: datetime, typed: str
) -> None:
    casefile.person(world.actor("encheng_worker"), at, "单小燕", id_number=NUMBER, phone="13955500002")
    make.enter(client, world, "encheng_worker")
    data = {"name": "某人", "request_id": new_request_id()}
    data |= {"name": typed} if "小" in typed else {"phone": typed} if "+" in typed else {"id_number": typed}
    assert "可能已经建档" in client.post("/casework/people/add/", data).content.decode()


def searched(client: Client, text: str) -> str:
    answer = client.post("/people/search/", {"q": text, "request_id": new_request_id()})
    return str(client.get(answer["Location"]).content.decode())
