"""Finding people by what is typed, and the order of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.people.pinyin import is_match, query_keys, search_keys, sort_key

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAMES = st.text(HAN, min_size=2, max_size=4)

FOUND = {
    "王小明": "王 王小 小明 王小明 wang wangx wangxiao wangxiaom xiaoming wxm xm w wangxm 王xm 王小m",
    "单雄信": "shan sxx shanxiong 单雄",
    "仇英": "qiuying qy",
    "查良镛": "zha zly",
    "曾国藩": "zengguo zgf",
    "区建国": "ou ojg oujianguo",
    "朴正熙": "piao pzx",
    "解晓东": "xie xxd",
    "任正非": "renz rzf",
    "盖叫天": "ge gejiao",
    "尉迟恭": "yuchi ycg yuchigong",
    "长孙无忌": "zhangsun zswj",
    "吕布": "lv lü lu lvbu lyubu lb",
    "方安": "fangan fan fa",
    "席安": "xian xi",
    "买买提·艾合买提": "买买提艾 买买提•艾合 maimaiti mmt",
    "钟重阳": "zhongchong zcy",
    "Maria Garcia": "maria garcia gar",
}


@pytest.mark.parametrize(
    ("name", "typed"), [(name, typed) for name in FOUND for typed in FOUND[name].split()]
)
def test_a_person_is_found_by_what_people_type(name: str, typed: str) -> None:
    keys = query_keys(typed)
    assert keys
    assert set(keys) <= search_keys(name)
    assert is_match(name, typed)


@pytest.mark.parametrize("typed", ["zxm", "李", "小王", "wangming", "wm", "xiaowang", "1"])
def test_others_are_not_taken_for_him(typed: str) -> None:
    assert not is_match("王小明", typed)


@pytest.mark.parametrize(
    ("typed", "key"), [("1234", "#1234"), ("123x", "#123X"), ("１２３４", "#1234"), (" 0021 ", "#0021")]
)
def test_four_digits_are_the_end_of_an_id_number(typed: str, key: str) -> None:
    assert query_keys(typed) == [key]


@pytest.mark.parametrize("typed", ["", "  ", "%", "'; --", "12", "。"])
def test_what_holds_nothing_to_search_by_gives_no_keys(typed: str) -> None:
    assert query_keys(typed) == []


@given(NAMES, st.data())
def test_any_two_characters_of_a_name_find_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 2))
    part = name[start : start + 2]
    assert set(query_keys(part)) <= search_keys(name)
    assert is_match(name, part)


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_that_is_typed_makes_the_search_fall_over(name: str, typed: str) -> None:
    assert all(key for key in search_keys(name))
    assert len(query_keys(typed)) == len(set(query_keys(typed)))
    is_match(name, typed)
    sort_key(name)


def test_a_long_run_of_one_letter_takes_no_time() -> None:
    assert not is_match("啊" * 50, "a" * 51)
    assert query_keys("xian" * 9) and query_keys("a" * 5000)


def test_a_name_has_few_keys() -> None:
    assert len(search_keys("王小明")) <= 16


def test_names_stand_in_the_order_of_pinyin_with_surnames_read_as_surnames() -> None:
    names = ["王小明", "安国", "单雄信", "曾国藩", "欧阳修", "长孙无忌", "李安", "连战", "吕布"]
    assert sorted(names, key=sort_key) == [
        "安国", "李安", "连战", "吕布", "欧阳修", "单雄信", "王小明", "曾国藩", "长孙无忌",
    ]
