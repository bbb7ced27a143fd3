"""无毒小单元: titles by day, vetoes one by one, samples by power, a village's table; and when a survey may say a rate."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import comb, sqrt
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules.facts import Fact
from guitu.rules.facts.units import (
    TitleAssessed,
    TitleConfirmed,
    TitleDeclared,
    TitleGiven,
    TitlePublished,
    TitleVetoed,
    VetoDecided,
)
from guitu.rules.surveys import DISPOSITIONS, SurveysPolicy, allocated, may_answer, may_publish, positions, rate
from guitu.rules.unit_fold import UnitCourse, fold, lapsed
from guitu.rules.unit_lines import exceptions_in, table_in
from guitu.rules.unit_samples import UnitSamplesPolicy, rate_for, size
from guitu.rules.unit_steps import may_declare
from guitu.rules.units import applies, assessed, may_check

NATIONAL = load("national")
ON = date(2026, 3, 2)
POLICY = NATIONAL.on(ON).units
SAMPLES = UnitSamplesPolicy(50, 25, 950, 1500)
GROUPS = [("440785001001001", "第一居民小组"), ("440785001001002", "第二居民小组")]


def made(cls: type[Fact], on: date, **body: Any) -> Fact:
    return cls(id=str(uuid4()), on=on, known=datetime(on.year, on.month, on.day, 9, tzinfo=UTC), **body)


def named(kind: str = "group", on: date = ON) -> list[Fact]:
    return [
        made(TitleDeclared, on, unit_type=kind, round=on.year, office_level="village"), made(TitleConfirmed, on + timedelta(1), office_level="town"),
        made(TitleAssessed, on + timedelta(2), assessment="passed", points=90), made(TitlePublished, on + timedelta(3), naming="00000000-0000-0000-0000-000000000001", until=on + timedelta(10)),
        made(TitleGiven, on + timedelta(11), naming="00000000-0000-0000-0000-000000000001"),
    ]


def course(*facts: Fact) -> UnitCourse:
    return fold(facts, NATIONAL)


def test_there_are_thirteen_types_each_with_a_hundred_points_and_a_key_item() -> None:
    small = [one for one in POLICY.types.values() if one.small]
    assert len(small) == 13
    for one in POLICY.types.values():
        assert sum(criterion.points for criterion in one.criteria) == 100 and any(criterion.key for criterion in one.criteria)


def test_a_missing_key_item_fails_whatever_the_points_and_what_is_missing_is_said() -> None:
    kind = POLICY.types["school"]
    most = [one.code for one in kind.criteria if one.code != "hours"]
    assert not assessed(kind, [*most, "around"], "met", POLICY).passed
    found = assessed(kind, ["hours", "platform", "no_veto", "around"], "met", POLICY)
    assert found.passed and found.points == 85 and [one.code for one in found.missing] == ["contest"]
    assert not assessed(kind, ["hours", "platform", "no_veto", "around"], "model", POLICY).passed


@pytest.mark.parametrize(
    ("declared", "level", "same", "allowed"),
    [
        ("village", "town", False, True), ("village", "county", False, True), ("village", "village", False, False), ("town", "town", False, False), ("town", "village", False, False),
        ("village", "town", True, False), ("county", "county", False, True), ("county", "county", True, False), ("town", "county", False, True),
    ],
)
def test_who_may_check_whom(declared: str, level: str, same: bool, allowed: bool) -> None:
    assert bool(may_check(declared, level, "a", "a" if same else "b")) is allowed


def test_a_title_is_over_on_its_day_and_renewal_opens_forty_days_before() -> None:
    found = course(*named("school"))
    assert [found.state_on(day) for day in (date(2026, 3, 12), date(2026, 3, 13), date(2027, 3, 12), date(2027, 3, 13))] == ["published", "named", "named", "expired"]
    assert found.standing() == ("named", date(2026, 3, 13), "expired", date(2027, 3, 13))
    assert not may_declare(found, date(2027, 1, 31), NATIONAL) and may_declare(found, date(2027, 2, 1), NATIONAL)


def test_a_title_that_is_over_asks_for_nothing_more() -> None:
    on_its_last_day = lapsed(course(*named("school")), date(2027, 3, 12))
    assert {duty.kind: duty.state for duty in on_its_last_day.duties}["title_renew"] == "open"
    over = lapsed(course(*named("school")), date(2027, 3, 13))
    assert {duty.state for duty in over.duties if duty.kind.startswith("title_")} == {"missed"}


def test_lifting_one_veto_leaves_the_other_and_history_stays() -> None:
    first, second = made(TitleVetoed, date(2026, 5, 1), veto_cause="growing"), made(TitleVetoed, date(2026, 5, 3), veto_cause="drug_crime")
    lifted = made(VetoDecided, date(2026, 5, 20), veto=first.id, veto_decision="lifted")
    found = course(*named(), first, second, lifted)
    assert [found.state_on(day) for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 20))] == ["named", "suspended", "suspended"]
    found = course(*named(), first, second, lifted, made(VetoDecided, date(2026, 6, 1), veto=second.id, veto_decision="lifted"))
    assert [(a, b) for _title, a, b in found.in_force()] == [(date(2026, 3, 13), date(2026, 5, 1)), (date(2026, 6, 1), date(2028, 3, 13))]
    found = course(*named(), first, second, lifted, made(VetoDecided, date(2026, 6, 1), veto=second.id, veto_decision="revoked"))
    assert found.state_on(date(2026, 6, 1)) == "revoked" and [(a, b) for _title, a, b in found.in_force()] == [(date(2026, 3, 13), date(2026, 5, 1))]
    assert not may_declare(found, date(2026, 12, 31), NATIONAL) and may_declare(found, date(2027, 1, 1), NATIONAL)


def test_no_cause_of_a_persons_use_ever_applies_to_households() -> None:
    for code, cause in POLICY.causes.items():
        if applies(cause, "family"):
            assert code == "false_proof" and not cause.tempts


@given(
    vetoes=st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["growing", "drug_crime", "false_proof"]), st.none() | st.integers(0, 200), st.booleans()), max_size=5),
    day=st.integers(-20, 1200),
)
def test_on_any_day_in_force_means_named_and_nothing_open_against_it(vetoes: list[tuple[int, str, int | None, bool]], day: int) -> None:
    facts = named()
    for after, cause, decided, is_lifted in vetoes:
        veto = made(TitleVetoed, ON + timedelta(11 + after), veto_cause=cause)
        facts.append(veto)
        if decided is not None:
            facts.append(made(VetoDecided, veto.on + timedelta(decided), veto=veto.id, veto_decision="lifted" if is_lifted else "revoked"))
    found, on = course(*facts), ON + timedelta(day)
    in_force = [one for one, a, b in found.in_force() if a <= on < b]
    assert len(in_force) <= 1
    assert bool(in_force) == (found.state_on(on) == "named")
    assert bool(in_force) <= (not any(one.on <= on and (one.decided_on is None or on < one.decided_on) for one in found.vetoes))


@pytest.mark.parametrize(("households", "n"), [(0, 0), (1, 1), (10, 10), (360, 54), (600, 56), (1_500, 59), (63_000, 59)])
def test_a_sample_is_set_by_power(households: int, n: int) -> None:
    assert size(households, 50, SAMPLES) == n


@given(households=st.integers(20, 1_400))
def test_a_sample_meets_five_in_a_hundred_with_ninety_five_and_one_less_does_not(households: int) -> None:
    faulty, n = max(1, round(households * 0.05)), size(households, 50, SAMPLES)

    def missed(drawn: int) -> float:
        return comb(households - faulty, drawn) / comb(households, drawn)

    assert missed(n) <= 0.05 + 1e-9 and missed(n - 1) > 0.05 - 1e-9
    assert rate_for(1, SAMPLES) < rate_for(0, SAMPLES) and size(households, 25, SAMPLES) >= n


def test_exceptions_are_read_as_people_write_them_and_what_is_unclear_is_said() -> None:
    found, wrong = exceptions_in("第一居民小组 12 外出 去广州打工\n2组\t第7户\t不愿意\t说不想\n\n1,3,条件不够,没有签承诺书", GROUPS)
    assert not wrong and found == [
        (GROUPS[0][0], 12, "away", "去广州打工"), (GROUPS[1][0], 7, "unwilling", "说不想"), (GROUPS[0][0], 3, "not_yet", "没有签承诺书"),
    ]
    _found, wrong = exceptions_in("第一居民小组 外出\n第九组 3 外出 x", GROUPS)
    assert [(one.code, one.values["line"]) for one in wrong] == [("unit_lines.unclear", 1), ("unit_lines.no_group", 2)]


def test_a_table_of_groups_and_a_table_of_households_come_to_the_same_and_names_are_not_read() -> None:
    by_group = table_in([["某村"], ["小组", "户数"], ["第一居民小组", 40.0], ["第二居民小组", "35"]], GROUPS)
    assert by_group.sizes == {GROUPS[0][0]: 40, GROUPS[1][0]: 35} and not by_group.wrong
    rows: list[list[object]] = [["小组", "户主姓名", "户号", "状态", "原因", "理由"], ["1", "张三", 1, "申报", "", ""], ["1", "李四", 2, "未申报", "外出", "打工"], ["2", "王五", 1, "", "", ""]]
    found = table_in(rows, GROUPS)
    assert found.sizes == {GROUPS[0][0]: 2, GROUPS[1][0]: 1} and found.lines == ["1 2 外出 打工"] and "李四" not in str(found)
    assert [one.code for one in table_in([["姓名", "电话"]], GROUPS).wrong] == ["unit_lines.no_columns"]


SURVEYS = SurveysPolicy(400, 6, 4)


def test_no_rate_before_everybody_sampled_has_an_outcome() -> None:
    outcomes = {"completed": 410, "refused": 43, "no_answer": 31, "ineligible": 9, "partial": 7}
    assert may_publish(500, outcomes, SURVEYS)
    assert [one.code for one in may_publish(500, outcomes | {"refused": 42}, SURVEYS).reasons] == ["surveys.without_outcome"]
    assert [one.code for one in may_publish(500, {"completed": 399, "refused": 101}, SURVEYS).reasons] == ["surveys.too_few_completed"]
    assert not may_publish(0, {}, SURVEYS)


def test_the_rates_of_the_article_with_their_margin_and_weights_that_bring_a_town_back_to_its_people() -> None:
    satisfied, aware = rate([(100, 410, 393)]), rate([(100, 410, 397)])
    assert satisfied and aware and round(satisfied.percent, 1) == 95.9 and round(aware.percent, 1) == 96.8
    assert round(satisfied.margin, 6) == round(196 * sqrt(393 / 410 * 17 / 410 / 410), 6)
    skewed = rate([(9_000, 100, 50), (1_000, 300, 300)])
    assert skewed and skewed.percent == 87.5 and round(skewed.weighted, 6) == 55.0
    assert rate([(10, 0, 0)]) is None


@given(n=st.integers(1, 800), cells=st.dictionaries(st.integers(), st.integers(0, 5_000), min_size=1, max_size=30))
def test_a_sample_is_shared_out_whole_and_in_proportion(n: int, cells: dict[int, int]) -> None:
    given_ = allocated(n, cells)
    if not sum(cells.values()):
        assert given_ == {}
        return
    assert sum(given_.values()) == n
    assert all(abs(given_[key] - n * people / sum(cells.values())) < 1 for key, people in cells.items())


def test_places_on_a_list_are_drawn_once_and_again_the_same() -> None:
    drawn = positions("seed", 1_000, 37)
    assert drawn == positions("seed", 1_000, 37) and len(set(drawn)) == 37 and 1 <= min(drawn) <= max(drawn) <= 1_000
    assert positions("seed", 5, 9) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("outcome", "answers", "allowed"),
    [
        ("completed", (6, 4, True), True), ("completed", (6, None, True), False), ("refused", (None, None, None), True), ("refused", (3, None, None), False),
        ("partial", (3, None, None), True), ("completed", (11, 4, False), False), ("completed", (5, 0, False), False),
    ],
)
def test_outcome_and_answers_belong_together(outcome: str, answers: tuple[Any, Any, Any], allowed: bool) -> None:
    assert outcome in DISPOSITIONS and bool(may_answer(outcome, *answers)) is allowed
