"""Words and the codes they mean."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.casework.rosters import spellings, vocabulary
from guitu.casework.rosters.fields import BY_NAME
from guitu.casework.rosters.template import CHOICES
from guitu.rules.terms import MeasureKind, StandingState
from tests.rosters.sheets import errors, one, warnings


@pytest.mark.parametrize(
    ("text", "state", "aside"),
    [
        ("社区戒毒中", "community_detox", None),
        ("社区康复中", "community_rehabilitation", None),
        ("自愿戒毒中", "voluntary", None),
        ("强制戒毒中", "compulsory_isolation", None),
        ("未报到未移交", None, "not_reported"),
        ("未报到已移交", None, "not_reported_handed_over"),
        ("违反协议未移交", None, "agreement_broken"),
        ("违反协议已移交", None, "agreement_broken_handed_over"),
        ("社会面", "in_society", None),
        ("戒断三年未复吸", "abstinent", None),
        ("三年未复吸", "abstinent", None),
        ("出国中(2024.1.1起, 缅甸)", "abroad", None),
        ("服刑中（2023.1—2025.1，某监狱）", "imprisoned", None),
        ("拘留中", "detained", None),
        ("已死亡(2024.5.1)", "dead", None),
        ("状况不明", None, "lost_contact"),
        ("社区戒毒中（请假中）", "community_detox", "on_leave"),
        ("中止", None, "suspended"),
        ("已解除", None, "released"),
        ("双向管控中", None, "two_way_control"),
        ("强戒出所", "in_society", None),
        ("刑满释放", "in_society", None),
        ("户籍迁出", "moved_out", None),
        ("已注销", "struck_off", None),
        ("美沙酮维持治疗", "maintenance", None),
        ("看守所羁押", "detained", None),
    ],
)
def test_what_rosters_call_a_state_is_one_of_ours(text: str, state: str | None, aside: str | None) -> None:
    assert spellings.state_of(text) == (state, aside)


@pytest.mark.parametrize(
    ("text", "kind", "years"),
    [
        ("社戒", "community_detox", None),
        ("社区戒毒（3年）", "community_detox", 3),
        ("213", "community_detox", None),
        ("社康2年", "community_rehabilitation", 2),
        ("责令社区康复", "community_rehabilitation", None),
        ("社区戒毒三年", "community_detox", 3),
        ("强戒", "compulsory_isolation", None),
        ("自愿", "voluntary", None),
        ("药物维持治疗", "maintenance", None),
        ("无", "", None),
        ("教育", None, None),
    ],
)
def test_what_rosters_call_a_measure_is_one_of_ours(text: str, kind: str | None, years: int | None) -> None:
    assert spellings.measure_of(text) == (kind, years)


def test_every_choice_of_the_template_is_understood() -> None:
    for field, choices in CHOICES.items():
        for choice in choices:
            roster = one(**{BY_NAME[field].heading: choice})
            assert "word_unknown" not in errors(roster) + warnings(roster), (field, choice)


def test_codes_of_states_and_measures_are_the_rulebooks() -> None:
    assert {code for code, _ in vocabulary.STATE_PATTERNS} <= set(get_args(StandingState))
    assert set(vocabulary.MEASURE) == set(get_args(MeasureKind))
    assert len(vocabulary.ETHNIC_GROUPS.split()) == 56


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("冰毒、海洛因/K粉", ("methamphetamine", "heroin", "ketamine"), ()),
        ("甲基苯丙胺（冰毒）", ("methamphetamine",), ()),
        ("某某粉 大麻", ("cannabis",), ("某某粉",)),
        ("γ-羟丁酸", ("ghb",), ()),
    ],
)
def test_kinds_of_drugs_are_told_apart(text: str, codes: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert spellings.drugs_of(text) == (codes, unknown)


@given(st.text(max_size=30))
def test_no_word_makes_the_tables_fall_over(text: str) -> None:
    spellings.state_of(text)
    spellings.measure_of(text)
    spellings.drugs_of(text)
    spellings.count_of(text)
    spellings.years_of(text)
