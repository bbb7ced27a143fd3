"""群众调查: a sample is drawn from its frame, everybody in it has an outcome, and only then a rate is said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import batch
from guitu.policy import load
from guitu.prevention.surveys import by_anyone, commands, queries
from guitu.prevention.surveys.sheet import adding
from guitu.rules.surveys import AGES, SEXES
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
CELLS = [(path, sex, age, 2_000) for path in (make.ENCHENG, make.HENGPI) for sex in SEXES for age in AGES]


def planned(world: make.World, at: datetime, *, size: int = 420, **other: Any) -> UUID:
    what = {"title": "2026 年调查", "pollster": "示例调查中心", "frame": "常住人口登记", "from_on": date(2026, 3, 1), "until_on": date(2026, 3, 31), "cells": CELLS} | other
    return UUID(commands.plan_survey(world.actor("clerk"), at=at, size=size, **what)["survey"])


def answered(world: make.World, at: datetime, survey: UUID, numbers: range, **other: Any) -> None:
    clerk = world.actor("clerk")
    what = {"outcome": "completed", "way": "phone", "right": 7, "satisfied": 5, "took_part": False} | other
    with batch(clerk):
        for number in numbers:
            commands.note_response(clerk, at=at, survey_id=survey, number=number, **what)


def test_a_survey_may_not_be_published_until_its_refusals_are_entered(world: make.World, at: datetime) -> None:
    clerk, survey = world.actor("clerk"), planned(world, at)
    assert commands.draw_survey(clerk, at=at, survey_id=survey)["drawn"] == 420
    with pytest.raises(Refused) as refused:
        commands.draw_survey(clerk, at=at, survey_id=survey)
    assert refused.value.reasons[0].code == "surveys.drawn_already"
    answered(world, at, survey, range(1, 402))
    with pytest.raises(Refused) as refused:
        commands.publish_survey(clerk, at=at, survey_id=survey)
    assert refused.value.reasons[0].code == "surveys.without_outcome" and refused.value.reasons[0].values["n"] == 19
    answered(world, at, survey, range(402, 421), outcome="refused", right=None, satisfied=None, took_part=None)
    commands.publish_survey(clerk, at=at, survey_id=survey)
    with pytest.raises(Refused):
        commands.note_response(clerk, at=at, survey_id=survey, number=1, outcome="refused", way="phone")
    with acting(clerk):
        policy = load("national").on(make.World.on).surveys
        tally = queries.tally_of(survey, policy)
        assert tally.sample == sum(tally.outcomes.values()) == 420 and tally.without == 0
        aware = tally.rates["aware"]
        assert aware is not None and (aware.yes, aware.n) == (401, 401)
        columns = {name for (name,) in rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'prevention_sampled'")}
        assert not columns & {"name", "phone", "person_id", "address"}


def test_what_does_not_belong_together_is_refused_and_a_town_sees_its_own_numbers_only(world: make.World, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        planned(world, at, size=399)
    assert refused.value.reasons[0].code == "surveys.too_few"
    with pytest.raises(Refused):
        planned(world, at, cells=[("421202003", "male", "60_up", 100)])
    empty = planned(world, at, cells=[])
    with pytest.raises(Refused) as refused:
        commands.draw_survey(world.actor("clerk"), at=at, survey_id=empty)
    assert refused.value.reasons[0].code == "surveys.no_frame"
    survey = planned(world, at)
    commands.draw_survey(world.actor("clerk"), at=at, survey_id=survey)
    for what in ({"outcome": "completed"}, {"outcome": "refused", "right": 3}, {"outcome": "gone"}):
        with pytest.raises(Refused):
            commands.note_response(world.actor("clerk"), at=at, survey_id=survey, number=1, way="phone", **what)
    with acting(world.actor("encheng_head")):
        assert rows("SELECT DISTINCT scope_path FROM prevention_sampled WHERE survey_id = %s", [survey]) == [(make.ENCHENG,)]
    with pytest.raises(Refused):
        commands.publish_survey(world.actor("encheng_head"), at=at, survey_id=survey)
    with pytest.raises(NotVisible):
        commands.set_survey_frame(world.actor("clerk"), at=at, survey_id=uuid4(), cells=CELLS)


def test_a_line_of_a_sheet_says_what_the_form_says() -> None:
    survey = uuid4()
    values = {"survey_id": str(survey), "number": "12", "outcome": "completed", "way": "paper", "right": "8", "satisfied": "4", "took_part": "是"}
    assert adding(values) == {"survey_id": survey, "number": 12, "outcome": "completed", "way": "paper", "right": 8, "satisfied": 4, "took_part": True}


def test_the_pages_of_a_survey(world: make.World, client: Client, django_assert_max_num_queries: Any) -> None:
    make.enter(client, world, "clerk")
    sent = {"title": "调查", "pollster": "示例中心", "frame": "登记", "from_on": "2026-03-01", "until_on": "2026-03-31", "size": "420", "request_id": str(uuid4())}
    wrong = client.post("/prevention/surveys/plan/", sent | {"size": "20", "request_id": str(uuid4())})
    assert wrong.status_code == 422 and "至少抽 400 人" in wrong.content.decode()
    first = client.post("/prevention/surveys/plan/", sent)
    assert first.status_code == 302 and client.post("/prevention/surveys/plan/", sent)["Location"] == first["Location"]
    page = first["Location"]
    cells = {f"{make.ENCHENG}-{sex}-{age}": "900" for sex in SEXES for age in AGES}
    assert client.post(page + "frame/", cells).status_code == 302
    assert client.post(page + "draw/", {}).status_code == 302
    survey = page.rstrip("/").rsplit("/", 1)[1]
    with django_assert_max_num_queries(12):
        assert client.get(f"/prevention/surveys/sample/?survey={survey}").status_code == 200
    assert client.get("/prevention/surveys/sample/").status_code == 404
    assert client.post(page + "response/", {"number": "1", "way": "phone", "outcome": "completed"}).status_code == 422
    assert client.post(page + "response/", {"number": "1", "way": "phone", "outcome": "completed", "right": "9", "satisfied": "4", "took_part": "yes"}).status_code == 302
    assert client.post(page + "publish/", {}).status_code == 422
    shown = client.get(page).content.decode()
    assert "还有 419 个人没有写结果" in shown and "90.0 %" not in shown
    with django_assert_max_num_queries(12):
        assert client.get("/prevention/surveys/").status_code == 200
    make.enter(client, world, "encheng_police")
    assert client.get(page).status_code in (403, 404)


def test_a_number_answers_once_by_its_link(world: make.World, client: Client, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, survey = world.actor("clerk"), planned(world, at)
    with pytest.raises(Refused) as refused:
        commands.give_survey_links(clerk, at=at, survey_id=survey)
    assert refused.value.reasons[0].code == "surveys.not_drawn"
    commands.draw_survey(clerk, at=at, survey_id=survey)
    answered(world, at, survey, range(1, 401))
    assert commands.give_survey_links(clerk, at=at, survey_id=survey)["n"] == 20
    with pytest.raises(Refused) as refused:
        commands.give_survey_links(clerk, at=at, survey_id=survey)
    assert refused.value.reasons[0].code == "surveys.all_have_links"
    with acting(clerk):
        found, total = queries.with_links(survey, 0, 12)
    assert (total, len(found), found[0]["number"]) == (20, 12, 401)
    monkeypatch.setattr(clock, "now", lambda: at)
    first, second = (by_anyone.link_of(one["id"]) for one in found[:2])
    of = by_anyone.asked(first)
    assert of is not None and [one.question.code for one in of.questions()] == [one.question.code for one in (by_anyone.asked(second) or of).questions()]
    page = client.get(f"/p/v/{first}/")
    assert page.status_code == 200 and not page.cookies and "<script" not in page.content.decode() and len(page.content) < 60_000
    sent = {f"q{one.place}": str(one.position_of(0 if one.place <= 7 else 1)) for one in of.questions()} | {"satisfied": "4", "took_part": "yes"}
    assert client.post(f"/p/v/{first}/", {**sent, "q1": ""}).status_code == 422
    assert "收到了" in client.post(f"/p/v/{first}/", sent).content.decode()
    assert "已经答过" in client.post(f"/p/v/{first}/", {**sent, "satisfied": "1"}).content.decode()
    assert "收到了" in client.post(f"/p/v/{second}/", {"refuse": "1"}).content.decode()
    assert client.get("/p/v/nobodyhasthislinkhere/").status_code == 404
    with acting(clerk):
        kept = rows('SELECT outcome, way, "right", satisfied, took_part FROM prevention_sampled WHERE way = %s ORDER BY number', ["link"])
    assert kept == [("completed", "link", 7, 4, True), ("refused", "link", None, None, None)]
    with pytest.raises(Refused) as refused:  # somebody was quicker by the same link
        by_anyone.answer(of, first, make.World.on, {one.place: 1 for one in of.questions()}, 1, took_part=False)
    assert refused.value.reasons[0].code == "surveys.answered"
    assert not of.is_open(date(2026, 4, 1))
    monkeypatch.undo()
    make.enter(client, world, "clerk")
    shown = client.get(f"/prevention/surveys/{survey}/links/").content.decode()
    assert shown.count('<svg class="square-code"') == 12 and client.get(f"/prevention/surveys/{survey}/links/?page=2").status_code == 200
    make.enter(client, world, "encheng_head")
    assert client.get(f"/prevention/surveys/{survey}/links/").status_code in (403, 404)
