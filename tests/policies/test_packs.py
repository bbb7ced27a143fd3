"""Packs: every one loads, holds its own examples, and says with file and line what is wrong."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from guitu import policy
from guitu.policy import sources
from guitu.rules.visits import Every


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packs that a test may spoil."""
    return Path(shutil.copytree(sources.folder(), tmp_path / "packs"))


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _append(path: Path, text: str) -> int:
    """Adds the lines and says on which line they begin."""
    before = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


@pytest.mark.parametrize("name", policy.names())
def test_every_pack_may_be_activated(name: str) -> None:
    assert policy.check(name) == []


def test_the_three_packs_are_there() -> None:
    assert policy.names() == ["enping", "national", "xianan"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("440785", "enping"),
        ("440785001001", "enping"),
        ("421202003", "xianan"),
        ("110101", "national"),
        ("44", "national"),
    ],
)
def test_the_longest_prefix_chooses_the_pack(path: str, name: str) -> None:
    assert policy.for_area(path) == name


def test_a_place_that_counts_twenty_people_for_a_worker_says_so_in_its_own_pack(packs: Path) -> None:
    (packs / "enping" / "caseloads.toml").write_text(
        "[people_per_worker]\nclause = 'enping.urine_tests'\n2026-01-01 = 20\n", encoding="utf-8"
    )
    assert policy.check("enping", packs) == []
    timeline = policy.load("enping", packs)
    assert [timeline.on(date(year, 6, 1)).caseloads.people_per_worker for year in (2025, 2026)] == [30, 20]


def test_an_unknown_key_is_an_error_with_file_and_line(packs: Path) -> None:
    line = _append(
        packs / "enping" / "urine_tests.toml",
        "\n[objektion_days]\nwhat = 'x'\nkind = 'policy'\nclause = 'guitu.default'\n" + "2026-01-01 = 5",
    )
    [fault] = policy.check("enping", packs)
    assert (fault.file, fault.line) == ("enping/urine_tests.toml", line + 5)
    assert "objektion_days" in fault.message


def test_a_misspelt_word_of_a_table_is_an_error_with_file_and_line(packs: Path) -> None:
    _change(packs / "national" / "urine_tests.toml", "[staff]\nwhat", "[staff]\nwath")
    faults = policy.check("national", packs)
    assert any(fault.file == "national/urine_tests.toml" and "wath" in fault.message for fault in faults)


def test_an_unknown_key_inside_a_value_is_an_error(packs: Path) -> None:
    _change(packs / "enping" / "points.toml", "most_times = 2", "most_tims = 2")
    [fault] = policy.check("enping", packs)
    assert "most_tims" in fault.message
    assert fault.line == 8


def test_text_for_a_number_is_an_error(packs: Path) -> None:
    _change(packs / "national" / "levels.toml", "= 60", '= "60"')
    assert any("high_from" in fault.message for fault in policy.check("national", packs))


def test_a_number_that_is_missing_is_an_error(packs: Path) -> None:
    text = (packs / "national" / "visits.toml").read_text(encoding="utf-8")
    (packs / "national" / "visits.toml").write_text(
        text.replace("first_home_days", "first_home_dayz"), encoding="utf-8"
    )
    assert any("缺少 visits.first_home_days" in fault.message for fault in policy.check("national", packs))


def test_a_locality_may_not_override_the_law(packs: Path) -> None:
    (packs / "enping" / "reporting.toml").write_text(
        "[report_in_days]\nclause = 'guitu.default'\n2024-01-01 = 30\n", encoding="utf-8"
    )
    [fault] = policy.check("enping", packs)
    assert (fault.file, fault.line) == ("enping/reporting.toml", 1)
    assert "法定" in fault.message


def test_an_unknown_clause_is_an_error(packs: Path) -> None:
    _change(packs / "xianan" / "visits.toml", "xianan.team", "xianan.tean")
    [fault] = policy.check("xianan", packs)
    assert (fault.file, fault.line) == ("xianan/visits.toml", 4)


def test_a_file_that_no_rule_reads_is_an_error(packs: Path) -> None:
    (packs / "xianan" / "visit.toml").write_text("", encoding="utf-8")
    assert any("visit" in fault.message for fault in policy.check("xianan", packs))


def test_broken_toml_is_an_error_with_its_line(packs: Path) -> None:
    line = _append(packs / "xianan" / "visits.toml", "[meet.low\n")
    [fault] = policy.check("xianan", packs)
    assert (fault.file, fault.line) == ("xianan/visits.toml", line)


