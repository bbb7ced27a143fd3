"""抽样: how many households are visited so that a faulty lot does not pass, and which of them by a seed that is on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

SENTENCES = {
    "unit_samples.nothing": "这个镇（街）还没有审核过的家庭，先审核再抽。",
    "unit_samples.result_given": "这一户已经走访过。",
    "unit_samples.own": "自己村的家庭请由别人走访。",
}
RESULTS = ("sound", "faulty")


@dataclass(frozen=True)
class UnitSamplesPolicy:
    """Which share of faults a sample must meet, with which chance; from how many households on size no longer matters."""

    fault_permille: int
    wider_permille: int
    chance_permille: int
    many_from: int


def size(households: int, permille: int, policy: UnitSamplesPolicy) -> int:
    """How many of so many are visited so that at least one fault is met with the chance asked for, if that share of all is
    faulty. Drawn without putting back; from `many_from` on as of a very large number. 54 of 360, 56 of 600, 59 of many."""
    missed = (1000 - policy.chance_permille) / 1000
    faulty = max(1, round(households * permille / 1000))
    left = 1.0
    for drawn in range(households):
        if left <= missed + 1e-12:
            return drawn
        is_many = households >= policy.many_from
        sound = 1 - permille / 1000 if is_many else (households - faulty - drawn) / (households - drawn)
        left *= max(sound, 0.0)
    return households


def rate_for(found_before: int, policy: UnitSamplesPolicy) -> int:
    """The share of faults that the next sample of an approving town must meet: a find makes it finer, so the sample wider."""
    return policy.wider_permille if found_before else policy.fault_permille


def chosen(ids: Sequence[str], number: int, seed: str) -> list[str]:
    """So many of these by the digest of seed and id: whoever has the seed and the frozen list draws the same."""
    return sorted(ids, key=lambda one: sha256(f"{seed}|{one}".encode()).digest())[:number]
