"""From a kind of fact to the fields of its correction form: one by one, by their types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.casework.load import live
from guitu.casework.record_form import LastDayField, OpenChoice, Setting
from guitu.grid.roles import ROLES
from guitu.kit.telling import said as in_words
from guitu.ledger import fact_words
from guitu.rules import records
from guitu.rules.levels import TRIGGERS
from guitu.rules.points import may_grant

# What names another record, or is derived, or moved a person: withdraw and record anew instead.
LOCKED = frozenset(
    {"measure", "measure_kind", "test", "leave", "assessment", "to_path", "forced_by", "collector_sex",
     "scores", "duty", "by", "grant", "match", "unnumbered", "consent", "membership", "relative", "plan", "goal", "of_incident",
     "raised", "confirmed", "question", "story", "breach", "criticised", "paper",
     "sent_letter", "transfer", "asked_for", "reply_asked", "leaves_county", "keeper", "second", "doubts", "asked_test", "proposed"}
)


LAST_DAYS = {("tests_waived", "until"): gettext_lazy("免检的最后一天")}  # asked as people say it


@cache
def names_of(kind: str) -> tuple[str, ...]:
    """The fields of a kind's body."""
    return tuple(f.name for f in fields(records.KINDS[kind]) if f.name not in records.ENVELOPE)


@cache
def _hints(kind: str) -> Mapping[str, Any]:
    return get_type_hints(records.KINDS[kind])


def form_fields(kind: str, setting: Setting) -> dict[str, forms.Field]:
    """The fields that may be put right, labelled, with their choices."""
    return {name: _field(kind, name, setting) for name in names_of(kind) if name not in LOCKED}


def _field(kind: str, name: str, setting: Setting) -> forms.Field:
    hint = _hints(kind)[name]
    optional = type(None) in get_args(hint)
    said: dict[str, Any] = {"label": fact_words.field(name), "required": not optional}
    if (kind, name) in LAST_DAYS:
        return LastDayField(label=LAST_DAYS[kind, name], required=not optional)
    if name in _FROM_ROWS:
        return _open(_FROM_ROWS[name](setting), said)
    codes = records.codes_of(kind, name)
    if codes:
        of = "strip" if (kind, name) == ("urine_test", "outcome") else name
        return forms.ChoiceField(choices=_choices(of, codes, optional), **said)
    if name in fact_words.CODES and str(hint).startswith("tuple"):
        chosen = list(fact_words.CODES[name].items())
        return forms.MultipleChoiceField(
            choices=chosen, widget=forms.CheckboxSelectMultiple(), **{**said, "required": False}
        )
    if name == "triggers":
        return forms.MultipleChoiceField(
            choices=_triggers(setting), widget=forms.CheckboxSelectMultiple(), **{**said, "required": False}
        )
    if name == "laboratory":
        return _open(list(fact_words.choices("laboratory")), said)
    return _plain(hint, said)


def _plain(hint: Any, said: dict[str, Any]) -> forms.Field:
    if hint is bool:
        return forms.BooleanField(**{**said, "required": False})
    if hint is int:
        return forms.IntegerField(min_value=-400, max_value=4000, **said)
    if hint in (date, date | None):
        return forms.DateField(widget=forms.DateInput(), **said)
    if str(hint).startswith("tuple"):
        return forms.MultipleChoiceField(choices=(), **{**said, "required": False})
    return forms.CharField(max_length=60, **said)


def _choices(name: str, codes: tuple[str, ...], optional: bool) -> list[tuple[str, str]]:
    listed = [(code, fact_words.code(name, code)) for code in codes]
    return [("", "—"), *listed] if optional else listed


def _open(choices: list[tuple[Any, ...]], said: dict[str, Any]) -> OpenChoice:
    field = OpenChoice(**said)
    field.choices = choices if said["required"] else [("", "—"), *choices]
    return field


def _staff(setting: Setting) -> list[tuple[Any, ...]]:
    return [(str(one.post_id), f"{one.name} · {ROLES[one.role].word}") for one in setting.staff()]


def _items(setting: Setting) -> list[tuple[Any, ...]]:
    policy = setting.case.policy().on(setting.on).points
    return [(code, in_words(item.name)) for code, item in sorted(policy.items.items()) if may_grant(code, policy)]


def _triggers(setting: Setting) -> list[tuple[Any, ...]]:
    found = setting.case.policy().on(setting.on).levels.triggers
    return [(code, _(TRIGGERS.get(code, code))) for code in found]


def _slots(setting: Setting) -> list[tuple[Any, ...]]:
    """The slots of the measure, as 2:3 and as 第 2 年第 3 次."""
    found = [duty.name.slot.partition(":") for duty in setting.course.duties if duty.name.slot]
    return [(f"{y}:{n}", _("第 %(year)s 年第 %(number)s 次") % {"year": y, "number": n}) for y, _colon, n in found]


def _notices(setting: Setting) -> list[tuple[Any, ...]]:
    """The test notices on file, the latest first."""
    found = sorted(live(setting.case.facts), key=lambda fact: (fact.on, fact.id), reverse=True)
    return [(f.id, _("%(on)s 送达") % {"on": f.on.isoformat()}) for f in found if f.kind == "test_notice_served"]


_FROM_ROWS: Mapping[str, Callable[[Setting], list[tuple[Any, ...]]]] = {
    "tester_1": _staff,
    "tester_2": _staff,
    "told_by": _staff,
    "checked_by": _staff,
    "companion": _staff,
    "critic": _staff,
    "server_1": _staff,
    "server_2": _staff,
    "notice": _notices,
    "item": _items,
    "slot": _slots,
}
