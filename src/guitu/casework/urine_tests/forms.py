"""The forms of tests and notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework import kit_stock, panel
from guitu.casework.load import live
from guitu.casework.record_form import (
    LastDayField,
    NoteField,
    OccasionForm,
    OpenChoice,
    OpenChoices,
    RecordForm,
    Setting,
    uuid_or_none,
)
from guitu.casework.staff import Colleague
from guitu.grid.roles import ROLES
from guitu.ledger.fact_words import CODES, choices
from guitu.rules.duty_keys import parted
from guitu.rules.facts import UrineTest
from guitu.rules.terms import Duty
from guitu.rules.urine_tests import ON_LEAVE, may_miss

OUTCOMES = choices("strip")
PURPOSES = choices("purpose")
REASONS = CODES["reason"]
WAIVERS = choices("why", "hospital", "pregnancy", "nursing", "other")
TOLD = (("on", _("已当场告知")), ("later", _("还没有告知")))
SIGNED = (("on", _("已签字")), ("refused", _("拒绝签字")), ("later", _("还没有签字")))
SEAL = r"^[0-9A-Za-z\-]{1,24}$"


def slot_words(slot: str) -> str:
    """第 2 年第 3 次, of 2:3."""
    year, _colon, number = slot.partition(":")
    return _now("第 %(year)s 年第 %(number)s 次") % {"year": year, "number": number}


def _slots(duties: Iterable[Duty]) -> list[tuple[str, str]]:
    """Slots by name, with their last day."""
    return [
        (duty.name.slot,
         _now("%(slot)s，应于 %(by)s 前") % {"slot": slot_words(duty.name.slot), "by": duty.due_on.isoformat()})
        for duty in duties
        if duty.name.slot
    ]


def late_slots(setting: Setting) -> list[tuple[str, str]]:
    """The slots whose last day has passed and that nobody has answered."""
    return _slots(duty for duty in setting.due("urine_test") if duty.due_on < setting.on)


def missed_slots(setting: Setting) -> list[tuple[str, str]]:
    """The slots to which somebody may not have come: the last day has passed, or the notice's day has come."""
    return _slots(duty for duty in setting.due("urine_test") if may_miss(duty, setting.on, excused=False))


def next_slot(setting: Setting) -> str:
    """第 2 年第 3 次，应于 … 前: the first that cannot be missed yet; empty outside a measure."""
    coming = (d for d in setting.course.duties if d.kind == "urine_test" and d.state == "open")
    return next((words for _name, words in _slots(d for d in coming if d.due_on >= setting.on)), "")


_TESTERS = ("tester_1", "tester_2")


def two_testers(setting: Setting) -> list[Colleague]:
    """Who most likely takes the sample: oneself and the second of last time, or a colleague of the same
    house; a woman's sample a woman first. Only suggested; the law asks who was there."""
    staff = setting.staff()
    tests: list[Any] = [fact for fact in live(setting.case.facts) if fact.kind == "urine_test"]
    last = max(tests, key=lambda fact: (fact.on, fact.id), default=None)
    before = {last.tester_1, last.tester_2} if last else set()
    others = sorted(staff[1:], key=lambda one: (str(one.post_id) not in before, one.body != setting.actor.body))
    two = [*staff[:1], *others[:1]]
    if setting.case.sex == "female" and two and two[0].sex != "female":
        women = [one for one in others if one.sex == "female"]
        two = [*women[:1], two[0]] if women else two
    return two


class LotField(forms.RegexField):
    """A lot of the centre's stock, where it keeps one; else the number as it is typed."""

    choices: Sequence[tuple[str, str]] = ()


def stock(setting: Setting) -> list[tuple[str, str]]:
    """The lots from which a strip can be taken today, the one that ends first on top."""
    town = kit_stock.town_of(setting.actor, setting.case.scope_path)
    return [
        (one["lot"], _now("%(lot)s，用到 %(day)s，还有 %(n)s 份")
         % {"lot": one["lot"], "day": one["expires_on"].isoformat(), "n": one["pieces"]})
        for one in kit_stock.usable(setting.actor.county_id, town, setting.on)
    ]


def last_kit(setting: Setting) -> dict[str, Any]:
    """The batch used last for this person, while it is in date: a box lasts longer than a day."""
    tests = [fact for fact in live(setting.case.facts) if isinstance(fact, UrineTest) and fact.kit_lot]
    last = max(tests, key=lambda fact: (fact.on, fact.id), default=None)
    if last is None or (last.kit_until is not None and last.kit_until < setting.on):
        return {}
    return {"kit_lot": last.kit_lot, "kit_until": last.kit_until}


