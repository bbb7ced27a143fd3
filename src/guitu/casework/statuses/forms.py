from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.statuses.commands import STATUSES
from guitu.kit.telling import shown
from guitu.rules import steps
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

CHANNELS = (
    ("phone", _("电话")),
    ("door", _("上门")),
    ("family", _("家属")),
    ("village", _("村（社区）")),
)


def _times(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=99, required=False, initial=0)


class LostForm(StepForm):
    phone, door, family, village = (_times(label) for _code, label in CHANNELS)
    field_order = ("on", "phone", "door", "family", "village", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("确认失联日期")
        self.fields["note"].label = _("联系经过")
        self.fields["note"].help_text = _("何时、找了谁、结果如何。")

    def verdict(self) -> Verdict:
        lost = steps.lost_contact(self.course.overlays, self.today)
        return ALLOWED if lost is None else refused(Reason("steps.already_lost"))

    def what(self) -> dict[str, Any]:
        what = super().what()
        times = {code: what.pop(code) or 0 for code, _label in CHANNELS}
        made = [f"{label} {times[code]} 次" for code, label in CHANNELS if times[code]]
        what["attempts"] = sum(times.values())
        what["channels"] = len(made)
        what["note"] = "；".join(part for part in ("、".join(made), what["note"] or "") if part) or None
        return what

    @property
    def least(self) -> str:
        policy = self.held.policy().on(self.today).standing
        return say("至少联系 %(n)s 次、%(ways)s 种方式，才登记失联。") % {
            "n": policy.lost_contact_attempts,
            "ways": policy.lost_contact_channels,
        }


class FoundForm(StepForm):
    field_order = ("on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("找回日期")

    def verdict(self) -> Verdict:
        return steps.may_be_found(self.course.overlays, self.today)


class StatusForm(StepForm):
    status = forms.ChoiceField(label=_("登记什么"), widget=forms.RadioSelect)
    to_path = forms.RegexField(
        r"^[0-9]{6}([0-9]{3}){0,2}$", label=_("迁往何地（代码）"), required=False,
        help_text=_("统计用区划代码，六位、九位或者十二位；不知道可以不填。"),
    )
    field_order = ("status", "on", "to_path", "note")

    def prepare(self) -> None:
        self.fields["note"].label = _("依据的文书或者证明")
        fit = [s for s in STATUSES if steps.may_change_status(s, self.course.standing, self.today)]
        field = self.fields["status"]
        field.choices = [(s, shown(f"status.{s}")) for s in fit or STATUSES]  # type: ignore[attr-defined]

    def verdict(self) -> Verdict:
        verdicts = [steps.may_change_status(s, self.course.standing, self.today) for s in STATUSES]
        return ALLOWED if any(verdicts) else verdicts[0]

    def what(self) -> dict[str, Any]:
        what = super().what()
        what["to_path"] = (what["to_path"] or None) if what["status"] == "moved_out" else None
        return what
