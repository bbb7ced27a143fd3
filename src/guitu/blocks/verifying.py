"""Is the ledger whole? Every block is looked at again, line by line, and held against what is kept outside the database.

What is found is a fault with the number of the first line that it concerns; it says what is wrong, never what was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from guitu.blocks import anchors, emptied
from guitu.blocks.chain import START, Head, head_of
from guitu.blocks.lines import FOREIGN, LINE, LOOK, MEMBER, Member, foreign, hashes, unpacked
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, rows

Said = Mapping[UUID, Mapping[str, str]]  # what lines say that others hash to since their file was sealed
TOGETHER = 20_000  # lines that are read at once
MOST_FAULTS = 100
MOST_WAITING = 100_000
_BLOCKS = (
    "SELECT no, first, number, members, before, head, is_backlog, sealed_at, signature FROM blocks_block"
    " WHERE county_id = %s AND no > %s ORDER BY no LIMIT 100"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong (a code of `words.py`), from which line on, in which block, and how many or up to where."""

    code: str
    line: int | None = None
    block: int | None = None
    other: int | None = None

    @property
    def order(self) -> tuple[bool, int]:
        return self.line is None, self.line or 0


@dataclass(slots=True)
class Proof:
    """What verifying a county came to."""

    county_id: str
    lines: int = 0
    blocks: int = 0
    waiting: int = 0
    held_against: int = 0  # heads from outside that were compared
    faults: list[Fault] = field(default_factory=list)
    changed: list[tuple[Fault, UUID, str]] = field(default_factory=list)  # with the line and its hash now: until it is known why
    proved: set[UUID] = field(default_factory=set)  # of the lines that say what was emptied

    @property
    def is_whole(self) -> bool:
        return not self.faults

    @property
    def first(self) -> Fault | None:
        """The first that is wrong: by its line, else the first found."""
        return min(self.faults, key=lambda one: one.order, default=None)


@dataclass(frozen=True, slots=True)
class _Block:
    no: int
    first: int
    number: int
    members: bytes
    before: bytes
    is_backlog: bool
    head: Head

    @classmethod
    def of(cls, county_id: str, found: Sequence[Any]) -> _Block:
        no, first, number, members, before, head, is_backlog, at, signature = found
        sealed = Head(county_id, no, first + number - 1, bytes(head), at, bytes(signature))
        return cls(no, first, number, bytes(members), bytes(before), is_backlog, sealed)


def verify_county(county_id: str, paths: Iterable[Path] = (), codes: Iterable[str] = ()) -> Proof:
    """Look at every block of a county, at what waits, and at the heads that files and paper keep of it."""
    proof = Proof(county_id)
    outside = _outside(proof, paths)  # read first: what is outside has been inside before
    heads: dict[int, Head] = {}
    with acting(clock_actor(county_id)):
        said = emptied.said(county_id)
        for group in _groups(_in_chain(county_id, proof, heads)):
            _look_at_lines(proof, group, said)
        _look_at_the_rest(proof, said)
    _excuse(proof, said)
    proof.held_against = len(outside)
    _note(proof, islice((fault for head in outside if (fault := _of_head(proof, heads, head))), 1))  # the next say the same
    _note(proof, (fault for code in codes if (fault := _of_code(proof, heads, code))))
    return proof


def _outside(proof: Proof, paths: Iterable[Path]) -> list[Head]:
    heads: list[Head] = []
    try:
        heads.extend(anchors.read(paths, proof.county_id))
    except anchors.BadAnchor as bad:
        _note(proof, [Fault("anchor_unreadable", other=bad.args[0])])
    return heads


def _excuse(proof: Proof, said: Said) -> None:
    """Of the lines that are not what they were: those of sealed files, as the line of the sealing says, are as they should be."""
    lawful = {(UUID(one), hash_now) for line in proof.proved for one, hash_now in said[line].items()}
    _note(proof, (fault for fault, one, hash_now in proof.changed if (one, hash_now) not in lawful))