class UrineTestForm(OccasionForm):
    outcome = forms.ChoiceField(label=_("结果"), choices=OUTCOMES, widget=forms.RadioSelect())
    tester_1 = OpenChoice(label=_("采样人"), required=False)
    tester_2 = OpenChoice(label=_("第二名工作人员"), required=False)
    purpose = forms.ChoiceField(label=_("因何检测"), choices=PURPOSES, required=False)
    slot = OpenChoice(label=_("补的是哪一次"), required=False)
    substances = OpenChoices(label=_("阳性项目"), required=False, widget=forms.CheckboxSelectMultiple(),
                             choices=panel.choices(panel.date.max))
    sample = forms.ChoiceField(label=_("采的是"), choices=choices("sample"), required=False, widget=forms.RadioSelect())
    medicines = OpenChoices(label=_("本人说近期用过的药"), required=False, widget=forms.CheckboxSelectMultiple(), choices=choices("medicines"))
    sample_a = forms.RegexField(SEAL, label=_("A 瓶封签号"), required=False)
    sample_b = forms.RegexField(SEAL, label=_("B 瓶封签号"), required=False)
    warning_letter = forms.BooleanField(label=_("已送达告诫书"), required=False)
    notice = OpenChoice(label=_("检测通知书"), required=False)
    elsewhere = forms.BooleanField(label=_("异地尿检：由当地两名工作人员采样"), required=False)
    receipt_no = forms.CharField(label=_("当地机构的回执号"), required=False, max_length=60)
    kit_lot = LotField(SEAL, label=_("试剂批号"), required=False)
    kit_until = forms.DateField(label=_("试剂有效期至"), required=False)
    forced = forms.BooleanField(label=_("强制检测"), required=False)
    forced_by = OpenChoice(label=_("批准人（公安机关）"), required=False)
    told = forms.ChoiceField(label=_("结果告知本人了吗"), choices=TOLD, required=False, widget=forms.RadioSelect())
    signed = forms.ChoiceField(label=_("本人在检测报告上签字了吗"), choices=SIGNED, required=False,
                               widget=forms.RadioSelect())
    taken_at = forms.CharField(label=_("采样时间"), required=False, max_length=8)
    taken_where = forms.ChoiceField(label=_("在哪里采样"), choices=choices("taken_where"), required=False)
    explanation = forms.CharField(label=_("情况是这样的"), required=False, max_length=500, widget=forms.Textarea())
    note = NoteField()

    fields_of = {
        **RecordForm.fields_of,
        "urine_tests.two_staff": "tester_2",
        "urine_tests.female_collector": "tester_1",
        "urine_tests.approver": "forced_by",
        "urine_tests.two_bottles": "sample_a",
        "urine_tests.one_seal_twice": "sample_b",
        "urine_tests.bottles_without_positive": "sample_a",
        "urine_tests.kit_expired": "kit_until",
        "kits.which_lot": "kit_lot",
        "urine_tests.elsewhere_needs_paper": "receipt_no",
        "urine_tests.receipt_of_elsewhere": "receipt_no",
    }

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        late = dict(late_slots(setting))
        tapped = parted(setting.duty)
        return {
            **super().started(setting),
            "outcome": "negative",
            "sample": "urine",
            "taken_where": "centre",
            "purpose": "return_from_leave" if tapped.kind == "return_test" else "scheduled",
            **{name: str(one.post_id) for name, one in zip(_TESTERS, two_testers(setting), strict=False)},
            "slot": tapped.slot if tapped.slot in late else "",
            **last_kit(setting),
        }

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        staff = setting.staff()
        named = [(str(one.post_id), f"{one.name} · {ROLES[one.role].word}") for one in staff]
        self.let_choose("tester_1", named)
        self.let_choose("tester_2", [*named[1:], *named[:1]])
        for name in ("tester_1", "tester_2", "substances", "sample_a", "sample_b"):
            self.fields[name].required = True  # as shown where they are shown; the rules say when they are needed
        self.fields["forced_by"].choices = [  # type: ignore[attr-defined]
            (str(one.post_id), f"{one.name} · {one.body}") for one in staff if one.role == "police_liaison"
        ]
        self.let_choose("slot", late_slots(setting))
        lots = stock(setting)
        self.let_choose("kit_lot", lots)
        self.fields["kit_lot"].required = bool(lots)  # as shown; the rules say when
        if lots and self.initial.get("kit_lot") not in dict(lots):
            self.initial["kit_lot"] = lots[0][0]
        self.let_choose("substances", panel.choices(setting.on))
        self.fields["notice"].choices = [  # type: ignore[attr-defined]
            (fact.id, _now("%(on)s 送达") % {"on": fact.on.isoformat()})
            for fact in sorted(live(setting.case.facts), key=lambda fact: fact.on, reverse=True)
            if fact.kind == "test_notice_served"
        ][:5]

    @property
    def asks_explanation(self) -> bool:
        """Whether something was asked about this test, or answered already."""
        name = "explanation"
        return self.is_bound and (name in self.errors or bool(self.data.get(self.add_prefix(name))))

    def what(self) -> dict[str, Any]:
        said = super().what()
        said.pop("forced")
        told, signed = said["told"] == "on", said["signed"] == "on"
        for name in ("notice", "tester_1", "tester_2", "forced_by", "sample_a", "sample_b", "kit_lot", "receipt_no", "taken_at", "taken_where", "explanation"):
            said[name] = said[name] or None
        if self.cleaned_data["forced"]:
            said["forced_by"] = said["forced_by"] or ""  # the rules ask who approved it
        return {
            **said, "told": told, "signed": signed, "signature_refused": said["signed"] == "refused",
            "substances": tuple(said["substances"]), "medicines": tuple(said["medicines"]),
            "sample": said["sample"] if said["sample"] in ("saliva", "hair") else None, "slot": said["slot"] or None, "note": said["note"] or None,
        }

    def clean(self) -> dict[str, Any]:
        """What the form cannot take is said at its field, never left out: a choice that is none, an answer to a
        question that was not asked, an answer that is missing."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("tester_1", "tester_2", "notice", "forced_by"):
            if said.get(name) and uuid_or_none(said[name]) is None:
                self.add_error(name, _now("没有这一项，请重新选择。"))
        if said.get("tester_1") and said.get("tester_1") == said.get("tester_2"):
            self.add_error("tester_2", _now("两名工作人员是同一个人。请选择另一名。"))
        if said.get("forced_by") and not said.get("forced"):
            self.add_error("forced_by", _now("没有勾选强制检测，不用批准人。请勾选，或者不选批准人。"))
        self._clean_telling(said)
        return said

    def _clean_telling(self, said: dict[str, Any]) -> None:
        """Whether the person was told is asked of a positive, and nobody answers it but who was there."""
        if said.get("outcome") == "positive":
            for name, text in (("told", _now("请选择告知了没有。")), ("signed", _now("请选择签字了没有。"))):
                if not said.get(name):
                    self.add_error(name, text)
        elif said.get("told") == "later" or said.get("signed") in ("refused", "later"):
            self.add_error("told", _now("只有初筛阳性才登记告知和签字。"))
        if said.get("told") == "later" and said.get("signed") in ("on", "refused"):
            self.add_error("signed", _now("还没有告知本人，不能登记签字。"))


class NoticeForm(OccasionForm):
    test_on = forms.DateField(label=_("定于哪天检测"))
    number = forms.CharField(label=_("通知书编号"), required=False, max_length=60)
    note = NoteField()

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "test_on": setting.on}

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}


class MissedForm(OccasionForm):
    slot = OpenChoice(label=_("哪一次没有来"), error_messages={"required": _("请选择第几次。")})
    reason = OpenChoice(label=_("为什么没有来"), widget=forms.RadioSelect(),
                        error_messages={"required": _("请先问清原因。")})
    notice_served = forms.BooleanField(label=_("检测通知书已送达"), required=False)
    warning_letter = forms.BooleanField(label=_("告诫书已送达"), required=False)
    note = NoteField()

    fields_of = {
        **OccasionForm.fields_of, "slot_not_open": "slot", "urine_tests.not_missed_yet": "slot",
        "no_leave_on_file": "reason",
    }

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        tapped = parted(setting.duty).slot
        slots = [name for name, _words in missed_slots(setting)]
        first = tapped if tapped in slots else slots[0] if slots else ""
        return {**super().started(setting), "slot": first}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        accepted = setting.case.policy().on(setting.on).urine_tests.accepted_reasons
        first = [(code, str(REASONS[code]), _now("成立，当天免到，还要补做") if code == ON_LEAVE else _now("成立，免检"))
                 for code in accepted if code in REASONS]
        rest = [(code, str(text)) for code, text in REASONS.items() if code not in accepted]
        self.let_choose("slot", missed_slots(setting))
        self.let_choose("reason", [*first, *rest])

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}


class WaiverForm(RecordForm):
    until = LastDayField(label=_("免检的最后一天"))
    why = forms.ChoiceField(label=_("原因"), choices=WAIVERS, widget=forms.RadioSelect())
    proof = forms.BooleanField(label=_("已收到证明"), required=False)
    note = NoteField()

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}
