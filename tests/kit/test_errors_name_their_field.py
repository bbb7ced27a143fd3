"""What Django says of any field says which one: all errors stand together at the top of a form (P12)."""

from __future__ import annotations

from datetime import date

from django import forms

from guitu.kit.typed import TypedForm


class Sheet(TypedForm):
    organ = forms.CharField(label="机关", max_length=5)
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")])
    on = forms.DateField(label="日期", error_messages={"invalid": "日期写成 2026-11-18 这样。"})
    times = forms.IntegerField(label="次数", min_value=1)


def said(**typed: str) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in Sheet(typed).errors.items()}


def test_what_is_missing_is_named_all_at_once() -> None:
    assert said() == {
        "organ": ["请填写机关。"], "kind": ["请选择种类。"], "on": ["请填写日期。"], "times": ["请填写次数。"],
    }


def test_what_is_wrong_is_named_and_a_form_keeps_its_own_words() -> None:
    wrong = said(organ="恩平市公安局", kind="b", on="昨天", times="0")
    assert wrong["organ"][0].startswith("机关：") and wrong["times"][0].startswith("次数：")
    assert wrong["kind"][0].startswith("种类：") and "b" in wrong["kind"][0]
    assert wrong["on"] == ["日期写成 2026-11-18 这样。"]


def test_what_is_right_is_right() -> None:
    form = Sheet({"organ": "公安局", "kind": "a", "on": "2026-03-16", "times": "2"})
    assert form.is_valid() and form.cleaned_data["on"] == date(2026, 3, 16)
