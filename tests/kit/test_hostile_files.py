"""Forty files that mean harm, made by our own generator: each gets a clear answer, soon and in little memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from guitu.cli.proving import hostile_files
from guitu.cli.proving.measured import Measured, measured
from guitu.kit.workbooks import SENTENCES

CPU = 2.0  # seconds
MEMORY = 200  # megabytes


def test_there_are_at_least_forty_of_them() -> None:
    assert len(hostile_files.FILES) >= 40


@pytest.mark.parametrize("name", hostile_files.FILES)
def test_a_hostile_file_is_answered_clearly_soon_and_in_little_memory(name: str, tmp_path: Path) -> None:
    made = hostile_files.FILES[name]
    path = made.make(tmp_path / "upload.xlsx")
    found: Measured = measured(path)
    assert found.cpu_seconds <= CPU, found
    assert found.megabytes <= MEMORY, found
    assert (found.refused or hostile_files.READ) in made.answers
    assert found.refused is None or found.refused in SENTENCES


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2600, 30), (30_000, 20)])
def test_an_honest_roster_is_read_whatever_its_size(rows: int, columns: int, tmp_path: Path) -> None:
    from guitu.kit.workbooks import read

    found = read(hostile_files.grid(tmp_path / "a.xlsx", rows, columns))
    assert len(list(found.rows)) == rows
