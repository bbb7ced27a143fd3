"""A moment comes back from the database as the moment that went in."""

from __future__ import annotations

from datetime import datetime

import pytest

from guitu.kit.database import rows

pytestmark = [pytest.mark.django_db]


def test_a_moment_is_read_as_it_was_written(at: datetime) -> None:
    assert rows("SELECT %s::timestamptz", [at]) == [(at,)]
    assert rows("SELECT '2026-03-16 09:00+08'::timestamptz") == [(at,)]
