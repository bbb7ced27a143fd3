"""The measuring county is the same every time, and a tiny one runs through."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from guitu.cli import frontend
from guitu.cli import main as command_line
from guitu.cli.benching import load, population, report
from guitu.rules import records

TODAY = date(2026, 3, 16)


def test_every_worker_has_thirty_to_fifty_people_and_everybody_has_one() -> None:
    listed = population.workers(1000)
    assert [number for worker in listed for number in worker.people] == list(range(1000))
    assert all(30 <= len(worker.people) <= 50 for worker in listed[:-1])


def test_no_two_people_have_one_number() -> None:
    worker = population.Worker(0, "440785001", range(1))
    numbers = {population.person(n, "林一", worker, ["440785001001"]).id_number for n in range(3000)}
    assert len(numbers) == 3000


@pytest.mark.parametrize("number", range(40))
def test_a_story_has_its_length_and_nothing_of_tomorrow(number: int) -> None:
    worker = population.Worker(0, "440785001", range(1))
    story = population.story(number, 20, TODAY, worker)
    assert len(story) == 20
    assert [event.on for event in story] == sorted(event.on for event in story)
    assert story[-1].on < TODAY
    for event in story:
        fact = records.make(event.kind, id="x", on=event.on, known=event.at, corrects=None, body=event.body)
        assert not records.faults(fact)


def test_percentiles_are_of_sorted_times() -> None:
    found = report.measured([float(n) for n in range(100)], 10.0)
    assert (found["rps"], found["p50"], found["p95"]) == (10.0, 50.0, 95.0)


def test_the_load_asks_nobody_but_this_machine() -> None:
    assert load.HOST == "127.0.0.1"
    assert load.MOST_SECONDS <= 60


ONLY = ("--only", "record_visit")  # one page is enough to prove the way; the others are measured by hand


@pytest.mark.skipif(not frontend.is_ready(), reason="needs the front-end files")
@pytest.mark.enable_socket
def test_a_tiny_county_is_built_measured_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "GUITU_VAR", "GUITU_KEYS", "GUITU_NOW"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("GUITU_VAR", str(tmp_path))
    try:
        result = tmp_path / "result.json"
        assert (
            command_line.main(
                ["bench", "--people", "100", "--seconds", "0.2", "--rows", "20", "--json", str(result), *ONLY]
            )
            == 0
        )
        found = json.loads(result.read_text())
        assert all(page["number"] and not page["wrong"] for page in found["pages"].values())
        assert found["work"]["import"]["taken"] == 20
        assert "记录走访" in capsys.readouterr().out
    finally:
        from guitu import postgres

        postgres.remove(tmp_path, "bench")
