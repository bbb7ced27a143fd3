"""学校: a teacher sees his own and no other; what is missing in a school year; the contest of two years in shares, by Excel too."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.prevention.schools import commands, queries
from guitu.prevention.schools.sheet import CONTEST_SHEET, SHEET
from guitu.rules.dates import school_year
from guitu.rules.schools import Done, Entered, SchoolsPolicy, missing, shares, together
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
POLICY = SchoolsPolicy(4, {"schools": 35, "pupils": 35, "mean": 10, "passed": 10, "perfect": 10})


@pytest.fixture
def world(world: make.World) -> make.World:
    world.posts["teacher"], world.accounts["teacher"] = make.post_of("teacher", make.ENCHENG, "测试老师")
    return world


def school(world: make.World, at: datetime, name: str = "测试中学", **other: Any) -> UUID:
    what = {"path": make.ENCHENG, "level": "secondary", "pupils": 900} | other
    return UUID(commands.add_school(world.actor("clerk"), at=at, name=name, **what)["school"])


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_a_teacher_sees_and_records_of_his_own_school_alone(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    mine, other = school(world, at, post_id=world.posts["teacher"]), school(world, at, "别的学校")
    commands.note_deed(world.actor("teacher"), at=at, school_id=mine, item="film", day_on=make.World.on)
    with pytest.raises(NotVisible):
        commands.note_deed(world.actor("teacher"), at=at, school_id=other, item="film", day_on=make.World.on)
    with pytest.raises(Refused):  # no command of a teacher
        commands.change_school(world.actor("teacher"), at=at, school_id=mine, level="primary", pupils=1)
    make.enter(client, world, "teacher")
    first = client.get("/", follow=True).content.decode()
    assert "测试中学" in first and "别的学校" not in first and "一部影片" not in first and "一次展览" in first
    assert client.get(f"/prevention/schools/{other}/").status_code == client.get("/prevention/schools/").status_code == 404
    page = f"/prevention/schools/{mine}/"
    sent = {"item": "lesson", "day_on": str(make.World.on), "hours": "4", "request_id": str(uuid4())}
    assert client.post(page + "note/", sent).status_code == client.post(page + "note/", sent).status_code == 302
    assert client.post(page + "note/", sent | {"hours": "", "request_id": str(uuid4())}).status_code == 422
    assert "4 课时" in client.get(page).content.decode()
    with acting(world.actor("teacher")):
        assert rows("SELECT item, hours FROM prevention_deed ORDER BY item") == [("film", 0), ("lesson", 4)]
    make.enter(client, world, "clerk")
    with django_assert_max_num_queries(12):
        assert "别的学校" in client.get("/prevention/schools/").content.decode()


def test_what_is_missing_is_of_the_school_year() -> None:
    assert school_year(date(2026, 8, 31)) == (date(2025, 9, 1), date(2026, 9, 1)) and school_year(date(2026, 9, 1))[0] == date(2026, 9, 1)
    done = [Done("film", date(2025, 8, 31)), Done("lesson", date(2025, 9, 1), 3), Done("exhibition", date(2026, 8, 31))]
    found = missing(done, date(2026, 3, 1), POLICY)
    assert "film" in found and "exhibition" not in found and "lesson" not in found and "lesson_hours" in found
    assert "lesson_hours" not in missing([*done, Done("lesson", date(2026, 1, 5), 1)], date(2026, 3, 1), POLICY)


def test_shares_of_the_contest_are_sums_divided_and_never_means_of_shares() -> None:
    lines = [Entered(1000, 1000, 500, 100, 10, 6000), Entered(100, 0, 0, 0, 0, None)]
    found = shares(lines, 4)
    assert found == {
        "schools": Fraction(1, 4), "pupils": Fraction(10, 11), "mean": Fraction(3, 5), "passed": Fraction(1, 2), "perfect": Fraction(1, 100),
        "excellent": Fraction(1, 10),
    }
    assert together(found, POLICY) == Fraction(35, 4) + Fraction(350, 11) + 6 + 5 + Fraction(1, 10)
    assert together(shares([], 4), POLICY) is None  # not imported is unknown, not nought


def test_the_contest_refuses_numbers_of_no_school_and_shows_two_years_without_a_rank(world: make.World, client: Client, at: datetime) -> None:
    one = school(world, at)
    good = {"school_id": one, "year": 2025, "pupils": 900, "took_part": 800, "passed": 700, "excellent": 300, "perfect": 100, "mean": 8650}
    for wrong, wanted in (({"took_part": 901}, "schools.order"), ({"mean": None}, "schools.nobody_took_part"), ({"year": 2031}, "schools.year")):
        with pytest.raises(Refused) as refused:
            commands.enter_contest(world.actor("clerk"), at=at, **good | wrong)
        assert code_of(refused) == wanted
    for year, took in ((2025, 800), (2026, 850), (2026, 870)):  # entered again it is put right
        commands.enter_contest(world.actor("clerk"), at=at, **good | {"year": year, "took_part": took})
    make.enter(client, world, "clerk")
    text = client.get("/prevention/contest/?year=2026").content.decode()
    assert "870" in text and "800" in text and "850" not in text and "名次" not in text.replace("不排名次", "")


def test_schools_and_results_come_by_excel_through_the_commands_of_the_screen(world: make.World, at: datetime) -> None:
    values = {"name": "表里的学校", "level": "primary", "path": make.ENCHENG, "pupils": "600"}
    made = UUID(commands.add_school(world.actor("clerk"), at=at, **SHEET.adding(values))["school"])
    clerk = world.actor("clerk")
    (held,) = SHEET.on_file(clerk, make.World.on)
    assert held.values["pupils"] == "600" and SHEET.changing(held, {"pupils": "610"})["pupils"] == 610
    line = {"school": str(made), "year": "2025", "pupils": "600", "took_part": "500", "passed": "400", "excellent": "200", "perfect": "50", "mean": "81.5"}
    commands.enter_contest(clerk, at=at, **CONTEST_SHEET.adding(line))
    with acting(clerk):
        assert queries.contest_lines(clerk)[0]["mean"] == 8150
    with pytest.raises(Refused) as refused:
        commands.enter_contest(clerk, at=at, **CONTEST_SHEET.adding(line | {"took_part": "五百"}))
    assert code_of(refused) == "schools.order"
