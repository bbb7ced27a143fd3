"""Numbers of documents: one reading for import, form and search, of every kind that our template offers."""

from __future__ import annotations

import pytest

from guitu.casework.rosters.template import CHOICES
from guitu.rules import documents
from guitu.rules.identifiers import check_id_number, id_check_sign

NUMBER = "440799198908201813"


@pytest.mark.parametrize(
    "typed",
    [f"{NUMBER}  ", f"'{NUMBER}", f'="{NUMBER}"', f"=“{NUMBER}”", "４４０７９９１９８９０８２０１８１３", "440799 19890820 1813",
     "440799\xa0198908201813", f"\u202a{NUMBER}\u202c", f'"{NUMBER}"', f"`{NUMBER}", f"\t{NUMBER}", f"身份证：{NUMBER}", f"身份证号:{NUMBER}",
     f"证件号码 {NUMBER}", f"公民身份号码：{NUMBER}", f"{NUMBER}（本人）", f"（{NUMBER}）", f"No.{NUMBER}", "440799–19890820—1813", f"ID:{NUMBER}",
     f"身份证号码为{NUMBER}", "440799\u200b198908201813", f"'{NUMBER}'", f"‘{NUMBER}’", f"『{NUMBER}』"],
)
def test_spellings_of_a_number_are_read(typed: str) -> None:
    answer = check_id_number(typed, demo=True)
    assert answer.number is not None and answer.number.text == NUMBER


@pytest.mark.parametrize("last", ["x", "X", "Х", "х", "×", "✕", "Ｘ", "Χ", "ⅹ", "*"[:0] + "╳"])
def test_a_last_sign_that_looks_like_an_x_is_one(last: str) -> None:
    first = next(head for n in range(100, 999) if id_check_sign(head := f"44079919751006{n}") == "X")
    answer = check_id_number(first + last, demo=True)
    assert answer.number is not None and answer.number.text == first + "X"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("4.40799E+17", "id_number_lost_digits"), ("440799********1915", "id_number_characters"), ("44O799198908201813", "id_number_characters"),
     ("44079919890820181", "id_number_length"), ("٤٤٠٧٩٩١٩٨٩٠٨٢٠١٨١٣", "id_number_characters")],
)
def test_what_can_be_no_number_is_refused(typed: str, code: str) -> None:
    assert [reason.code for reason in check_id_number(typed, demo=True).refusals] == [code]


DOCUMENTS = [
    ("护照", "E12345678", "E12345678"), ("护照", "e 1234 5678", "E12345678"), ("护照", "护照：EA1234567", "EA1234567"), ("普通护照", "G12345678", "G12345678"),
    ("护照", "123456789", "123456789"), ("港澳居民来往内地通行证", "H0123456701", "H0123456701"), ("港澳居民来往内地通行证", "M12345678", "M12345678"),
    ("回乡证", "h01234567", "H01234567"), ("台湾居民来往大陆通行证", "01234567", "01234567"), ("台胞证", "0123456789", "0123456789"),
    ("外国人永久居留身份证", "ABC110085061201", "ABC110085061201"), ("户口簿", NUMBER, NUMBER), ("其他", "X-1", "X1"),
]


@pytest.mark.parametrize(("kind", "typed", "number"), DOCUMENTS)
def test_a_number_of_another_document_is_read_as_that_document(kind: str, typed: str, number: str) -> None:
    from guitu.casework.rosters.spellings import ID_KIND, code_of

    answer = documents.check_document(code_of(kind, ID_KIND) or "", typed, demo=True)
    assert (answer.text, answer.refusals) == (number, ())


@pytest.mark.parametrize("kind", CHOICES["id_kind"])
def test_every_kind_of_document_of_the_template_has_its_rule(kind: str) -> None:
    from guitu.casework.rosters.spellings import ID_KIND, code_of

    refused = documents.check_document(code_of(kind, ID_KIND) or "", "<script>", demo=True)
    assert refused.text is None and refused.refusals


def test_permits_for_residents_of_hong_kong_macao_and_taiwan_are_a_kind_of_the_template() -> None:
    assert {"港澳台居民居住证", "护照"} <= set(CHOICES["id_kind"]) | {"护照"}
    assert "港澳台居民居住证" in CHOICES["id_kind"]
