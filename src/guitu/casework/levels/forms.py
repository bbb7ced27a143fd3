"""The sheet as the pack has it that day, and the confirmation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.levels import words
from guitu.casework.levels.commands import latest_assessment
from guitu.casework.load import live
from guitu.casework.record_form import NoteField, OpenChoice, OpenChoices, RecordForm, Setting, uuid_or_none
from guitu.kit.telling import listed
from guitu.kit.telling import said as in_words
from guitu.rules import levels
from guitu.rules.dates import add_months

FACTOR = "factor_"


class RiskForm(RecordForm):
    """Its factors come from the pack of the place, so they are read from whatever was sent."""

    triggers = OpenChoices(label=_("有没有下面的情形（一票情形）"), required=False, widget=forms.CheckboxSelectMultiple())
    note = NoteField()

    fields_of = {**RecordForm.fields_of, "levels.unknown_trigger": "triggers"}

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        """The last sheet's answers, but for what the records themselves say now."""
        last = latest_assessment(setting.case)
        begun = {f"{FACTOR}{factor}": str(points) for factor, points in (last.scores if last else ())}
        factors = setting.case.policy().on(setting.on).levels.factors
        missed = missed_tests(setting)
        if missed < 3 and "missed_tests" in factors:
            code = ("none", "one", "two")[missed]
            begun[f"{FACTOR}missed_tests"] = str(factors["missed_tests"].get(code, ""))
        return {**super().started(setting), **begun, "triggers": ["three_missed_tests"] if missed >= 3 else []}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        timeline = setting.case.policy()
        policy = timeline.on(setting.on).levels
        for factor, choices in policy.factors.items():
            entry = timeline.named.get(f"levels.factors.{factor}")
            field = OpenChoice(label=in_words(entry.what) if entry else factor, widget=forms.RadioSelect())
            field.choices = [(str(points), words.choice(factor, code)) for code, points in choices.items()]
            self.fields[f"{FACTOR}{factor}"] = field
        self.fields["triggers"].choices = [(code, words.trigger(code)) for code in policy.triggers]  # type: ignore[attr-defined]

    def factors(self) -> list[Any]:
        """The bound fields of the sheet, in the order of the pack."""
        return [self[name] for name in self.fields if name.startswith(FACTOR)]

    def what(self) -> dict[str, Any]:
        said = super().what()
        sent = {name[len(FACTOR) :]: value for name, value in self.data.items() if name.startswith(FACTOR)}
        scores = tuple((factor, int(value)) for factor, value in sent.items() if _is_score(str(value)))
        return {
            "on": said["on"],
            "scores": scores,
            "triggers": tuple(said["triggers"]),
            "note": said["note"] or None,
        }


def _is_score(value: str) -> bool:
    """A number as a sheet has them; a longer one, or in signs of another script, was never chosen."""
    return value.isascii() and value.isdecimal() and len(value) < 4


def missed_tests(setting: Setting) -> int:
    """Tests missed without an accepted reason, or refused, within twelve months."""
    since: date = add_months(setting.on, -12)
    accepted = setting.case.policy().on(setting.on).urine_tests.accepted_reasons
    count = 0
    for fact in live(setting.case.facts):
        found: Any = fact
        if fact.on >= since:
            count += fact.kind == "test_missed" and found.reason not in accepted
            count += fact.kind == "urine_test" and found.outcome == "refused"
    return count


class ConfirmForm(RecordForm):
    level = forms.ChoiceField(label=_("等级"), choices=words.LEVELS, widget=forms.RadioSelect())
    assessment = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=40)
    note = NoteField(label=_("理由"), help_text=_("和建议不同的，必须写明。加密保存。"))

    fields_of = {**RecordForm.fields_of, "level_wants_reason": "note"}

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        last = latest_assessment(setting.case)
        if last is None:
            return super().started(setting)
        level = proposal(setting)[0]
        return {**super().started(setting), "assessment": last.id, "level": level}

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "assessment": uuid_or_none(said["assessment"]), "note": said["note"] or None}


def proposal(setting: Setting) -> tuple[str, tuple[Any, ...]]:
    """What the latest sheet proposes, and why."""
    last = latest_assessment(setting.case)
    policy = setting.case.policy().on(last.on).levels if last else None
    if policy is None:
        return "", ()
    return levels.proposed_level(last, setting.course.levels, policy)


def sheet_of(setting: Setting) -> list[dict[str, str]]:
    """The latest sheet, answer by answer, for whoever confirms it."""
    last = latest_assessment(setting.case)
    if last is None:
        return []
    timeline = setting.case.policy()
    factors = timeline.on(last.on).levels.factors
    answer = []
    for factor, points in last.scores:
        code = next((code for code, worth in factors.get(factor, {}).items() if worth == points), "")
        entry = timeline.named.get(f"levels.factors.{factor}")
        value = _now("%(choice)s（%(points)s 分）") % {"choice": words.choice(factor, code), "points": points}
        answer.append({"label": in_words(entry.what) if entry else factor, "value": value})
    if last.triggers:
        found = listed(words.trigger(code) for code in last.triggers)
        answer.append({"label": _now("一票情形"), "value": found})
    return answer
