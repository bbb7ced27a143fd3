"""What is typed of broadcasts: villages into the schedule, a tick, a script, a clip."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.prevention.forms import PreventionForm, words_of
from guitu.rules.broadcasts import LANGUAGES, LEVELS


class StartForm(PreventionForm):
    paths = forms.MultipleChoiceField(label=_("哪些村（社区）"), widget=forms.CheckboxSelectMultiple, help_text=_("只列还没有排期的。"))
    on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, villages: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("paths", villages)


class PlayForm(PreventionForm):
    """A tick; all of it is filled in."""

    on = forms.DateField(label=_("哪天播的"), widget=forms.DateInput())
    script = forms.ChoiceField(label=_("播的哪一号稿"), required=False)

    def __init__(self, data: Any = None, *, scripts: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("script", [("", _("没有用稿")), *scripts])

    def what(self) -> dict[str, Any]:
        return {"on": self.cleaned_data["on"], "script": self.cleaned_data["script"] or None}


class ScriptForm(PreventionForm):
    number = forms.IntegerField(label=_("稿号"), min_value=1, max_value=9999)
    title = forms.CharField(label=_("题目"), max_length=60)
    language = forms.ChoiceField(label=_("用什么话播"), widget=forms.RadioSelect, choices=lambda: words_of("language", LANGUAGES))
    minutes = forms.IntegerField(label=_("几分钟"), min_value=1, max_value=60, help_text=_("5 到 10 分钟为宜。"))
    text = forms.CharField(label=_("稿子"), max_length=6000, widget=forms.Textarea)


class VoiceForm(PreventionForm):
    file = forms.FileField(
        label=_("录音"), help_text=_("MP3、M4A、WAV、AMR，最大 10 MB。手机写在里面的地点、名字会去掉。"), widget=forms.FileInput(attrs={"accept": "audio/*"}),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。请重新选择。")},
    )


class ClipForm(PreventionForm):
    day_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    level = forms.ChoiceField(label=_("级别"), widget=forms.RadioSelect, choices=lambda: words_of("media_level", LEVELS))
    outlet = forms.CharField(label=_("媒体"), max_length=60)
    title = forms.CharField(label=_("题目"), max_length=120)
    where = forms.CharField(label=_("在哪里能看到"), max_length=300, required=False)
