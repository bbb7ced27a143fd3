"""The old value beside the new one: each field is filled with what is on file, and says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking.forms import DayInput
from guitu.casework.particulars.commands import RELATIVE, tidy_relative
from guitu.kit.crypto import unreadable_word
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence, shown
from guitu.kit.typed import TypedForm
from guitu.ledger import fact_words
from guitu.people.correcting import Particulars
from guitu.rules import words
from guitu.rules.documents import CITIZEN, KINDS, check_document
from guitu.rules.identifiers import check_phone
from guitu.rules.names import check_name
from guitu.rules.particulars import BECAUSE, MOST_RELATIVES, NEEDS, may_have_relatives

SPARE = 1  # empty lines of the family beside those on file
_BECAUSE = words.CODES["corrected_because"]


class _ParticularsForm(TypedForm):
    """What both have: which correction the page showed last, why it is corrected, and words for who reads it later."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.ChoiceField(
        label=_("怎么知道的"), choices=[(code, _(_BECAUSE[code])) for code in BECAUSE], widget=forms.RadioSelect,
        error_messages={"required": _("请选择怎么知道的。")},
    )
    words = forms.CharField(label=_("说明"), required=False, max_length=200, help_text=_("写给以后查看的人；加密保存。"))

    refused: Refused | None = None  # by the command; the form is shown again with its reasons

    def put_beside(self, held: Particulars) -> None:
        """What is on file, as the help of each field that can be corrected: old beside new."""
        for name, field in self.fields.items():
            if name in held.values and name != "family":
                field.help_text = say("现在：%(what)s") % {"what": said(name, held.values[name])}


class CorrectForm(_ParticularsForm):
    """Name, telephone, addresses and family; only what the post reads."""

    name = forms.CharField(label=_("姓名"), max_length=50, error_messages={"required": _("姓名不能空着。")})
    phone = forms.CharField(label=_("电话"), required=False, max_length=30)
    address = forms.CharField(label=_("现住址"), required=False, max_length=200)
    home_address = forms.CharField(label=_("户籍地址"), required=False, max_length=200)
    field_order = ("name", "phone", "address", "home_address", "because", "words", "seen")

    def __init__(self, data: Mapping[str, Any] | None, held: Particulars, classes: Collection[str], **begun: str) -> None:
        initial = {name: held.values[name] for name in NEEDS if name != "family"} | {"seen": held.no} | begun
        super().__init__(data, initial=initial)
        for name in ("name", "phone", "address", "home_address"):
            if NEEDS[name] not in classes:
                del self.fields[name]
        self.has_family = NEEDS["family"] in classes
        self.lines = _lines(held.values["family"], data) if self.has_family else 0
        for number in range(self.lines):
            member = (held.values["family"] or [])[number : number + 1]
            for part, (label, longest) in _RELATIVE.items():
                self.fields[f"{part}_{number}"] = forms.CharField(label=label, required=False, max_length=longest)
                self.initial[f"{part}_{number}"] = member[0].get(part, "") if member else ""
        self.put_beside(held)

    def clean_name(self) -> str:
        found = check_name(self.cleaned_data["name"])
        if found.text is None:
            raise forms.ValidationError([sentence(reason) for reason in found.refusals])
        return found.text

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        if not typed or typed == self.initial.get("phone"):  # what a roster brought with a remark may stay
            return typed
        found = check_phone(typed, demo=settings.DEMO)
        if found.text is None:
            raise forms.ValidationError([sentence(reason) for reason in found.refusals])
        return found.text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.has_family:
            cleaned["family"] = self.members(cleaned)
            for reason in may_have_relatives(cleaned["family"]).reasons:
                self.add_error(next(f"name_{n}" for n in range(self.lines) if not cleaned.get(f"name_{n}")), sentence(reason))
        return cleaned

    def members(self, typed: Mapping[str, Any]) -> list[dict[str, str]]:
        """The lines of the family that say anything."""
        lines = [{part: str(typed.get(f"{part}_{number}", "")) for part in RELATIVE} for number in range(self.lines)]
        return [member for line in lines if (member := tidy_relative(line))]

    def family_lines(self) -> list[list[Any]]:
        return [[self[f"{part}_{number}"] for part in _RELATIVE] for number in range(self.lines)]

    def what(self) -> dict[str, Any]:
        names = ("seen", "because", "words", *NEEDS)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


_RELATIVE: Mapping[str, tuple[Any, int]] = {"name": (_("姓名"), 50), "relation": (_("关系"), 20), "phone": (_("电话"), 30)}


def _lines(family: Sequence[Any] | None, data: Mapping[str, Any] | None) -> int:
    sent = sum(f"name_{number}" in data for number in range(MOST_RELATIVES)) if data else 0
    return min(MOST_RELATIVES, max(sent, len(family or ()) + SPARE))


class IdentityForm(_ParticularsForm):
    """The document, its number, sex and birth date; the number says both where it can."""

    id_type = forms.ChoiceField(label=_("证件种类"), choices=[(code, _(word)) for code, word in KINDS.items()])
    id_number = forms.CharField(label=_("证件号码"), required=False, max_length=30)
    sex = forms.ChoiceField(label=_("性别"), choices=fact_words.choices("sex"), required=False, widget=forms.RadioSelect)
    born_on = forms.DateField(label=_("出生日期"), required=False, widget=DayInput(format="%Y-%m-%d"))
    field_order = ("id_type", "id_number", "sex", "born_on", "because", "words", "seen")

    def __init__(self, data: Mapping[str, Any] | None, held: Particulars, today: date) -> None:
        begun = {name: held.values[name] for name in ("id_number", "sex", "born_on")}
        super().__init__(
            data, initial={**begun, "id_type": held.values["id_type"] or CITIZEN, "seen": held.no, "because": "papers"}
        )
        self.today = today
        self.fields["words"].required = True
        self.fields["words"].label = _("凭什么文书")
        self.fields["words"].help_text = _("文书名称、文号；加密保存，批准的人会看到。")
        self.put_beside(held)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = (cleaned.get("id_number") or "").strip()
        cleaned["id_number"] = typed
        if typed:
            found = check_document(cleaned.get("id_type") or CITIZEN, typed, today=self.today, demo=settings.DEMO)
            if found.text is None:
                self.add_error("id_number", [sentence(reason) for reason in found.refusals])
                return cleaned
            cleaned["id_number"] = found.text
            cleaned |= {"sex": found.sex or cleaned.get("sex"), "born_on": found.born_on or cleaned.get("born_on")}
        if not cleaned.get("sex"):
            self.add_error("sex", say("证件号码看不出性别时，请选性别。"))
        return cleaned

    def what(self) -> dict[str, Any]:
        names = ("seen", "because", "words", "id_type", "id_number", "sex", "born_on")
        return {name: self.cleaned_data[name] for name in names}


def said(name: str, value: Any) -> str:
    """One particular as it is read."""
    if value is None and name != "born_on":
        return unreadable_word()
    if not value:
        return say("未登记")
    if name == "family":
        return "；".join(" ".join(member[part] for part in RELATIVE if member.get(part)) for member in value)
    if name == "id_type":
        return say(KINDS[value]) if value in KINDS else str(value)
    if name == "sex":
        return shown(f"sex.{value}")
    return value.isoformat() if isinstance(value, date) else str(value)
