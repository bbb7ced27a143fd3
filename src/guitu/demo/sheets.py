"""Filled-in assessment sheets that come to a given level."""

from __future__ import annotations

from random import Random

# Factor → points, as the sheet of the pack weighs them; each comes to its level by a clear margin.
LOW = {
    "drug_type": 8, "since_last_use": 4, "episodes": 5, "missed_tests": 0, "work": 0, "family": 0,
    "mental_state": 0, "contact": 0, "record": 0,
}
MIDDLE = {**LOW, "drug_type": 15, "since_last_use": 8, "work": 4, "family": 4}
HIGH = {**MIDDLE, "since_last_use": 15, "episodes": 8, "missed_tests": 6, "work": 10, "contact": 4, "record": 3}
SHEETS = {"low": LOW, "low_long": {**LOW, "since_last_use": 0}, "middle": MIDDLE, "high": HIGH}
MAY_DIFFER = (("work", 4), ("family", 4), ("mental_state", 4))


def sheet_for(level: str, rng: Random) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Scores and triggers that propose this level; no two sheets need look alike."""
    scores = dict(SHEETS[level])
    factor, points = rng.choice(MAY_DIFFER)
    scores[factor] = max(scores[factor], points)
    return tuple(scores.items()), ("lost_contact",) if level == "high" and rng.random() < 0.3 else ()
