"""A block and its place in the chain of its county: pure arithmetic over bytes, with the keys of the house."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from guitu.kit.crypto import is_signed, keyed, signed
from guitu.ledger.lines import moment

START = bytes(32)  # what the first block names as the head before it
_CODE_BYTES = 6  # ten letters and figures: nobody without the key hits one in a million million tries


@dataclass(frozen=True, slots=True)
class Head:
    """What a block is sealed by and what leaves the house of it: no line, only how many there are and what they hash to."""

    county_id: str
    no: int
    lines: int  # of the chain so far, this block's with them
    head: bytes
    at: datetime
    signature: bytes = b""

    @property
    def said(self) -> bytes:
        at = str(moment(self.at))
        return encoded("guitu head 1", self.county_id, str(self.no), str(self.lines), self.head.hex(), at)

    def sign(self) -> Head:
        return Head(self.county_id, self.no, self.lines, self.head, self.at, signed(self.said))

    @property
    def is_signed(self) -> bool:
        return is_signed(self.said, self.signature)

    @property
    def code(self) -> str:
        """What is written on paper and typed back in: the number of the block, and a few signs under the key."""
        short = base64.b32encode(keyed("block", b"code" + self.said)[:_CODE_BYTES]).decode().rstrip("=")
        return f"{self.no}-{short[:5]}-{short[5:]}"


def head_of(county_id: str, no: int, first: int, members: bytes, before: bytes, *, is_backlog: bool) -> bytes:
    """The keyed hash of all that a block holds, of its place, and of the block before it."""
    parts = (county_id, str(no), str(first), str(len(members)), str(is_backlog), before.hex(), sha256(members).hexdigest())
    return keyed("block", encoded("guitu block 1", *parts))


def encoded(*parts: str) -> bytes:
    """Each with its length before it: no two lists of parts share an encoding."""
    return b"".join(len(data).to_bytes(8, "big") + data for data in (part.encode() for part in parts))
