"""Sentences of the office counter: none missing, none twice, never an error."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from guitu.rules import sentences
from guitu.rules.verdict import Reason

RULES = Path(sentences.__file__).parent
SPOKEN = re.compile(r'(?:Reason|_reason)\(\s*f?"([a-z_]+\.[a-z_{}.]+)"')


@pytest.mark.parametrize("path", sorted(RULES.glob("*.py")), ids=lambda path: path.name)
def test_every_code_that_a_rule_speaks_has_a_sentence(path: Path) -> None:
    for code in SPOKEN.findall(path.read_text(encoding="utf-8")):
        if "{" in code:
            head = code.split("{")[0]
            assert any(known.startswith(head) for known in sentences.SENTENCES), code
        else:
            assert code in sentences.SENTENCES, code


def test_every_file_with_sentences_is_collected() -> None:
    names = {module.__name__.rsplit(".", 1)[1] for module in sentences.FAMILIES}
    written = {
        path.stem
        for path in RULES.glob("*.py")
        if re.search(r"^SENTENCES\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert written - {"sentences"} == names


def test_a_code_said_twice_is_refused() -> None:
    one, other = ModuleType("one"), ModuleType("other")
    one.SENTENCES = other.SENTENCES = {"a.b": "…"}  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match=r"a\.b"):
        sentences.collected([one, other])


@pytest.mark.parametrize(
    ("values", "year", "said"),
    [
        ({"until": date(2026, 11, 18)}, None, "请假至 2026-11-18，请按时销假。"),
        ({"until": date(2026, 11, 18)}, 2026, "请假至 11-18，请按时销假。"),
        ({"until": date(2025, 11, 18)}, 2026, "请假至 2025-11-18，请按时销假。"),
        ({}, None, "请假至 …，请按时销假。"),
        ({"until": None}, None, "请假至 …，请按时销假。"),
    ],
)
def test_days_are_shown_short_in_their_own_year(values: dict, year: int | None, said: str) -> None:
    assert sentences.sentence(Reason("leave.return_by", values), year=year) == said


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert sentences.sentence(Reason("nobody.knows")) == "nobody.knows"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("community_detox", "社区戒毒"),
        ("P04", "P04"),
        (("high", "low"), "高、低"),
        (3, "3"),
        (None, "…"),
    ],
)
def test_codes_are_shown_as_words(value: object, said: str) -> None:
    assert sentences.shown(value) == said


def test_sentences_are_plain_and_blame_nobody() -> None:
    for code, text in sentences.SENTENCES.items():
        assert "！" not in text, code
        assert "吸毒人员" not in text, code
        assert text.endswith(("。", "？", "}")), code
