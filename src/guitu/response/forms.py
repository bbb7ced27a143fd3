"""The forms of 呼应: raising one in half a minute, ruling out the innocent, and each thing that a unit or the office does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.calls import CallsPolicy

NEXT = (15, 30, 60, 120, 240, 480)  # minutes until the next report, to choose from
DELAYS = (6, 12, 24, 48, 72, 120, 168)  # hours of a delay, to choose from
Choices = Sequence[tuple[str, Any]]


def named(entries: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(code, said(one.name)) for code, one in entries]


def _minutes(minutes: int) -> str:
    return gettext("%(n)s 分钟内") % {"n": minutes} if minutes < 60 else gettext("%(n)s 小时内") % {"n": minutes // 60}


def _hours(hours: int) -> str:
    return gettext("%(n)s 小时") % {"n": hours} if hours < 24 else gettext("%(n)s 天") % {"n": hours // 24}


class RaiseForm(TypedForm):
    """What, where, whom, what is known: four things, and a tick for somebody who called."""

    template = forms.ChoiceField(
        label=_("什么事"), widget=forms.RadioSelect, error_messages={"required": _("请选择是什么事。")}
    )
    path = forms.ChoiceField(label=_("在哪里"), error_messages={"required": _("请选择地方。")})
    spot = forms.CharField(label=_("具体地点"), max_length=120, required=False)
    whom = forms.CharField(label=_("涉及谁、什么"), max_length=120, required=False)
    known = forms.CharField(
        label=_("知道些什么"), max_length=2000, widget=forms.Textarea, help_text=_("几句话就行，以后可以补。加密保存，不出现在提醒里。"),
        error_messages={"required": _("请写几句知道的情况。")},
    )
    for_caller = forms.BooleanField(label=_("代来电、来访的人发起"), required=False)
    another = forms.BooleanField(label=_("另一件事，不是已经在办的那件"), required=False)

    def __init__(self, *args: Any, templates: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("template", list(templates))
        self.let_choose("path", list(places) if len(places) == 1 else [("", gettext("请选择")), *places])


class CheckForm(TypedForm):
    """The eight innocent reasons: ruled out, each by a tick; or one of them is it."""

    ruled_out = forms.MultipleChoiceField(label=_("已排除"), widget=forms.CheckboxSelectMultiple, required=False)
    explains = forms.ChoiceField(label=_("就是这个原因（选了，呼应到此结束）"), required=False)
    words = forms.CharField(label=_("怎么核的"), max_length=2000, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, causes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("ruled_out", list(causes))
        self.let_choose("explains", [("", gettext("都不是")), *causes])


class ActForm(TypedForm):
    """What a unit does: the fields of one act, in the words of the pack."""

    unit = forms.ChoiceField(label=_("代表哪个单位"))
    next_minutes = forms.TypedChoiceField(label=_("下次报进展"), coerce=int, required=False, empty_value=None)
    seen = forms.BooleanField(label=_("见到本人了"), required=False)
    ground = forms.ChoiceField(label=_("依据"))
    to_unit = forms.ChoiceField(label=_("应由哪个单位办"))
    post_id = forms.TypedChoiceField(label=_("转给"), coerce=UUID)
    outcome = forms.ChoiceField(label=_("结果"))
    help = forms.MultipleChoiceField(label=_("帮扶安排"), widget=forms.CheckboxSelectMultiple, required=False)
    result = forms.ChoiceField(label=_("核对"), widget=forms.RadioSelect)
    how = forms.ChoiceField(label=_("怎么结束"), widget=forms.RadioSelect)
    to_improve = forms.MultipleChoiceField(label=_("哪几问要改进"), widget=forms.CheckboxSelectMultiple, required=False)
    due_on = forms.DateField(label=_("哪天前办好"), widget=forms.DateInput())
    improvement = forms.ChoiceField(label=_("哪一项改进"))
    into = forms.ChoiceField(label=_("并入哪一件"), required=False)
    hours = forms.TypedChoiceField(label=_("延多久，从现在的时限算起"), coerce=int)
    delay_answer = forms.ChoiceField(label=_("同意不同意"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("说明"), max_length=2000, required=False, widget=forms.Textarea)

    FIELDS = {
        "acknowledge": "unit next_minutes", "report": "unit words seen next_minutes", "return": "unit ground to_unit words",
        "hand_over": "unit post_id words", "settle": "unit outcome help words", "decide": "unit words", "check": "result words",
        "end": "how into words", "decline": "words", "help": "help words", "review": "to_improve words", "plan": "post_id due_on words", "improved": "improvement words",
        "urge": "unit words", "instruct": "unit words", "delay": "unit hours words", "delay_answer": "delay_answer words", "more": "words",
    }

    def __init__(
        self, data: Any = None, *, kind: str, policy: CallsPolicy, units: Sequence[str], posts: Choices = (), help: Sequence[str] = (),
        offered: Sequence[str] = (), improvements: Choices = (), others: Choices = (), is_main: bool = False,
    ) -> None:
        super().__init__(data, prefix=kind)
        wanted = self.FIELDS[kind].split()
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        every = named(policy.units.items())
        first = [one for one in named(policy.help.items()) if one[0] in offered]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "unit": every if kind == "decide" else [one for one in every if one[0] in units],
            "to_unit": every, "ground": named(policy.grounds.items()), "outcome": named(policy.outcomes.items()), "post_id": list(posts),
            "next_minutes": [(minutes, _minutes(minutes)) for minutes in NEXT],
            "help": first + [one for one in named(policy.help.items()) if one not in first],
            "result": [(code, spoken(f"result.{code}")) for code in ("closed", "back")],
            "to_improve": named(policy.questions.items()), "improvement": list(improvements),
            "into": [("", gettext("请选择")), *others], "hours": [(hours, _hours(hours)) for hours in DELAYS if hours <= 24 * policy.delay_days],
            "delay_answer": [(code, spoken(f"delay_answer.{code}")) for code in ("granted", "denied")],
            "how": [(code, spoken(f"ended_as.{code}")) for code in ("false_alarm", "merged")],
        }
        if kind == "help":
            choices["help"] = [one for one in choices["help"] if one[0] in help]
            self.fields["help"] = forms.ChoiceField(label=_("哪一项帮扶"))
        if kind == "instruct":
            choices["unit"].insert(0, ("", gettext("各单位")))
            self.fields["unit"].required = False
        if kind in ("instruct", "urge"):
            self.fields["unit"].label = gettext("给哪个单位")
        if kind == "report" and not is_main:
            choices["next_minutes"].insert(0, ("", gettext("不另报")))
        for name in wanted:
            if name in choices:
                self.let_choose(name, choices[name])
        if kind == "plan":
            self.fields["post_id"].label = gettext("交给")
        if "next_minutes" in wanted:
            self.fields["next_minutes"].required = kind == "acknowledge" or is_main


class DutyForm(TypedForm):
    """Who takes turns at a unit on which days."""

    days = forms.ChoiceField(label=_("哪些日子"), widget=forms.RadioSelect)
    posts = forms.MultipleChoiceField(
        label=_("轮值的岗位，按这个次序"), widget=forms.CheckboxSelectMultiple, required=False
    )
    turn_days = forms.IntegerField(label=_("一轮几天"), min_value=1, max_value=31, initial=1)
    from_on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())
    hands_over = forms.TypedChoiceField(label=_("几点交班"), coerce=int)

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("days", [(code, spoken(f"duty_days.{code}")) for code in ("workday", "day_off", "every")])
        self.let_choose("posts", list(posts))
        self.fields["hands_over"].choices = [  # type: ignore[attr-defined]
            (minute, f"{minute // 60:02}:{minute % 60:02}") for minute in (0, 480, 510, 540, 1050, 1080)
        ]


class CoverForm(TypedForm):
    """Who stands in, from when until when."""

    post_id = forms.TypedChoiceField(label=_("由谁值"), coerce=UUID)
    kind = forms.ChoiceField(label=_("原因"), widget=forms.RadioSelect)
    from_on = forms.DateField(label=_("从哪天"), widget=forms.DateInput())
    until_on = forms.DateField(label=_("到哪天（含）"), widget=forms.DateInput())

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("post_id", list(posts))
        self.let_choose("kind", [(code, spoken(f"cover_kind.{code}")) for code in ("swap", "stand_in")])
