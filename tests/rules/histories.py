"""Random histories of one person, for properties: not always sensible, because real files are not either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from guitu.rules import records
from guitu.rules.facts import Fact
from tests.rules.casebook import SHANGHAI

FIRST = date(2020, 1, 1)
DAYS = 365 * 6
UNTIL = date(2026, 6, 30)

Draw = Callable[[st.SearchStrategy[Any]], Any]
MEASURES = ("m1", "m2", "m3")
OUTCOMES = ("negative", "negative", "negative", "positive", "invalid", "refused")
DECIDED = ("community_detox", "community_rehabilitation", "compulsory_isolation", "voluntary")
REASONS = ("approved_leave", "hospital", "none_given", "refused", "evaded")


def _measure(draw: Draw) -> dict[str, Any]:
    return {"measure": draw(st.sampled_from(MEASURES))}


def _test(draw: Draw) -> dict[str, Any]:
    body = {
        "outcome": draw(st.sampled_from(OUTCOMES)),
        "purpose": draw(st.sampled_from(("scheduled", "scheduled", "random"))),
        "notice": draw(st.sampled_from((None, "n1"))),
        "warning_letter": draw(st.booleans()),
    }
    if draw(st.integers(0, 5)) == 0:
        body["slot"] = _slot(draw)
    return body


def _slot(draw: Draw) -> str:
    return f"{draw(st.integers(1, 3))}:{draw(st.integers(1, 4))}"


def _missed(draw: Draw) -> dict[str, Any]:
    return {
        "slot": _slot(draw),
        "reason": draw(st.sampled_from(REASONS)),
        "notice_served": draw(st.booleans()),
        "warning_letter": draw(st.booleans()),
    }


def _after(draw: Draw, most: int = 60) -> timedelta:
    return timedelta(days=draw(st.integers(0, most)))


_BODIES: dict[str, Callable[[Draw, date], dict[str, Any]]] = {
    "use_confirmed": lambda draw, on: {},
    "abstinence_confirmed": lambda draw, on: {},
    "died": lambda draw, on: {},
    "struck_off": lambda draw, on: {},
    "moved_out": lambda draw, on: {},
    "moved_in": lambda draw, on: {},
    "went_abroad": lambda draw, on: {},
    "came_back": lambda draw, on: {},
    "registered": lambda draw, on: {},
    "taken_into_custody": lambda draw, on: {
        "custody": draw(st.sampled_from(("detained", "arrested", "imprisoned"))),
        "planned_until": on + _after(draw) if draw(st.booleans()) else None,
    },
    "released_from_custody": lambda draw, on: {},
    "decision_served": lambda draw, on: _measure(draw),
    "reported_in": lambda draw, on: _measure(draw),
    "agreement_signed": lambda draw, on: _measure(draw),
    "report_refused": lambda draw, on: _measure(draw),
    "measure_transferred": lambda draw, on: {**_measure(draw), "to_path": "440785001"},
    "transfer_arrived": lambda draw, on: _measure(draw),
    "measure_ended": lambda draw, on: {
        **_measure(draw), "how": draw(st.sampled_from(("released", "converted", "terminated")))
    },
    "escaped": lambda draw, on: _measure(draw),
    "recaptured": lambda draw, on: _measure(draw),
    "periodic_report": lambda draw, on: {},
    "visit": lambda draw, on: {"met": draw(st.booleans())},
    "lost_contact": lambda draw, on: {},
    "found_again": lambda draw, on: {},
    "test_notice_served": lambda draw, on: {"test_on": on + _after(draw, 10)},
    "urine_test": lambda draw, on: _test(draw),
    "test_missed": lambda draw, on: _missed(draw),
    "tests_waived": lambda draw, on: {"until": on + _after(draw, 120)},
    "leave_granted": lambda draw, on: {"until": on + _after(draw, 30)},
    "absence_confirmed": lambda draw, on: {
        "until": on + _after(draw) if draw(st.booleans()) else None, "warning_letter": draw(st.booleans())
    },
    "level_confirmed": lambda draw, on: {"level": draw(st.sampled_from(("high", "middle", "low")))},
    "points_granted": lambda draw, on: {"item": "P04"},
}
_RARE = ("died", "struck_off", "registered")
KINDS = tuple(
    kind
    for kind in _BODIES
    for _ in range(1 if kind in _RARE else 6 if kind in ("urine_test", "reported_in") else 2)
)


def made(kind: str, number: int, on: date, known: datetime, body: dict[str, Any]) -> Fact:
    return records.make(kind, id=f"f{number:03d}", on=on, known=known, corrects=None, body=body)


def moment(on: date, late: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=SHANGHAI) + timedelta(days=late)


@st.composite
def histories(draw: Draw, most: int = 25, corrections: bool = True) -> list[Fact]:
    """A registration, some decisions, then anything in any order, some of it corrected or withdrawn."""
    on = FIRST + timedelta(days=draw(st.integers(0, 200)))
    facts = [made("registered", 0, on, moment(on), {"addicted": draw(st.booleans())})]
    for measure in draw(st.lists(st.sampled_from(MEASURES), unique=True, max_size=3)):
        at = FIRST + timedelta(days=draw(st.integers(0, DAYS)))
        kind = draw(st.sampled_from(DECIDED))
        facts.append(
            made("measure_decided", len(facts), at, moment(at), {"measure": measure, "measure_kind": kind})
        )
        if draw(st.booleans()):
            for paper in ("decision_served", "reported_in", "agreement_signed"):
                facts.append(made(paper, len(facts), at, moment(at), {"measure": measure}))
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(KINDS))
        at = FIRST + timedelta(days=draw(st.integers(0, DAYS)))
        late = draw(st.sampled_from((0, 0, 0, 1, 40)))
        facts.append(made(kind, len(facts), at, moment(at, late), _BODIES[kind](draw, at)))
    return [*facts, *_corrections(draw, facts)] if corrections else facts


def _corrections(draw: Draw, facts: list[Fact]) -> list[Fact]:
    more: list[Fact] = []
    for fact in facts[1:]:
        what = draw(st.integers(0, 15))
        known = fact.known + timedelta(days=3)
        number = len(facts) + len(more)
        if what == 0:
            more.append(records.make("withdrawn", id=f"f{number:03d}", on=fact.on, known=known,
                                     corrects=fact.id, body={}))
        elif what == 1:
            moved = fact.on + timedelta(days=draw(st.integers(-5, 5)))
            more.append(replace(fact, id=f"f{number:03d}", on=moved, known=known, corrects=fact.id))
    return more