def _look_at_the_rest(proof: Proof, said: Said) -> None:
    """Rows that no block knows: those that say otherwise, those that wait, facts without a line."""
    county = proof.county_id
    overfull = rows("SELECT block, first, more FROM blocks_overfull(%s)", [county])
    _note(proof, (Fault("too_many", first or proof.lines + 1, no, more) for no, first, more in overfull))
    waiting = row("SELECT number FROM blocks_waiting(%s)", [county])
    proof.waiting = waiting[0] if waiting else 0
    if proof.blocks:  # before the first block there may be older lines, which had no key
        strange = foreign(county, MOST_WAITING)
        _note(proof, (Fault("foreign_waiting") for _ in strange))
        waits = rows("SELECT id FROM ledger_entry WHERE id = ANY(%s) AND block IS NULL", [list(said)])
        proof.proved |= {line for (line,) in waits} - set(strange)
    _note(proof, (Fault("unlined") for _ in rows("SELECT id FROM blocks_unlined(%s)", [county])))


def _note(proof: Proof, faults: Iterable[Fault]) -> None:
    proof.faults += list(faults)[: max(0, MOST_FAULTS - len(proof.faults))]


def _in_chain(county_id: str, proof: Proof, heads: dict[int, Head]) -> Iterator[_Block]:
    """The blocks in their order, each held against the one before and against its own key and signature."""
    before, expected, no, was_backlog = START, 1, 0, True
    while found := rows(_BLOCKS, [county_id, no]):
        for one in found:
            block = _Block.of(county_id, one)
            if block.no != no + 1:
                _note(proof, [Fault("block_missing", expected, no + 1)])
            elif block.before != before or block.first != expected:
                _note(proof, [Fault("block_elsewhere", expected, block.no)])
            _note(proof, _of_itself(county_id, block, was_backlog=was_backlog))
            no, before, expected, was_backlog = block.no, block.head.head, block.first + block.number, block.is_backlog
            heads[no] = block.head
            proof.blocks, proof.lines = proof.blocks + 1, proof.lines + block.number
            yield block


def _of_itself(county_id: str, block: _Block, *, was_backlog: bool) -> Iterator[Fault]:
    true = head_of(county_id, block.no, block.first, block.members, block.before, is_backlog=block.is_backlog)
    if true != block.head.head or block.number * MEMBER != len(block.members) or (block.is_backlog and not was_backlog):
        yield Fault("block_changed", block.first, block.no)
    elif not block.head.is_signed:
        yield Fault("signature", block.first, block.no)


def _groups(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    group: list[_Block] = []
    for block in blocks:
        group.append(block)
        if sum(one.number for one in group) >= TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _look_at_lines(proof: Proof, blocks: Sequence[_Block], said: Said) -> None:
    members = [(block, n, one) for block in blocks for n, one in enumerate(unpacked(block.members), start=block.first)]
    there = {
        kind: hashes(proof.county_id, kind, [one.id for _, _, one in members if one.kind == kind]) for kind in (LINE, LOOK)
    }
    for block, number, one in members:
        code, fault = _wrong(block, one, there.get(one.kind, {})), Fault("changed", number, block.no)
        if code == "changed":
            proof.changed.append((fault, one.id, (there[one.kind][one.id][1] or b"").hex()))
        elif code:
            _note(proof, [replace(fault, code=code)])
        elif one.id in said:
            proof.proved.add(one.id)


def _wrong(block: _Block, member: Member, there: dict[Any, Any]) -> str:
    if member.id not in there:
        return "missing"
    named, hash_now = there[member.id]
    if hash_now is None:
        return "unreadable"
    if hash_now != member.hash:
        return "changed"
    if member.mark & FOREIGN:
        return "foreign"
    return "" if named == block.no else "moved"


def _of_head(proof: Proof, heads: dict[int, Head], outside: Head) -> Fault | None:
    """What differs from a head that was kept outside. Up to the head before all was the same."""
    inside = heads.get(outside.no)
    if inside is None:
        return Fault("behind_anchor", proof.lines + 1, outside.no, outside.lines)
    if (inside.head, inside.lines) != (outside.head, outside.lines):
        before = heads.get(outside.no - 1)
        return Fault("anchor_differs", before.lines + 1 if before else 1, outside.no, outside.lines)
    return None


_MISTAKEN = str.maketrans("0189", "OIBG")  # figures that a code never has, for the letters they are read for


def _of_code(proof: Proof, heads: dict[int, Head], code: str) -> Fault | None:
    number, _, signs = code.strip().upper().partition("-")
    if not number.isdecimal():
        return Fault("no_code")
    proof.held_against += 1
    head = heads.get(int(number))
    if head is None:
        return Fault("behind_anchor", proof.lines + 1, int(number))
    typed = "".join(sign for sign in signs.translate(_MISTAKEN) if sign.isalnum())
    return None if typed == head.code.partition("-")[2].replace("-", "") else Fault("code_differs", block=head.no)
