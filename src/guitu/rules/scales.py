"""量表: scoring as published. What was answered and what it came to is the counsellor's alone; over time it is shown as
a course, never as a label on a person. The wording of the items is not ours: each place brings its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "scales.words": "请写下内容。",
    "scales.unknown": "没有这种量表。请重新选择。",
    "scales.unanswered": "还有 {n} 题没有填：{items}。",
    "scales.out_of_range": "第 {item} 题只能填 {low} 到 {high}。",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """How one scale is scored. `reverse`: items counted from the other end; `times` over `over`: from the raw sum to the
    standard score, cut to a whole number; `bands`: from which score each begins; `alarms`: items any answer to which
    but the lowest cannot wait; `factors`: items of which the mean is told; `signs`: factors that make one index."""

    name: str
    items: int
    low: int
    high: int
    reverse: tuple[int, ...] = ()
    times: int = 1
    over: int = 1
    bands: Mapping[str, int] | None = None
    alarms: tuple[int, ...] = ()
    factors: Mapping[str, tuple[int, ...]] | None = None
    signs: Mapping[str, int] | None = None
    positive_from: int | None = None


@dataclass(frozen=True)
class ScalesPolicy:
    """The scales by code; from which band help is raised at once."""

    scale: Mapping[str, Scale]
    raise_from: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What the answers come to."""

    raw: int
    score: int
    band: str | None
    factors: Mapping[str, Fraction]
    index: Fraction | None
    positive_items: int | None
    sign: str | None  # why it cannot wait: harm_to_oneself | severe


def may_score(answers: Sequence[int | None], scale: Scale) -> Verdict:
    """Whether a filled-in scale can be scored: every item answered within its range. As published."""
    left = [n for n in range(1, scale.items + 1) if n > len(answers) or answers[n - 1] is None]
    if left or len(answers) > scale.items:
        return refused(Reason("scales.unanswered", {"n": len(left), "items": tuple(str(n) for n in left)}))
    odd = next((n for n, a in enumerate(answers, 1) if a is not None and not scale.low <= a <= scale.high), None)
    if odd is None:
        return ALLOWED
    return refused(Reason("scales.out_of_range", {"item": odd, "low": scale.low, "high": scale.high}))


def scored(answers: Sequence[int], scale: Scale, raise_from: str) -> Scored:
    """The raw sum with reversed items turned, the standard score, the band it lies in, factor means, the index, and
    whether it cannot wait: an alarm item above its lowest answer, or the band from which help is raised."""
    turned = [scale.low + scale.high - a if n in scale.reverse else a for n, a in enumerate(answers, 1)]
    raw = sum(turned)
    score = raw * scale.times // scale.over
    bands = sorted((scale.bands or {}).items(), key=lambda one: one[1])
    band = next((name for name, start in reversed(bands) if score >= start), None)
    means = {
        name: Fraction(sum(turned[n - 1] for n in items), len(items)) for name, items in (scale.factors or {}).items()
    }
    index = sum((means[name] * sign for name, sign in scale.signs.items()), Fraction(0)) if scale.signs else None
    positive = sum(a >= scale.positive_from for a in turned) if scale.positive_from is not None else None
    harmful = any(answers[n - 1] > scale.low for n in scale.alarms)
    names = [name for name, _start in bands]
    severe = band is not None and raise_from in names and names.index(band) >= names.index(raise_from)
    sign = "harm_to_oneself" if harmful else "severe" if severe else None
    return Scored(raw, score, band, means, index, positive, sign)
