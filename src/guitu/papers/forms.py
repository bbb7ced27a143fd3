"""The forms of papers: what is typed for one, how it was served, why it ends, which file is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import said
from guitu.kit.typed import TypedForm
from guitu.papers.kinds import Asked, Kind
from guitu.papers.sources import Offer
from guitu.papers.words import REPLACED, SERVED, WITHDRAWN

LONGEST = 500
PREFIX, LACKING = "asked", "lacking"  # fields of a pack have Chinese names; in a form they are numbered


class PaperForm(TypedForm):
    """What nobody has on file yet, typed by who prints; and which measure, fact or duty the paper is about."""

    def __init__(
        self, data: Mapping[str, Any] | None, kind: Kind, offers: Sequence[Offer], initial: Mapping[str, str],
        lacking: Sequence[str] = (), *, many: bool = False,
    ) -> None:
        named = {f"{PREFIX}_{place}": one for place, one in enumerate(kind.asked) if not (many and one.each)}
        named |= {f"{LACKING}_{kind.fields.index(name)}": Asked(name, "") for name in lacking}
        begun = {field: initial.get(one.name, "") for field, one in named.items()}
        super().__init__(data, initial={"about": initial.get("about", ""), **begun})
        if offers and not many:
            self.fields["about"] = forms.ChoiceField(
                label=_("关于哪一项"), required=len(offers) > 1, choices=[(one.about, one.told) for one in offers],
                widget=forms.HiddenInput() if len(offers) == 1 else forms.RadioSelect(),
                error_messages={"required": _("请选择关于哪一项。"), "invalid_choice": _("请选择关于哪一项。")},
            )
        for field, one in named.items():
            label = said(one.name)
            self.fields[field] = forms.CharField(
                label=label, required=one.needed, max_length=LONGEST, error_messages={"required": _("请填写%(what)s。") % {"what": label}},
                widget=forms.Textarea() if one.lines > 1 else forms.TextInput(),
                help_text=_("档案里没有，这一份可以手填。") if one.name in lacking else "" if one.needed else _("没有的可以不填。"),
            )
        self.named = named

    def as_typed(self) -> dict[str, str]:
        """What was sent, good or not, to begin the form with again."""
        return {one.name: str(self.data.get(field, "")) for field, one in self.named.items()}

    def typed(self) -> dict[str, str]:
        """What was typed, by the name of the field in the pack."""
        return {one.name: self.cleaned_data.get(field, "").strip() for field, one in self.named.items()}


class ServeForm(TypedForm):
    """When and how a paper was handed over."""

    on = forms.DateField(
        label=_("送达日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写送达日期。")},
    )
    how = forms.ChoiceField(
        label=_("送达方式"), widget=forms.RadioSelect(), error_messages={"required": _("请选择送达方式。")}
    )
    words = forms.CharField(
        label=_("说明"), required=False, max_length=200, help_text=_("留置送达的，写明见证人；邮寄的，写明单号。")
    )

    def __init__(self, data: Mapping[str, Any] | None, today: date) -> None:
        super().__init__(data, initial={"on": today, "how": "in_person"})
        self.let_choose("how", [(code, said(word)) for code, word in SERVED.items()])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("how") in ("left", "post") and len(str(found.get("words", "")).strip()) < 2:
            self.add_error("words", str(_("留置送达、邮寄送达的，请写明见证人或者单号。")))
        return found


class EndForm(TypedForm):
    """Why a paper is replaced or withdrawn."""

    why = forms.ChoiceField(label=_("原因"), widget=forms.RadioSelect(), error_messages={"required": _("请选择原因。")})
    words = forms.CharField(label=_("说明"), required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any] | None, how: str) -> None:
        super().__init__(data)
        words = REPLACED if how == "replaced" else WITHDRAWN
        self.let_choose("why", [(code, said(word)) for code, word in words.items()])


class FileForm(TypedForm):
    """One file that is sent: what it is, is decided by its content."""

    file = forms.FileField(label=_("文件"), error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。请重新选择。")})
