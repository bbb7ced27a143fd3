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
from guitu.kit.telling import joined, listed
from guitu.kit.telling import said as in_words
from guitu.ledger import fact_words
from guitu.rules import evidence, levels
from guitu.rules.dates import months_before

FACTOR = "factor_"


class RiskForm(RecordForm):
    """Its factors come from the pack of the place, so they are read from whatever was sent."""

    triggers = OpenChoices(label=_("有没有下面的情形（一票情形）"), required=False, widget=forms.CheckboxSelectMultiple())
    note = NoteField()

    fields_of = {**RecordForm.fields_of, "levels.unknown_trigger": "triggers"}

    def arrange(self, setting: Setting) -> None:
        """Every question is open: the last answer stands beside it and is not taken for today's."""
        super().arrange(setting)
        timeline = setting.case.policy()
        policy = timeline.on(setting.on).levels
        last = latest_assessment(setting.case)
        for factor, choices in policy.factors.items():
            entry = timeline.named.get(f"levels.factors.{factor}")
            field = OpenChoice(label=in_words(entry.what) if entry else factor, widget=forms.RadioSelect())
            field.choices = [(str(points), words.choice(factor, code)) for code, points in choices.items()]
            field.help_text = _beside(factor, last, field.choices)
            if factor == "missed_tests":
                field.help_text = joined((_now("按记录：%(n)s 次。") % {"n": missed_tests(setting)}, field.help_text))
            self.fields[f"{FACTOR}{factor}"] = field
        triggers: Any = self.fields["triggers"]
        triggers.choices = [(code, words.trigger(code)) for code in policy.triggers]
        if last is not None and last.triggers:
            known = {"on": last.on.isoformat(), "what": listed(words.trigger(code) for code in last.triggers)}
            triggers.help_text = _now("上次（%(on)s）：%(what)s。还是这样？") % known

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


def _beside(factor: str, last: Any | None, choices: Any) -> str:
    """上次（2026-02-01）：支持。还是这样？"""
    points = dict(last.scores).get(factor) if last is not None else None
    word = next((text for code, text in choices if points is not None and code == str(points)), "")
    if not word:
        return ""
    return _now("上次（%(on)s）：%(what)s。还是这样？") % {"on": last.on.isoformat(), "what": word}  # type: ignore[union-attr]


def missed_tests(setting: Setting) -> int:
    """Tests missed without an accepted reason within twelve months, each slot once, and refusals that are proved."""
    since: date = months_before(setting.on, 12)
    accepted = setting.case.policy().on(setting.on).urine_tests.accepted_reasons
    counted = {fact for c in setting.course.counters if c.code == "test_refusals" for fact in c.counted}
    slots: set[str] = set()
    refused = 0
    for fact in live(setting.case.facts):
        if fact.on < since:
            continue
        if evidence.is_refusal(fact):
            refused += fact.id in counted
        elif fact.kind == "test_missed" and fact.reason not in accepted:  # type: ignore[attr-defined]
            slots.add(fact.slot)  # type: ignore[attr-defined]
    return refused + len(slots)


class ConfirmForm(RecordForm):
    level = forms.ChoiceField(label=_("等级"), choices=words.LEVELS, widget=forms.RadioSelect())
    assessment = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=40)
    differs_by = forms.ChoiceField(label=_("为什么和建议不同"), choices=fact_words.choices("differs_by"), required=False)
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
        return {**said, "assessment": uuid_or_none(said["assessment"]), "differs_by": said["differs_by"] or None, "note": said["note"] or None}


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
