"""The tests themselves: none hangs, none is skipped where everything must be tried, none passes by luck."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests import browser, limits

ROOT = Path(__file__).resolve().parents[2]


def test_a_test_that_hangs_is_stopped_and_fails() -> None:
    begun = time.monotonic()
    with pytest.raises(limits.TookTooLong, match=r"0\.2 seconds"), limits.limited(0.2):
        time.sleep(30)
    assert time.monotonic() - begun < 5


def test_code_under_test_cannot_swallow_the_end_of_its_time() -> None:
    def stubborn() -> None:
        for _ in range(100):
            try:
                time.sleep(1)
            except Exception:
                continue

    with pytest.raises(limits.TookTooLong), limits.limited(0.2):
        stubborn()


def test_without_a_browser_the_journeys_fail_where_everything_must_be_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CHROMIUM"):
        browser.needed("")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        browser.needed("")


def test_the_run_for_a_bare_machine_says_that_everything_must_be_tried() -> None:
    assert "export CI=true" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
