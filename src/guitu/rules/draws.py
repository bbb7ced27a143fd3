"""抽取: which places a campaign goes to: all, the riskier ones first, or at random by a seed that anybody can draw again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

SENTENCES = {
    "draws.too_many": "名单上只有 {there} 家，抽不出 {asked} 家。请改小数目。",
    "draws.nothing": "这个范围里没有可以检查的场所。",
    "draws.drawn_already": "这次行动已经抽过，名单在下面。",
    "draws.days": "结束的日子要晚于开始的日子。",
    "draws.needs_quota": "按风险或者随机抽的，请写抽多少家。",
}
WAYS = ("all", "by_risk", "random")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be drawn: whether it carries a reason of risk, and since when nobody looked at it."""

    id: str
    raised: bool = False
    checked_on: date | None = None


def drawn(found: Sequence[Candidate], way: str, quota: int | None, seed: str) -> list[str]:
    """The places of a campaign. By risk: those with a reason first, then those that nobody has looked at for longest.
    At random: by the digest of seed and place, so that whoever has the seed finds the same places."""
    if way == "all":
        return [one.id for one in found]
    by_seed = sorted(found, key=lambda one: sha256(f"{seed}|{one.id}".encode()).digest())
    if way == "by_risk":
        by_seed.sort(key=lambda one: (not one.raised, one.checked_on or date.min))
    return [one.id for one in by_seed[: quota or 0]]
