"""What every recording form has: a day, who it is about, choices that only the database knows."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.load import Case
from guitu.casework.staff import Colleague, colleagues
from guitu.kit.actor import Actor
from guitu.kit.typed import TypedForm
from guitu.rules.dates import day_after, day_before
from guitu.rules.terms import Course, Duty


@dataclass(slots=True)
class Setting:
    """What a form is filled in about: the person as loaded, the day, the duty that was tapped."""

    actor: Actor
    case: Case
    course: Course
    on: date
    duty: str = ""
    _staff: list[Colleague] | None = None

    def staff(self) -> list[Colleague]:
        """Who may take a sample here, oneself first; asked once per page."""
        if self._staff is None:
            self._staff = colleagues(self.actor, self.case.scope_path, self.on)
        return self._staff

    def due(self, *kinds: str) -> list[Duty]:
        """The duties of these kinds that are open now, the longest due first."""
        now = [d for d in self.course.duties if d.state == "open" and d.opens_on <= self.on]
        return [duty for duty in now if duty.kind in kinds]


class OpenChoice(forms.CharField):
    """A choice among rows of the database. The command checks it, so that a post need not load them twice."""

    def __init__(self, *, widget: forms.Widget | None = None, **said: Any) -> None:
        super().__init__(widget=widget or forms.Select(), max_length=200, **said)
        self.choices: Sequence[tuple[Any, ...]] = ()


class OpenChoices(forms.MultipleChoiceField):
    """Several of them."""

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) <= 40


class _Fields(dict[str, forms.Field]):
    """The fields of a form's class. Each form gets its own, but the words to choose from are the same for all:
    copying them costs more than checking what was sent."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: _copied(field, memo) for name, field in self.items()}


class _Shared(dict[str, forms.Field]):
    """The fields of the class themselves, for a form that only reads what was sent: nobody changes them."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return self


def _copied(field: forms.Field, memo: dict[int, Any]) -> forms.Field:
    if type(field).__deepcopy__ is forms.ChoiceField.__deepcopy__:
        return forms.Field.__deepcopy__(field, memo)
    return deepcopy(field, memo)


class RecordForm(TypedForm):
    """A form of one fact. `what()` is what its command is called with."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput(), error_messages={
        "required": _("请填写日期。"), "invalid": _("日期写成 2026-11-18 这样。"),
    })
    duty = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=200)
    sure = forms.BooleanField(label=_("日期没有错"), required=False)  # asked before anything known of the person

    # Which field a refusal of the command belongs to, by its code.
    fields_of: dict[str, str] = {"in_the_future": "on"}
    today: date | None = None

    def __init__(self, *given: Any, only_read: bool = False, **named: Any) -> None:
        """`only_read`: it is not shown, so it needs no fields of its own."""
        cls = type(self)
        if not isinstance(cls.base_fields, _Fields):
            cls.base_fields = _Fields(cls.base_fields)
        if only_read:
            self.base_fields = _Shared(cls.base_fields)  # type: ignore[misc]  # of this one form
        super().__init__(*given, **named)

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        """What is filled in before anybody types: today, here, this duty."""
        return {"on": setting.on, "duty": setting.duty}

    def arrange(self, setting: Setting) -> None:
        """Fill in the choices; called before the form is shown, not before it is read."""
        self.today = setting.on

    def what(self) -> dict[str, Any]:
        """The command's own words."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("duty", "sure")}

    @property
    def asks_day(self) -> bool:
        """Whether it was asked if the day is right, or the question was answered already."""
        return self.is_bound and ("sure" in self.errors or bool(self.data.get(self.add_prefix("sure"))))


class OccasionForm(RecordForm):
    """A form of what may happen twice on one day. It asks only when there is one like it."""

    another_occasion = forms.BooleanField(label=_("是另一次"), required=False)

    @property
    def asks_again(self) -> bool:
        """Whether one like it is on file, or the question was answered already."""
        name = "another_occasion"
        return self.is_bound and (name in self.errors or bool(self.data.get(self.add_prefix(name))))

    def what(self) -> dict[str, Any]:
        said = super().what()
        return said if said["another_occasion"] else {n: v for n, v in said.items() if n != "another_occasion"}


class NoteField(forms.CharField):
    """情况: kept encrypted, read by few, counted by nobody."""

    def __init__(self, **said: Any) -> None:
        super().__init__(
            **{"label": _("情况"), "required": False, "max_length": 2000, "widget": forms.Textarea(),
               "help_text": _("加密保存，不进任何统计。"), **said}
        )


class LastDayField(forms.DateField):
    """A last day, asked and shown as people say it; kept is the first day without, as every end is."""

    def prepare_value(self, value: Any) -> Any:
        return day_before(value) if isinstance(value, date) else super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        day: date | None = super().clean(value)
        return None if day is None else day_after(day)


def uuid_or_none(value: str) -> str | None:
    """The id as given, or None for an empty or broken one."""
    try:
        return str(UUID(value)) if value else None
    except ValueError:
        return None
