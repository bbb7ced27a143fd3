"""Lines and looks as a block holds them: what each is, its id, and a keyed hash of everything that it says.

What is sealed in a row is hashed opened: so nothing of a block depends on the key under which it lies, and keys may turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from guitu.kit.crypto import Unreadable, keyed, open_bytes
from guitu.kit.database import Statement, rows
from guitu.ledger.lines import KEYED, digest
from guitu.ledger.sealed import BODY, NOTE
from guitu.people.access import WORDS

LINE, LOOK = 1, 2  # what a member is
KIND, BACKLOG, FOREIGN = 0x0F, 0x10, 0x80  # of its first byte; written before lines had a key; not written by the house
MEMBER = 1 + 16 + 32  # bytes

_COLUMNS = "id, block, shape, sealed_for, body, note"
_UNSEALED_LINES = Statement(f"SELECT {_COLUMNS}, digest, said FROM blocks_unsealed_lines(%s, %s)")  # noqa: S608  ours
_UNSEALED_LOOKS = Statement(f"SELECT {_COLUMNS} FROM blocks_unsealed_looks(%s, %s)")  # noqa: S608
_FOUND = {
    LINE: Statement(f"SELECT {_COLUMNS} FROM blocks_lines(%s, %s)"),  # noqa: S608
    LOOK: Statement(f"SELECT {_COLUMNS} FROM blocks_looks(%s, %s)"),  # noqa: S608
}
_SEALED_AS = {LINE: (BODY, NOTE), LOOK: (WORDS, WORDS)}


class Found(NamedTuple):
    """A row as the owner's functions give it: `shape` is the hash of its columns, the rest is sealed for a row of its own."""

    id: UUID
    block: int | None
    shape: bytes
    sealed_for: UUID | None
    body: bytes | None
    note: bytes | None

    def opened(self, kind: int) -> list[bytes | None]:
        """What lies sealed in it, nothing where that was taken away with its file; Unreadable for what does not open."""
        places = zip(_SEALED_AS[kind], (self.body, self.note), strict=True)
        return [None if not sealed or self.sealed_for is None else open_bytes(place, self.sealed_for, sealed) for place, sealed in places]

    def hash(self, kind: int) -> bytes:
        """Everything that the row says, under the key of blocks."""
        return keyed("block", b"".join([bytes((kind,)), self.shape, *map(_piece, self.opened(kind))]))

    def hash_or_none(self, kind: int) -> bytes | None:
        try:
            return self.hash(kind)
        except Unreadable:
            return None


def _piece(data: bytes | None) -> bytes:
    return b"\0" if data is None else b"\1" + len(data).to_bytes(8, "big") + data


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a block: what it is with its marks, its id, its hash."""

    mark: int
    id: UUID
    hash: bytes

    @property
    def kind(self) -> int:
        return self.mark & KIND

    @property
    def packed(self) -> bytes:
        return bytes((self.mark,)) + self.id.bytes + self.hash


def unpacked(members: bytes) -> Iterator[Member]:
    for start in range(0, len(members), MEMBER):
        one = members[start : start + MEMBER]
        yield Member(one[0], UUID(bytes=one[1:17]), one[17:])


def unsealed(county_id: str, most: int, *, is_backlog: bool) -> list[Member]:
    """Lines that are in no block yet, then looks, each in the order of their times: committed ones, whatever number or time
    the ones under way will have."""
    lines = rows(_UNSEALED_LINES, [county_id, most])
    looks = rows(_UNSEALED_LOOKS, [county_id, most - len(lines)]) if len(lines) < most else []
    members = [_member(LINE | _mark(line, is_backlog=is_backlog), line) for line in lines]
    return members + [_member(LOOK, look) for look in looks]


def _member(mark: int, row: Sequence[Any]) -> Member:
    found = Found(*row[:6])
    # what does not open when it is sealed is kept as what cannot be right later either
    return Member(mark, found.id, found.hash_or_none(mark & KIND) or bytes(32))


def _mark(line: Sequence[Any], *, is_backlog: bool) -> int:
    if is_own(line):
        return 0
    return BACKLOG if is_backlog and not bytes(line[6]).startswith(KEYED) else FOREIGN


def is_own(line: Sequence[Any]) -> bool:
    """Whether whoever wrote a line, and the fact with it, had the key."""
    found, written, said = Found(*line[:6]), bytes(line[6]), orjson.loads(line[7])
    if said[-1] is not None:
        try:
            said[-1] += [None if one is None else one.decode() for one in found.opened(LINE)]
        except Unreadable:
            return False
    return digest(said) == written


def foreign(county_id: str, most: int) -> list[UUID]:
    """Lines that wait and that the house has not written: whoever wrote them had no key."""
    return [line[0] for line in rows(_UNSEALED_LINES, [county_id, most]) if not is_own(line)]


def hashes(county_id: str, kind: int, ids: Sequence[UUID]) -> dict[UUID, tuple[int | None, bytes | None]]:
    """Of the rows with these ids that are there: the block that each names, and its hash as of now; None where what lies
    sealed in it does not open."""
    if not ids:
        return {}
    found = (Found(*row) for row in rows(_FOUND[kind], [county_id, list(ids)]))
    return {one.id: (one.block, one.hash_or_none(kind)) for one in found}
