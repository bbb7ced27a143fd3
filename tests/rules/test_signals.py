"""按规则发起: which signals a rule takes together, once each; and what never makes a call."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules.call_clocks import CHINA
from guitu.rules.signals import KINDS, Signal, matches, may_switch

POLICY = load("national").on(date(2026, 3, 16)).signals
NOON = datetime(2026, 3, 16, 12, tzinfo=CHINA)
HOUR = timedelta(hours=1)


def signal(number: int, kind: str, hours: float, who: str = "a", way: str = "") -> Signal:
    return Signal(f"s{number}", kind, NOON + hours * HOUR, who, "441785001", None, way)


def found(rule: str, *told: tuple[str, float, str, str]) -> list[list[str]]:
    signals = [signal(number, kind, hours, who, way) for number, (kind, hours, who, way) in enumerate(told)]
    return [[one.id for one in match.signals] for match in matches(rule, POLICY.rules[rule], signals)]


MISSED, PHONE, HOME = ("report_missed", 0, "a", ""), ("not_met", 24, "a", "phone"), ("not_met", 48, "a", "home")


@pytest.mark.pair("calls", "handovers")
@pytest.mark.parametrize(
    ("rule", "told", "expected"),
    [
        ("missed_report", [MISSED, PHONE, HOME], [["s0", "s1", "s2"]]),
        ("missed_report", [MISSED, PHONE, ("not_met", 48, "a", "phone")], []),  # one way only
        ("missed_report", [PHONE, HOME, ("not_met", 50, "a", "phone")], []),  # no report was due
        ("missed_report", [MISSED, PHONE, ("not_met", 48, "b", "home")], []),  # somebody else
        ("missed_report", [MISSED, PHONE, ("not_met", 337, "a", "home")], []),  # too long ago by an hour
        ("nobody_met", [("nobody_met", 0, "a", "")], [["s0"]]),
        ("weak_signals", [MISSED, ("not_met", 1, "a", "home"), ("test_missed", 23.5, "a", "")], [["s0", "s1", "s2"]]),
        ("weak_signals", [MISSED, ("not_met", 1, "a", "home"), ("test_missed", 24, "a", "")], []),  # a day is over: ends are exclusive
        ("weak_signals", [("strip_positive", 0, "a", ""), ("strip_positive", 1, "a", ""), ("strip_positive", 2, "a", "")], []),
    ],
)
def test_a_rule_takes_together_what_belongs_together(rule: str, told: list[tuple[str, float, str, str]], expected: list[list[str]]) -> None:
    assert found(rule, *told) == expected


@pytest.mark.pair("calls", "urine_tests")
def test_no_rule_may_look_at_a_strip_and_each_makes_a_kind_of_call_that_is_there() -> None:
    calls = load("national").on(date(2026, 3, 16)).calls
    for rule in POLICY.rules.values():
        assert set(rule.kinds) <= set(KINDS) and set(rule.must) <= set(rule.kinds) and rule.template in calls.templates
    assert not [kind for kind in KINDS if "strip" in kind or "positive" in kind]


@pytest.mark.parametrize(
    ("code", "to", "is_on", "words", "refused"),
    [
        ("missed_report", "on", False, "试过一年", ""), ("missed_report", "on", True, "试过", "signals.as_it_is"),
        ("missed_report", "off", True, " ", "signals.needs_words"), ("other", "on", False, "试过", "signals.unknown"),
    ],
)
def test_a_rule_is_switched_with_a_reason(code: str, to: str, is_on: bool, words: str, refused: str) -> None:
    verdict = may_switch(code, POLICY, words, is_on=is_on, to=to)  # type: ignore[arg-type]
    assert [reason.code for reason in verdict.reasons] == ([refused] if refused else [])


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 400), st.sampled_from("ab"), st.sampled_from(["", "phone", "home"])), max_size=25), st.integers(0, 400))
def test_a_signal_counts_once_however_often_it_is_looked_at(told: list[tuple[str, int, str, str]], cut: int) -> None:
    signals = [signal(number, *one) for number, one in enumerate(told)]
    for code, rule in POLICY.rules.items():
        once = list(matches(code, rule, signals))
        used = [one.id for match in once for one in match.signals]
        assert len(used) == len(set(used))
        assert list(matches(code, rule, signals, used)) == []  # what is left makes nothing more
        early = list(matches(code, rule, [one for one in signals if one.at <= NOON + cut * HOUR]))
        assert early == [match for match in once if match.at <= NOON + cut * HOUR]  # the clock finds what a look back finds
