from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.load import live
from guitu.casework.record_form import NoteField, OpenChoice, RecordForm, Setting, uuid_or_none
from guitu.casework.wishes import wished
from guitu.ledger import fact_words
from guitu.rules.duty_keys import parted
from guitu.rules.facts import RequestMade
from guitu.rules.records import body_of
from guitu.rules.requests import waiting

WISHES = fact_words.choices("wish")
NEEDS = fact_words.choices("need")
REASONS = fact_words.choices("reason", "work", "hospital", "childcare", "bereavement", "weather")
HOW = fact_words.choices("how", "arranged", "granted", "explained", "declined")


class RequestForm(RecordForm):
    """What was said at the station or on the telephone, written down for the person."""

    wish = forms.ChoiceField(label=_("提的什么"), choices=WISHES, widget=forms.RadioSelect(), error_messages={"required": _("请选提的是什么。")})
    need = forms.ChoiceField(label=_("要帮什么忙"), choices=NEEDS, widget=forms.RadioSelect(), required=False)
    reason = forms.ChoiceField(label=_("为什么来不了"), choices=REASONS, widget=forms.RadioSelect(), required=False)
    since = forms.DateField(label=_("哪天离开"), widget=forms.DateInput(), required=False)
    until = forms.DateField(label=_("哪天回来"), widget=forms.DateInput(), required=False)
    outside_county = forms.BooleanField(label=_("离开本县（市、区）"), required=False)
    note = NoteField(label=_("本人的话"))

    def what(self) -> dict[str, Any]:
        said = super().what()
        is_leave = said["wish"] == "leave"
        return {
            **said, "need": (said["need"] or None) if said["wish"] == "help" else None,
            "reason": (said["reason"] or None) if said["wish"] == "cannot_come" else None,
            "since": said["since"] if is_leave else None, "until": said["until"] if is_leave else None,
            "outside_county": is_leave and said["outside_county"], "note": said["note"] or None,
        }


class AnswerForm(RecordForm):
    request = OpenChoice(label=_("哪一件请求"), widget=forms.RadioSelect(), error_messages={"required": _("请选是哪一件请求。")})
    how = forms.ChoiceField(label=_("怎么答复"), choices=HOW, widget=forms.RadioSelect(), error_messages={"required": _("请选怎么答复。")})
    note = NoteField(label=_("写给本人的话"), help_text=_("本人在自己的页面上看得到。写清楚怎么办、找谁。不同意的，写明为什么。"))

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        asked = parted(setting.duty).of if setting.duty else ""
        ids = [one.id for one in waiting(live(setting.case.facts))]
        return {**super().started(setting), "request": asked if asked in ids else next(iter(ids), "")}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.fields["request"].choices = [  # type: ignore[attr-defined]
            (one.id, request_words(one)) for one in waiting(live(setting.case.facts))
        ]

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "request": uuid_or_none(said["request"]) or "", "note": said["note"] or None}


def request_words(one: RequestMade) -> str:
    """2026-03-16 要帮忙（看病）."""
    return f"{one.on.isoformat()} {wished(body_of(one))}"
