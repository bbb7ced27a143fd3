"""村(居)民小组 for the demo: only their number is published, so their names and their spread are ours."""

from collections.abc import Sequence
from hashlib import sha256

from guitu.grid.groups.names import group_name

FEWEST = 3


def spread(villages: list[str], total: int, seed: int) -> list[tuple[str, str]]:
    """(path, name) of exactly so many groups, at least three in each village; same seed, same groups."""
    left = total - FEWEST * len(villages)
    if left < 0:
        raise ValueError(f"{total} groups are fewer than {FEWEST} for each of {len(villages)} villages")
    weights = {village: _weight(village, seed) for village in sorted(villages)}
    shares = share(left, weights)
    return [
        (f"{village}{number:03d}", group_name(village, number))
        for village in sorted(villages)
        for number in range(1, FEWEST + shares[village] + 1)
    ]


def home(village: str, number: int, groups: Sequence[str]) -> str:
    """Where the person of that number lives: in one of the first groups, or of one in twelve not known."""
    if not groups or number % 12 == 5:
        return village
    return groups[(number + 1) % min(3, len(groups))]


def share(total: int, weights: dict[str, int]) -> dict[str, int]:
    """Whole parts in proportion to the weights that add up to the total (largest remainder)."""
    whole = sum(weights.values())
    parts = {key: total * weight // whole for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: (-(total * weights[key] % whole), key))
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def _weight(village: str, seed: int) -> int:
    # A hash rather than a random generator: it gives the same on every version of Python.
    return 50 + int.from_bytes(sha256(f"{seed}/{village}".encode()).digest()[:4]) % 100
