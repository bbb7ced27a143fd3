"""`guitu policy`: readable, complete, and with a code that says whether a pack is good."""

from __future__ import annotations

import json

import pytest

from guitu.cli.main import main


def test_every_value_shows_its_place_and_clause(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "--area", "440785", "--on", "2026-03-01"]) == 0
    shown = capsys.readouterr().out
    assert "恩平市政策包 enping" in shown
    assert "per_year.community_detox_3 = 12 / 6 / 4" in shown
    assert "法定 · 《戒毒条例》第十四条 · 自 2011-06-26 · policies/national/reporting.toml:" in shown
    assert "系统预设，可改 · 《恩平市戒毒康复人员行为操守积分奖励制度》" in shown


def test_a_program_reads_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "--area", "421202003", "--on", "2026-03-01", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    values = {value["name"]: value for value in answer["values"]}
    assert answer["pack"] == "xianan"
    assert values["visits.meet.middle"]["value"] == {"n": 2, "unit": "week"}
    assert values["visits.meet.middle"]["file"] == "policies/xianan/visits.toml"
    assert values["violations.test_refusals"]["kind"] == "law"
    assert values["violations.test_refusals"]["clause"] == "detox_regulation.20"


def test_before_any_locality_spoke_the_national_number_holds(capsys: pytest.CaptureFixture[str]) -> None:
    main(["policy", "--area", "421202003", "--on", "2020-12-31", "--json"])
    values = {value["name"]: value for value in json.loads(capsys.readouterr().out)["values"]}
    assert values["visits.meet.middle"]["file"] == "policies/national/visits.toml"


def test_checking_a_good_pack_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "--check", "enping"]) == 0
    assert "可以启用" in capsys.readouterr().out


def test_an_unknown_pack_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "--pack", "atlantis"]) == 1
    assert "没有这个包" in capsys.readouterr().out
