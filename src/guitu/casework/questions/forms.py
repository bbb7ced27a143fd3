from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.rules import questions
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.settling.record import notes_of

_KINDS = ("level_confirmed", "level_told", "level_questioned", "level_answered")


class TellForm(StepForm):
    told_how = forms.ChoiceField(label=_("怎样告知的"), choices=fact_words.choices("told_how"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("told_how", "on", "note")

    def prepare(self) -> None:
        self.initial["told_how"] = "face_to_face"

    def verdict(self) -> Verdict:
        return questions.may_tell(self.facts_of(*_KINDS))


class QuestionForm(StepForm):
    asked_by = forms.ChoiceField(label=_("谁提的"), choices=fact_words.choices("asked_by"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("asked_by", "on", "note")

    def prepare(self) -> None:
        self.initial["asked_by"] = "self"
        self.fields["note"].label = _("对哪一点有疑问")
        self.fields["note"].required = True

    def verdict(self) -> Verdict:
        return questions.may_question(self.facts_of(*_KINDS))


class AnswerForm(StepForm):
    question = forms.ChoiceField(label=_("哪一个疑问"), widget=forms.RadioSelect)
    answered_as = forms.ChoiceField(label=_("怎样答复"), choices=fact_words.choices("answered_as"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("question", "answered_as", "on", "note")

    def prepare(self) -> None:
        found = questions.open_questions(self.facts_of(*_KINDS))
        notes = notes_of(found)
        self.fields["question"].choices = [  # type: ignore[attr-defined]
            (one.id, labelled(one.on.isoformat(), notes.get(one.id, ""))) for one in found
        ]
        ids = [one.id for one in found]
        self.initial["question"] = self.named.of if self.named.of in ids else (ids[0] if ids else "")
        self.fields["note"].label = _("理由，本人要看得懂")
        self.fields["note"].required = True

    def verdict(self) -> Verdict:
        there: Any = self.fields["question"]
        return ALLOWED if there.choices else refused(Reason("questions.answered"))
