"""Definitions of indicators in a pack: checked, tried with their examples, and only of what can be counted."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from guitu import policy
from guitu.figures.registry import COUNTS
from guitu.policy import sources
from guitu.rules import words

CASES = Path("national") / "cases" / "indicators.toml"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(sources.folder(), tmp_path / "packs"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"甲 是 80.8"', '"甲 是 80.9"', "是 80.8"),
        ('"合计 10/12"', '"合计 70"', "是 10/12"),
        ("相对 +18.9", "百分点 +18.9", "是 12.8"),
        ('"甲 不知道"', '"甲 是 0.0"', "nothing_to_divide_by"),
        ('"乙 是 0.0"', '"乙 不知道"', "是 0.0"),
        ("构成 51 33 16", "构成 51 33 15", "是 51 33 16"),
        ("合计要重新数", "合计 14", "按人去重"),
        ("合计 45", "合计要重新数", "可以相加"),
        ("乙 是 35.3", "乙 大约 35", "听不懂"),
        ("乙 是 35.3", "丙 是 35.3", "没有给 丙"),
        ("甲 1010/1250", "甲 很多", "听不懂"),
        ('indicator = "abstinent_rate"', 'indicator = "abstinence"', "没有这个指标"),
        ("on = 2022-12-31\n", "", "on"),
    ],
)
def test_a_pack_whose_examples_do_not_hold_may_not_be_put_in_force(packs: Path, old: str, new: str, said: str) -> None:
    change(packs / CASES, old, new)
    assert any(said in fault.message and fault.file.endswith("cases/indicators.toml") for fault in policy.check("national", packs))


@pytest.mark.parametrize(
    ("old", "new"),
    [('kind = "ratio"', 'kind = "mean"'), ("digits = 1", 'digits = "1"'), ("count =", "counts ="), ('at = "period"', 'at = "year"')],
)
def test_a_definition_of_another_shape_is_an_error_with_file_and_line(packs: Path, old: str, new: str) -> None:
    change(packs / "national" / "indicators.toml", old, new)
    fault = policy.check("national", packs)[0]
    assert fault.file == "national/indicators.toml"
    assert fault.line > 1


def test_a_place_defines_an_indicator_of_its_own_way_from_a_day_on(packs: Path) -> None:
    (packs / "xianan" / "indicators.toml").write_text(
        "[defined.abstinent_rate]\nclause = 'xianan.team'\n2025-01-01 = { words = '三年未复吸率', question = '？', kind = 'ratio',"
        " unit = 'percent', digits = 2, numerator = { count = 'in_state', only = ['abstinent'] }, denominator = { count ="
        " 'in_state', only = ['abstinent', 'in_society'] } }\n",
        encoding="utf-8",
    )
    timeline = policy.load("xianan", packs)
    digits = [timeline.on(date(year, 6, 1)).indicators.defined["abstinent_rate"].digits for year in (2024, 2025)]
    assert digits == [1, 2]
    assert timeline.clause("indicators.defined.abstinent_rate", date(2025, 6, 1)) == "xianan.team"


def test_every_definition_counts_what_is_declared_and_of_states_that_there_are() -> None:
    states = set(words.CODES["standing"])
    for name in policy.names():
        timeline = policy.load(name)
        for defined in timeline.on(date(2026, 1, 1)).indicators.defined.values():
            for term in filter(None, (defined.numerator, defined.denominator)):
                assert term.count in COUNTS, (name, defined.words)
                if term.count in ("in_state", "under_measure", "kept", "confirmed_use", "to_execute", "executed", "agreed", "reported"):
                    assert term.only and set(term.only) <= states, (name, defined.words)
