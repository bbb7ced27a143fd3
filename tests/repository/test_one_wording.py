"""One wording per code and field, in both languages: one table, and whoever says a code reads it there."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from django import forms
from django.utils import translation

from guitu.ledger import fact_words
from guitu.rules import records, terms, words
from guitu.rules.sentences import WORDS

SOURCE = Path(__file__).parents[2] / "src" / "guitu"
HAN = re.compile(r"[\u4e00-\u9fff]")
TABLE = "rules/words/"
# Names of other things that happen to be spelled like a code: not what the code is called.
NOT_WORDS = {
    "casework/rosters/vocabulary.py", "casework/rosters/synonyms.py",  # how offices write, not how we do
    "rules/standing.py",  # sentences by state
    "casework/profiles/unavailable.py",  # why a step is not taken now
    "policy/phrases.py",  # how worked examples are told
    "cli/main.py", "people/forms.py", "exports/forms.py", "demo/chapters.py", "cli/proving/inside.py",
    "casework/fact_words.py", "inspection/words.py",  # the tables of kinds and of fields
    "cli/reference_pages.py",  # the events of the state machine
}


def codes_by_field() -> dict[str, set[str]]:
    """Every code of every closed list, by the field it stands in."""
    found: dict[str, set[str]] = {}
    for kind, cls in records.KINDS.items():
        for name in cls.__dataclass_fields__:
            if codes := records.codes_of(kind, name):
                found.setdefault(name, set()).update(codes)
    return found


def test_every_code_of_every_field_has_its_word_in_the_table() -> None:

    for name, codes in codes_by_field().items():
        missing = codes - set(words.CODES[name])
        assert not missing, (name, missing)
    assert set(fact_words.KINDS) == set(records.KINDS)
    assert set(words.CODES["standing"]) == set(terms.STANDING_ORDER)
    assert set(words.CODES["measure"]) == set(get_args(terms.MeasureState))
    assert set(words.CODES["overlay"]) == set(get_args(terms.Overlay))
    assert set(words.CODES["duty"]) == set(get_args(terms.DutyState))
    assert set(words.CODES["duty_kind"]) >= set(get_args(terms.DutyKind))


def test_the_rulebooks_sentences_say_codes_as_the_table_does() -> None:
    for field, codes in words.CODES.items():
        for code, text in codes.items():
            assert WORDS[f"{field}.{code}"] == text
    bare: dict[str, set[str]] = {}
    for field in words.BARE:
        for code, text in words.CODES[field].items():
            bare.setdefault(code, set()).add(text)
    assert {code: texts for code, texts in bare.items() if len(texts) > 1} == {}


def _text(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and node.args:
        return _text(node.args[-1])
    return ""


def _pairs(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Every code beside a Chinese word, as entry of a dict or pair of a list of choices."""
    for node in ast.walk(tree):
        pairs: list[tuple[Any, Any]] = []
        if isinstance(node, ast.Dict):
            pairs = list(zip(node.keys, node.values, strict=True))
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
            pairs = [(node.elts[0], node.elts[1])]
        for key, value in pairs:
            word = _text(value)
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and HAN.search(word):
                yield key.value, word, key.lineno


def test_no_code_has_a_second_wording_anywhere() -> None:
    """A pair of code and word outside the table is either said nowhere else, or is not a word for that code."""
    known = {code for codes in codes_by_field().values() for code in codes}
    known |= set(terms.STANDING_ORDER) | set(get_args(terms.MeasureState)) | set(get_args(terms.MeasureKind))
    second = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name.startswith(TABLE) or name in NOT_WORDS or "migrations" in name:
            continue
        for code, word, line in _pairs(ast.parse(path.read_text(encoding="utf-8"))):
            if code in known and (name, code) not in OTHER_THINGS:
                second.append(f"{name}:{line} {code} {word}")
    assert second == []


