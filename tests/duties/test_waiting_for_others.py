"""等我确认 lists only what the post may confirm; what waits for another is said to, and has no button."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.levels.commands import assess_risk
from guitu.casework.registrations.commands import assign_person
from tests import casefile, make
from tests.casework.test_levels import MILD

pytestmark = [pytest.mark.django_db]
TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    """Assessed by the worker: the level waits for another person."""
    found = casefile.on_detox(world.actor("encheng_worker"), at)
    assess_risk(world.actor("encheng_worker"), at=at, person_id=found, on=TODAY, scores=tuple(MILD.items()))
    return found


def seen(client: Client, world: make.World, post: str) -> tuple[str, str]:
    """The row of the level to be confirmed, and the cards beside the list."""
    make.enter(client, world, post)
    page = client.get("/today/?kind=confirm").content.decode()
    row = re.search(r'<li class="duty.*?确认等级.*?</li>', page, re.S)
    return (row[0] if row else ""), page[page.index("<aside") :]


def test_who_assessed_is_told_that_another_confirms(
    client: Client, world: make.World, at: datetime, person: UUID
) -> None:
    row, beside = seen(client, world, "encheng_worker")
    assert "等另一个人确认" in row and "data-open" not in row
    assert "等我确认" not in beside and "等别人确认" in beside and "confirm-level" not in beside


def test_who_may_confirm_has_the_button_and_the_card(
    client: Client, world: make.World, at: datetime, person: UUID
) -> None:
    row, beside = seen(client, world, "encheng_head")
    assert f"/casework/people/{person}/" in row and "data-open" in row
    assert "等我确认" in beside and "等别人确认" not in beside


def test_a_post_that_may_not_is_told_who_does(client: Client, world: make.World, at: datetime, person: UUID) -> None:
    assign_person(
        world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts["village"], part="village"
    )
    row, beside = seen(client, world, "village")
    assert "等镇街负责人办理" in row and "data-open" not in row
    assert "等我确认" not in beside and "等镇街负责人办理" in beside
