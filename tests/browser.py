"""The browser of the journeys: without one they are skipped at home and fail where everything must be tried."""

from __future__ import annotations

import os
import shutil

import pytest

CHROMIUM = os.environ.get("GUITU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "NO CHROMIUM: the journeys did not run (apt-get install chromium fonts-noto-cjk)"


def needed(path: str | None = CHROMIUM) -> str:
    """The browser's path. Without one: skipped, and under CI=true failed."""
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)
