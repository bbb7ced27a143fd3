"""Sealing: what is committed and in no block yet goes into the next one. Nobody who writes waits for it.

A block, its mark on each of its lines, and its signature are one transaction: a sealer that is killed leaves all or nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from guitu.blocks import anchors
from guitu.blocks.chain import START, Head, head_of
from guitu.blocks.lines import LINE, Member, unsealed
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, run

MOST = 5000  # lines of a block
_LAST = (
    "SELECT no, first + number, head, is_backlog, number FROM blocks_block WHERE county_id = %s ORDER BY no DESC LIMIT 1"
)
_ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('blocks ' || %s))"
_INSERT = (
    "INSERT INTO blocks_block (id, county_id, no, first, number, members, before, head, is_backlog, sealed_at, signature)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_RAN = (
    "INSERT INTO blocks_sealer (id, county_id, ran_at, trouble) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (county_id) DO UPDATE SET ran_at = excluded.ran_at, trouble = excluded.trouble"
)


class Disturbed(Exception):
    """A line was sealed or taken away while it was being sealed: only somebody behind the house's back does that."""


def seal_county(county_id: str, at: datetime, *, most: int = MOST) -> int:
    """Seal what waits in a county, block by block, and hand the heads out of the house. Gives how many lines; where another
    sealer is at work, none."""
    sealed = 0
    while number := _seal_block(county_id, at, most):
        sealed += number
        if number < most:
            break
    trouble = anchors.catch_up(county_id)
    with acting(clock_actor(county_id), durable=True):
        run(_RAN, [uuid4(), county_id, at, trouble])
    return sealed


def seal_here(county_id: str, at: datetime, *, most: int = MOST) -> bool:
    """The same inside the transaction under way, which is the clock's; whether nothing waits any more. False where another
    sealer is at work."""
    while _is_alone(county_id):
        if _next_block(county_id, at, most) < most:
            return True
    return False


def _is_alone(county_id: str) -> bool:
    """Whether this transaction is the county's sealer; it is until its end."""
    return row(_ALONE, [county_id]) == (True,)


def _seal_block(county_id: str, at: datetime, most: int) -> int:
    with acting(clock_actor(county_id), durable=True):
        return _next_block(county_id, at, most) if _is_alone(county_id) else 0


def _next_block(county_id: str, at: datetime, most: int) -> int:
    no, first, before, was_backlog, filled = row(_LAST, [county_id]) or (0, 1, START, True, most)
    # As long as blocks are full since the first, older lines may be among them: the house had not begun to seal.
    is_backlog = was_backlog and filled >= most
    members = unsealed(county_id, most, is_backlog=is_backlog)
    if members:
        _write(county_id, no + 1, first, members, bytes(before), at, is_backlog=is_backlog)
    return len(members)


def _write(county_id: str, no: int, first: int, members: list[Member], before: bytes, at: datetime, *, is_backlog: bool) -> None:
    packed = b"".join(one.packed for one in members)
    head = head_of(county_id, no, first, packed, before, is_backlog=is_backlog)
    signature = Head(county_id, no, first + len(members) - 1, head, at).sign().signature
    run(_INSERT, [uuid4(), county_id, no, first, len(members), packed, before, head, is_backlog, at, signature])
    lines = [one.id for one in members if one.kind == LINE]
    looks = [one.id for one in members if one.kind != LINE]
    marked = row("SELECT blocks_mark(%s, %s, %s, %s)", [county_id, no, lines, looks])
    if marked != (len(members),):
        raise Disturbed(county_id, no)
