"""Derived rows made again from facts and compared with what was there: nothing may differ (`guitu rebuild --check`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from guitu.grid.access import clock_actor
from guitu.kit.clock import local_day
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.settling.comparing import differing, snapshot
from guitu.settling.composers import Composer
from guitu.settling.load import matters
from guitu.settling.settle import HORIZON, MOVED_BY, may_lie_behind, rebuild

AnyComposer = Composer[Any, Any]


class _Undo(Exception):
    """Rolls the comparison back."""


def different(composer: AnyComposer, county: str, some: Sequence[UUID], now: datetime, *, mend: bool) -> list[set[str]]:
    """What differs of each matter of which anything does, by column. With `mend` it is as it follows afterwards."""
    answer: list[set[str]] = []
    try:
        with acting(clock_actor(county), durable=True):
            beside = composer.beside_differing(some, mend=mend)
            for at, of_then in [(now, list(some))] if mend else _moments(some, now):
                found = _compared(composer, county, of_then, at)
                both = (found.get(one, set()) | beside.get(one, set()) for one in of_then)
                answer += [columns for columns in both if columns]
            if not mend:
                raise _Undo
    except _Undo:
        pass
    except Refused:  # a fact that cannot be read: of one matter, which keeps no other waiting
        if len(some) == 1:
            return [{"facts.body"}]
        return [found for one in some for found in different(composer, county, [one], now, mend=mend)]
    return answer


def _moments(some: Sequence[UUID], now: datetime) -> list[tuple[datetime, list[UUID]]]:
    """As of when each is compared: now, and whose horizon the clock has still to move this night as they were when it
    was moved last, on the day before."""
    behind = may_lie_behind(now)
    if behind is None:
        return [(now, list(some))]
    sql = "SELECT matter_id FROM settling_summary WHERE matter_id = ANY(%s) AND folded_until = %s"
    late = {one for (one,) in rows(sql, [list(some), behind])}
    both = [(now, [one for one in some if one not in late]), (now - MOVED_BY, [one for one in some if one in late])]
    return [(at, of_then) for at, of_then in both if of_then]


def _compared(composer: AnyComposer, county: str, some: Sequence[UUID], at: datetime) -> dict[UUID, set[str]]:
    """By matter, which columns a rebuild as of that moment makes otherwise."""
    until = local_day(at) + HORIZON
    before = snapshot(composer, some, until)
    rebuild(county, matters(composer, some), at)
    after = snapshot(composer, some, until)
    return {one: differing(composer, before[one], after[one]) for one in some}
