"""按规则发起: what is on file raises a call, once, for the town to look at; the office switches rules and sees what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from guitu.kit.database import acting, row, rows
from guitu.kit.errors import Refused
from guitu.response.jobs import raise_found
from guitu.response.reading import call_of
from guitu.response.signals import queries
from guitu.response.signals.commands import switch_rule
from tests import casefile, make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 60 * MINUTE


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def unmet(world: make.World, person: UUID, at: datetime, *ways: str) -> datetime:
    """Tried in these ways, an hour apart, and nobody was met; gives when the last is known."""
    for number, way in enumerate(ways, 1):
        casefile.fact(world.actor("encheng_worker"), at + number * HOUR, person, "visit", world.on, how=way, met=False, another_occasion=True)
    return at + len(ways) * HOUR + MINUTE


def calls(world: make.World) -> list[UUID]:
    with acting(world.actor("clerk")):
        return [id for (id,) in rows("SELECT id FROM response_call ORDER BY raised_at")]


def test_a_rule_that_is_on_raises_one_call_with_its_evidence_for_the_town_and_calls_no_unit(world: make.World, at: datetime) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at)
    assert raise_found(make.ENPING, unmet(world, person, at, "phone", "home", "phone")) == 0  # no rule is on
    switch_rule(world.actor("clerk"), at=at + 4 * HOUR, rule="weak_signals", to="on", words="在过去一年上试过")
    later = unmet(world, person, at + 5 * HOUR, "phone", "home", "phone")
    assert raise_found(make.ENPING, later) == 1 and raise_found(make.ENPING, later + MINUTE) == 0
    (call,) = calls(world)
    with acting(world.actor("encheng_head")):
        found = call_of(call)
    assert found.course.asked == str(world.posts["encheng_head"]) and found.course.state == "checking" and found.course.sent_at is None
    assert found.course.person == str(person) and "没有见到、联系不上（上门）" in found.words.known and "王" not in found.words.known
    with acting(world.actor("encheng_head")):
        assert row("SELECT count(*) FROM duties_duty WHERE matter_id = %s AND kind = 'call_check' AND state = 'open'", [call]) == (1,)
        assert row("SELECT count(*) FROM notices_notice WHERE kind = 'call_noticed'") == (1,)
    # More about the same person within three days comes to the call that is under way.
    again = unmet(world, person, at + 12 * HOUR, "phone", "home", "phone")
    assert raise_found(make.ENPING, again) == 1 and calls(world) == [call]
    page = make.Browser()
    make.enter(page, world, "encheng_head")
    assert "规则又发现" in page.get(f"/calls/{call}/").content.decode()


def test_whose_file_says_why_makes_no_call_and_a_positive_strip_never_does(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at)
    for rule in ("weak_signals", "missed_report", "nobody_met"):
        switch_rule(world.actor("clerk"), at=at, rule=rule, to="on", words="试过")
    for number in range(1, 4):
        casefile.fact(worker, at + number * MINUTE, person, "urine_test", world.on, outcome="positive", substances=("MOP",), another_occasion=True)
    assert raise_found(make.ENPING, at + HOUR) == 0
    casefile.fact(worker, at + HOUR, person, "taken_into_custody", world.on)
    assert raise_found(make.ENPING, unmet(world, person, at + HOUR, "phone", "home", "phone")) == 0 and calls(world) == []
    office = make.Browser()
    make.enter(office, world, "clerk")
    assert "档案里有原因：被拘留、在押，没有发起" in office.get("/calls/rules/").content.decode()


def test_the_office_tries_a_rule_switches_it_and_nobody_else_sees_the_page(world: make.World, at: datetime) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at)
    unmet(world, person, at, "phone", "home", "phone")
    office, town = make.Browser(), make.Browser()
    make.enter(office, world, "clerk")
    make.enter(town, world, "encheng_head")
    assert town.get("/calls/rules/").status_code == 404 and town.post("/calls/rules/switch/").status_code == 404
    with casefile.capture() as asked:
        page = office.get("/calls/rules/").content.decode()
    assert "还没有过" in page and len(casefile.content_queries(asked)) <= 6
    assert "会有 " in office.get("/calls/rules/?try=weak_signals").content.decode() and calls(world) == []
    wanted = {"rule": "weak_signals", "to": "on"}
    refused = office.post("/calls/rules/switch/", {**wanted, "weak_signals-words": ""})
    assert refused.status_code == 422 and "请写明为什么开" in refused.content.decode()
    for _time in range(2):  # sent twice, written once
        sent = office.post("/calls/rules/switch/", {**wanted, "weak_signals-words": "试了一年，合用", "request_id": "once-and-for-all-0001"})
        assert sent.status_code == 302
    with acting(world.actor("clerk")):
        assert row("SELECT count(*) FROM response_switch") == (1,)
    with pytest.raises(Refused):
        switch_rule(world.actor("clerk"), at=at, rule="weak_signals", to="on", words="再开一次")


def test_one_match_that_is_refused_says_why_and_the_others_go_on(world: make.World, at: datetime, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    switch_rule(world.actor("clerk"), at=at, rule="weak_signals", to="on", words="试过")
    for number, name in enumerate(("甲某某", "乙某某")):
        person = casefile.on_detox(world.actor("encheng_worker"), at + number * MINUTE, name=name)
        later = unmet(world, person, at + (number + 1) * HOUR, "phone", "home", "phone")
    look = queries.to_raise

    def one_of_no_kind(county_id: str, moment: datetime) -> Iterator[queries.Found]:
        for number, found in enumerate(look(county_id, moment)):
            yield replace(found, rule=replace(found.rule, template="of_no_pack")) if number == 0 else found

    monkeypatch.setattr(queries, "to_raise", one_of_no_kind)
    clock(later.isoformat())
    office = make.Browser()
    make.enter(office, world, "clerk")
    page = office.post("/calls/rules/run/")
    assert page.status_code == 422 and "查到 2 次，1 次办好" in page.content.decode() and "没有这个选项" in page.content.decode()
    assert len(calls(world)) == 1
    monkeypatch.setattr(queries, "to_raise", look)
    assert office.post("/calls/rules/run/").status_code == 302 and len(calls(world)) == 2
