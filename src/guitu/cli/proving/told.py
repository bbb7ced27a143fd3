"""What the product itself tells of a place, asked in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from guitu.cli.proving.place import Place
from guitu.cli.stop import Stop


def ask(place: Place, what: str, *words: str) -> Any:
    """The answer of `inside.py` as data."""
    done = subprocess.run(
        [sys.executable, "-m", "guitu.cli.proving.inside", what, *words],
        env=place.environ("app"), capture_output=True, text=True, check=False,
    )
    if done.returncode:
        raise Stop(f"{what}: {done.stderr[-2000:]}", "The product did not answer.")
    return json.loads(done.stdout)
