"""What is typed of a place, of a look at it, and of a group that comes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.rules.activities import BASES
from guitu.rules.places import KINDS, VISITORS, PlacesPolicy

LONGEST = 200


class PlaceForm(PreventionForm):
    """What a place is like; its name and where it stands, when it is new."""

    name = forms.CharField(label=_("名称"), max_length=60)
    path = forms.ChoiceField(label=_("在哪里"), help_text=_("村（社区）里的选到村（社区），哪个村没有阵地就看得出来。"))
    kind = forms.ChoiceField(label=_("种类"))
    on = forms.DateField(label=_("哪天开放的"), widget=forms.DateInput())
    address = forms.CharField(label=_("地址"), max_length=LONGEST, required=False)
    hours = forms.CharField(label=_("开放时间"), max_length=LONGEST, required=False)
    keeper = forms.CharField(label=_("谁管"), max_length=60, required=False, help_text=_("单位、岗位，不用写电话。"))
    zones = forms.CharField(label=_("展区"), max_length=1000, required=False, widget=forms.Textarea, help_text=_("一行一个；没有分区的不填。"))

    def __init__(self, data: Any = None, *, actor: Actor, is_new: bool = True, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("kind", asked(words_of("place_kind", KINDS)))
        self.let_choose("path", asked(areas_of(actor)))
        if not is_new:
            for name in ("name", "path", "on"):
                del self.fields[name]

    def what(self) -> dict[str, Any]:
        zones = [line.strip() for line in self.cleaned_data["zones"].splitlines()]
        return {**self.cleaned_data, "zones": [zone for zone in zones if zone]}


class LookForm(PreventionForm):
    on = forms.DateField(label=_("哪天看的"), widget=forms.DateInput())
    condition = forms.ChoiceField(label=_("设施"), widget=forms.RadioSelect, choices=lambda: words_of("condition", ("sound", "faulty")))
    note = forms.CharField(label=_("哪里坏了"), max_length=500, required=False, widget=forms.Textarea, help_text=_("完好的不用写。"))


class BookingForm(PreventionForm):
    """A group for a day and a slot."""

    day_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    slot = forms.ChoiceField(label=_("时段"), widget=forms.RadioSelect)
    headcount = forms.IntegerField(label=_("几个人"), min_value=1, max_value=9999, help_text=_("一个班、一个团登记一次，写总人数。"))
    visitors = forms.ChoiceField(label=_("是谁"))
    who = forms.CharField(label=_("哪个单位"), max_length=60, help_text=_("学校班级、单位、社区。不写个人姓名和证件号码。"))

    def __init__(self, data: Any = None, *, policy: PlacesPolicy, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("slot", [(code, start) for code, start in policy.slots.items()])
        self.let_choose("visitors", asked(words_of("visitors", VISITORS)))


class VisitForm(PreventionForm):
    """A group that came without a booking."""

    day_on = forms.DateField(label=_("哪天来的"), widget=forms.DateInput())
    headcount = forms.IntegerField(label=_("来了几个人"), min_value=1, max_value=99999)
    basis = forms.ChoiceField(label=_("人数怎么来的"), widget=forms.RadioSelect, choices=lambda: words_of("basis", BASES))
    visitors = forms.ChoiceField(label=_("是谁"), choices=lambda: words_of("visitors", VISITORS))
    who = forms.CharField(label=_("哪个单位"), max_length=60, required=False)


class CameForm(PreventionForm):
    came = forms.IntegerField(label=_("来了几个人"), min_value=1, max_value=9999)
    basis = forms.ChoiceField(label=_("人数怎么来的"), widget=forms.RadioSelect, choices=lambda: words_of("basis", BASES))
