"""Invented histories of one person, out of chance: nastier than what commands accept, because real files are too.

A history has measures whose papers come in order or not, custody that lies over deadlines, the end of February,
several facts on one day, facts after death and before the decision, corrections of corrections. Fields of facts are
filled from the facts' own types, so that a new field is tried from the day it exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any, get_type_hints

from guitu.rules import records
from guitu.rules.facts import Fact
from guitu.rules.terms import Known

SHANGHAI = timezone(timedelta(hours=8))
FIRST = date(2019, 11, 1)
LAST = date(2026, 6, 30)
MEASURES = ("m1", "m2", "m3")
# Days on which rules like to stumble: the ends of February, of months and years, holidays, the change of a pack.
NASTY = tuple(
    date.fromisoformat(day)
    for day in (
        "2020-02-29", "2020-08-31", "2020-12-31", "2021-01-31", "2021-02-28", "2021-03-01", "2021-09-30",
        "2022-01-01", "2023-02-28", "2023-10-01", "2024-02-28", "2024-02-29", "2024-03-01", "2024-09-30",
        "2025-01-28", "2025-02-28",
    )
)
STEPS = (0, 0, 1, 1, 2, 6, 7, 14, 15, 16, 29, 30, 31, 59, 60, 90, 181, 365, 366)
COMMUNITY = ("community_detox", "community_rehabilitation")
KINDS_OF_MEASURE = (*COMMUNITY, "community_detox", "compulsory_isolation", "voluntary", "maintenance")
ENVELOPE = ("id", "on", "known", "corrects")
OFTEN = {"urine_test": 14, "visit": 4, "periodic_report": 5, "absence_confirmed": 4, "leave_granted": 3,
         "test_missed": 5, "taken_into_custody": 4, "released_from_custody": 3, "test_notice_served": 5,
         "use_confirmed": 2, "laboratory_result": 4}
RARE = {"died", "struck_off", "registered", "withdrawn", "measure_decided", "duty_postponed"}
_HINTS: dict[str, dict[str, Any]] = {kind: get_type_hints(cls) for kind, cls in records.KINDS.items()}


@dataclass(frozen=True, slots=True)
class Life:
    """A history, whose it is, and the day on which somebody looks at it."""

    facts: tuple[Fact, ...]
    subject: Known
    today: date


def life(chance: Random) -> Life:
    """One history. Half of them are likely lives with a few oddities, half are anything."""
    maker = _Maker(chance)
    maker.begin()
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        maker.measure(in_order=chance.random() < 0.7)
    for _ in range(chance.choice((0, 3, 8, 14, 25))):
        maker.anything()
    if chance.random() < 0.5:
        for _ in range(chance.choice((1, 2, 4))):
            maker.corrected()
    subject = Known(
        chance.choice(("male", "male", "female", None)), chance.choice((date(1990, 2, 28), date(2004, 2, 29), None))
    )
    last = max(fact.on for fact in maker.facts)
    return Life(tuple(maker.facts), subject, last + timedelta(days=chance.choice((0, 1, 20, 100, 400, 1200))))


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.facts: list[Fact] = []
        self.days: list[date] = []

    def begin(self) -> None:
        on = FIRST + timedelta(days=self.chance.randint(0, 90))
        self._add("registered", on, addicted=self.chance.random() < 0.8, first_found_on=None)

    def measure(self, *, in_order: bool) -> None:
        """A decision and its papers: in order with days in between, or on one day, or some of them missing."""
        taken = [fact.measure for fact in self.facts if fact.kind == "measure_decided"]  # type: ignore[attr-defined]
        free = [name for name in MEASURES if name not in taken]
        if not free:
            return
        kind, name, on = self.chance.choice(KINDS_OF_MEASURE), free[0], self._day()
        more = {
            "served_days_deducted": self.chance.choice((0, 0, 0, 100)),
            "years": self.chance.choice((1, 2, 3, 3, 3)),
        }
        self._add("measure_decided", on, measure=name, measure_kind=kind, **more)
        if kind not in COMMUNITY:
            if self.chance.random() < 0.6:
                self._add("measure_ended", on + timedelta(days=self.chance.choice((1, 300, 730, 731))), measure=name,
                          how=self.chance.choice(("released", "released", "converted", "withdrawn")))
            return
        papers = ["decision_served", "reported_in", "agreement_signed"]
        for paper in papers[: self.chance.choice((0, 1, 2, 3, 3, 3, 3))]:
            on = on + timedelta(days=self.chance.choice((0, 0, 1, 5, 15, 16, 40))) if in_order else self._day()
            self._add(paper, on, measure=name)

    def anything(self) -> None:
        kinds = [kind for kind in records.KINDS if kind not in RARE]
        weights = [OFTEN.get(kind, 1) for kind in kinds]
        kind = self.chance.choices(kinds, weights)[0]
        if self.chance.random() < 0.04:
            kind = self.chance.choice(sorted(RARE - {"withdrawn"}))
        if kind == "measure_decided":
            return self.measure(in_order=False)
        return self._add(kind, self._day())

    def corrected(self) -> None:
        """Another fact in the place of one that stands, or one taken back: also of a correction, also of a
        withdrawn one's neighbour. The registration stays."""
        gone = {fact.corrects for fact in self.facts}
        stand = [fact for fact in self.facts[1:] if fact.id not in gone and fact.kind != "withdrawn"]
        if not stand:
            return
        fact = self.chance.choice(stand)
        known = fact.known + timedelta(days=self.chance.choice((0, 1, 40)))
        if self.chance.random() < 0.5:
            self.facts.append(
                records.make("withdrawn", id=f"{fact.id}w", on=fact.on, known=known, corrects=fact.id, body={})
            )
            return
        moved = fact.on + timedelta(days=self.chance.choice((0, 0, -1, 1, 15, -30)))
        changed = replace(fact, id=f"{fact.id}c", on=moved, known=known, corrects=fact.id)
        if self.chance.random() < 0.5 and fact.kind == "urine_test":
            changed = replace(changed, outcome=self.chance.choice(("negative", "positive", "refused")))  # type: ignore[call-arg]
        self.facts.append(changed)

    def _day(self) -> date:
        """Mostly so many days from another fact: that is where windows, deadlines and custody meet."""
        if self.days and self.chance.random() < 0.75:
            return min(max(self.chance.choice(self.days) + timedelta(days=self.chance.choice(STEPS)), FIRST), LAST)
        if self.chance.random() < 0.4:
            return self.chance.choice(NASTY)
        return FIRST + timedelta(days=self.chance.randint(0, (LAST - FIRST).days))

    def _add(self, kind: str, on: date, **body: Any) -> None:
        late = timedelta(days=self.chance.choice((0, 0, 0, 1, 40)))
        known = datetime(on.year, on.month, on.day, 12, tzinfo=SHANGHAI) + late
        cls = records.KINDS[kind]
        for field in fields(cls):
            if field.name in ENVELOPE or field.name in body:
                continue
            is_asked = field.default is MISSING and field.default_factory is MISSING
            if is_asked or self.chance.random() < 0.6:
                value = self._value(kind, field.name, _HINTS[kind][field.name], on)
                if value is not MISSING:
                    body[field.name] = value
        self.facts.append(cls(id=f"f{len(self.facts):03d}", on=on, known=known, corrects=None, **body))
        self.days.append(on)

    def _value(self, kind: str, name: str, hint: Any, on: date) -> Any:
        """Something for this field, by what it means and else by its type."""
        chance = self.chance
        codes = records.codes_of(kind, name)
        if name == "outcome" and kind == "urine_test":
            return chance.choice(("negative", "negative", "negative", "positive", "invalid", "refused", "refused"))
        if str(hint).startswith("tuple"):
            return () if name != "substances" else ("MOP",)
        if codes:
            return chance.choice(codes)
        known = {
            "test": "urine_test",
            "notice": "test_notice_served",
            "leave": "leave_granted",
            "assessment": "risk_assessed",
            "grant": "points_granted",
        }
        if name in known:
            named = [fact for fact in self.facts if fact.kind == known[name]]
            near = [fact for fact in named if abs((fact.on - on).days) < 60] or named
            return chance.choice(near).id if near and chance.random() < 0.9 else "nothing"
        if name == "measure":
            decided = [fact.measure for fact in self.facts if fact.kind == "measure_decided"]  # type: ignore[attr-defined]
            return chance.choice(decided or MEASURES)
        if name == "slot":
            return (
                f"{chance.randint(1, 3)}:{chance.randint(1, 6)}"
                if kind == "test_missed" or chance.random() < 0.2
                else MISSING
            )
        if name == "item":
            return chance.choice(("P04", "P05", "N06"))
        if name == "duty":
            return f"urine_test:m1:1:{chance.randint(1, 6)}"
        if name == "months":
            return chance.choice((-12, -6, -1, 1, 6, 12))
        if hint is bool:
            return chance.random() < 0.7
        if hint in (date, date | None):
            if name in ("told_on", "kit_until"):
                return on + timedelta(days=chance.choice((0, 0, 3)))
            if name == "first_found_on":
                return on - timedelta(days=chance.choice((0, 400)))
            return on + timedelta(days=chance.choice(STEPS))
        if hint is int:
            return chance.choice((1, 2, 3))
        return self._text(name)

    def _text(self, name: str) -> Any:
        if name.endswith("_path"):
            return self.chance.choice(("440785001", "440785101"))
        if name in ("laboratory", "sample_a", "sample_b", "tester_1", "tester_2"):
            return self.chance.choice(("one", "two"))
        return self.chance.choice(("one", "one", "two"))


def told(facts: Sequence[Fact]) -> str:
    """The facts in order, one line each, as a person reads them."""
    lines = []
    for fact in sorted(facts, key=lambda fact: (fact.on, fact.id)):
        body = " ".join(
            f"{name}={value}" for name, value in records.body_of(fact).items() if not _is_default(fact, name, value)
        )
        corrects = f" corrects {fact.corrects}" if fact.corrects else ""
        lines.append(f"{fact.on} {fact.id:<6} {fact.kind}{corrects} {body}".rstrip())
    return "\n".join(lines)


def _is_default(fact: Fact, name: str, value: Any) -> bool:
    default = next(field.default for field in fields(fact) if field.name == name)
    return bool(default == value)
