"""The demo's prevention: the articles' figures are counts of rows that commands made, and move when one is called off."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from guitu.demo.articles import checked
from guitu.demo.broadcasts import play_fridays
from guitu.demo.places import SANSHUI, lay_out
from guitu.demo.prevention import officer, tell_of_prevention
from guitu.kit.database import acting, rows
from guitu.prevention.activities.commands import take_activity_back

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
OURS = ("activit", "person_times", "place_visits", "brands_", "gardens", "zones", "clips")


@pytest.mark.django_db(transaction=True)
def test_ten_figures_of_the_articles_are_counted_from_rows() -> None:
    lay_out()
    t = time.time()
    assert tell_of_prevention(NOW.date()) == 1_168 + 12 + 1
    print("told", time.time() - t); t = time.time()
    assert play_fridays(NOW.date()) > 500
    print("played", time.time() - t)
    found = {one.figure: one for one in checked(NOW) if any(part in (one.definition or "") for part in OURS)}
    print([(one.figure, one.computed, one.definition, one.state) for one in found.values()])
    assert len(found) == 10 and {one.state for one in found.values()} == {"equal"}
    clerk = officer(SANSHUI, "county_clerk", SANSHUI, date(2021, 7, 1))
    with acting(clerk):
        (one,) = rows("SELECT id FROM prevention_activity WHERE county_id = %s AND leader <> '' LIMIT 1", [SANSHUI])
    take_activity_back(clerk, at=NOW, activity_id=one[0])
    after = {one.figure: one.computed for one in checked(NOW)}
    assert (after["1168场次"], after["275多场次"]) == ("1167", "274")
