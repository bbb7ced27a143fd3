from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.rules import plans
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.settling.record import notes_of

_PARTS = ("area", "words", "step", "who", "by")
_EMPTY = ("", _("请选择"))


class PlanForm(StepForm):
    """As many goals as the pack allows, each in five fields; a goal left empty is none."""

    field_order: Sequence[str] = ("on",)

    def prepare(self) -> None:
        policy = self.held.policy().on(self.today).plans
        self.numbers = range(1, policy.most_goals + 1)
        areas = [(code, fact_words.code("area", code)) for code in policy.areas]
        self.fields["on"].label = _("哪一天订的")
        note = self.fields.pop("note")
        for n in self.numbers:
            self.fields[f"area_{n}"] = forms.ChoiceField(label=say("目标 %(n)s：哪个方面") % {"n": n}, required=False, choices=[_EMPTY, *areas])
            self.fields[f"words_{n}"] = forms.CharField(label=say("目标 %(n)s：要达到什么") % {"n": n}, required=False, max_length=200)
            self.fields[f"step_{n}"] = forms.CharField(label=say("目标 %(n)s：第一步做什么") % {"n": n}, required=False, max_length=200)
            self.fields[f"who_{n}"] = forms.ChoiceField(
                label=say("目标 %(n)s：谁来做") % {"n": n}, required=False, choices=[_EMPTY, *fact_words.choices("step_who")]
            )
            self.fields[f"by_{n}"] = forms.DateField(
                label=say("目标 %(n)s：哪一天以前") % {"n": n}, required=False, widget=DayInput(format="%Y-%m-%d")
            )
        self.fields["note"] = note
        self.initial["area_1"] = policy.always
        if not self.is_bound and self.blocked_by_plan() is None:
            self.initial["who_1"] = "self"

    def blocked_by_plan(self) -> plans.Plan | None:
        return plans.open_plan(self.facts_of("plan_made", "plan_closed"))

    def verdict(self) -> Verdict:
        there = self.blocked_by_plan()
        return refused(Reason("plans.open", {"on": there.made.on})) if there else ALLOWED

    def goals_shown(self) -> list[tuple[int, list[forms.BoundField]]]:
        return [(n, [self[f"{part}_{n}"] for part in _PARTS]) for n in self.numbers]

    def clean(self) -> dict[str, Any]:
        """All faults at once: whoever began a goal says all of it."""
        said = super().clean() or self.cleaned_data
        for n in self.numbers:
            found = {part: said.get(f"{part}_{n}") for part in _PARTS}
            begun = any(found[part] for part in ("words", "step", "by"))
            for part in _PARTS:
                if begun and not found[part] and f"{part}_{n}" not in self.errors:
                    self.add_error(f"{part}_{n}", say("请填写%(what)s。") % {"what": self.fields[f"{part}_{n}"].label})
        return said

    def what(self) -> dict[str, Any]:
        said = self.cleaned_data
        found = [{part: said[f"{part}_{n}"] for part in _PARTS} for n in self.numbers if said.get(f"words_{n}")]
        return {"on": said["on"], "goals": tuple(found), "note": said.get("note") or None}


class GoalForm(StepForm):
    area = forms.ChoiceField(label=_("哪个方面"))
    words = forms.CharField(label=_("要达到什么"), max_length=200)
    step = forms.CharField(label=_("第一步做什么"), max_length=200)
    who = forms.ChoiceField(label=_("谁来做"), choices=[_EMPTY, *fact_words.choices("step_who")])
    by = forms.DateField(label=_("哪一天以前"), widget=DayInput(format="%Y-%m-%d"))
    field_order: Sequence[str] = ("area", "words", "step", "who", "by", "on")

    def prepare(self) -> None:
        del self.fields["note"]
        areas = self.held.policy().on(self.today).plans.areas
        self.let_choose("area", [_EMPTY, *((code, fact_words.code("area", code)) for code in areas)])

    def verdict(self) -> Verdict:
        return ALLOWED if plans.open_plan(self.facts_of("plan_made", "plan_closed")) else refused(Reason("plans.none"))

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class EndGoalForm(StepForm):
    goal = forms.ChoiceField(label=_("哪个目标"), widget=forms.RadioSelect)
    reached = forms.ChoiceField(label=_("结果"), choices=fact_words.choices("reached"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("goal", "reached", "on", "note")

    def prepare(self) -> None:
        plan = plans.open_plan(self.facts_of("plan_made", "plan_closed", "goal_set", "goal_ended"))
        left = plan.open_goals if plan else []
        notes = notes_of(left)
        self.fields["goal"].choices = [  # type: ignore[attr-defined]
            (goal.id, labelled(fact_words.code("area", goal.area), notes.get(goal.id, "").partition("\n")[0])) for goal in left
        ]

    def verdict(self) -> Verdict:
        there: Any = self.fields["goal"]
        return ALLOWED if there.choices else refused(Reason("plans.none"))


class ReviewForm(StepForm):
    """六句话: the worker's and the person's own, side by side."""

    field_order: Sequence[str] = ("on",)

    def prepare(self) -> None:
        note = self.fields.pop("note")
        for peace in fact_words.CODES["three_peaces"]:
            means = fact_words.code("peace_means", peace)
            for name in (f"{peace}_by_worker", f"{peace}_by_person"):
                self.fields[name] = forms.ChoiceField(
                    label=fact_words.field(name), choices=fact_words.choices(name), widget=forms.RadioSelect, help_text=means
                )
        self.fields["note"] = note

    def verdict(self) -> Verdict:
        return ALLOWED if plans.open_plan(self.facts_of("plan_made", "plan_closed")) else refused(Reason("plans.none"))


class CloseForm(StepForm):
    closed_as = forms.ChoiceField(label=_("为什么结束"), choices=fact_words.choices("closed_as"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("closed_as", "on", "note")

    def verdict(self) -> Verdict:
        return plans.may_close(plans.open_plan(self.facts_of("plan_made", "plan_closed", "goal_set", "goal_ended")))


