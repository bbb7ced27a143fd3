"""A context is plugged in by its own folder and five lines: proved by one that is nobody's, in a copy of the house."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.toy import plugging

OF_THE_RUN = ("PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST", "GUITU_TEST_DATABASE", "GUITU_VAR", "GUITU_KEYS", "GUITU_NOW")


def test_it_touches_five_lines_outside_its_folder_and_does_what_a_context_does(tmp_path: Path) -> None:
    """What it does there: `inside_hives.py`, run in the copy with a database of its own."""
    folder = plugging.house(tmp_path)
    assert sorted(plugging.edited(folder)) == [
        ("src/guitu/declared.py", '"hives",'),
        ("src/guitu/policy/sections.py", '"hives",'),
        ("src/guitu/roles.py", 'SEE = "today search files register hives"'),
        ("src/guitu/settings.py", '"guitu.hives",'),
        ("src/guitu/urls.py", 'path("hives/", include("guitu.hives.urls")),'),
    ]
    fold = (plugging.ADDED / "src/guitu/hives/fold.py").read_text(encoding="utf-8").splitlines()
    assert sum(bool(line.strip()) for line in fold) <= 25, "a composer is about twenty lines"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST") and name not in OF_THE_RUN}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/toy/inside_hives.py", "-p", "no:xdist", "--tb=short"],
        cwd=folder, env=environ | {"PYTHONPATH": "src"}, check=False, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
