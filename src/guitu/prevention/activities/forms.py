"""What is typed of an activity: the plan, what became of it, a stall."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.rules.activities import ENTRIES, FORMS, GROUPS, KINDS, LEADERS, ORGANISERS, TOPICS, Heads

TAGGED = {"entry": ENTRIES, "form": FORMS, "topic": TOPICS, "group": GROUPS, "organiser": ORGANISERS}
MANY = (*TAGGED, "leaders")
Pairs = list[tuple[str, str]]  # a code or an id, and its word
_HEADS = ("counted", "signed", "estimated")
_WORDS = ("where", "host", "pledge")


def _some(label: Any, *, required: bool = False, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=required, help_text=help_text, widget=forms.CheckboxSelectMultiple)


class TaggedForm(PreventionForm):
    """The words an activity is found by."""

    entry = _some(_("六进"), required=True, help_text=_("可以选几个；总数里只算一场。"))
    form = _some(_("形式"))
    topic = _some(_("主题"))
    group = _some(_("重点人群"))
    organiser = _some(_("谁一起办"), help_text=_("几家合办，全县只算一场，每一家各算一场。"))
    brand_id = forms.TypedChoiceField(label=_("品牌"), coerce=UUID, empty_value=None, required=False)
    programme_id = forms.TypedChoiceField(label=_("属于哪个项目"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, data: Any = None, *, actor: Actor, brands: Pairs, programmes: Pairs, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for family, codes in TAGGED.items():
            self.let_choose(family, words_of(family, codes))
        self.let_choose("brand_id", [("", _("没有")), *brands])
        self.let_choose("programme_id", [("", _("不属于哪个项目")), *programmes])
        self.let_choose("path", asked(areas_of(actor)))
        self.let_choose("kind", asked(words_of("activity_kind", KINDS)))

    def tags(self) -> dict[str, list[str]]:
        return {family: self.cleaned_data[family] for family in TAGGED}


class PlanForm(TaggedForm):
    name = forms.CharField(label=_("名称"), max_length=80)
    path = forms.ChoiceField(label=_("在哪里"))
    kind = forms.ChoiceField(label=_("种类"))
    held_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    expected = forms.IntegerField(label=_("预计多少人"), min_value=0, max_value=999_999, required=False)
    by_government = forms.BooleanField(label=_("由县级以上人民政府直接举办"), required=False)
    where = forms.CharField(label=_("场地"), max_length=100, required=False)
    host = forms.CharField(label=_("借力哪项大型活动"), max_length=80, required=False, help_text=_("龙舟赛、篮球赛、灯光秀……没有不填。"))
    pledge = forms.CharField(label=_("宣誓词"), max_length=2000, required=False, widget=forms.Textarea)
    field_order = ("name", "kind", "path", "where", "held_on", "expected", "by_government", *TAGGED, "brand_id", "programme_id", "host", "pledge")

    def what(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("name", "path", "kind", "held_on", "by_government", "brand_id", "programme_id")},
            "expected": said["expected"] or 0, "tags": self.tags(), "words": {name: said[name] for name in _WORDS},
        }


class RecordForm(PreventionForm):
    """What became of an activity."""

    counted = forms.IntegerField(label=_("清点的人数"), min_value=0, max_value=999_999, required=False)
    signed = forms.IntegerField(label=_("签到的人数"), min_value=0, max_value=999_999, required=False)
    estimated = forms.IntegerField(
        label=_("估计的人数"), min_value=0, max_value=999_999, required=False, help_text=_("估计的单独统计，不和清点、签到相加。举手宣誓不是点人数。"),
    )
    leaders = _some(_("哪一级党政领导参加"))
    leader_names = forms.CharField(label=_("领导姓名"), max_length=80, required=False, help_text=_("只写县级以上的。"))
    cost = forms.DecimalField(label=_("花了多少钱（元）"), min_value=0, max_digits=11, decimal_places=2, required=False)
    materials = forms.CharField(label=_("发了什么资料"), max_length=300, required=False)
    repertoire = forms.CharField(label=_("演了哪些作品"), max_length=300, required=False)
    result = forms.CharField(label=_("简要情况"), max_length=1000, required=False, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("leaders", words_of("leader", LEADERS))

    def what(self) -> dict[str, Any]:
        return held_words(self.cleaned_data)


def held_words(said: dict[str, Any]) -> dict[str, Any]:
    """What became of it, as the commands take it; money in fen."""
    words = {name: said[name] for name in ("materials", "repertoire", "result")} | {"leaders": said["leader_names"].strip()}
    cost = None if said["cost"] is None else int(said["cost"] * 100)
    return {"heads": Heads(*(said[name] for name in _HEADS)), "leaders": said["leaders"], "cost": cost, "words": words}


class NoteActivityForm(TaggedForm, RecordForm):
    """An activity that was in no plan, with what became of it."""

    name = forms.CharField(label=_("名称"), max_length=80)
    path = forms.ChoiceField(label=_("在哪里"))
    kind = forms.ChoiceField(label=_("种类"))
    held_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    where = forms.CharField(label=_("场地"), max_length=100, required=False)
    field_order = ("name", "kind", "path", "where", "held_on", *_HEADS, "leaders", "leader_names", *TAGGED, "brand_id", "programme_id")

    def __init__(self, data: Any = None, *, actor: Actor, brands: Pairs, programmes: Pairs, initial: Any = None) -> None:
        super().__init__(data, actor=actor, brands=brands, programmes=programmes, initial=initial)

    def what(self) -> dict[str, Any]:
        said = self.cleaned_data
        held = held_words(said)
        held["words"] |= {"where": said["where"]}
        return {**{name: said[name] for name in ("name", "path", "kind", "held_on", "brand_id", "programme_id")}, "tags": self.tags(), **held}


class StallForm(PreventionForm):
    name = forms.CharField(label=_("摊位名称"), max_length=80)
    kind = forms.ChoiceField(label=_("做什么"), choices=lambda: asked(words_of("activity_kind", KINDS)))
    pledge = forms.CharField(label=_("宣誓词"), max_length=2000, required=False, widget=forms.Textarea, help_text=_("宣誓的摊位，把誓词留下来。"))

    def what(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"name": said["name"], "kind": said["kind"], "words": {"pledge": said["pledge"]}}


class BrandForm(PreventionForm):
    name = forms.CharField(label=_("品牌名称"), max_length=40)
    path = forms.ChoiceField(label=_("哪里的"))
    since_on = forms.DateField(label=_("哪天开始用的"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, actor: Actor, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", asked(areas_of(actor)))
