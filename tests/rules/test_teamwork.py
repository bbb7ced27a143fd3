"""Consents, teams, plans, incidents, scales, stories: the rules alone, at their boundary days and scores."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules import consents, incidents, plans, scales, stories, teams
from guitu.rules.person import fold
from guitu.rules.terms import Known
from tests.rules.casebook import day, detox, fact

PACK = load("national")
NOW = PACK.on(date(2026, 11, 30))
SCALES = NOW.scales


def given_(on: str = "2026-01-01", until: str = "2026-07-01", **what: Any) -> Any:
    return fact("consent_given", on, **{"consent_for": "story", "until": until, **what})


@pytest.mark.parametrize(
    ("on", "holds"), [("2025-12-31", False), ("2026-01-01", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_a_consent_holds_from_its_day_to_the_last_before_its_end(on: str, holds: bool) -> None:
    assert bool(consents.may_rely([given_()], "story", day(on))) is holds


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300), st.none() | st.integers(0, 300)), max_size=5),
    st.integers(0, 700),
)
def test_something_rests_on_a_consent_exactly_while_one_is_given_not_ended_and_not_taken_back(
    made: list[tuple[int, int, int | None]], asked: int
) -> None:
    start = date(2026, 1, 1)
    facts: list[Any] = []
    wanted = False
    for n, (begins, lasts, back) in enumerate(made):
        on = start + timedelta(begins)
        one = given_(on.isoformat(), (on + timedelta(lasts)).isoformat(), id=f"c{n}")
        facts.append(one)
        over = begins + lasts if back is None else min(begins + lasts, begins + back)
        if back is not None:
            facts.append(fact("consent_withdrawn", (on + timedelta(back)).isoformat(), id=f"w{n}", consent=one.id))
        wanted = wanted or begins <= asked < over
    assert bool(consents.may_rely(facts, "story", start + timedelta(asked))) is wanted
    assert not consents.may_rely(facts, "counselling", start + timedelta(asked))


def test_a_child_under_fourteen_does_not_agree_alone() -> None:
    policy = NOW.consents
    asked = given_(until="2026-02-01")
    for born, by, code in (("2012-01-02", "self", "consents.guardian"), ("2012-01-02", "guardian", ""), ("2012-01-01", "self", "")):
        one = given_(until="2026-02-01", given_by=by)
        verdict = consents.may_give(one, [], policy, born_on=day(born), to_whom="工作站")
        assert [reason.code for reason in verdict.reasons] == ([code] if code else [])
    assert not consents.may_give(asked, [given_()], policy, born_on=None, to_whom="工作站")


@pytest.mark.parametrize(
    ("parts", "statutory", "local"),
    [
        ((), ("full_time", "police", "medical", "family", "volunteer"), ("committee", "specialist", "grid", "police", "family", "further")),
        (("village", "police", "medical", "family", "volunteer"), (), ("committee", "grid")),
        (("responsible", "committee", "grid", "police", "family", "building_head"), ("medical", "volunteer"), ()),
    ],
)
def test_the_two_standards_are_counted_apart(parts: tuple[str, ...], statutory: tuple[str, ...], local: tuple[str, ...]) -> None:
    assert teams.missing(parts, NOW.teams) == teams.Missing(statutory, local)


def goal(area: str, by: str = "2026-12-31") -> plans.Goal:
    return plans.Goal(area, "要达到", "第一步", "self", day(by))


@pytest.mark.parametrize(
    ("goals", "against"),
    [
        ([goal("friends")], []),
        ([goal("work")], ["plans.friends"]),
        ([], ["plans.no_goal"]),
        ([goal("friends", "2026-11-29")], ["plans.step_past"]),
        ([goal("friends"), goal("friends")], ["plans.same_area"]),
        ([goal(area) for area in ("friends", "work", "mind", "body", "law")], []),
        ([goal(area) for area in ("friends", "work", "mind", "body", "law", "study")], ["plans.too_many"]),
    ],
)
def test_a_plan_has_few_goals_and_friends_among_them(goals: list[plans.Goal], against: list[str]) -> None:
    assert [reason.code for reason in plans.may_make(goals, [], date(2026, 11, 30), NOW.plans).reasons] == against


def test_two_go_together_for_six_months_to_the_day() -> None:
    happened: Any = fact("incident_recorded", "2026-03-31", incident="threat", until=NOW.incidents.until(day("2026-03-31")).isoformat())
    assert happened.until == date(2026, 10, 1)
    for on, how, companion, allowed in (
        ("2026-03-30", "home", None, True), ("2026-03-31", "home", None, False), ("2026-09-30", "workplace", None, False),
        ("2026-09-30", "home", "x", True), ("2026-09-30", "centre", None, True), ("2026-10-01", "home", None, True),
    ):
        assert bool(incidents.may_visit(how, companion, [happened], day(on))) is allowed


PUBLISHED = [  # scale, answers, score, band
    ("sas", [1] * 20, 43, "none"),  # five reversed: 15 + 20 = 35, times 1.25
    ("sas", [2] * 20, 56, "mild"),
    ("sds", [2] * 20, 62, "mild"),
    ("sds", [1] * 20, 62, "mild"),
    ("phq9", [0] * 9, 0, "none"), ("phq9", [1] * 5 + [0] * 4, 5, "mild"), ("phq9", [2] * 5 + [0] * 4, 10, "moderate"),
    ("phq9", [3] * 5 + [0] * 4, 15, "marked"), ("phq9", [3] * 6 + [2, 0, 0], 20, "severe"),
    ("gad7", [0] * 3 + [1] * 4, 4, "none"), ("gad7", [0] * 2 + [1] * 5, 5, "mild"), ("gad7", [2] * 5 + [0] * 2, 10, "moderate"),
    ("gad7", [3] * 5 + [0] * 2, 15, "severe"),
]


@pytest.mark.parametrize(("code", "answers", "score", "band"), PUBLISHED)
def test_scales_are_scored_as_published(code: str, answers: list[int], score: int, band: str) -> None:
    found = scales.scored(answers, SCALES.scale[code], SCALES.raise_from)
    assert (found.score, found.band) == (score, band)


@pytest.mark.parametrize(
    ("code", "items", "answers", "sign"),
    [
        ("phq9", 9, {9: 1}, "harm_to_oneself"), ("phq9", 9, {1: 3}, None), ("phq9", 9, dict.fromkeys(range(1, 9), 3), "severe"),
        ("gad7", 7, dict.fromkeys(range(1, 6), 3), "severe"), ("scl90", 90, {15: 2}, "harm_to_oneself"), ("scl90", 90, {14: 5}, None),
        ("sds", 20, {19: 2}, "harm_to_oneself"),
    ],
)
def test_what_cannot_wait_is_seen_whatever_the_sum(code: str, items: int, answers: dict[int, int], sign: str | None) -> None:
    scale = SCALES.scale[code]
    filled = [answers.get(n, scale.low) for n in range(1, items + 1)]
    assert scales.scored(filled, scale, SCALES.raise_from).sign == sign


def test_factors_and_the_index_of_readiness() -> None:
    scl = scales.scored([2] * 90, SCALES.scale["scl90"], "severe")
    assert scl.positive_items == 90 and set(scl.factors.values()) == {Fraction(2)} and scl.raw == 180
    urica = SCALES.scale["urica"]
    low = set(urica.factors["precontemplation"])
    found = scales.scored([1 if n in low else 4 for n in range(1, 33)], urica, "severe")
    assert found.index == 11  # 4 + 4 + 4 - 1


@pytest.mark.parametrize(
    ("answers", "code"),
    [([1] * 6, "scales.unanswered"), ([1] * 8, "scales.unanswered"), ([1, None, 1, 1, 1, 1, 1], "scales.unanswered"),
     ([4, 1, 1, 1, 1, 1, 1], "scales.out_of_range"), ([-1, 1, 1, 1, 1, 1, 1], "scales.out_of_range")],
)
def test_a_scale_is_whole_or_refused(answers: list[Any], code: str) -> None:
    assert [reason.code for reason in scales.may_score(answers, SCALES.scale["gad7"]).reasons] == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("李某戒断三年，现在在工厂上班。", []),
        ("小 芳说她很好", ["stories.name"]), ("李小芳", ["stories.name"]), ("她住在东门社区", ["stories.place"]),
        ("2026-03-16 报到", ["stories.day"]), ("3月16日报到", ["stories.day"]), ("2026年3月", ["stories.day"]),
        ("电话 13800138000", ["stories.number"]), ("", ["stories.empty"]), ("第 12 个月，三年里一次也没有", []),
    ],
)
def test_nobody_is_known_by_a_story(text: str, codes: list[str]) -> None:
    found = stories.may_tell(text, stories.Tells(["李小芳"], ["东门社区", "恩城"]))
    assert sorted({reason.code for reason in found.reasons}) == codes


def course_of(start: str, *more: Any, until: str = "2026-11-30") -> Any:
    facts = [fact("registered", start, source="found"), *detox(start), *more]
    return fold(facts, PACK, Known(sex="male", born_on=None), until=day(until))


def of_kind(course: Any, kind: str) -> list[tuple[str, str]]:
    return [(duty.due_on.isoformat(), duty.state) for duty in course.duties if duty.kind == kind]


@pytest.mark.pair("plans", "reporting")
def test_an_agreement_from_the_day_of_the_number_on_asks_for_a_plan_within_thirty_days() -> None:
    assert of_kind(course_of("2026-09-01"), "make_plan") == []
    asked = course_of("2026-10-01")
    assert of_kind(asked, "make_plan") == [("2026-10-31", "open")]
    made = fact("plan_made", "2026-10-20")
    done = course_of("2026-10-01", made)
    assert of_kind(done, "make_plan") == [("2026-10-31", "done")] and of_kind(done, "review_plan") == [("2027-04-20", "open")]


@pytest.mark.pair("plans", "measures")
def test_no_plan_is_asked_for_any_more_when_the_measure_is_over() -> None:
    ended = fact("measure_ended", "2026-11-20", measure="m1", how="terminated")
    assert of_kind(course_of("2026-10-01", ended), "make_plan") == [("2026-10-31", "waived")]


@pytest.mark.pair("teams", "consents")
def test_a_neighbour_is_on_the_team_exactly_while_the_consent_holds() -> None:
    agreed = fact("consent_given", "2026-01-01", consent_for="neighbours", until="2026-07-01")
    named = fact("member_named", "2026-01-02", member="building_head")
    helper = fact("member_named", "2026-01-02", member="volunteer")
    for on, there in (("2026-01-01", []), ("2026-06-30", ["building_head", "volunteer"]), ("2026-07-01", ["volunteer"])):
        found = teams.members([agreed, named, helper], (), NOW.teams, day(on))
        assert sorted(one.member for one in found) == there
