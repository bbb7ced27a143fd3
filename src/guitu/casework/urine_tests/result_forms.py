"""The forms that follow a strip positive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework import panel
from guitu.casework.load import Case, live
from guitu.casework.record_form import NoteField, OpenChoice, RecordForm, Setting, uuid_or_none
from guitu.grid.roles import ROLES
from guitu.rules import screenings
from guitu.rules.duty_keys import parted

SIGNATURES = (("signed", _("已签字")), ("refused", _("拒绝签字")))


def positives_of(held: Case) -> list[Any]:
    """The person's strip positives, the latest first."""
    stand = [fact for fact in live(held.facts) if fact.kind == "urine_test"]
    found: list[Any] = [fact for fact in stand if fact.outcome == "positive"]  # type: ignore[attr-defined]
    return sorted(found, key=lambda fact: (fact.on, fact.id), reverse=True)


def positives(setting: Setting) -> list[Any]:
    return positives_of(setting.case)


def untold(setting: Setting) -> list[Any]:
    """Those of which the person has not been told, or has neither signed nor refused to, the latest first."""
    return [test for test in positives(setting) if not screenings.is_told(test)]


def told_as(test: Any) -> str:
    words = {"on": test.on.isoformat(), "what": panel.words(test.substances)}
    return _now("%(on)s 初筛阳性（%(what)s）") % words


class OfTest(RecordForm):
    """About one strip positive."""

    test = OpenChoice(label=_("哪一次检测"), error_messages={"required": _("请选择是哪一次检测。")})
    note = NoteField()

    fields_of = {
        **RecordForm.fields_of, "urine_tests.not_positive": "test", "urine_tests.stage_twice": "stage",
        "urine_tests.same_laboratory": "laboratory", "urine_tests.objection_late": "on",
        "result_before_test": "on",
    }

    @classmethod
    def offered(cls, setting: Setting) -> list[Any]:
        """The tests to choose from, the likeliest first."""
        return positives(setting)

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        duty = parted(setting.duty)
        named = duty.of if duty.kind == "read_result" else ""
        known = [test.id for test in cls.offered(setting)]
        return {**super().started(setting), "test": named if named in known else (known[0] if known else "")}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.let_choose("test", [(test.id, told_as(test)) for test in self.offered(setting)])

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "test": uuid_or_none(said["test"]), "note": said["note"] or None}

    def clean_test(self) -> str:
        test = str(self.cleaned_data["test"])
        if test and uuid_or_none(test) is None:
            raise forms.ValidationError(_("请选择是哪一次检测。"))
        return test


class TellingForm(OfTest):
    """Two questions: when and by whom told, and whether the person signed."""

    on = forms.DateField(label=_("哪天告知的"), widget=forms.DateInput(), error_messages={
        "required": _("请填写告知的日子。"), "invalid": _("日期写成 2026-11-18 这样。"),
    })
    told_by = OpenChoice(label=_("谁告知的"), error_messages={"required": _("请选择是谁告知的。")})
    signature = forms.ChoiceField(
        label=_("本人在检测报告上签字了吗"), choices=SIGNATURES, widget=forms.RadioSelect(),
        error_messages={"required": _("请选择本人签字了没有。")},
    )
    note = NoteField(label=_("告知的经过"))

    fields_of = {
        **OfTest.fields_of, "urine_tests.told_before_test": "on", "urine_tests.told_already": "test",
        "corrections.already": "test",
    }

    @classmethod
    def offered(cls, setting: Setting) -> list[Any]:
        return untold(setting)

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        begun = super().started(setting)
        named = next((test for test in untold(setting) if test.id == begun["test"]), None)
        told = screenings.told_on(named) if named else None  # told on the spot, the signature is what is missing
        mine = str(setting.actor.post_id)
        tellers = [str(one.post_id) for one in setting.staff()]
        return {**begun, "on": told or setting.on, "told_by": mine if mine in tellers else ""}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.fields["told_by"].choices = [  # type: ignore[attr-defined]
            (str(one.post_id), f"{one.name} · {ROLES[one.role].word}") for one in setting.staff()
        ]

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "told_by": uuid_or_none(said["told_by"])}


class ObjectionForm(OfTest):
    pass
