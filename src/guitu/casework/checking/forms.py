"""Forms that know whom they are about: prefilled from the duty, shown back for checking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.casework.load import Case, live
from guitu.kit.actor import Actor
from guitu.kit.telling import listed, shown, with_more
from guitu.kit.typed import TypedForm
from guitu.rules import steps
from guitu.rules.duty_keys import parted
from guitu.rules.terms import Course, MeasureCourse
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

Row = dict[str, Any]


class DayInput(forms.DateInput):
    input_type = "date"


class StepForm(TypedForm):
    """A form about one person on one day. `blocked` is the verdict that disables it."""

    unsaid: ClassVar[frozenset[str]] = frozenset()  # fields that the check page does not read back

    on = forms.DateField(label=gettext_lazy("日期"), widget=DayInput(format="%Y-%m-%d"))
    note = forms.CharField(label=gettext_lazy("情况"), required=False, widget=forms.Textarea, max_length=2000)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        held: Case,
        actor: Actor,
        today: date,
        course: Course,
        duty: str = "",
        about: str = "",
    ) -> None:
        super().__init__(data, initial={"on": today})
        self.held, self.actor, self.today, self.course = held, actor, today, course
        self.duty, self.named = duty, parted(duty)
        self.about = about  # the record that a link named, to be chosen
        self.prepare()
        for field in self.fields.values():
            field.error_messages["required"] = _("请填写%(what)s。") % {"what": field.label}

    def prepare(self) -> None:
        """Choices and defaults that depend on the person."""

    @cached_property
    def blocked(self) -> Verdict:
        return self.verdict()

    def verdict(self) -> Verdict:
        """Whether there is anything to fill in at all."""
        return ALLOWED

    def what(self) -> dict[str, Any]:
        """What the command is called with."""
        cleaned = dict(self.cleaned_data)
        cleaned["note"] = cleaned.get("note") or None
        return cleaned

    def rows(self) -> list[Row]:
        """Every answer as it is read back."""
        shown = [field for field in self.visible_fields() if field.name not in self.unsaid]
        return [
            {"label": field.label, "value": _said(field.field, self.cleaned_data.get(field.name))}
            for field in shown
            if self.cleaned_data.get(field.name) not in (None, "", [])
        ]

    def facts_of(self, *kinds: str) -> list[Any]:
        """The person's facts of these kinds that stand, in order of day."""
        return [fact for fact in live(self.held.facts) if fact.kind in kinds]


class MeasureForm(StepForm):
    """A step on one measure. Only measures that admit it today are offered; one is taken as said."""

    step: ClassVar[str] = ""

    measure = forms.ChoiceField(label=gettext_lazy("措施"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("measure", "on")

    def prepare(self) -> None:
        fit = [course for course in self.course.measures if self.admits(course)]
        chosen = next((c.measure_id for c in fit if c.measure_id == self.named.of), None)
        offered = fit or list(self.course.measures)[-1:]
        field = self.fields["measure"]
        field.choices = [(c.measure_id, measure_words(c)) for c in offered]  # type: ignore[attr-defined]
        self.initial["measure"] = chosen or (offered[-1].measure_id if offered else "")
        if len(offered) == 1:
            field.widget = forms.HiddenInput()

    def admits(self, course: MeasureCourse) -> Verdict:
        return steps.may_take(self.step, course, self.today)

    def verdict(self) -> Verdict:
        if any(self.admits(course) for course in self.course.measures):
            return ALLOWED
        if not self.course.measures:
            return refused(Reason("steps.no_measure", {"step": f"step.{self.step}"}))
        return self.admits(self.course.measures[-1])

    @property
    def one(self) -> MeasureCourse | None:
        """The measure that the form is about, as far as it is said."""
        wanted = self["measure"].value()
        return next((c for c in self.course.measures if c.measure_id == wanted), None)

    def rows(self) -> list[Row]:
        rows = super().rows()
        if self.one is not None and self.fields["measure"].widget.is_hidden:
            rows.insert(0, {"label": _("措施"), "value": measure_words(self.one)})
        return rows


def measure_words(course: MeasureCourse) -> str:
    return with_more(shown(course.kind), course.states[0][0].isoformat())


def _said(field: forms.Field, value: Any) -> Any:
    choices: Any = getattr(field, "choices", None)
    if isinstance(value, list) and choices is not None:
        return listed(str(text) for code, text in choices if str(code) in value)
    if choices is not None:
        return next((text for code, text in choices if str(code) == str(value)), value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    return value