# A code of the same spelling in a list of its own: (file, code).
OTHER_THINGS = frozenset(
    {
        ("casework/record_form.py", "invalid"), ("casework/urine_tests/result_forms.py", "invalid"),  # error messages
        ("grid/posts/forms.py", "invalid"), ("casework/registrations/views.py", "phone"),  # why two files look alike
        ("casework/statuses/forms.py", "phone"), ("casework/statuses/forms.py", "family"),  # whom one tried to reach
        ("casework/urine_tests/result_forms.py", "refused"), ("casework/urine_tests/forms.py", "refused"),  # a signature
        ("casework/rosters/telling.py", "failed"), ("importing/telling.py", "failed"),  # an import that broke
        ("casework/declares/duties.py", "leave"), ("casework/declares/duties.py", "help"),  # filters of the list
        ("casework/helping.py", "needs"), ("rulepacks/trials/telling.py", "level"), ("operations/words.py", "own"),  # a tab; what differs; a kind of look
        ("demo/member_units.py", "transport"), ("demo/intake.py", "health"),  # an office; a part of a packet
        ("handovers/declares.py", "on_paper"), ("prevention/certificates.py", "person"),  # how a sheet is signed; what a paper is of
        *(("demo/helping.py", code) for code in ("health", "income", "wish", "pastry", "electrician")),  # what people of the demo say
        *(("papers/words.py", code) for code in ("in_person", "family", "served", "withdrawn", "left", "changed")),  # of a paper
        ("rulepacks/forms.py", "invalid"), ("notices/forms.py", "invalid"),  # error messages
        ("meter/words.py", "phone"), ("meter/words.py", "address"),  # fields of a form
        ("rules/notices.py", "refused"),  # by the other side of a channel
        *(("rulepacks/numbers.py", code) for code in ("leave", "visits", "levels", "points", "exits", "reporting", "violations")),  # families of rules
        ("casework/urine_tests/forms.py", "told"), ("cli/benching/report.py", "person"), ("operations/words.py", "person"),  # other things
        ("response/declares.py", "asked"), ("response/declares.py", "person"), ("demo/member_units.py", "disabled"), ("demo/helping.py", "work"),
        ("rules/levels.py", "work"), ("rules/levels.py", "family"),  # factors of the sheet
        *(("portal/asking.py", code) for code in ("help", "leave", "cannot_come", "level", "correction", "other")),  # what is said beside a wish
        ("portal/asking.py", "invalid"), ("portal/cards/forms.py", "self"), ("portal/cards/forms.py", "guardian"),  # an error message; whose card
        ("demo/member_units.py", "health"), ("demo/member_units.py", "housing"), ("response/declares.py", "help"),  # bureaus; help after a call
        # a day to keep, in words that tell nobody what it is
        *(("portal/words.py", code) for code in ("urine_test", "return_test", "periodic_report", "report_in", "sign_agreement", "visit", "return_from_leave")),
    }
)


def test_every_word_of_the_table_has_one_english_wording_without_chinese() -> None:

    for field, codes in words.CODES.items():
        for code in codes:
            with translation.override("en"):
                said = fact_words.code(field, code)
            assert said and not HAN.search(said), (field, code, said)
            with translation.override("zh-hans"):
                assert fact_words.code(field, code) == words.CODES[field][code]


# Where a form calls a field otherwise than the table.
_OF_FORM = {("OpenForm", "kind"): "measure_kind", ("UrineTestForm", "outcome"): "strip", ("SeatForm", "outcome"): "strip"}


def test_every_form_offers_a_code_under_its_one_word() -> None:
    """All forms of casework, of every choice whose codes are those of a fact's field."""

    for path in sorted((SOURCE / "casework").rglob("*forms.py")):
        module = importlib.import_module("guitu." + path.relative_to(SOURCE).as_posix()[:-3].replace("/", "."))
        for form in vars(module).values():
            if not (isinstance(form, type) and issubclass(form, forms.Form)):
                continue
            for name, field in form.base_fields.items():
                table = words.CODES.get(_OF_FORM.get((form.__name__, name), name), {})
                for code, label in getattr(field, "choices", ()):
                    if code in table:
                        assert str(label) == table[code], (module.__name__, form.__name__, name, code)
