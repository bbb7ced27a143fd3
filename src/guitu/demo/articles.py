"""Compares every figure of the five articles with what the demo's rows make of it.

The lists are data, one file per article: the sentence, the figure, and either the indicator with its place and days, or
what it waits for. Nothing is computed here: the same definitions and counts answer as on the page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from pathlib import Path
from typing import Any, Literal

from guitu.demo.playing import story_id
from guitu.figures.counting import Figure, Tally, figure
from guitu.figures.definitions import definition
from guitu.grid.access import clock_actor
from guitu.kit.counts import Asked
from guitu.kit.database import acting
from guitu.rules.indicators import Value, change, rounded

FOLDER = Path(__file__).parent / "seeds"
_HOLDS = {"=": eq, ">": gt, ">=": ge, "<": lt, "<=": le}


@dataclass(frozen=True, slots=True)
class Checked:
    """One figure of an article: what it says, what the rows say, and whether they agree."""

    seed: str
    sentence: str
    figure: str
    definition: str | None  # the indicator in its version
    computed: str | None
    rows: int  # so many rows were counted for it
    state: Literal["equal", "differs", "open"]
    waits_for: str | None = None  # the context that has to come first

    def told(self) -> dict[str, Any]:
        return asdict(self)


def listed() -> list[tuple[str, dict[str, Any]]]:
    """Every figure with its article, in the order of the text."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        found += [(path.stem, entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["figure"]]
    return found


def checked(now: datetime) -> list[Checked]:
    """All of them, computed now from rows, as known now."""
    return [_checked(seed, entry, now) for seed, entry in listed()]


def _checked(seed: str, entry: Mapping[str, Any], now: datetime) -> Checked:
    if "indicator" not in entry:
        return Checked(seed, entry["sentence"], entry["figure"], None, None, 0, "open", entry["waits"])
    with acting(clock_actor(entry["area"][:6])):
        found = _figure(entry, entry.get("since"), entry["on"], now)
        value, counted = found.value, found.counted
        if "change" in entry:
            before = _figure(entry, entry.get("against_since"), entry["against_on"], now)
            value, counted = change(before.value, value, entry["change"]), counted + before.counted
    sign, wanted = entry["want"].split()
    digits = len(wanted.partition(".")[2])
    agrees = value.number is not None and _HOLDS[sign](rounded(value.number, digits), rounded(Fraction(wanted), digits))
    return Checked(
        seed, entry["sentence"], entry["figure"], found.definition.version, _shown(value, digits), counted,
        "equal" if agrees else "differs",
    )


def _figure(entry: Mapping[str, Any], since: date | None, on: date, now: datetime) -> Figure:
    found = definition(entry["area"], on, entry["indicator"])
    if found is None:
        raise LookupError(f"no indicator is called {entry['indicator']}")
    who = str(story_id(entry["who"])) if "who" in entry else None
    return figure(found, Tally(Asked(entry["area"], since or on, on, now, who=who)))


def _shown(value: Value, digits: int) -> str:
    if value.number is None:
        return value.why.code if value.why else value.state
    return f"{rounded(value.number, max(digits, 0 if value.number.denominator == 1 else 2)):f}"
