"""A matter's label lies sealed in its row: what lists call it, 王** of a person. No list sorts or filters by it."""

from __future__ import annotations

from uuid import UUID

from guitu.kit.crypto import seal_bytes, shown

PLACE = "matters_matter|label"
_LENGTH = 24  # bytes, or a multiple: the length does not tell how long a name is


def sealed_label(matter: UUID, label: str) -> bytes:
    """As the row of this matter keeps it, and no other."""
    text = label.encode()
    return seal_bytes(PLACE, matter, text.ljust(-(-len(text) // _LENGTH) * _LENGTH))


def label_in(matter: UUID | str, stored: bytes | memoryview | str) -> str:
    """What lists call a matter; `stored` as the row has it, or as it comes in JSON. Where it cannot be read, it says so."""
    return shown(PLACE, matter, bytes.fromhex(stored[2:]) if isinstance(stored, str) else stored).rstrip()
