"""Every kind of paper of the pack: its fields are declared, its clause is there, Word and PDF say the same words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from guitu.grid.roles import ROLES
from guitu.kit.errors import Refused
from guitu.papers import blocks, fonts, kinds, pdf, word
from guitu.papers.kinds import Kind, PaperFault
from guitu.papers.queries import items_of
from guitu.papers.sources import classes_of, examples, source_of, unknown_fields
from guitu.policy import load
from guitu.rules import records
from tests import make
from tests.papers.caseload import pdf_text, word_text

ALL = kinds.kinds_of(make.ENPING)
AT = datetime(2026, 3, 16, 9, tzinfo=UTC)
NASTY = (
    "#read(\"/etc/passwd\")", "$x$", "= 标题", "@ref", "{{ 姓名 }}", "{% if 1 %}", "&lt;b&gt;", "a & b < c > d", "]]>", "=1+1",
    "+cmd|' /C calc'!A0", "'单引号\"双引号", "\\n不换行\\", "*粗* _斜_ `码`", "<script>alert(1)</script>", "//注释", "/*块*/",
    "阿卜杜热合曼·买买提·吐尔逊", "𬭸𫍯䶮", "一" * 40, "第一行\n第二行", "[x](y)", "~波浪~", "100%", "，。；：", "（）〔〕",
)


def layout() -> str:
    return kinds.file_of("national", pdf.LAYOUT).read_text(encoding="utf-8")


def made(kind: Kind, values: dict[str, str]) -> bytes:
    return pdf.render(layout(), [pdf.letter(kind.title, values["文号"], kind.body, values)], AT)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_field_that_a_paper_names_is_declared() -> None:
    assert [fault for kind in ALL.values() for fault in unknown_fields([kind], source_of(kind.of))] == []
    assert len(ALL) >= 18


@pytest.mark.parametrize("code", ALL)
def test_a_kind_names_a_clause_facts_and_roles_that_exist(code: str) -> None:
    kind = ALL[code]
    assert kind.clause in load("national").clauses
    assert set(kind.facts) | {fact for fact in (kind.served_fact,) if fact} <= set(records.KINDS)
    everything = frozenset().union(*(role.may for role in ROLES.values()))
    assert set(kind.after) <= everything
    able = [role for role in ROLES.values() if kind.action in role.may and not classes_of(kind, source_of(kind.of)) - role.classes]
    assert able, "no role may issue it and read what it prints"


@pytest.mark.parametrize("code", ALL)
def test_word_and_pdf_of_a_kind_say_the_same_words(code: str) -> None:
    kind = ALL[code]
    values = examples(kind, source_of(kind.of))
    in_pdf = pdf_text(made(kind, values)).replace("第1页，共1页", "").replace("第2页，共2页", "").replace("第1页，共2页", "")
    in_word = word_text(word.render(None, kind.title, kind.body, values, AT))
    assert sorted(in_word) == sorted(in_pdf)  # rows of a table are read in another order
    for block in blocks.shown(kind.blocks, values):
        assert squeezed(block.filled(values)) in in_word, block
    assert "{" not in in_word + in_pdf


def test_whatever_a_value_holds_is_printed_as_text() -> None:
    kind = ALL["warning"]
    for nasty in NASTY:
        values = {**examples(kind, source_of(kind.of)), "告诫事由": nasty, "姓名": nasty}
        assert squeezed(nasty) in pdf_text(made(kind, values)), nasty
    values = {**examples(kind, source_of(kind.of)), "告诫事由": "\n".join(NASTY), "姓名": "".join(NASTY)}
    in_word = word_text(word.render(None, kind.title, kind.body, values, AT))
    assert squeezed("".join(NASTY)) in in_word


def test_a_block_of_an_empty_field_is_left_out_in_both() -> None:
    kind = ALL["agreement"]
    values = {**examples(kind, source_of(kind.of)), "监护人": ""}
    assert "监护人" not in pdf_text(made(kind, values))
    assert "监护人" not in word_text(word.render(None, kind.title, kind.body, values, AT))


def test_the_same_values_give_the_same_bytes() -> None:
    kind = ALL["release_notice"]
    values = examples(kind, source_of(kind.of))
    assert made(kind, values) == made(kind, values)
    assert word.render(None, kind.title, kind.body, values, AT) == word.render(None, kind.title, kind.body, values, AT)
    assert made(kind, values) != made(kind, {**values, "姓名": "另一人"})


def test_a_character_without_a_glyph_is_named_and_nothing_is_printed() -> None:
    kind = ALL["warning"]
    with pytest.raises(Refused) as refused:
        made(kind, {**examples(kind, source_of(kind.of)), "姓名": "王𠮷明"})
    assert dict(refused.value.reasons[0].values) == {"characters": "𠮷"}
    assert fonts.missing(["王𠮷明", "𬭸𫍯䶮😀"]) == ["𠮷", "😀"]


def test_each_letter_counts_its_own_pages() -> None:
    kind = ALL["warning"]
    values = examples(kind, source_of(kind.of))
    long = {**values, "告诫事由": "很长的一段话。" * 90}
    letters = [pdf.letter(kind.title, "一号", kind.body, one) for one in (values, long, values)]
    text = pdf_text(pdf.render(layout(), letters, AT, many=True))
    assert text.count("第1页，共1页") == 2
    assert text.count("第1页，共2页") == text.count("第2页，共2页") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "papers/x.toml"),
        ('title = "x"', "body"),
        ('title="x"\nclause="a"\nform="mine"\nissued_by="town"\nto="x"\nword="x"\nbody="x"', "form is one of"),
        ('title="x"\nclause="a"\nform="law"\nissued_by="town"\nto="x"\nword="x"\nbody="x"\ncolour="red"', "colour"),
        ('title="x"\nclause="a"\nform="law"\nissued_by="town"\nto="x"\nword="x"\nbody="x"\n[[asked]]\nname="y"\nexample="z"', "never printed"),
    ],
)
def test_a_kind_written_wrongly_is_a_fault_with_its_place(text: str, said: str) -> None:
    with pytest.raises(PaperFault, match=r"national/papers/x\.toml") as fault:
        kinds.read_kind("x", "national", text)
    assert said in str(fault.value)


def test_the_file_has_twenty_two_items_that_name_what_exists() -> None:
    items = items_of(make.ENPING)
    assert len(items) == 22
    assert {code for item in items for code in item.papers} <= set(ALL)
    named = {code.partition(":")[0] for item in items for code in (*item.records, *item.due_with)}
    assert named <= set(records.KINDS)
