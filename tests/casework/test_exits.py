"""三年未复吸: proposed by the fold, confirmed by the police."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.exits import commands
from guitu.casework.registrations.commands import add_person
from guitu.kit.doors import new_request_id
from guitu.kit.errors import Refused
from guitu.people.intake import NewPerson
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]


def found_on(world: make.World, at: datetime, day: date) -> UUID:
    person = NewPerson("王小明", "male", make.ENCHENG + "001", None, born_on=date(1992, 3, 7))
    answer = add_person(world.actor("encheng_worker"), at=at, person=person, on=day, first_found_on=day, addicted=False)
    return UUID(answer["person"])


def test_three_clean_years_are_confirmed_by_the_police_and_what_follows_is_said_first(
    client: Client, world: make.World, at: datetime, today: date
) -> None:
    who = found_on(world, at, date(2023, 3, 1))
    make.enter(client, world, "encheng_police")
    asked = steps.text(client.get(steps.url(who, "confirm-abstinence")))
    assert "2026-03-01" in asked and "由公安机关确认" in asked
    data = {"on": "2026-03-16", "document_no": "恩公禁字〔2026〕7 号", "request_id": new_request_id()}
    check = client.post(steps.url(who, "confirm-abstinence"), data)
    assert "不再要求：" in steps.text(check)
    first, second = (client.post(steps.url(who, "confirm-abstinence"), {**data, "stage": "confirm"}) for _ in range(2))
    assert "公安机关于 03-16 确认三年未复吸" in steps.text(first)
    assert steps.text(first) == steps.text(second)
    assert steps.course(world, who, today).standing[-1].state == "abstinent"
    page = client.get(steps.url(who, "confirm-abstinence"))
    assert "已确认三年未复吸" in steps.text(page) and "disabled" in page.content.decode()


def test_before_the_three_years_are_full_only_a_paper_of_the_police_counts(
    client: Client, world: make.World, at: datetime
) -> None:
    who = found_on(world, at, date(2024, 6, 1))
    make.enter(client, world, "encheng_police")
    data = {"on": "2026-03-16", "document_no": ""}
    refused = client.post(steps.url(who, "confirm-abstinence"), data)
    assert refused.status_code == 422
    assert "2027-06-01 才届满" in steps.text(refused)
    with_paper = {**data, "document_no": "恩公禁字〔2026〕7 号"}
    _check, done = steps.confirmed(client, who, "confirm-abstinence", with_paper)
    assert done.status_code == 200


def test_the_town_does_not_decide(client: Client, world: make.World, at: datetime, today: date) -> None:
    who = found_on(world, at, date(2023, 3, 1))
    with pytest.raises(Refused, match="not_for_this_post"):
        commands.confirm_abstinence(world.actor("encheng_worker"), at=at, person_id=who, on=today)
    for name in ("encheng_worker", "encheng_head", "hengpi_head", "yongan_head"):
        make.enter(client, world, name)
        assert client.get(steps.url(who, "confirm-abstinence")).status_code == 404
        assert client.post(steps.url(who, "confirm-abstinence"), {"on": "2026-03-16"}).status_code == 404
