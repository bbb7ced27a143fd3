"""链接: who has no account opens one matter with a link and a code told by another way, answers it, and is out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "links.closed": "打不开。请核对链接和验证码；还是不行的，请找给您链接的人重新要一个。",
    "links.too_often": "试得太多了，请过一会儿再试。",
    "links.over": "这个链接已经不能用了，写的还在下面，没有送出。请找给您链接的人重新要一个。",
    "links.withdrawn_already": "这个链接已经撤回，或者已经用完。",
    "links.hours": "链接最长开放 {hours} 小时。",
    "links.needs_whom": "请写明给谁。",
    "links.needs_who": "请写明您的姓名和单位。",
    "links.needs_words": "请写明办了什么、结果怎样。",
}
CHOICES = (24, 72, 168)  # hours that a form offers, as far as the policy allows
LOST = ("wrong_code",)  # tries that count against a link


@dataclass(frozen=True)
class LinksPolicy:
    """How long a link is open, how often it may be opened, how often a wrong code is looked at."""

    open_hours: int
    most_hours: int
    openings: int
    code_tries: int
    visit_minutes: int


def may_be_open(hours: int, policy: LinksPolicy) -> Verdict:
    """Whether a link may be open for so many hours. Policy: links.most_hours."""
    if 0 < hours <= policy.most_hours:
        return ALLOWED
    return refused(Reason("links.hours", {"hours": policy.most_hours}))


def offered_hours(policy: LinksPolicy) -> Sequence[int]:
    """The hours that a form offers. Policy: links.most_hours."""
    return [hours for hours in CHOICES if hours <= policy.most_hours]


def state_of_link(
    at: datetime, *, expires_at: datetime, withdrawn_at: datetime | None, answered_at: datetime | None, opened: int,
    openings: int, lost: int, tries: int,
) -> str:
    """What became of a link: answered, withdrawn, expired, locked by wrong codes, used up, or open."""
    if answered_at is not None:
        return "answered"
    if withdrawn_at is not None:
        return "withdrawn"
    if at >= expires_at:
        return "expired"
    if lost >= tries:
        return "locked"
    return "used_up" if opened >= openings else "open"
