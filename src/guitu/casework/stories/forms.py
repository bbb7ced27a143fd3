from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.stories import telling
from guitu.rules import consents, stories
from guitu.rules.verdict import Reason, Verdict, all_of, refused


class StoryForm(StepForm):
    field_order: Sequence[str] = ("on", "note")

    def prepare(self) -> None:
        self.fields["note"].label = _("内容")
        self.fields["note"].required = True
        self.fields["note"].help_text = _("已按时间线起了头，不带日期、地名、姓名。请改写成一篇，保存时会再查一遍。")
        if not self.is_bound and self.verdict():
            self.initial["note"] = telling.draft(self.held)

    def verdict(self) -> Verdict:
        return consents.may_rely(self.facts_of("consent_given", "consent_withdrawn"), "story", self.today)


class CheckForm(StepForm):
    story = forms.ChoiceField(label=_("哪一篇"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("story", "on", "note")

    def prepare(self) -> None:
        found = stories.waiting(self.facts_of("story_written", "story_checked"))
        self.let_choose("story", [(one.id, one.on.isoformat()) for one in found])
        self.initial["story"] = found[0].id if found else ""

    def verdict(self) -> Verdict:
        there: Any = self.fields["story"]
        agreed = consents.may_rely(self.facts_of("consent_given", "consent_withdrawn"), "story", self.today)
        return agreed if there.choices else all_of(agreed, refused(Reason("stories.checked")))
