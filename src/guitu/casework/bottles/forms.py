"""What is typed when bottles change hands, and when they are destroyed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework import panel
from guitu.casework.checking import StepForm
from guitu.casework.staff import colleagues
from guitu.grid.roles import ROLES
from guitu.ledger.fact_words import choices
from guitu.rules import bottles
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

_STEPS = choices("bottle_step", *bottles.BEFORE)


class OfBottles(StepForm):
    """About the bottles of one positive; those that something is left of are offered."""

    test = forms.ChoiceField(label=_("哪一次检测"), error_messages={"required": _("请选择是哪一次检测。")})

    def prepare(self) -> None:
        found = [(test, bottles.bottles_of(test, self.facts_of("bottles_moved", "bottles_destroyed"))) for test in reversed(self.facts_of("urine_test"))]
        self.found = [(test, mine) for test, mine in found if any(one.now.step not in bottles.OVER for one in mine)]
        field: Any = self.fields["test"]
        field.choices = [(test.id, f"{test.on.isoformat()} {panel.words(test.substances)}（{'、'.join(one.seal for one in mine)}）") for test, mine in self.found]
        ids = [test.id for test, _mine in self.found]
        self.initial["test"] = self.named.of if self.named.of in ids else (ids[0] if ids else "")

    def verdict(self) -> Verdict:
        return ALLOWED if self.found else refused(Reason("bottles.gone"))


class MoveForm(OfBottles):
    bottles = forms.ChoiceField(label=_("哪一瓶"), choices=choices("bottles"), widget=forms.RadioSelect)
    bottle_step = forms.ChoiceField(label=_("哪一步"), choices=_STEPS, widget=forms.RadioSelect)
    keeper = forms.ChoiceField(label=_("谁保管（入库）、谁交出"), required=False)
    laboratory = forms.ChoiceField(label=_("交给哪家检测机构"), required=False, choices=[("", _("不是交检测机构")), *choices("laboratory")])
    field_order = ("test", "bottles", "bottle_step", "on", "keeper", "laboratory", "note")

    def prepare(self) -> None:
        super().prepare()
        staff = colleagues(self.actor, self.held.scope_path, self.today)
        field: Any = self.fields["keeper"]
        field.choices = [(str(one.post_id), f"{one.name} · {ROLES[one.role].word}") for one in staff] or [("", _("请选择"))]
        chosen = next((mine for test, mine in self.found if test.id == self.initial["test"]), [])
        is_new = bool(chosen) and all(one.now.step == "sealed" for one in chosen)
        self.initial.update(bottles="both", bottle_step="stored" if is_new else "", keeper=str(self.actor.post_id))

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "keeper": said["keeper"] or None, "laboratory": said["laboratory"] or None}


class DestroyForm(OfBottles):
    destroyed_how = forms.ChoiceField(label=_("怎样销毁"), choices=choices("destroyed_how"), widget=forms.RadioSelect)
    field_order = ("test", "on", "destroyed_how", "note")
