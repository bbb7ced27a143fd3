"""单位与编制: which kinds of body there are, and how many posts of a body are approved, held, vacant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guitu.rules.dates import days_between

SENTENCES = {
    "bodies.name_taken": "这里已经有同一种、同名的单位“{name}”。请换一个名称，或者用原来的那个。",
    "bodies.kind_unknown": "没有这种单位。请重新选择。",
    "bodies.outside": "这个地方不在您的辖区，或者已经撤并。请重新选。",
    "bodies.parent_inside": "上级单位不能是它自己，也不能是它的下级。请重新选。",
    "bodies.has_posts": "还有 {n} 个岗位设在这个单位。请先撤销这些岗位，或者改到别的单位。",
    "bodies.has_bodies": "还有 {n} 个单位以它为上级。请先改它们的上级单位。",
    "bodies.has_staff": "队伍里还有 {n} 人登记在这个单位。请先登记离开，或者改到别的单位。",
    "staff.ended": "这个人已经登记离开，不能再改。",
    "staff.certificate_whole": "证书要写明种类和编号；没有证书的，两项都不填。",
    "staff.twice": "这个人在这个单位已经登记为{kind}。请改那一条。",
    "bodies.ended": "这个单位已经撤销，不能再改。",
    "bodies.day_backwards": "撤销日期 {until} 早于设立日期 {on}。请核对日期。",
    "bodies.day_far": "日期最早 {first}，最晚 {last}。",
    "bodies.approved_range": "核定数请填 0 到 {most}。",
    "posts.role_unknown": "没有这种岗位，或者不由这里设。请重新选择。",
    "posts.place_outside": "岗位管的地方须在单位所在的地方之内，并且没有撤并。请重新选。",
    "posts.group_whole": "这种岗位看得到整个辖区，不能只管一个片区。请选一个地方。",
    "posts.still_held": "这个岗位还有人担任，或者已任命了人。请先登记离岗。",
    "posts.looks_after": "名下还有 {n} 人。请先在人员页里指派给别的岗位。",
    "posts.has_tasks": "还有 {n} 件交办没有办结。请先答复、退回，或者由交办的单位撤销。",
    "posts.has_duties": "还有 {n} 件待办没有办完。请先办完，或者把人移交给别的岗位，待办随人转走。",
    "posts.is_closed": "这个岗位已经撤销，不能再改。",
    "posts.begins_later": "这个岗位 {on} 才设立，到岗日期不能更早。",
    "posts.of_group": "还有 {n} 个岗位管这个片区。请先撤销这些岗位，再停用。",
}
MOST_APPROVED = 500
DAYS_AHEAD = 366  # an end may be said so long before


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of body, or a rank, as the place calls it."""

    name: str


@dataclass(frozen=True)
class BodiesPolicy:
    """The kinds of body of a place and the ranks they may have, by code."""

    kinds: Mapping[str, Named]
    ranks: Mapping[str, Named]
    certificate_warn_days: int  # so long before a certificate of the staff expires it is listed


@dataclass(frozen=True, slots=True)
class Strength:
    """How a body is staffed with one role on a day. `approved` is None where nobody said a number; then what is vacant
    are the posts that nobody holds."""

    approved: int | None
    posts: int
    held: int
    longest: int | None  # days for which the post that is vacant longest has been so; None: none was ever held

    @property
    def vacant(self) -> int:
        return max((self.posts if self.approved is None else self.approved) - self.held, 0)

    @property
    def beyond(self) -> int:
        """Held beyond what is approved."""
        return max(self.held - self.approved, 0) if self.approved is not None else 0

    @property
    def not_set_up(self) -> int:
        """Approved, and there is no post for it yet."""
        return max((self.approved or 0) - self.posts, 0)


def longest_vacancy(since: Iterable[date | None], on: date) -> int | None:
    """For how many days the longest vacant of these posts has been so, each by the day since when; None where none of
    them says. Days; no clause (our default)."""
    known = [days_between(day, on) for day in since if day is not None]
    return max(known, default=None)
