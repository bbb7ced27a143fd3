"""The demo's places: 三水 2021 with the figures of its article from rows and the 276 as a list, and 恩平 in every state."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from guitu.demo.goods import keep_stock
from guitu.demo.inspections import inspect_places
from guitu.demo.places import ENPING, SANSHUI, lay_out
from guitu.demo.raids import raid_places
from guitu.figures.counting import Tally, figure
from guitu.figures.definitions import definition
from guitu.grid.access import clock_actor
from guitu.kit.counts import Asked
from guitu.kit.database import acting, rows

pytestmark = pytest.mark.django_db(transaction=True)
NOW, SINCE, ON = datetime(2021, 7, 1, 2, tzinfo=UTC), date(2021, 1, 1), date(2021, 6, 30)


def test_the_half_year_of_sanshui_comes_to_what_its_article_says() -> None:
    lay_out()
    assert raid_places(ON) == 1425
    with acting(clock_actor(SANSHUI)):
        tally = Tally(Asked(SANSHUI, SINCE, ON, NOW))
        found = {}
        for name in ("police_deployed", "persons_checked", "venues_checked", "letters_signed", "letters_rate_checked", "letters_rate_registered"):
            of = definition(SANSHUI, ON, name)
            assert of is not None
            found[name] = figure(of, tally).value.number
        whys = Counter(why for (why,) in rows("SELECT unsigned FROM inspection_venue WHERE signed_year IS DISTINCT FROM 2021"))
    assert found["police_deployed"] == 546 and found["persons_checked"] == 897
    assert found["venues_checked"] == 1425 and found["letters_signed"] == 1149
    assert found["letters_rate_checked"] == found["letters_rate_registered"] == Fraction(1149, 1425) * 100
    assert sum(whys.values()) == 276 == 1425 - 1149 and len(whys) == 5

    today = date(2026, 3, 16)
    assert inspect_places(today) == 36
    with acting(clock_actor(ENPING)):
        states = {state for (state,) in rows("SELECT state FROM inspection_venue WHERE county_id = %s", [ENPING])}
        due = Counter(kind for (kind,) in rows("SELECT kind FROM duties_duty WHERE state = 'open' AND starts_with(kind, 'venue_')"))
    assert states == {"unchecked", "passed", "correcting", "serious", "put_right", "closed"}
    assert due.keys() == {"venue_recheck", "venue_again", "venue_time"}

    # goods, in the same county: one book that does not agree, and a hospital
    assert keep_stock(today) == 4
    with acting(clock_actor(ENPING)):
        books = rows("SELECT grade, differs, missing <> '' FROM inspection_stockbook WHERE county_id = %s ORDER BY grade", [ENPING])
        due = Counter(kind for (kind,) in rows("SELECT kind FROM duties_duty WHERE state = 'open' AND starts_with(kind, 'stock_')"))
        called = rows("SELECT template FROM response_call WHERE county_id = %s", [ENPING])
    assert books == [("medicine", False, False), ("precursor_1", True, True), ("precursor_2", False, False), ("precursor_3", False, False)]
    assert due.keys() == {"stock_count", "stock_check", "stock_licence", "stock_report", "stock_sale", "stock_remains"}
    assert called == [("precursors",)] and due["stock_sale"] == due["stock_remains"] == 1
