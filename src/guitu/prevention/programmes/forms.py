"""What is typed of a programme: its days, the weeks that are laid out, the one an activity belongs to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.kit.page_filters import WEEKDAYS
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.rules.activities import ENTRIES, KINDS, TOPICS
from guitu.rules.programmes import KINDS as PROGRAMMES

_GIFT = _("不打卡的，空着。")


class ChangeForm(PreventionForm):
    since_on = forms.DateField(label=_("从哪天"), widget=forms.DateInput())
    last_on = forms.DateField(label=_("到哪天（含）"), widget=forms.DateInput())
    gift_from = forms.IntegerField(label=_("打卡满几个章可以领纪念品"), min_value=1, max_value=50, required=False, help_text=_GIFT)


class ProgrammeForm(ChangeForm):
    title = forms.CharField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("种类"), widget=forms.RadioSelect, choices=lambda: words_of("programme_kind", PROGRAMMES))
    path = forms.ChoiceField(label=_("哪里的"), help_text=_("县（市、区）的，各镇（街）的活动都可以放进来。"))
    field_order = ("title", "kind", "path", "since_on", "last_on", "gift_from")

    def __init__(self, data: Any = None, *, actor: Actor, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", asked(areas_of(actor)))


class WeeksForm(PreventionForm):
    name = forms.CharField(label=_("活动名称"), max_length=80)
    kind = forms.ChoiceField(label=_("种类"), choices=lambda: asked(words_of("activity_kind", KINDS)))
    path = forms.ChoiceField(label=_("在哪里"))
    weekdays = forms.TypedMultipleChoiceField(label=_("每周星期几"), coerce=int, widget=forms.CheckboxSelectMultiple)
    entry = forms.MultipleChoiceField(label=_("六进"), widget=forms.CheckboxSelectMultiple, choices=lambda: words_of("entry", ENTRIES))
    topic = forms.MultipleChoiceField(label=_("主题"), widget=forms.CheckboxSelectMultiple, required=False, choices=lambda: words_of("topic", TOPICS))
    expected = forms.IntegerField(label=_("每场预计多少人"), min_value=0, max_value=999, required=False)

    def __init__(self, data: Any = None, *, actor: Actor, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", asked(areas_of(actor)))
        self.let_choose("weekdays", [(n, gettext(word)) for n, word in enumerate(WEEKDAYS, 1)])

    def what(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("name", "kind", "path", "weekdays")}, "expected": said["expected"] or 0,
            "tags": {"entry": said["entry"], "topic": said["topic"]},
        }


class BelongsForm(PreventionForm):
    programme_id = forms.TypedChoiceField(label=_("属于哪个项目"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, data: Any = None, *, programmes: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("programme_id", [("", _("不属于哪个项目")), *programmes])
