"""Forms of adding a person, search first, and of saying who looks after somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.conf import settings
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.assigning import ROLES_OF_PART
from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.casework.registrations import queries
from guitu.kit.actor import Actor
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.ledger import fact_words
from guitu.people.intake import NewPerson
from guitu.rules.documents import CITIZEN, KINDS, DocumentAnswer, check_document
from guitu.rules.identifiers import check_phone
from guitu.rules.names import check_name
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class LookForm(TypedForm):
    """What is enough to find out whether the person is on file already."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    id_kind = forms.ChoiceField(label=_("证件种类"), choices=[(code, _(word)) for code, word in KINDS.items()], required=False)
    id_number = forms.CharField(
        label=_("证件号码"), required=False, max_length=30, help_text=_("有的话一并填写，能找得更准。")
    )
    phone = forms.CharField(label=_("电话"), required=False, max_length=30)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.number: DocumentAnswer | None = None  # of a document that says birthday and sex

    def clean_name(self) -> str:
        """As the import reads it; what a rule puts right stands on the page that follows."""
        found = check_name(self.cleaned_data["name"])
        if found.text is None:
            raise forms.ValidationError([sentence(reason) for reason in found.refusals])
        return found.text

    def clean_id_number(self) -> str | None:
        typed = self.cleaned_data.get("id_number") or ""
        if not typed.strip():
            return None
        kind = self.cleaned_data.get("id_kind") or CITIZEN
        found = check_document(kind, typed, today=self.today, demo=settings.DEMO)
        if found.text is None:
            raise forms.ValidationError([sentence(reason) for reason in found.refusals])
        self.number = found if found.born_on else None
        return found.text

    def clean_phone(self) -> str | None:
        typed = self.cleaned_data.get("phone") or ""
        if not typed.strip():
            return None
        found = check_phone(typed, demo=settings.DEMO)
        if found.text is None:
            raise forms.ValidationError([sentence(reason) for reason in found.refusals])
        return found.text


class AddForm(LookForm):
    """The whole file. Sex and birthday come from the number where there is one."""

    sex = forms.ChoiceField(
        label=_("性别"), choices=fact_words.choices("sex"), required=False, widget=forms.RadioSelect
    )
    born_on = forms.DateField(label=_("出生日期"), required=False, widget=DayInput(format="%Y-%m-%d"))
    scope_path = forms.ChoiceField(label=_("所在村（社区）"))
    group = forms.ChoiceField(
        label=_("村（居）民小组"), required=False, help_text=_("还不清楚的可以先不选，以后在人员页里补。")
    )
    address = forms.CharField(label=_("现住址"), required=False, max_length=200)
    on = forms.DateField(label=_("入册日期"), widget=DayInput(format="%Y-%m-%d"))
    source = forms.ChoiceField(
        label=_("从哪里来"), widget=forms.RadioSelect,
        choices=fact_words.choices("source"),
    )
    first_found_on = forms.DateField(label=_("首次查获日期"), required=False, widget=DayInput(format="%Y-%m-%d"))
    addicted = forms.TypedChoiceField(
        label=_("认定成瘾"), choices=(("1", _("已认定")), ("0", _("未认定"))), coerce=lambda v: v == "1",
        widget=forms.RadioSelect, help_text=_("未认定成瘾的，三年自首次查获之日起算。"),
    )
    post = forms.ChoiceField(label=_("责任社工"), required=False)
    different = forms.BooleanField(label=_("都不是同一个人，仍要建档"), required=False)

    def __init__(self, data: Any = None, *, actor: Actor, today: date) -> None:
        super().__init__(data, today=today)
        self.initial = {"on": today, "source": "found", "addicted": "1"}
        self.fields["id_number"].help_text = say("性别、出生日期从号码里取。")
        villages = queries.villages(actor)
        self.let_choose("scope_path", [("", _("请选择")), *villages])
        if len(villages) == 1:
            self.initial["scope_path"] = villages[0][0]
        self.village = str((data or {}).get("scope_path") or self.initial.get("scope_path", ""))
        self.let_choose("group", group_choices(self.village, villages))
        if actor.whole:
            workers = queries.posts(actor.county_id, actor.path, ("social_worker",))
            self.let_choose("post", [("", _("以后再指派")), *workers])
        else:
            del self.fields["post"]  # whoever has a caseload keeps whom they add

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.number is not None:
            cleaned["sex"], cleaned["born_on"] = self.number.sex, self.number.born_on
        elif "id_number" not in self.errors:
            for name, asked in (("sex", say("证件号码看不出性别时，请选性别。")), ("born_on", say("请填出生日期。"))):
                if not cleaned.get(name):
                    self.add_error(name, asked)
        if cleaned.get("on") and cleaned["on"] > self.today:
            self.add_error("on", say("入册日期不能晚于今天。"))
        return cleaned

    def what(self, request_id: str, post_id: UUID) -> dict[str, Any]:
        """What the command is called with; the file's id comes from the click of this post, so that twice is once."""
        typed = self.cleaned_data
        person = NewPerson(
            name=typed["name"], sex=typed["sex"], scope_path=typed["group"] or typed["scope_path"],
            post_id=UUID(typed["post"]) if typed.get("post") else None,
            id_number=typed["id_number"], born_on=typed["born_on"], phone=typed["phone"],
            address=typed["address"] or None, id=uuid5(post_id, f"{request_id}|person"), id_type=typed["id_kind"] or CITIZEN,
        )
        names = ("on", "source", "first_found_on", "addicted")
        return {"person": person, **{name: typed[name] for name in names}}


def group_choices(village: str, villages: Sequence[queries.Choice]) -> list[queries.Choice]:
    """The groups of a village of one's own, and the answer that the group is not known."""
    found = queries.groups(village) if village in dict(villages) else []
    return [("", say("还不清楚") if found else say("没有录入小组")), *found]


class PlaceForm(StepForm):
    """In which village of the town, or in which group of the village, the person lives."""

    path = forms.ChoiceField(label=_("住在哪里"))
    field_order: Sequence[str] = ("path",)

    def prepare(self) -> None:
        del self.fields["on"], self.fields["note"]
        here = self.held.scope_path
        self.fields["path"].label = say("村（社区）") if len(here) == 9 else say("村（居）民小组")
        self.places = [choice for choice in queries.places_for(here) if choice[0] != here]
        self.let_choose("path", [("", say("请选择")), *self.places])

    def verdict(self) -> Verdict:
        return ALLOWED if self.places else refused(Reason("steps.no_places"))

    def what(self) -> dict[str, Any]:
        return {"path": self.cleaned_data["path"]}


class AssignForm(StepForm):
    """Who looks after the person, and as what; only posts whose area holds the person are offered."""

    part = forms.ChoiceField(label=_("做什么"), choices=fact_words.choices("part"), widget=forms.RadioSelect)
    post_id = forms.ChoiceField(label=_("岗位"))
    field_order: Sequence[str] = ("part", "post_id")

    def prepare(self) -> None:
        del self.fields["on"], self.fields["note"]
        self.initial["part"] = "responsible"
        roles = tuple(role for fit in ROLES_OF_PART.values() for role in fit)
        found = queries.posts_over(self.held.county_id, self.held.scope_path, roles)
        self.let_choose("post_id", [("", _("请选择")), *found])

    def what(self) -> dict[str, Any]:
        return {"part": self.cleaned_data["part"], "post_id": UUID(self.cleaned_data["post_id"])}
