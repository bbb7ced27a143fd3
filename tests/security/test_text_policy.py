"""One policy for text, quantities and days, whatever the door: form, import, command (S-9.2)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.casework.registrations.commands import add_person
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.people.intake import NewPerson
from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]

REFUSED = ("\u202e反", "正\u202d", "a\u2066b", "\x07响", "a\x1bb", "\ufdd0", "a\ufffe", "\U0001ffff", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\ufffd", "\x01"))
REMOVED = (("正\u200b常", "正常"), ("\ufeff正常", "正常"), ("正\u00ad常", "正常"), ("正\u2060常", "正常"))
HARMLESS = (
    "<script>alert(1)</script>",
    "<b>粗</b>",
    "a & b",
    "=1+1",
    "{{ 7*7 }}",
    "王\U00031350",
    "阿·依",
    "第一行\n第二行",
)


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_worker"), at)


def visit(client: Client, person: UUID, **more: Any) -> Any:
    data = {"on": "2026-03-16", "how": "home", "met": "yes", "request_id": str(uuid4()), **more}
    return client.post(f"/casework/people/{person}/visit/", data)


def visits(world: make.World, person: UUID) -> int:
    with acting(world.actor("director")):
        return int(rows("SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND kind = 'visit'", [person])[0][0])


@pytest.mark.parametrize("text", REFUSED)
def test_signs_that_turn_or_steer_text_are_refused_at_their_field(
    client: Client, world: make.World, wang: UUID, text: str
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = visit(client, wang, note=text)
    assert answer.status_code == 422 and "看不见的字符" in steps.text(answer)
    assert visits(world, wang) == 0


@pytest.mark.parametrize("text", REFUSED)
def test_a_command_refuses_them_whoever_calls_it(world: make.World, wang: UUID, at: datetime, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        record_visit(
            world.actor("encheng_worker"), at=at, person_id=wang, on=date(2026, 3, 16), how="home", met=True, note=text
        )
    assert [reason.code for reason in refusal.value.reasons] == ["text_hidden_signs"]
    person = NewPerson("王" + text, "male", make.ENCHENG + "001", None, born_on=date(1990, 1, 1))
    with pytest.raises(Refused):
        add_person(world.actor("encheng_worker"), at=at, person=person, on=date(2026, 3, 16))


@pytest.mark.parametrize("text", HARMLESS)
def test_markup_is_harmless_text(client: Client, world: make.World, wang: UUID, text: str) -> None:
    make.enter(client, world, "encheng_worker")
    assert visit(client, wang, note=text).status_code == 200
    assert visits(world, wang) == 1


@pytest.mark.parametrize("digits", ["٣", "۳", "३", "๓", "𝟛", "³"])
def test_a_quantity_in_digits_of_another_script_is_refused(
    client: Client, world: make.World, wang: UUID, digits: str
) -> None:
    make.enter(client, world, "encheng_worker")
    data = {"on": "2026-03-16", "item": "volunteering", "quantity": digits, "request_id": str(uuid4())}
    answer = client.post(f"/casework/people/{wang}/points/", data)
    assert answer.status_code == 422 and "0–9" in answer.content.decode()


@pytest.mark.parametrize("day", ["1899-12-31", "0001-01-01", "9999-12-31", "2126-01-01", "٢٠٢٦-٠٣-١٦", "2026-３-16x"])
def test_a_day_that_nobody_can_mean_is_refused_with_a_sentence(
    client: Client, world: make.World, wang: UUID, day: str
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = visit(client, wang, on=day)
    assert answer.status_code == 422 and ("请核对日期" in steps.text(answer) or "日期写成" in steps.text(answer))
    assert visits(world, wang) == 0


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(1, 1, 1), date(9999, 12, 31), date(2126, 1, 1)])
def test_a_command_refuses_such_a_day_too(world: make.World, wang: UUID, at: datetime, day: date) -> None:
    with pytest.raises(Refused):
        record_visit(world.actor("encheng_worker"), at=at, person_id=wang, on=day, how="home", met=True)
    with pytest.raises(Refused) as refusal:
        add_person(world.actor("encheng_worker"), at=at, on=date(2026, 3, 16),
                   person=NewPerson("王一", "male", make.ENCHENG + "001", None, born_on=day))
    assert [reason.code for reason in refusal.value.reasons] == ["day_out_of_range"]


@pytest.mark.parametrize("field", ["name", "address", "phone", "id_number"])
def test_every_text_of_a_new_file_keeps_to_the_policy(client: Client, world: make.World, field: str) -> None:
    make.enter(client, world, "encheng_worker")
    data = {
        "stage": "add", "name": "王小明", "sex": "male", "born_on": "1990-01-01", "scope_path": make.ENCHENG + "001", "address": "",
        "on": "2026-03-16", "source": "found", "addicted": "1", "request_id": str(uuid4()), field: "王\x07\ufdd0小",
    }
    assert client.post("/casework/people/add/", data).status_code == 422
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM people_person") == [(0,)]


def test_what_is_composed_of_two_signs_is_kept_as_one(client: Client, world: make.World) -> None:
    from guitu.kit.crypto import open_sealed

    make.enter(client, world, "encheng_worker")
    data = {
        "stage": "add", "name": "Le\u0301a", "sex": "female", "born_on": "1990-01-01", "scope_path": make.ENCHENG + "001",
        "address": "Cafe\u0301 1", "on": "2026-03-16", "source": "found", "addicted": "1", "request_id": str(uuid4()),
    }
    assert client.post("/casework/people/add/", data).status_code == 302
    with acting(world.actor("director")):
        ((person, name, address),) = rows("SELECT person_id, name, address FROM people_identity")
    assert open_sealed("people_identity|name", person, name) == "Léa"
    assert open_sealed("people_identity|address", person, address) == "Café 1"


def test_no_form_stands_outside_the_policy() -> None:
    apart = ("preview.py", "typed.py", "login.py")  # a password is taken as it is
    outside = [f"{path.name}: {name}" for path, name in _forms() if path.name not in apart]
    assert outside == []


def _forms() -> Iterator[tuple[Path, str]]:
    for path in Path("src/guitu").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and any(
                ast.unparse(base) in ("forms.Form", "Form", "forms.ModelForm") for base in node.bases
            ):
                yield path, node.name


@pytest.mark.parametrize(("text", "kept"), REMOVED)
def test_a_sign_without_a_width_is_taken_out_with_a_word_and_the_clean_text_is_there_to_be_saved(
    client: Client, world: make.World, wang: UUID, text: str, kept: str
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = visit(client, wang, note=text)
    assert answer.status_code == 422 and "已去掉" in steps.text(answer)
    page = answer.content.decode()
    assert f">{kept}</textarea>" in page.replace("\n", "") and text not in page
    assert visits(world, wang) == 0 and visit(client, wang, note=kept).status_code == 200