def test_a_pack_that_fails_its_own_examples_may_not_be_activated(packs: Path) -> None:
    _change(packs / "enping" / "points.toml", "points = 10, most_times = 2", "points = 9, most_times = 2")
    [fault] = policy.check("enping", packs)
    assert fault.file == "enping/cases/points.toml"
    lines = (packs / fault.file).read_text(encoding="utf-8").splitlines()
    assert "积分 52" in lines[fault.line - 1]
    assert "51 分" in fault.message


def test_a_sentence_that_nobody_understands_is_an_error(packs: Path) -> None:
    _change(packs / "enping" / "cases" / "points.toml", "定期报到", "定期宝到")
    [fault] = policy.check("enping", packs)
    assert "听不懂" in fault.message


def test_a_locality_changes_only_what_it_says_from_its_first_day_on() -> None:
    xianan, national = policy.load("xianan"), policy.load("national")
    before, after = date(2020, 12, 31), date(2021, 1, 1)
    assert xianan.on(before).visits == national.on(before).visits
    assert xianan.on(after).visits.meet["middle"] == Every(2, "week")
    assert national.on(after).visits.meet["middle"] == Every(1, "month")
    assert xianan.on(after).urine_tests == national.on(after).urine_tests


def test_the_text_and_its_hash_are_what_an_activation_keeps() -> None:
    text, digest = policy.pack_text("enping")
    assert digest == hashlib.sha256(text.encode()).hexdigest()
    timeline = policy.from_text(text)
    assert timeline.sha256 == digest
    assert timeline.on(date(2026, 3, 1)) == policy.load("enping").on(date(2026, 3, 1))


def test_a_later_change_leaves_the_version_of_earlier_days(packs: Path) -> None:
    old = policy.load("enping", packs)
    _append(packs / "enping" / "points.toml", "2026-07-01 = false")
    new = policy.from_text(policy.pack_text("enping", packs)[0])
    assert new.sha256 != old.sha256
    assert new.version(date(2026, 6, 30)) == old.version(date(2026, 6, 30))
    assert new.version(date(2026, 7, 1)) != old.version(date(2026, 7, 1))


def test_within_one_stretch_the_same_numbers_are_the_same_object() -> None:
    timeline = policy.load("enping")
    assert timeline.on(date(2023, 1, 1)) is timeline.on(date(2024, 8, 31))
    assert timeline.on(date(1990, 1, 1)) is timeline.on(date(1995, 6, 1))


def test_every_number_names_a_line_that_says_it() -> None:
    for entry, value in policy.load("enping").values(date(2026, 3, 1)):
        line = (sources.folder() / value.file).read_text(encoding="utf-8").splitlines()[value.line - 1]
        assert line.startswith(value.from_on.isoformat()), entry.name


def test_holidays_and_worked_weekends_are_known_up_to_the_published_year() -> None:
    calendar = policy.load("national").calendar
    assert not calendar.is_working_day(date(2026, 10, 7))
    assert calendar.is_working_day(date(2026, 10, 10))
    assert calendar.is_published(date(2026, 12, 31))
    assert not calendar.is_published(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 1))


def test_our_own_defaults_are_marked_as_ours() -> None:
    timeline = policy.load("enping")
    shown = {entry.name: timeline.clauses[value.clause] for entry, value in timeline.values(date(2026, 3, 1))}
    assert shown["reporting.report_in_days"].nature == "law"
    assert shown["points.items.P01"].nature == "default"
    assert "行为操守积分" in shown["points.items.P01"].title


def test_a_text_kept_from_before_is_read_under_the_rules_of_today(packs: Path) -> None:
    text, _ = policy.pack_text("enping", packs)
    whole = policy.from_text(text)
    visits = packs / "national" / "visits.toml"
    old = visits.read_text(encoding="utf-8").replace("[first_home_days]", "[old_name]")
    visits.write_text(old, encoding="utf-8")
    kept = policy.pack_text("enping", packs)[0]
    with pytest.raises(policy.PackError):
        policy.from_text(kept)
    day = date(2026, 3, 1)
    timeline = policy.from_kept_text(kept)
    assert timeline.on(day) == whole.on(day)
    assert "visits.old_name" not in timeline.named
    assert policy.from_kept_text(text).version(day) == whole.version(day)


def test_what_we_say_of_our_own_presets_is_said_as_today(packs: Path) -> None:
    _change(packs / "national" / "clauses.toml", 'title = "系统预设"', 'title = "本系统默认"')
    kept = policy.from_kept_text(policy.pack_text("national", packs)[0])
    assert kept.clauses["guitu.default"].title == "系统预设"
    assert "县禁毒办可以按本地的规定来改" in kept.clauses["guitu.default"].summary
