"""The text of a pack and its hash: what an activation keeps."""

from __future__ import annotations

import hashlib
from pathlib import Path

from guitu.policy import sources


def pack_text(name: str, root: Path | None = None) -> tuple[str, str]:
    """The pack with all that it extends as one text, and its SHA-256."""
    text = sources.joined(name, root)
    return text, hashlib.sha256(text.encode()).hexdigest()
