"""Names: nothing is altered but by a rule that is said, and what is no part of a name is asked."""

from __future__ import annotations

import importlib
from typing import Any

import pytest


def _names() -> Any:
    return importlib.import_module("guitu.rules.names")


KEPT = (
    "王伟", "王𫍯", "龚䶮", "李\U00031350", "赵\U000323af明", "刘𬭸", "㛃华", "𠮷田", "阿依古丽·买买提", "John Smith", "O'Brien Pat", "阿",
    "单于·某", "ẃang伟", "钱\U0002ebf0", "孙\U000323b0", "欧阳小燕", "Nguyễn Văn An", "〇一",
    "买买提·吐尔逊·阿不都热依木·艾尔肯·阿布都拉·吐尔逊江·阿不来提·艾合买提·玉素甫",
)


@pytest.mark.parametrize("name", KEPT)
def test_a_name_of_any_script_and_of_the_newest_characters_is_kept_as_it_is(name: str) -> None:
    answer = _names().check_name(name)
    assert (answer.text, answer.refusals, answer.warnings) == (name, (), ())


TOLD = [
    ("张\ue863华", "张䶮华", "name_private_signs"), ("\ue816\ue864", "\U00020087䶮".replace("䶮", "龻"), "name_private_signs"),
    ("阿依古丽.买买提", "阿依古丽·买买提", "name_dots"), ("阿依古丽．买买提", "阿依古丽·买买提", "name_dots"),
    ("阿依古丽・买买提", "阿依古丽·买买提", "name_dots"), ("阿依古丽•买买提", "阿依古丽·买买提", "name_dots"),
    ("阿依古丽 买买提", "阿依古丽·买买提", "name_space_as_dot"), ("王 伟", "王伟", "name_spaces"), ("欧阳　锋", "欧阳锋", "name_spaces"),
    ("尼玛  扎西", "尼玛扎西", "name_spaces"), ("王伟\u200b", "王伟", "hidden_signs_removed"), ("\u202e王伟\u202c", "王伟", "hidden_signs_removed"),
    ("王\u00ad伟", "王伟", "hidden_signs_removed"), ("王\ufdd0伟", "王伟", "hidden_signs_removed"), ("⽅伟", "方伟", "name_compatible_signs"), ("王伟\ufeff", "王伟", "hidden_signs_removed"),
    ("'王伟", "王伟", "name_marks"), ("ＪＯＨＮ", "JOHN", "name_compatible_signs"), ("e\u0301va", "éva", ""), ("\uf900", "豈", "name_compatible_signs"),
]


@pytest.mark.parametrize(("typed", "name", "code"), TOLD)
def test_what_a_rule_changes_in_a_name_is_told(typed: str, name: str, code: str) -> None:
    answer = _names().check_name(typed)
    assert answer.text == name and not answer.refusals
    assert [reason.code for reason in answer.warnings] == ([code] if code else [])


ASKED = [
    ("王伟(已死亡)", "name_with_remark"), ("王伟（大）", "name_with_remark"), ("王伟【迁出】", "name_with_remark"), ("王伟*", "name_masked"),
    ("王*", "name_masked"), ("王某某*", "name_masked"), ("王伟/王卫", "name_unreadable"), ("王?伟", "name_unreadable"), ("王□伟", "name_unreadable"),
    ("王伟1", "name_unreadable"), ("王伟 13900000000", "name_unreadable"), ("王\ue000伟", "name_private_unknown"), ("王\U000f0001伟", "name_private_unknown"),
    ("⺩伟", "name_unreadable"), ("王\ufffd伟", "name_unreadable"), ("<b>王</b>", "name_unreadable"),
    ("", "name_missing"), ("　", "name_missing"), ("王" * 51, "text_too_long"), ("王伟😀", "name_unreadable"),
]


@pytest.mark.parametrize(("typed", "code"), ASKED)
def test_what_is_no_part_of_a_name_is_asked_and_not_cut_off(typed: str, code: str) -> None:
    answer = _names().check_name(typed)
    assert answer.text is None and [reason.code for reason in answer.refusals] == [code]


@pytest.mark.parametrize(
    ("one", "other"),
    [("單小燕", "单小燕"), ("趙偉國", "赵伟国"), ("劉麗華", "刘丽华"), ("陳寶蓮", "陈宝莲"), ("歐陽鋒", "欧阳锋"), ("鄧麗雲", "邓丽云"),
     ("葉劍英", "叶剑英"), ("蘇軾", "苏轼"), ("黃飛鴻", "黄飞鸿"), ("張學友", "张学友"), ("鄭經", "郑经"), ("羅蘭", "罗兰"),
     ("阿依古麗・買買提", "阿依古丽·买买提"), ("龔䶮", "龚䶮"), ("吳", "吴"), ("呂佈", "吕布")],
)
def test_the_same_name_in_old_and_new_characters_is_compared_as_one(one: str, other: str) -> None:
    assert _names().compared(one) == _names().compared(other)


def test_each_old_character_shares_a_reading_with_its_new_one_and_none_is_new_itself() -> None:
    from pypinyin import Style, pinyin

    from guitu.rules.old_characters import TO_NEW

    def readings(sign: str) -> set[str]:
        return set(pinyin(sign, style=Style.NORMAL, heteronym=True)[0])

    assert len(TO_NEW) > 1700
    assert [chr(old) + new for old, new in TO_NEW.items() if ord(new) in TO_NEW] == []
    assert [chr(old) + new for old, new in TO_NEW.items() if not readings(chr(old)) & readings(new)] == []


def test_all_eighty_old_places_of_gbk_have_their_character() -> None:
    from guitu.rules.names import OLD_PLACES

    assert list(OLD_PLACES) == list(range(0xE815, 0xE865)) and len(set(OLD_PLACES.values())) == 80
    assert not [sign for sign in OLD_PLACES.values() if 0xE000 <= ord(sign) < 0xF900]
