"""An empty folder, and somebody to export."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from tests import casefile, make
from tests.exports.asking import NAME, NUMBER


@pytest.fixture(autouse=True)
def _empty_folder() -> None:
    for path in Path(settings.EXPORTS).iterdir():
        path.unlink()


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_worker"), at, NAME, id_number=NUMBER)
