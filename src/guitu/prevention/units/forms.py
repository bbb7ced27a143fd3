"""What is typed of a unit: the declaration, a village's table of households, each step of the level above, a veto."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.grid.areas import units_inside
from guitu.kit.actor import Actor
from guitu.kit.telling import said, sentence
from guitu.prevention.forms import PreventionForm, asked, words_of
from guitu.prevention.units.commands import MOST_IN_GROUP
from guitu.rules.unit_lines import exceptions_in
from guitu.rules.unit_samples import RESULTS
from guitu.rules.units import BY_LENGTH, DECISIONS, NAMED_BY, OUTCOMES, TIERS, Cause, UnitsPolicy, UnitType

LENGTHS = {level: length for length, level in BY_LENGTH.items()}


def criteria(kind: UnitType, how: str) -> list[tuple[str, str]]:
    """The criteria of a type that rest on one thing, to tick."""
    return [(one.code, said(one.text)) for one in kind.criteria if one.how == how]


class _StatedForm(PreventionForm):
    stated = forms.MultipleChoiceField(
        label=_("做到了哪些"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("自己说明的。系统能核对的、要现场看的，不用在这里选。")
    )
    tier = forms.ChoiceField(label=_("申报哪一档"), widget=forms.RadioSelect, choices=lambda: words_of("tier", TIERS))

    def fill(self, kind: UnitType) -> None:
        self.let_choose("stated", criteria(kind, "stated"))


class DeclareForm(_StatedForm):
    """A unit of one type for the first time."""

    path = forms.ChoiceField(label=_("在哪里"))
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("单位、学校、村（社区）的名称。不写个人和住户。"))
    field_order = ("path", "name", "stated", "tier")

    def __init__(self, data: Any = None, *, actor: Actor, kind: UnitType, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fill(kind)
        places = units_inside(actor.path, *(LENGTHS[level] for level in kind.levels if LENGTHS[level] >= len(actor.path)))
        self.let_choose("path", asked(places))


class AgainForm(_StatedForm):
    def __init__(self, data: Any = None, *, kind: UnitType, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fill(kind)


class HouseholdsForm(PreventionForm):
    """All households of a village: a number for each group, and the exceptions one a line."""

    exceptions = forms.CharField(
        label=_("没有申报的"), required=False, max_length=20_000, widget=forms.Textarea,
        help_text=_("一行一户：小组 户号 原因 理由。原因写外出、不愿意、条件不够或者其他。不写姓名、住址和谁在戒毒。"),
    )
    stated = forms.MultipleChoiceField(label=_("其余的家庭都做到了"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, groups: Sequence[Mapping[str, Any]], kind: UnitType, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.groups = [(str(one["path"]), str(one["short"])) for one in groups]
        for path, short in self.groups:
            self.fields[f"n_{path}"] = forms.IntegerField(label=short, min_value=0, max_value=MOST_IN_GROUP)
        self.let_choose("stated", criteria(kind, "stated"))

    def numbers(self) -> Iterable[forms.BoundField]:
        return [self[f"n_{path}"] for path, _short in self.groups]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        found["argued"], wrong = exceptions_in(found.get("exceptions", ""), self.groups)
        for reason in wrong:
            self.add_error("exceptions", sentence(reason))
        return found

    def what(self) -> dict[str, Any]:
        sizes = [(path, self.cleaned_data[f"n_{path}"]) for path, _short in self.groups]
        return {"groups": sizes, "exceptions": self.cleaned_data["argued"], "stated": self.cleaned_data["stated"]}


class NoteForm(PreventionForm):
    note = forms.CharField(label=_("哪里要补正"), max_length=500, widget=forms.Textarea, help_text=_("写清缺什么、怎么补。不写个人姓名。"))


class WhyForm(PreventionForm):
    note = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea, help_text=_("不写个人姓名、证件号码和住址。"))


class AssessForm(PreventionForm):
    seen = forms.MultipleChoiceField(label=_("现场看到的"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("看到做到了的才选。"))

    def __init__(self, data: Any = None, *, kind: UnitType, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("seen", criteria(kind, "seen"))


class RecheckForm(PreventionForm):
    recheck = forms.ChoiceField(label=_("复查结果"), widget=forms.RadioSelect, choices=lambda: words_of("recheck", OUTCOMES))
    note = forms.CharField(label=_("看到了什么"), max_length=500, required=False, widget=forms.Textarea, help_text=_("合格的可以不写。"))


class VetoForm(PreventionForm):
    cause = forms.ChoiceField(label=_("什么事"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    note = forms.CharField(label=_("依据"), max_length=1000, widget=forms.Textarea, help_text=_("写文书名称和文号、事情经过。不写个人姓名，不写是哪一户。"))

    def __init__(self, data: Any = None, *, causes: Mapping[str, Cause], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("cause", [(code, said(one.name)) for code, one in causes.items()])


class DecideForm(PreventionForm):
    veto_decision = forms.ChoiceField(label=_("决定"), widget=forms.RadioSelect, choices=lambda: words_of("veto_decision", DECISIONS))
    note = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea, help_text=_("写明对方怎么说、为什么这样决定。不写个人姓名。"))


class NameForm(PreventionForm):
    document = forms.CharField(label=_("命名文件的文号"), max_length=60)
    named_by = forms.ChoiceField(label=_("谁命名的"), widget=forms.RadioSelect, choices=lambda: words_of("named_by", NAMED_BY))


class VisitForm(PreventionForm):
    result = forms.ChoiceField(label=_("申报的情况"), widget=forms.RadioSelect, choices=lambda: words_of("sample_result", RESULTS))
    on = forms.DateField(label=_("哪天去的"), widget=forms.DateInput())


class TargetForm(PreventionForm):
    """定标定量定责: so many of a type, in a year, and who answers for it."""

    path = forms.ChoiceField(label=_("哪里"))
    type = forms.ChoiceField(label=_("类别"))
    year = forms.IntegerField(label=_("哪一年"), min_value=2008, max_value=2100)
    number = forms.IntegerField(label=_("要命名多少个"), min_value=0, max_value=999_999)
    whose = forms.CharField(label=_("谁负责"), max_length=60, required=False, help_text=_("写单位、岗位。"))

    def __init__(self, data: Any = None, *, actor: Actor, policy: UnitsPolicy, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", asked(units_inside(actor.path, 6, 9, 12)))
        self.let_choose("type", asked([(code, said(one.name)) for code, one in policy.types.items()]))
