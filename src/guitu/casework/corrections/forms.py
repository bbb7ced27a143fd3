"""The form of a correction, prefilled with what was recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.corrections.fields import form_fields
from guitu.casework.record_form import LastDayField, NoteField, Setting
from guitu.kit.telling import joined, listed
from guitu.kit.typed import TypedForm
from guitu.ledger import fact_words
from guitu.rules import records
from guitu.rules.corrections import RESTS_ON_PAPER
from guitu.rules.facts import Fact

WHY = tuple((code, fact_words.code("why", code)) for code in ("mistake", "wrong_person", "typed_twice"))


class CorrectForm(TypedForm):
    """The fields of the fact's kind. Only what differs is sent on."""

    on = forms.DateField(label=_("日期"), error_messages={"required": _("请填写日期。")})

    def __init__(self, data: Any, setting: Setting, fact: Fact, note: str | None) -> None:
        body = records.body_of(fact)
        super().__init__(data, initial={"on": fact.on, "note": note or "", **body})
        self.fact, self.body, self.old_note = fact, body, note
        self.fields.update(form_fields(fact.kind, setting))
        for name, field in self.fields.items():
            if isinstance(field, LastDayField):
                self.initial[name] = getattr(fact, name)
        self._keep_what_was()
        for name in ("on", *body):
            if name in self.fields:
                self._say_what_was(name)
        self.recorded = [name for name in self.fields if name == "on" or self.fields[name].required or body.get(name)]
        self.fields["because"] = forms.ChoiceField(
            label=_("为什么更正"), choices=list(fact_words.choices("because")), widget=forms.RadioSelect(),
            error_messages={"required": _("请选为什么更正。")},
        )
        if fact.kind == "urine_test" or fact.kind in RESTS_ON_PAPER:
            self.fields["paper_no"] = forms.CharField(
                label=_("更正所依据的文书编号"), required=False, max_length=100,
                help_text=_("实验室、公安机关已有结论的，须由登记人以外的另一人凭文书更正。"),
            )
        if "NOTE" in setting.actor.classes:
            self.fields["note"] = NoteField()

    def _keep_what_was(self) -> None:
        """What is on record stays to be chosen, though nobody could choose it today."""
        for name, value in self.body.items():
            field: Any = self.fields.get(name)
            if isinstance(field, LastDayField):
                self.initial[name] = getattr(self.fact, name)
            offered = getattr(field, "choices", None)
            if offered is not None and isinstance(value, str) and value not in [one[0] for one in offered]:
                word = fact_words.code(name, value)
                field.choices = [*offered, (value, _now("原来登记的") if word == value else word)]

    def _say_what_was(self, name: str) -> None:
        """The old value stands beside the new one, also when something else is chosen."""
        field = self.fields[name]
        was = _now("原来：%(old)s") % {"old": self._old(name)}
        field.help_text = joined((f"{was}。" if field.help_text else was, str(field.help_text or "")))

    def shown_first(self) -> list[forms.BoundField]:
        """What was recorded, then why it is put right, on which paper, and the note."""
        last = [name for name in ("because", "paper_no", "note") if name in self.fields]
        return [self[name] for name in (*self.recorded, *last)]

    def left_empty(self) -> list[forms.BoundField]:
        """What was left empty then, folded: seldom what is to be put right."""
        first = {field.name for field in self.shown_first()}
        return [field for field in self if field.name not in first]

    @property
    def is_open(self) -> bool:
        """Whether something of what is folded was filled in or refused."""
        return self.is_bound and any(field.errors or field.value() not in (None, "", [], False) for field in self.left_empty())

    def body_changes(self) -> dict[str, Any]:
        """What differs from the record as it stands."""
        answer = {}
        for name in self.fields:
            if name in ("on", "note", "paper_no", "because"):
                continue
            value = self.cleaned_data[name]
            value = None if value == "" else value
            if _comparable(value) != _comparable(getattr(self.fact, name)):
                answer[name] = value
        return answer

    def note(self) -> str | None:
        """The note, if it was changed; None leaves it as it is."""
        if "note" not in self.fields:
            return None
        said = str(self.cleaned_data["note"])
        return said if said != (self.old_note or "") else None

    def what(self) -> dict[str, Any]:
        """The command's own words."""
        return {"on": self.cleaned_data["on"], "body": self.body_changes(), "note": self.note(),
                "paper_no": self.cleaned_data.get("paper_no") or None, "because": self.cleaned_data["because"]}

    def rows(self) -> list[dict[str, str]]:
        """Old and new of what differs, for checking."""
        changed: dict[str, Any] = dict(self.body_changes())
        if self.cleaned_data["on"] != self.fact.on:
            changed = {"on": self.cleaned_data["on"], **changed}
        rows = [
            {"label": fact_words.field(name), "value": f"{self._old(name)} → {self._word(name, value)}"}
            for name, value in changed.items()
        ]
        because = fact_words.code("because", self.cleaned_data["because"])
        rows.append({"label": str(self.fields["because"].label), "value": because})
        if paper := self.cleaned_data.get("paper_no"):
            rows.append({"label": str(self.fields["paper_no"].label), "value": paper})
        if self.note() is not None:
            rows.append({"label": _now("情况"), "value": _now("已修改")})
        return rows

    def _old(self, name: str) -> str:
        return self._word(name, getattr(self.fact, name))

    def _word(self, name: str, value: Any) -> str:
        if value is None or value in ((), []):
            return "—"
        if isinstance(value, bool):
            return _now("是") if value else _now("否")
        if isinstance(value, (list, tuple)):
            return listed(fact_words.code(name, code) for code in value)
        field = self.fields.get(name)
        if isinstance(field, LastDayField):
            return str(field.prepare_value(value))
        choices: Any = getattr(field, "choices", ())
        return str({str(code): text for code, text in choices}.get(str(value), value))


def _comparable(value: Any) -> Any:
    return sorted(value) if isinstance(value, (list, tuple)) else value


class WithdrawForm(TypedForm):
    why = forms.ChoiceField(label=_("为什么撤回"), choices=WHY, widget=forms.RadioSelect(), initial="mistake")
    note = NoteField(label=_("说明"))

    def __init__(self, data: Any, setting: Setting, fact: Fact, note: str | None) -> None:
        super().__init__(data)

    def what(self) -> dict[str, Any]:
        return {"why": self.cleaned_data["why"], "note": self.cleaned_data["note"] or None}

    def rows(self) -> list[dict[str, str]]:
        why = fact_words.code("why", self.cleaned_data["why"])
        return [{"label": _now("撤回"), "value": why}]
