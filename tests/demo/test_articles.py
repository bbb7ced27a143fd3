"""Every figure of the five articles beside what rows made by commands make of it: `guitu figures --check`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from guitu.casework.corrections.commands import withdraw_fact
from guitu.cli import environment, main
from guitu.demo import stories
from guitu.demo.area_groups import take_areas_together
from guitu.demo.articles import Checked, checked, listed
from guitu.demo.calls import january_call
from guitu.demo.everybody import lives
from guitu.demo.handovers import hand_over
from guitu.demo.helping import help_people
from guitu.demo.life import Life, Step
from guitu.demo.places import ENPING, NANMING, SANSHUI, XIANAN, key_id, lay_out
from guitu.demo.playing import play
from guitu.demo.prevention import officer, tell_of_prevention
from guitu.demo.quizzes import teach_schools
from guitu.demo.raids import raid_places
from guitu.demo.surveys import ask_the_people
from guitu.demo.units import name_units_of_enping
from guitu.figures.counting import Tally, figure
from guitu.figures.definitions import definition
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.grid.establishing import end_holding
from guitu.kit.counts import Asked
from guitu.kit.database import acting, rows
from guitu.prevention.activities.commands import take_activity_back

NOW = datetime(2023, 7, 1, 2, tzinfo=UTC)
# Each county is told up to the last day its article speaks of; 永安's later people come by how long ago it is today.
UNTIL = {ENPING: date(2023, 4, 1), XIANAN: date(2026, 11, 20), NANMING: date(2023, 7, 1), SANSHUI: date(2021, 6, 2)}
# What no figure of these counties rests on, so that the test needs a third of the time.
LEFT_OUT = ("record_report", "record_visit", "assess_risk", "confirm_level", "grant_leave", "record_return", "correct_fact", "withdraw_fact")
AHUA = next(n for n, story in enumerate(stories.STORIES) if story.tell.__name__ == "ahua")


class Shorter:
    """A life without its visits, reports and sheets; a negative test is left out too, a positive one is not."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def __getattr__(self, name: str) -> Any:
        return getattr(self.life, name)

    def steps(self) -> list[Step]:
        return [step for step in self.life.steps() if step.command not in LEFT_OUT and step.what.get("outcome") != "negative"]


def told(county: str) -> list[Any]:
    """Those of a county who are on its book by the day its article speaks of."""
    last = {XIANAN: date(2022, 7, 1)}.get(county, date(2023, 1, 1))
    found = [life for life in lives(county, UNTIL[county], 1) if life.book_on < last]
    return [life if county == SANSHUI or life.key == f"{ENPING}/{AHUA}" else Shorter(life) for life in found]


def of(found: list[Checked], seed: str, figure: str) -> Checked:
    return next(one for one in found if (one.seed, one.figure) == (seed, figure))


def test_the_lists_have_124_figures_each_with_its_sentence_and_what_it_comes_from_or_waits_for() -> None:
    found = listed()
    assert Counter(seed for seed, _ in found) == {"000": 21, "001": 64, "002": 14, "003": 11, "004": 14}
    for _seed, entry in found:
        assert entry["sentence"] and entry["figure"]
        assert ("indicator" in entry) != ("waits" in entry)
        assert ("change" in entry) == ("against_on" in entry)


@pytest.mark.django_db(transaction=True)
def test_at_least_ninety_two_are_equal_none_differs_and_they_move_with_their_rows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out()
    for county, until in UNTIL.items():
        people = told(county)
        for start in range(0, len(people), 100):
            play(county, people[start : start + 100], until)
    take_areas_together(UNTIL[XIANAN])
    tell_of_prevention(UNTIL[XIANAN])
    teach_schools(UNTIL[XIANAN])
    name_units_of_enping(UNTIL[XIANAN])
    ask_the_people(UNTIL[XIANAN])
    raid_places(UNTIL[SANSHUI])
    january_call()
    help_people(UNTIL[NANMING])
    hand_over(UNTIL[ENPING])
    _announced_is_received()
    before = checked(NOW)
    assert {one.figure: one.computed for one in before if one.state == "differs"} == {}
    assert Counter(one.state for one in before)["equal"] >= 92
    assert all(one.rows for one in before if one.state == "equal" and one.computed not in ("0",))
    _said_as_json(before, capsys, monkeypatch)

    _take_back_one_confirmation()
    _one_leaves_the_town_centre()
    _one_activity_is_called_off()
    after = checked(NOW + timedelta(days=1))
    moved = {one.figure: one.computed for one in after if one.state == "differs"}
    assert moved == {"80.8%": "80.72", "上升18.85%": "18.73", "87人": "86", "1168场次": "1167", "275多场次": "274"}
    assert of(after, "003", "417人") == of(before, "003", "417人")


