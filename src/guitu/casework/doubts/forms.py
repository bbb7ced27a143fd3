from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.kit.telling import labelled, listed
from guitu.ledger import fact_words
from guitu.rules import doubts
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.settling.record import notes_of


class ReadForm(StepForm):
    test = forms.ChoiceField(label=_("哪一次检测"), widget=forms.RadioSelect)
    read_as = forms.ChoiceField(label=_("看了以后"), choices=fact_words.choices("read_as"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("test", "read_as", "on", "note")

    def prepare(self) -> None:
        found = doubts.to_read(self.facts_of("urine_test", "doubt_read"))
        notes = notes_of(found)
        self.let_choose("test", [(one.id, _said(one, notes.get(one.id, ""))) for one in found])
        ids = [one.id for one in found]
        self.initial["test"] = self.named.of if self.named.of in ids else (ids[0] if ids else "")
        self.fields["note"].label = _("要更正的，写明哪里")

    def verdict(self) -> Verdict:
        there: Any = self.fields["test"]
        return ALLOWED if there.choices else refused(Reason("doubts.nothing"))


def _said(test: Any, note: str) -> str:
    """The day and minute, what was asked, and what was answered."""
    when = " ".join(part for part in (test.on.isoformat(), test.taken_at) if part)
    what = listed(fact_words.code("doubts", code) for code in test.doubts)
    return labelled(f"{when} · {what}", note)
