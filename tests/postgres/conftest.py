from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guitu import postgres


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """A folder of its own; as root the data would otherwise stay behind under /var/lib."""
    folder = tmp_path / "var"
    folder.mkdir()
    yield folder
    for purpose in ("main", "test"):
        if (folder / "postgres").exists():
            postgres.remove(folder, purpose)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Server]:
    folder = tmp_path_factory.mktemp("shared") / "var"
    with postgres.open(folder) as running:
        yield running
    postgres.remove(folder)
