"""The policy of texts (S-9.2): what is taken out, and that all else stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules import texts
from guitu.rules.texts import day_in_reach, has_hidden, has_other_digits, tidied

HIDDEN = [sign for sign in map(chr, range(0x110000)) if texts._is_hidden(sign)]


def test_every_sign_that_nobody_sees_is_taken_out_wherever_it_stands() -> None:
    assert len(HIDDEN) > 2000
    assert [sign for sign in HIDDEN if tidied(f"王{sign}伟") != ("王伟", True)] == []
    assert not any(
        has_hidden(text) for text in ("第一行\n第二行", "a\tb", "\u3000", "李\U00031350", "e\u0301", "葛\U000e0100")
    )


@given(st.text(max_size=40))
def test_a_text_that_is_tidy_stays_as_it_is(text: str) -> None:
    found = tidied(text).text
    assert tidied(found) == (found, False)


@pytest.mark.parametrize("text", ["<b>粗</b>", "=1+1", "{{ 7*7 }}", "阿·依", "مېھمان", "བཀྲ་ཤིས", "O'Brien", "№ 5", "㎡"])
def test_markup_formulas_and_any_script_are_only_words(text: str) -> None:
    assert tidied(text) == (text, False)


@pytest.mark.parametrize(
    ("text", "other"), [("3", False), ("３", False), ("三", False), ("٣", True), ("३", True), ("³", True), ("", False)]
)
def test_digits_of_other_scripts_are_known(text: str, other: bool) -> None:
    assert has_other_digits(text) is other


@pytest.mark.parametrize(
    ("day", "may"),
    [(date(1899, 12, 31), False), (date(1900, 1, 1), True), (date(2099, 12, 31), True), (date(2100, 1, 1), False)],
)
def test_days_that_somebody_may_mean(day: date, may: bool) -> None:
    assert day_in_reach(day) is may
