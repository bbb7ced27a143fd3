"""`guitu prove`: what its parts do, tried without a server."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from guitu.cli import prove
from guitu.cli.environment import Database
from guitu.cli.proving import closing, differing, lives, packs, processes, properties, routes, smaller
from guitu.cli.proving.place import Place
from guitu.cli.proving.visitor import Answer
from guitu.rules.terms import DutyKind, Known
from tests.rules.casebook import fact

PACK = packs.of_places()[0]


def test_a_module_that_breaks_down_has_failed_and_the_others_go_on() -> None:
    place = Place(Path("nowhere"), Database({}), 0, 1)
    found = prove.tried("no_such_module", place, 0.1)
    assert len(found["failures"]) == 1
    assert "no_such_module broke down" in found["failures"][0]


def test_one_failure_anywhere_is_a_failure_and_is_read_in_the_table() -> None:
    result = {"seed": 7, "modules": {"routes": {"requests": 12_000, "failures": []}, "fuzz": {"5xx": 1, "failures": ["GET /: 500"]}}}
    assert prove.failures(result) == ["fuzz: GET /: 500"]
    text = prove.table(result)
    assert "12,000" in text and "× GET /: 500" in text and "seed 7" in text


def test_every_module_of_the_command_is_there() -> None:
    assert set(prove.available()) <= set(prove.MODULES)
    assert {"histories", "routes", "fuzz"} <= set(prove.available())
    assert sum(share for _, share in prove.MODULES.values()) == pytest.approx(1.0)


def test_a_process_and_what_it_started_are_found_by_their_words() -> None:
    nap = "import time; time.sleep(60)  # a nap of test_prove"
    with subprocess.Popen([sys.executable, "-c", nap]) as child:
        try:
            assert child.pid in processes.below(os.getpid(), "a nap of test_prove")
            assert processes.is_alive(child.pid)
        finally:
            child.kill()
    assert not processes.is_alive(child.pid)


def test_two_answers_are_alike_but_for_what_each_has_of_its_own() -> None:
    one = Answer(404, (("x-request-id", "1"),), b'<input name="request_id" value="aaa"> 0123456789ab')
    two = Answer(404, (("x-request-id", "2"),), b'<input name="request_id" value="bbb"> ba9876543210')
    assert one.without() == two.without()
    assert one.without() != replace(two, body=two.body + b"!").without()
    assert Answer(200, (), b"person 7").without("7") == Answer(200, (), b"person 8").without("8")


def test_an_address_that_leads_to_nothing_is_well_formed() -> None:
    assert routes.address("people/<uuid:person_id>/show/<slug:tab>/", {}) == f"/people/{routes.NEVER}/show/community_detox/"


def test_what_a_server_must_not_answer_is_a_failure() -> None:
    book = routes.Book()
    book.see("worker", "GET", "/", Answer(200, (), "王小明".encode()), words=("王小明",))
    book.see("worker", "GET", "/x", Answer(500, (), b""))
    book.see("worker", "GET", "/y", Answer(200, (), routes.TRACEBACK.encode()))
    assert book.failures == ["worker GET /: shows 王小明", "worker GET /x: 500", "worker GET /y: shows a traceback"]


def test_a_counter_example_is_cut_down_to_what_it_needs() -> None:
    facts = [fact("registered", "2024-01-01", "f1"), *(fact("visit", f"2024-02-{day:02}", f"v{day}", how="phone") for day in range(1, 9))]
    life = lives.Life(tuple(facts), Known("male"), date(2024, 12, 31))
    small = smaller.smallest(life, lambda attempt: sum(f.kind == "visit" for f in attempt.facts) >= 2)
    assert [f.kind for f in small.facts] == ["visit", "visit"]
    assert all(f.how == "home" for f in small.facts)  # type: ignore[attr-defined]


def test_a_pack_that_begins_later_has_other_numbers_from_that_day_on() -> None:
    later = packs.Later(PACK, date(2025, 1, 1))
    assert later.on(date(2024, 12, 31)) is PACK.on(date(2024, 12, 31))
    assert later.on(date(2025, 1, 1)) != PACK.on(date(2025, 1, 1))
    assert later.version(date(2025, 1, 1)) != PACK.version(date(2025, 1, 1))


def test_for_every_kind_of_duty_there_is_a_way_to_close_it() -> None:
    assert set(closing._WAYS) == set(DutyKind.__args__)  # type: ignore[attr-defined]


def test_the_same_number_gives_the_same_life_and_properties_find_what_is_wrong() -> None:
    assert lives.life(Random("1:5")) == lives.life(Random("1:5"))
    one = lives.Life((fact("registered", "2024-01-01", "f1"), fact("died", "2024-02-01", "f2")), Known("male"), date(2024, 3, 1))
    two = replace(one, facts=one.facts[:1])
    told = list(differing.differences(properties.folded(two.facts, two, PACK), properties.folded(one.facts, one, PACK)))
    assert "state 2024-02-01: None → dead" in told
