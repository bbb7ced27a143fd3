"""The demo's tips and what is put right: every step is there, made by commands."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from guitu.demo.inspections import inspect_places
from guitu.demo.places import ENPING, lay_out
from guitu.demo.sites import check_themselves, look_at_land, put_sites_right, send_tips
from guitu.grid.access import clock_actor
from guitu.inspection.tips.queries import listed
from guitu.kit.database import acting, rows
from guitu.lists.pages import Cut

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_demo_has_a_tip_at_every_step_and_a_finding_that_was_disagreed_with() -> None:
    today = date(2026, 3, 16)
    lay_out()
    inspect_places(today)
    put_sites_right(today)
    look_at_land(today)
    check_themselves(today)
    send_tips(today)
    actor = clock_actor(ENPING)
    with acting(actor):
        states = Counter(tip.course.state for tip in listed(actor, "all", Cut("t.received_at", 50)))
        kinds = {kind for (kind,) in rows("SELECT kind FROM ledger_fact WHERE county_id = %s AND kind LIKE 'venue_%%'", [ENPING])}
        photos = rows("SELECT moment FROM inspection_photo")
        ((answered, drawn),) = rows("SELECT count(answered_at), count(*) FILTER (WHERE is_drawn) FROM inspection_selfcheck")
        land = rows("SELECT state FROM inspection_venue WHERE kind = 'land'")
    assert states == {"paid": 1, "followed": 1, "unfounded": 1, "looked": 1, "received": 1}
    assert {"venue_appealed", "venue_appeal_decided", "venue_referred", "venue_punished"} <= kinds and sorted(photos) == [("found",), ("visit",)]
    assert answered == 7 and drawn == 3 and land == [("passed",)]
