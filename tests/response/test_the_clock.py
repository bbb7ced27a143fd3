"""呼应: a clock that stands is said where somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from guitu.kit.database import run
from guitu.response.declares import CLOCK
from guitu.response.late import LONGEST
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_clock_that_stands_shows_on_readyz_within_a_minute_of_the_step_it_missed(
    client: Client, world: make.World, at: datetime, clock: Callable[[str], None]
) -> None:
    assert client.get("/readyz").content.decode().startswith("ok")  # no worker yet: the health page says that
    run(
        "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id) VALUES (%s, %s, '')",
        [CLOCK, int(at.timestamp())],
    )
    clock((at + LONGEST).isoformat())
    assert client.get("/readyz").content.decode().startswith("ok")
    clock((at + LONGEST + timedelta(seconds=1)).isoformat())
    said = client.get("/readyz").content.decode()
    assert said.startswith("degraded") and "calls: the clock stands since" in said
