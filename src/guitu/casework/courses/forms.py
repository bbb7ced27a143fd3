"""What is typed of a course: its entry, who was there, a certificate; and of a medical check nothing but the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.courses.reading import course_of
from guitu.casework.load import live
from guitu.casework.record_form import NoteField, OccasionForm, OpenChoice, OpenChoices, RecordForm, Setting
from guitu.kit.typed import TypedForm

_CHOOSE = {"required": _("请选择一项。")}


class CourseForm(TypedForm):
    path = forms.ChoiceField(label=_("在哪里"), error_messages=_CHOOSE)
    topic = forms.ChoiceField(label=_("哪一类"), error_messages=_CHOOSE)
    name = forms.CharField(label=_("课程名称"), max_length=80, help_text=_("写课程本身，不写给什么人办的。"))
    from_on = forms.DateField(label=_("从哪天"), widget=forms.DateInput())
    last_on = forms.DateField(label=_("到哪天"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, areas: Sequence[tuple[str, str]], topics: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", list(areas))
        self.let_choose("topic", list(topics))

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AttendanceForm(TypedForm):
    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    people = OpenChoices(label=_("到的人"), widget=forms.CheckboxSelectMultiple(), error_messages={"required": _("请至少勾选一人。")})

    def __init__(self, data: Any = None, *, people: Sequence[tuple[str, str]] = (), initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("people", list(people))

    def clean_people(self) -> list[UUID]:
        try:
            return [UUID(one) for one in self.cleaned_data["people"]]
        except ValueError:
            raise forms.ValidationError(_("请至少勾选一人。")) from None

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CertificateForm(RecordForm):
    course = OpenChoice(label=_("哪门课"), error_messages=_CHOOSE)
    note = NoteField()
    field_order = ("course", "on", "note")

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        attended = _attended(setting)
        return {**super().started(setting), "course": attended[-1] if attended else ""}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.let_choose("course", [("", _("请选择")), *((one, course_of(UUID(one))["name"]) for one in reversed(_attended(setting)))])

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "course": UUID(said["course"]), "note": said["note"] or None}


class CheckUpForm(OccasionForm):
    """The day, and no result."""


def _attended(setting: Setting) -> list[str]:
    """The courses somebody was at, the last one last."""
    found = {fact.course: fact.on for fact in live(setting.case.facts) if fact.kind == "course_attended"}  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: found[one])
