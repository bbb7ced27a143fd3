"""值班: who answers for a unit at a moment. The only answer for calling, for the screen and for what is told.

A roster is layers of turns by workdays and days off, and covers over them: a swap, a stand-in, "I take over". What was
said last holds. A post that nobody holds is passed over at once, and the passing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from guitu.rules.call_clocks import duty_day
from guitu.rules.dates import Calendar, day_after, days_after
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "on_duty.nobody": "请至少选一个岗位。",
    "on_duty.turn": "一轮最少 1 天，最多 {most} 天。",
    "on_duty.not_of_unit": "这个岗位不在这个单位，或者没有人担任。请重新选。",
    "on_duty.backwards": "结束的时刻要在开始之后，最长 {days} 天。",
    "on_duty.too_old": "已经过去的值班不能再改。",
}
MOST_TURN = 31  # days
MOST_COVER = 62  # days
Days = Literal["workday", "day_off", "every"]
CoverKind = Literal["swap", "stand_in", "taken_over"]


@dataclass(frozen=True, slots=True)
class Layer:
    """Posts that take turns from a day on, each for so many days of its sort; a turn begins at `hands_over`."""

    days: Days
    posts: tuple[str, ...]
    turn_days: int
    from_on: date
    hands_over: int  # minutes after midnight


@dataclass(frozen=True, slots=True)
class Cover:
    """One post instead of whoever has the turn, from a moment until another."""

    post: str
    from_at: datetime
    until_at: datetime
    said_at: datetime
    kind: CoverKind = "stand_in"


@dataclass(frozen=True, slots=True)
class Roster:
    """The layers and covers of one unit, and its posts in their order, which stand in where no layer says anything."""

    posts: tuple[str, ...] = ()
    layers: tuple[Layer, ...] = ()
    covers: tuple[Cover, ...] = ()


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who answers, who after that, and who would have but is not there."""

    post: str | None
    backup: str | None
    missing: tuple[str, ...] = ()
    why: Literal["cover", "turn", "of_unit", "nobody"] = "nobody"


def on_duty(roster: Roster, at: datetime, there: Collection[str], calendar: Calendar) -> OnDuty:
    """Who answers for a unit at a moment: the cover said last, else whose turn it is, else the posts of the unit in their
    order. `there`: the posts that somebody holds; of the others it is said that they are missing. Policy, our default."""
    covering = [one for one in roster.covers if one.from_at <= at < one.until_at]
    by_cover = [one.post for one in sorted(covering, key=lambda one: one.said_at, reverse=True)]
    by_turn = list(_turns(roster.layers, at, calendar))
    line = list(dict.fromkeys([*by_cover, *by_turn, *roster.posts]))
    found = [post for post in line if post in there]
    first = found[0] if found else None
    missing = tuple(line[: line.index(first)]) if first else tuple(line)
    why: Literal["cover", "turn", "of_unit", "nobody"] = (
        "nobody" if first is None else "cover" if first in by_cover else "turn" if first in by_turn else "of_unit"
    )
    return OnDuty(first, found[1] if len(found) > 1 else None, missing, why)


def _turns(layers: Sequence[Layer], at: datetime, calendar: Calendar) -> Iterator[str]:
    """Whose turn it is by the layer that holds, then those whose turn comes next."""
    holding: Layer | None = None
    for layer in layers:
        day = duty_day(at, layer.hands_over)
        if layer.from_on <= day and (layer.days == "every" or (layer.days == "workday") == calendar.is_working_day(day)):
            narrower = holding is None or (layer.days != "every", layer.from_on) >= (holding.days != "every", holding.from_on)
            holding = layer if narrower else holding
    if holding is None or not holding.posts:
        return
    turn = _days_of(holding, duty_day(at, holding.hands_over), calendar) // holding.turn_days
    for number in range(len(holding.posts)):
        yield holding.posts[(turn + number) % len(holding.posts)]


def _days_of(layer: Layer, day: date, calendar: Calendar) -> int:
    """How many days of its sort a layer has had before a day: turns are shared out by these."""
    count, one = 0, layer.from_on
    while one < day:
        count += layer.days == "every" or (layer.days == "workday") == calendar.is_working_day(one)
        one = day_after(one)
    return count


def gaps(roster: Roster, since: date, days: int, there: Collection[str], moment: Callable[[date], datetime], calendar: Calendar) -> list[date]:
    """The days from one on at whose `moment` nobody has the turn: somebody else of the unit stands in, or nobody at all."""
    ahead = (days_after(since, number) for number in range(days))
    return [day for day in ahead if on_duty(roster, moment(day), there, calendar).why in ("of_unit", "nobody")]


def may_take_turns(posts: Sequence[str], of_unit: Collection[str], turn_days: int) -> Verdict:
    """Whether posts may take turns: at least one, all of the unit, a turn of 1 to 31 days."""
    if not posts:
        return refused(Reason("on_duty.nobody"))
    if not set(posts) <= set(of_unit):
        return refused(Reason("on_duty.not_of_unit"))
    return ALLOWED if 1 <= turn_days <= MOST_TURN else refused(Reason("on_duty.turn", {"most": MOST_TURN}))


def may_cover(post: str, of_unit: Collection[str], from_at: datetime, until_at: datetime, now: datetime) -> Verdict:
    """Whether a post may stand in for the turn: of the unit, held, from before until, not altogether past."""
    if post not in of_unit:
        return refused(Reason("on_duty.not_of_unit"))
    if until_at <= from_at or (until_at - from_at).days > MOST_COVER:
        return refused(Reason("on_duty.backwards", {"days": MOST_COVER}))
    return ALLOWED if until_at > now else refused(Reason("on_duty.too_old"))
