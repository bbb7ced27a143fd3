"""The person's page keeps what it has drawn: never for other rights, another day or another language, and no note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from django.test import Client
from django.utils import translation

from guitu.casework.profiles import buttons, placeholder, story
from guitu.casework.profiles.unavailable import Now
from guitu.casework.registrations.commands import assign_person
from guitu.kit.actor import Actor
from guitu.ledger.sealed import sealed_body
from guitu.policy import Timeline, load
from tests import casefile, make

TODAY = date(2026, 3, 16)
ALL = frozenset({"BASIC", "STATUS", "TEST", "CONTACT", "POINTS", "NOTE"})


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load("national")


def _actor(classes: frozenset[str] = ALL, may: frozenset[str] = frozenset({"correct_fact"})) -> Actor:
    return Actor(UUID(int=1), None, "worker", "440785", "440785", True, may, classes)


def _page(kind: str = "visit", **body: Any) -> dict[str, Any]:
    """What the database gives of one person with one fact, which earned points."""
    fact = str(uuid4())
    text = orjson.dumps(
        {
            "id": fact, "kind": kind, "happened_on": "2026-03-02", "recorded_at": "2026-03-02T17:00:00+08:00",
            "body": "\\x" + sealed_body(UUID(fact), body).hex(), "note": None, "who": "林婉", "by_kind": None, "by_on": None, "by_at": None,
        }
    ).decode()
    course = {"consequences": {fact: [["consequences.points", {"points": "+20"}, None]]}}
    return {"id": uuid4(), "entries": [(fact, text)], "course": course}


def test_a_post_of_other_rights_gets_an_entry_of_its_own(timeline: Timeline) -> None:
    page = _page(how="home", moods=["low"])
    whole = story.entries(page, timeline, _actor(), TODAY)
    assert "低落" in whole and "积分 +20" in whole and "更正" in whole
    for hidden, actor in (
        ("更正", _actor(may=frozenset())),
        ("积分", _actor(ALL - {"POINTS"})),
        ("低落", _actor(frozenset({"BASIC", "CONTACT"}))),
    ):
        assert hidden not in story.entries(page, timeline, actor, TODAY)
    assert story.entries(page, timeline, _actor(), TODAY) == whole


def test_an_entry_speaks_the_language_of_who_reads_it(timeline: Timeline) -> None:
    page = _page("urine_test", outcome="negative")
    assert "尿检：阴性" in story.entries(page, timeline, _actor(), TODAY)
    with translation.override("en"):
        assert "阴性" not in story.entries(page, timeline, _actor(), TODAY)


def test_what_may_be_done_is_drawn_anew_for_other_rights_another_day_and_another_language(timeline: Timeline) -> None:
    may = frozenset({"record_visit", "record_custody", "place_person"})
    now = Now(TODAY, "in_society", None, frozenset(), frozenset(), False, "")
    drawn = buttons._drawn(now, may, timeline)
    assert "走访" in drawn and "羁押" in drawn
    assert "羁押" not in buttons._drawn(now, may - {"record_custody"}, timeline)
    assert "羁押" not in buttons._drawn(replace(now, state="moved_out"), may, timeline).split("现在用不上")[0]
    with translation.override("en"):
        assert "走访" not in buttons._drawn(now, may, timeline)
    assert hash(now) != hash(replace(now, on=date(2026, 3, 17)))


def test_what_reads_the_same_for_two_people_leads_each_to_his_own_pages(timeline: Timeline) -> None:
    one, other = uuid4(), uuid4()
    now = Now(TODAY, "in_society", None, frozenset(), frozenset(), False, "")
    drawn = buttons._drawn(now, frozenset({"record_visit"}), timeline)
    for person, stranger in ((one, other), (other, one)):
        part = placeholder.about(drawn, person)
        assert f"/people/{person}/" in part
        assert str(stranger) not in part and str(placeholder.PERSON) not in part


@pytest.mark.django_db
def test_a_note_is_opened_for_each_reader_and_kept_in_no_entry(
    client: Client, world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    worker, at = world.actor("encheng_worker"), make.moment(2026, 3, 10)
    person = casefile.on_detox(worker, at)
    casefile.fact(worker, at, person, "visit", date(2026, 3, 9), note="<b>母亲住院</b>，工作照常。")
    assign_person(world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts["village"], part="village")
    kept: list[Any] = []
    draw = story._drawn

    def remembering(*args: Any) -> Any:
        kept.append(draw(*args))
        return kept[-1]

    monkeypatch.setattr(story, "_drawn", remembering)
    for _ in range(2):
        make.enter(client, world, "encheng_worker")
        page = client.get(f"/casework/people/{person}/").content.decode()
        assert "&lt;b&gt;母亲住院&lt;/b&gt;，工作照常。" in page and "\ue010" not in page
        make.enter(client, world, "village")
        page = client.get(f"/casework/people/{person}/").content.decode()
        assert "家访" in page and "母亲住院" not in page and "entry-detail" not in page
    assert kept and not any("母亲住院" in entry for entry, _note in kept)
