"""Write docs/rules/*.md anew from the packs and the docstrings of the rules."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from guitu.policy.pages import pages  # noqa: E402  the source tree must be found first

TARGET = ROOT / "docs" / "rules"


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
