"""The forms of 所地对接: announcing, each compartment of the packet, and each step, by the side that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.words import CODES

Choices = Sequence[tuple[Any, Any]]
IDENTITY = ("name", "id_number", "sex", "phone", "address", "family_name", "family_phone")


def words_of(field: str) -> list[tuple[str, str]]:
    return [(code, spoken(f"{field}.{code}")) for code in CODES[field]]


class IdentityForm(TypedForm):
    """Who comes out: enough to be found and fetched."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = forms.CharField(label=_("证件号码"), max_length=30, required=False)
    sex = forms.ChoiceField(label=_("性别"), required=False)
    phone = forms.CharField(label=_("出所后的电话"), max_length=30, required=False)
    address = forms.CharField(label=_("出所后住哪里"), max_length=200, required=False)
    family_name = forms.CharField(label=_("家属姓名"), max_length=50, required=False)
    family_phone = forms.CharField(label=_("家属电话"), max_length=30, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.let_choose("sex", [("", _now("请选择")), *words_of("sex")])

    def identity(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in IDENTITY if self.cleaned_data.get(name)}


class AnnounceForm(IdentityForm):
    """To which town, on which day, whom."""

    path = forms.ChoiceField(label=_("送到哪个镇（街）"), error_messages={"required": _("请选择镇（街）。")})
    expected_on = forms.DateField(label=_("预计出所日期"), widget=forms.DateInput())
    field_order = ("path", "expected_on", *IDENTITY)

    def __init__(self, *args: Any, towns: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.let_choose("path", [("", _now("请选择")), *towns])


class AskForm(IdentityForm):
    """Who is expected back, from which facility."""

    path = forms.ChoiceField(label=_("回到哪个镇（街）"), error_messages={"required": _("请选择镇（街）。")})
    facility = forms.CharField(label=_("在哪个戒毒所"), max_length=80)
    field_order = ("path", "facility", *IDENTITY)

    def __init__(self, *args: Any, towns: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.let_choose("path", list(towns) if len(towns) == 1 else [("", _now("请选择")), *towns])


class PacketForm(TypedForm):
    """One compartment; its fields by name, and health with the day on which the person agreed."""

    decision_no = forms.CharField(label=_("强制隔离戒毒决定书文号"), max_length=60, required=False)
    certificate_no = forms.CharField(label=_("解除强制隔离戒毒证明书文号"), max_length=60, required=False)
    rehabilitation_no = forms.CharField(label=_("责令社区康复决定书文号"), max_length=60, required=False)
    health = forms.CharField(label=_("身体和精神情况、在用的药"), max_length=2000, required=False, widget=forms.Textarea)
    consent_on = forms.DateField(label=_("本人同意移交的日期"), required=False, widget=forms.DateInput())
    detoxed = forms.ChoiceField(label=_("生理脱毒"), required=False)
    recovered = forms.ChoiceField(label=_("身心康复"), required=False)
    behaved = forms.ChoiceField(label=_("行为表现"), required=False)
    adapted = forms.ChoiceField(label=_("社会环境与适应能力"), required=False)
    proposes = forms.ChoiceField(label=_("社区康复建议"), required=False)

    FIELDS: Mapping[str, tuple[str, ...]] = {
        "identity": IDENTITY, "legal": ("decision_no", "certificate_no", "rehabilitation_no"), "health": ("health", "consent_on"),
        "assessment": ("detoxed", "recovered", "behaved", "adapted", "proposes"),
    }
    CODES = {"detoxed": "assessed", "recovered": "assessed", "behaved": "assessed", "adapted": "adapted", "proposes": "proposes"}

    def __init__(self, data: Any = None, *, part: str) -> None:
        super().__init__(data, prefix=part)
        self.part = part
        if part == "identity":
            self.fields = dict(IdentityForm().fields)
            return
        self.fields = {name: self.fields[name] for name in self.FIELDS[part]}
        for name, field in self.CODES.items():
            if name in self.fields:
                self.let_choose(name, [("", _now("请选择")), *words_of(field)])

    def what(self) -> dict[str, Any]:
        values = {name: value for name, value in self.cleaned_data.items() if name != "consent_on"}
        return {"part": self.part, "values": values, "consent_on": self.cleaned_data.get("consent_on")}


# What a value of the packet is called on the page: as on the form that put it.
LABELS: Mapping[str, Any] = {name: field.label for form in (IdentityForm, PacketForm) for name, field in form.base_fields.items()}


class StepForm(TypedForm):
    """One step: its fields, in the words of the house."""

    expected_on = forms.DateField(label=_("新的预计出所日期"), widget=forms.DateInput())
    moved_because = forms.ChoiceField(label=_("为什么改"), widget=forms.RadioSelect)
    worker = forms.TypedChoiceField(label=_("接收社工"), coerce=UUID)
    returned_because = forms.ChoiceField(label=_("退回的理由"), widget=forms.RadioSelect)
    withdrawn_because = forms.ChoiceField(label=_("撤回的理由"), widget=forms.RadioSelect)
    contact_by = forms.ChoiceField(label=_("怎么联系的"), widget=forms.RadioSelect)
    escort = forms.ChoiceField(label=_("谁送、谁接"), widget=forms.RadioSelect)
    facility_on_paper = forms.BooleanField(label=_("戒毒所没有账号，已在打印的交接单上签字"), required=False)
    rules_said = forms.ChoiceField(label=_("宣读了什么"), widget=forms.RadioSelect)
    help_needed = forms.MultipleChoiceField(label=_("需要什么帮助"), widget=forms.CheckboxSelectMultiple, required=False)
    inside_trade = forms.ChoiceField(label=_("工种"))
    inside_grade = forms.ChoiceField(label=_("等级"))
    inside_issuer = forms.ChoiceField(label=_("谁发的"))
    disclosed = forms.BooleanField(label=_("本人愿意让镇（街）知道和使用"), required=False)
    on = forms.DateField(label=_("日期"), widget=forms.DateInput())
    words = forms.CharField(label=_("说明"), max_length=2000, required=False, widget=forms.Textarea)

    FIELDS = {
        "move": "expected_on moved_because", "accept": "worker", "name": "worker", "return": "returned_because words",
        "withdraw": "withdrawn_because", "contact": "contact_by on words", "meeting": "on words", "escort": "escort words",
        "sign": "facility_on_paper", "rules": "rules_said on", "needs": "help_needed words", "certificate": "inside_trade inside_grade inside_issuer on disclosed",
    }
    NAMED = ("moved_because", "returned_because", "withdrawn_because", "contact_by", "escort", "rules_said", "help_needed", "inside_trade", "inside_grade", "inside_issuer")

    def __init__(self, data: Any = None, *, kind: str, workers: Choices = (), today: Any = None) -> None:
        super().__init__(data, prefix=kind, initial={"on": today})
        wanted = self.FIELDS.get(kind, "").split()
        self.fields = {name: self.fields[name] for name in wanted}
        for name in set(self.NAMED) & set(wanted):
            self.let_choose(name, words_of(name))
        if "worker" in wanted:
            self.let_choose("worker", [("", _now("请选择")), *workers])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LinkForm(TypedForm):
    """To whom, with which words, for how long."""

    to_whom = forms.CharField(label=_("给谁"), max_length=80, help_text=_("对方的姓名和单位。只有您这边看得到。"))
    shown = forms.CharField(label=_("给对方看的文字"), max_length=400, widget=forms.Textarea, help_text=_("不要写姓名、号码，也不要写与当事人有关的事。"))
    hours = forms.TypedChoiceField(label=_("开放多久"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, hours: Sequence[int], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("hours", [(n, _now("%(n)s 小时") % {"n": n}) for n in hours])
