"""A last day after the published calendar says on the page that the notice is not out yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from tests import make
from tests.casefile import fact, person
from tests.casework.caseload import text

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize(("served", "waits"), [(date(2026, 12, 18), True), (date(2026, 12, 10), False)])
def test_the_page_says_that_days_off_are_not_published(
    world: make.World, client: Client, clock: Callable[[str], None], served: date, waits: bool
) -> None:
    clock("2026-12-21T09:00:00")
    worker, at = world.actor("encheng_worker"), make.moment(2026, 12, 21)
    found, measure = person(worker, at, on=date(2026, 3, 2)), str(uuid4())
    fact(worker, at, found, "measure_decided", served, measure=measure, measure_kind="community_detox")
    fact(worker, at, found, "decision_served", served, measure=measure)
    make.enter(client, world, "encheng_worker")
    shown = text(client.get("/today/"))
    assert ("放假安排待公布" in shown) is waits