def _announced_is_received() -> None:
    """13 = 13 = 13: what the facility announced, what both sides signed for, who reported in on the day of release."""
    with acting(clock_actor(SANSHUI)):
        tally = Tally(Asked(SANSHUI, date(2021, 1, 1), date(2021, 5, 31), NOW))
        found = {}
        for name in ("releases_announced", "releases_received", "handed_over", "receipt_rate"):
            of_name = definition(SANSHUI, date(2021, 5, 31), name)
            assert of_name is not None
            found[name] = figure(of_name, tally).value.number
    assert found == {"releases_announced": 13, "releases_received": 13, "handed_over": 13, "receipt_rate": 100}


def _said_as_json(found: list[Checked], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says the same, for people and for programs; outside a demo it refuses."""
    monkeypatch.setenv("GUITU_NOW", "2023-07-01T10:00:00")
    monkeypatch.setattr(environment, "django", _Already)
    monkeypatch.setattr(settings, "DEMO", True)
    capsys.readouterr()
    assert main.main(["figures", "--check", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert len(figures) == 124
    assert figures == [one.told() for one in found]
    assert {"seed", "sentence", "figure", "definition", "computed", "rows", "state"} <= figures[0].keys()
    assert main.main(["figures", "--check"]) == 0
    assert "共 124 个数：相等 92，不等 0，尚待 32" in capsys.readouterr().out
    assert main.main(["figures"]) == 1
    monkeypatch.setattr(settings, "DEMO", False)
    assert main.main(["figures", "--check"]) == 1


class _Already:
    """Django is set up in a test."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def _take_back_one_confirmation() -> None:
    """One of those who were clean for three years at the end of 2022 was confirmed by mistake."""
    post = post_named(UUID(str(_one("SELECT id FROM grid_post WHERE county_id = %s AND role = 'county_clerk'"))), NOW.date())
    assert post is not None
    person, fact = _row(
        "SELECT matter_id, id FROM ledger_fact WHERE county_id = %s AND kind = 'abstinence_confirmed' AND happened_on"
        " BETWEEN '2022-03-01' AND '2022-12-31' ORDER BY id LIMIT 1"
    )
    withdraw_fact(actor_of(post, None), at=NOW, person_id=person, fact_id=str(fact), why="mistake")


def _one_leaves_the_town_centre() -> None:
    clerk = clock_actor(ENPING)
    with acting(clerk):
        found = post_named(key_id(f"{ENPING}/narcotics_office/county_clerk/1"), NOW.date())
    assert found is not None
    end_holding(
        replace(actor_of(found, None)), at=NOW, post_id=key_id("440785001/town_centre/social_worker/2"), until_on=date(2023, 3, 20)
    )


def _one_activity_is_called_off() -> None:
    clerk = officer(SANSHUI, "county_clerk", SANSHUI, date(2021, 7, 1))
    with acting(clerk):
        ((activity,),) = rows("SELECT id FROM prevention_activity WHERE county_id = %s AND leader <> '' LIMIT 1", [SANSHUI])
    take_activity_back(clerk, at=NOW, activity_id=activity)


def _one(sql: str) -> Any:
    return _row(sql)[0]


def _row(sql: str) -> tuple[Any, ...]:
    with acting(clock_actor(ENPING)):
        return rows(sql, [ENPING])[0]
