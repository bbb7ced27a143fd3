"""What is typed of a number: its parts as plain fields, from which day, on which document; and a worked example."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args, get_origin

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm
from guitu.policy import typed
from guitu.rulepacks.numbers import word
from guitu.rules.words import CODES

_SENTENCES = {"required": _("请写至少一句，一句一行。")}
_MOST_LINES = 60


class NumberForm(TypedForm):
    """One number. Its fields follow the shape of the value that it has now."""

    from_on = forms.DateField(
        label=_("自哪一天起"), widget=forms.DateInput(), help_text=_("早于今天的，以前的事也按新的数字重算。"),
        error_messages={"required": _("请填写从哪一天起。"), "invalid": _("日期写成 2026-11-18 这样。")},
    )
    title = forms.CharField(
        label=_("依据的文件"), max_length=200, required=False, help_text=_("写全称和文号。没有文件的留空，页面上标明是系统预设。")
    )
    article = forms.CharField(label=_("第几条"), max_length=50, required=False)
    summary = forms.CharField(label=_("它怎么说"), max_length=500, required=False, help_text=_("用自己的话，一句就够。"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, raw: Any, expected: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.raw = raw
        parts = raw if isinstance(raw, dict) else {"": raw}
        own = {
            f"value_{key}" if key else "value": _field(key, part, codes_of(part_type(expected, key)), key or name)
            for key, part in parts.items()
        }
        self.fields = {**own, **self.fields}
        self.value_names = list(own)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("article") and not said.get("title"):
            self.add_error("title", _("写了第几条，也请写文件名。"))
        return said

    def value(self) -> Any:
        """The whole value, in the shape of the one there is."""
        parts = self.raw if isinstance(self.raw, dict) else {"": self.raw}
        read = {key: _read(part, self.cleaned_data[f"value_{key}" if key else "value"]) for key, part in parts.items()}
        return read if isinstance(self.raw, dict) else read[""]

    def what(self) -> dict[str, Any]:
        """The command's own words."""
        plain = {name: self.cleaned_data[name] for name in ("from_on", "title", "article", "summary", "seen")}
        return {**plain, "value": self.value()}


def started(raw: Any) -> dict[str, Any]:
    """The fields filled with a value as it is."""
    parts = raw if isinstance(raw, dict) else {"": raw}
    return {f"value_{key}" if key else "value": _typed(value) for key, value in parts.items()}


def _typed(value: Any) -> Any:
    """A value as it stands in its field: a list of numbers as 12、6、4."""
    return "、".join(map(str, value)) if isinstance(value, list) and isinstance(value[0], int) else value


class DropForm(TypedForm):
    """Which change is taken out: the number, and the day from which it was to hold."""

    name = forms.CharField(max_length=200)
    from_on = forms.DateField()


class ExampleForm(TypedForm):
    """A worked example: a title, what is given, what must follow."""

    title = forms.CharField(label=_("例子叫什么"), max_length=100, error_messages={"required": _("请给例子起个名字。")})
    given = forms.CharField(
        label=_("已知"), widget=forms.Textarea, max_length=4000, error_messages=_SENTENCES,
        help_text=_("一句一行，日期在前，例如：2026-03-02 责令社区戒毒 3 年"),
    )
    then = forms.CharField(
        label=_("应得"), widget=forms.Textarea, max_length=4000, error_messages=_SENTENCES,
        help_text=_("一句一行，例如：报到 应于 2026-03-18 前"),
    )
    until = forms.DateField(
        label=_("算到哪一天"), widget=forms.DateInput(),
        error_messages={"required": _("请填写算到哪一天。"), "invalid": _("日期写成 2026-11-18 这样。")},
    )

    def clean_given(self) -> list[str]:
        return self._lines("given")

    def clean_then(self) -> list[str]:
        return self._lines("then")

    def _lines(self, name: str) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data[name]).splitlines() if line.strip()]
        if len(lines) > _MOST_LINES:
            raise forms.ValidationError(_("最多写 %(most)s 句。"), params={"most": _MOST_LINES})
        return lines

    def what(self) -> dict[str, Any]:
        said: dict[str, Any] = dict(self.cleaned_data)
        until: date = said["until"]
        return {**said, "until": until}


def part_type(expected: Any, key: str) -> Any:
    """The type of one part of a value: of a field of a table, or of the whole."""
    return typed.field_type(expected, (key,)) if key else expected


def codes_of(expected: Any) -> tuple[str, ...]:
    """The closed list that a text must be of; empty where any text will do."""
    if get_origin(expected) is Literal:
        return tuple(code for code in get_args(expected) if isinstance(code, str))
    inner = [codes_of(part) for part in get_args(expected)]
    return next((codes for codes in inner if codes), ())


def _known_codes(raw: Any) -> tuple[str, ...]:
    """The closed list that codes of a value are of, where its type does not say: the list of words that has them all."""
    of = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) and isinstance(raw[0], str) else []
    if not of or not all(str(code).isascii() for code in of):
        return ()
    lists = [tuple(group) for group in CODES.values() if set(of) <= set(group)]
    return lists[-1] if lists else tuple(of)


def _field(key: str, raw: Any, codes: tuple[str, ...], name: str) -> forms.Field:
    label = word(key) if key else _("数值")
    needed = {"required": _("请填写。"), "invalid": _("请填写数字。"), "invalid_choice": _("请在列出的里面选。")}
    choices = [(code, word(code, name)) for code in codes or _known_codes(raw)]
    if isinstance(raw, bool):
        return forms.BooleanField(label=label, required=False)
    if isinstance(raw, int):
        return forms.IntegerField(label=label, min_value=-10_000, max_value=10_000, error_messages=needed)
    if isinstance(raw, float):
        return forms.FloatField(label=label, error_messages=needed)
    if isinstance(raw, list) and choices:
        return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=needed)
    if choices:
        return forms.ChoiceField(label=label, choices=choices, error_messages=needed)
    help_text = _("几项用顿号隔开，例如 12、6、4。") if isinstance(raw, list) else ""
    return forms.CharField(label=label, max_length=500, help_text=help_text, error_messages=needed)


def _read(raw: Any, said: Any) -> Any:
    if not isinstance(raw, list) or isinstance(said, list):
        return said
    parts = [part.strip() for part in str(said).replace("，", "、").replace(",", "、").replace("/", "、").split("、")]
    return [int(part) if part.lstrip("-").isascii() and part.lstrip("-").isdigit() else part for part in parts if part]
