"""恩平's drug-free units of 2022 come to the article's numbers from rows, and a veto makes one village less of them."""

from __future__ import annotations

from datetime import date, datetime
from time import monotonic
from uuid import UUID

import pytest

from guitu.demo.articles import checked
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, XIANAN, lay_out
from guitu.demo.prevention import at_hour, officer
from guitu.demo.selections import select_units
from guitu.demo.surveys import ask_the_people
from guitu.demo.units import name_units_of_enping
from guitu.kit.database import acting, rows
from guitu.prevention.units.keeping import veto_unit
from guitu.prevention.units.queries import board, named_on, samples

NOW = datetime(2023, 7, 1, 10, tzinfo=SHANGHAI)
MINE = {
    "6.3万户": "63000", "107个": "107", "706个": "706", "44所": "44", "87间": "87", "111个": "111", "23个": "23", "6个镇": "6", "3个镇": "3", "13类": "13", "95.9%": "95.85",
    "96.8%": "96.83",
}


@pytest.mark.django_db(transaction=True)
def test_the_articles_numbers_come_from_rows_and_a_veto_makes_107_into_106() -> None:
    lay_out()
    name_units_of_enping(date(2023, 7, 1))
    ask_the_people(date(2023, 7, 1))
    found = {one.figure: one for one in checked(NOW) if one.seed == "001" and one.figure in MINE}
    assert {name: one.computed for name, one in found.items()} == MINE and {one.state for one in found.values()} == {"equal"}
    clerk = officer(ENPING, "county_clerk", ENPING, date(2023, 1, 1))
    with acting(clerk):
        told = samples(clerk)
        of_2022 = [one for one in told if one["round"] == 2022]
        assert len(of_2022) == 11 and sum(one["drawn"] for one in of_2022) == 649 and sum(one["faulty"] for one in of_2022) == 4
        began = monotonic()
        there, _targets, households = board(clerk, "", date(2022, 12, 31), date(2023, 2, 9))
        assert named_on(clerk, date(2022, 12, 31))["village"] == 107 and households == 63_000
        assert monotonic() - began < 5
        assert {"town", "industry", "compound", "rental", "site", "clan"} & there.keys() == set()  # six types have no data
        ((village,),) = rows("SELECT matter_id FROM prevention_title WHERE type = 'village' ORDER BY matter_id LIMIT 1")
    veto_unit(clerk, at=at_hour(date(2023, 6, 30)), unit_id=UUID(str(village)), cause="drug_crime", on=date(2022, 12, 30), note="刑事判决书（示例）")
    after = {one.figure: one for one in checked(NOW) if one.seed == "001" and one.figure == "107个"}
    assert after["107个"].computed == "106" and after["107个"].state == "differs"
    assert select_units(date(2023, 7, 1)) == 16
    with acting(officer(XIANAN, "county_clerk", XIANAN, date(2023, 12, 5))):
        assert dict(rows("SELECT is_chosen, count(*) FROM prevention_candidate GROUP BY 1")) == {True: 11, False: 3}, "永安's fourteen communities"
