"""What is typed of a collection for works, of a work, of a juror's marks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.rules.works import CATEGORIES, WorksPolicy


class CollectionForm(PreventionForm):
    title = forms.CharField(label=_("名称"), max_length=60)
    path = forms.ChoiceField(label=_("哪里的"))
    categories = forms.MultipleChoiceField(label=_("收哪几类"), widget=forms.CheckboxSelectMultiple)
    opens_on = forms.DateField(label=_("第一天"), widget=forms.DateInput())
    last_on = forms.DateField(label=_("最后一天"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, actor: Actor, initial: Any = None) -> None:
        super().__init__(data, initial={"path": actor.path} | (initial or {}))
        self.let_choose("path", asked(areas_of(actor)))
        self.let_choose("categories", words_of("work_category", CATEGORIES))


class WorkForm(PreventionForm):
    """A work with its author, who is kept apart from it."""

    category = forms.ChoiceField(label=_("类别"))
    title = forms.CharField(label=_("作品名称"), max_length=60, help_text=_("不写作者、学校：评委看得到名称。"))
    author = forms.CharField(label=_("作者"), max_length=40)
    school_id = forms.TypedChoiceField(label=_("学校"), coerce=UUID, empty_value=None, required=False)
    path = forms.ChoiceField(label=_("哪里的"), required=False, help_text=_("选了学校的不填。"))
    unit = forms.CharField(label=_("班级或者单位"), max_length=40, required=False)
    tutor = forms.CharField(label=_("指导老师"), max_length=40, required=False)
    is_minor = forms.BooleanField(label=_("作者未成年"), required=False)
    has_consent = forms.BooleanField(label=_("监护人同意公开姓名"), required=False)

    def __init__(self, data: Any = None, *, actor: Actor, categories: list[str], schools: list[tuple[str, str, str]]) -> None:
        super().__init__(data, initial={"path": actor.path, "is_minor": True, "school_id": schools[0][0] if len(schools) == 1 else ""})
        self._paths = {id: path for id, _name, path in schools}
        self.let_choose("category", asked(words_of("work_category", categories)))
        self.let_choose("school_id", [("", _("没有")), *((id, name) for id, name, _path in schools)])
        self.let_choose("path", asked(areas_of(actor)))

    def what(self) -> dict[str, Any]:
        said = self.cleaned_data
        path = self._paths[str(said["school_id"])] if said["school_id"] else said["path"]
        plain = {name: said[name] for name in ("category", "title", "author", "school_id", "is_minor", "has_consent")}
        return {**plain, "path": path, "words": {"unit": said["unit"], "tutor": said["tutor"]}}


class JurorForm(PreventionForm):
    post_id = forms.TypedChoiceField(label=_("岗位"), coerce=UUID)

    def __init__(self, data: Any = None, *, posts: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.let_choose("post_id", asked(posts))


class MarkForm(PreventionForm):
    theme = forms.IntegerField(min_value=0)
    idea = forms.IntegerField(min_value=0)
    expression = forms.IntegerField(min_value=0)

    def __init__(self, data: Any = None, *, policy: WorksPolicy, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for part, most in policy.points.items():
            self.fields[part].label = _("%(part)s（0—%(most)s 分）") % {"part": words_of("mark", [part])[0][1], "most": most}
            self.fields[part].max_value = most  # type: ignore[attr-defined]
