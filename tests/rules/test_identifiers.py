"""ID numbers, telephones and codes of organisations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules.identifiers import (
    SENTENCES,
    USCC_SIGNS,
    check_id_number,
    check_phone,
    check_uscc,
    id_check_sign,
    make_demo_id,
    make_demo_phone,
    uscc_check_sign,
)

BIRTHDAYS = st.dates(date(1900, 1, 1), date(2026, 11, 21))
TODAY = date(2026, 11, 21)
WITH_X = "44079919900101001X"


def codes(answer: object) -> list[str]:
    return [reason.code for reason in answer.refusals]  # type: ignore[attr-defined]


@given(BIRTHDAYS, st.sampled_from(["male", "female"]), st.integers(0, 499))
def test_a_made_number_is_taken_and_says_what_it_was_made_of(born_on: date, sex: str, number: int) -> None:
    answer = check_id_number(make_demo_id(born_on, sex, number), demo=True)  # type: ignore[arg-type]
    assert answer.number is not None and not answer.refusals and not answer.warnings
    assert (answer.number.born_on, answer.number.sex, answer.number.is_demo) == (born_on, sex, True)


@given(BIRTHDAYS, st.integers(0, 499), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born_on: date, number: int, place: int, shift: int) -> None:
    text = make_demo_id(born_on, "male", number)
    wrong = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
    assert check_id_number(wrong, demo=True).number is None


@given(BIRTHDAYS, st.integers(0, 499), st.integers(0, 15))
def test_two_neighbours_changed_over_are_always_found(born_on: date, number: int, place: int) -> None:
    text = make_demo_id(born_on, "female", number)
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert swapped == text or check_id_number(swapped, demo=True).number is None


@pytest.mark.parametrize(
    "typed",
    [
        WITH_X,
        "44079919900101001x",
        "４４０７９９１９９００１０１００１Ｘ",
        "440799 19900101 001X",
        " 440799-19900101-001x\u3000",
        "'44079919900101001X",
        "\u200b44079919900101001X",
    ],
)
def test_spellings_of_one_number_are_one_number(typed: str) -> None:
    answer = check_id_number(typed, demo=True)
    assert answer.number is not None and answer.number.text == WITH_X


def test_an_old_number_of_fifteen_digits_is_converted_and_said_so() -> None:
    answer = check_id_number("440799900101001", demo=True)
    assert answer.number is not None and answer.number.text == WITH_X
    assert [reason.code for reason in answer.warnings] == ["id_number_converted"]
    assert check_id_number(440799900101001, demo=True).number == answer.number


@pytest.mark.parametrize(
    "typed", [4.40799199001011e17, 440799199001010020, "4.40799E+17", "4.40799199001011e17", 1e300]
)
def test_a_number_that_excel_rounded_is_refused_with_the_reason(typed: object) -> None:
    answer = check_id_number(typed)
    assert codes(answer) == ["id_number_lost_digits"]
    assert SENTENCES["id_number_lost_digits"].startswith("Excel 把证件号存成了数字，末几位已丢失")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "id_number_missing"),
        ("", "id_number_missing"),
        ("　", "id_number_missing"),
        ("4407991990010100", "id_number_length"),
        ("44079919900101001XX", "id_number_length"),
        ("4407991990010100 1?", "id_number_characters"),
        ("4407991990010A001X", "id_number_characters"),
        ("440799199002300010", "id_number_birth"),
        ("440799189901010010", "id_number_birth"),
        ("440799209901010010", "id_number_birth_future"),
        ("440799199001010011", "id_number_check"),
        (True, "id_number_length"),
        (1.5, "id_number_characters"),
        (float("nan"), "id_number_characters"),
        (float("inf"), "id_number_lost_digits"),
    ],
)
def test_what_is_wrong_is_named(typed: object, code: str) -> None:
    assert codes(check_id_number(typed, today=TODAY)) == [code]


def test_an_unknown_area_is_a_warning_and_never_a_refusal() -> None:
    text = "99079919900101001"[:17]
    odd = "16" + text[2:]
    answer = check_id_number(odd + id_check_sign(odd))
    assert answer.number is not None
    assert [reason.code for reason in answer.warnings] == ["id_number_area_unknown"]
    known = check_id_number(odd + id_check_sign(odd), known_areas=frozenset([odd[:6]]))
    assert not known.warnings


@pytest.mark.parametrize(("prefix", "kind"), [("810000", "residence_permit"), ("911156", "foreigner")])
def test_permits_of_residents_and_foreigners_are_numbers_too(prefix: str, kind: str) -> None:
    first = prefix + "19900101001"
    answer = check_id_number(first + id_check_sign(first))
    assert answer.number is not None and answer.number.kind == kind and not answer.warnings


def test_demo_numbers_are_warned_about_outside_a_demo() -> None:
    assert [reason.code for reason in check_id_number(WITH_X).warnings] == ["id_number_demo"]
    assert [reason.code for reason in check_phone(make_demo_phone(1)).warnings] == ["phone_segment_free"]
    assert not check_phone(make_demo_phone(1), demo=True).warnings


@pytest.mark.parametrize(
    "typed",
    [
        "15400000001",
        "154 0000 0001",
        "+86 154-0000-0001",
        "008615400000001",
        "１５４００００0001",
        15400000001,
        15400000001.0,
    ],
)
def test_spellings_of_one_mobile_are_one_mobile(typed: object) -> None:
    assert check_phone(typed).text == "15400000001"


@pytest.mark.parametrize("typed", ["0750-0000000", "(0750)0000000", "020 00000000"])
def test_landlines_with_their_area_code_are_taken(typed: str) -> None:
    text = check_phone(typed).text
    assert text is not None and text.isdigit()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "phone_missing"),
        ("1540000000", "phone_length"),
        ("154000000012", "phone_length"),
        ("12800000001", "phone_prefix"),
        ("没有", "phone_not_a_number"),
        ("²²", "phone_length"),
        (1.38e22, "phone_lost_digits"),
        (1.5, "phone_not_a_number"),
        (True, "phone_not_a_number"),
    ],
)
def test_what_is_wrong_with_a_telephone_is_named(typed: object, code: str) -> None:
    assert codes(check_phone(typed)) == [code]


@given(st.text(USCC_SIGNS, min_size=17, max_size=17))
def test_a_code_of_an_organisation_with_its_check_sign_is_taken(first: str) -> None:
    assert check_uscc(first.lower() + uscc_check_sign(first)).text == first + uscc_check_sign(first)
    other = USCC_SIGNS[(USCC_SIGNS.index(uscc_check_sign(first)) + 1) % len(USCC_SIGNS)]
    assert codes(check_uscc(first + other)) == ["uscc_check"]


def test_a_code_with_a_letter_that_the_standard_leaves_out_is_refused() -> None:
    assert codes(check_uscc("I" * 18)) == ["uscc_characters"]
    assert codes(check_uscc("1" * 17)) == ["uscc_length"]


@given(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.binary()))
def test_nothing_that_is_typed_makes_the_checks_fall_over(typed: object) -> None:
    for answer in (check_id_number(typed), check_phone(typed), check_uscc(typed)):
        assert all(reason.code in SENTENCES for reason in (*answer.refusals, *answer.warnings))


def test_demo_numbers_beyond_the_range_are_refused() -> None:
    with pytest.raises(ValueError, match="499"):
        make_demo_id(date(1990, 1, 1), "male", 500)
    with pytest.raises(ValueError, match="99,999,999"):
        make_demo_phone(-1)
