"""Every line of the worklist leads to a page, and some post may open it."""

from __future__ import annotations

from typing import get_args

import pytest
from django.urls import NoReverseMatch, reverse

from guitu.duties.doors import DOORS
from guitu.grid.roles import ROLES
from guitu.rules.terms import DutyKind


def test_every_kind_of_duty_has_a_door() -> None:
    assert sorted(set(get_args(DutyKind)) - set(DOORS)) == []


@pytest.mark.parametrize("kind", sorted(DOORS))
def test_a_duty_is_recorded_on_a_page_that_some_post_may_open(kind: str) -> None:
    door = DOORS[kind]
    able = [code for code, role in ROLES.items() if door.action in role.may and code not in ("clock", "person", "guardian")]
    assert able != [], f"nobody may {door.action}"
    try:
        reverse(door.page.name, args=["00000000-0000-4000-8000-000000000001"])
    except NoReverseMatch:
        pytest.fail(f"{door.page.name} is no page")
