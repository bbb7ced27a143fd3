"""The sheet of one meeting: which parts are offered, which are ticked, and what each section says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from guitu.casework.meetings.forms import REPORTS, MeetingForm
from guitu.casework.meetings.parts import Part, open_to
from guitu.casework.record_form import RecordForm, Setting
from guitu.duties import doors
from guitu.duties.rows import WEEK, short, tag_of
from guitu.kit.telling import listed
from guitu.rules.dates import days_after
from guitu.rules.terms import Duty


@dataclass(frozen=True, slots=True)
class Section:
    """One part as the page shows it."""

    part: Part
    form: RecordForm
    tick: Any  # the bound field
    due: str  # 家访、见面，应于 11-20 前
    tag: str
    tone: str

    @property
    def template(self) -> str:
        return f"casework/meetings/{self.part.code}.html"


def started(setting: Setting, kinds: Sequence[str]) -> tuple[MeetingForm, list[Section]]:
    """The sheet as it opens: what the address names is ticked, else what is due by next week."""
    parts = open_to(setting.actor, setting)
    ticked = [part for part in parts if (set(part.kinds) & set(kinds) if kinds else _due(setting, part, soon=True))]
    if not ticked:
        ticked = parts[-1:]
    form = MeetingForm(initial={
        "on": setting.on, "how": _where(setting, ticked), "duty": _first(setting, ticked),
        **{part.tick: part in ticked for part in parts},
    })
    return form, [_section(setting, form, part, _fresh(setting, part)) for part in parts]


def _fresh(setting: Setting, part: Part) -> RecordForm:
    """The part's own form with its own defaults, about the duty of its that is longest due."""
    own = replace(setting, duty=next((duty.key for duty in _due(setting, part)), ""))
    form = part.form(initial=part.form.started(own), prefix=part.code)
    form.arrange(own)
    return form


def _where(setting: Setting, ticked: Iterable[Part]) -> str:
    """At home where only the home is to be seen; else at the centre, where tests and reports are."""
    due = [duty for part in ticked for duty in _due(setting, part)]
    first = min((duty.due_on for duty in due), default=setting.on)
    steps = {duty.name.step for duty in due if duty.due_on <= max(first, days_after(setting.on, WEEK))}
    return "home" if [part.code for part in ticked] == ["visit"] and "home" in steps else "centre"


def _due(setting: Setting, part: Part, *, soon: bool = False) -> list[Duty]:
    found = sorted(setting.due(*part.kinds), key=lambda duty: (duty.due_on, duty.key))
    return [duty for duty in found if duty.due_on <= days_after(setting.on, WEEK)] if soon else found


def _first(setting: Setting, ticked: Iterable[Part]) -> str:
    """The duty whose place on the list is that of the meeting."""
    due = sorted((duty for part in ticked for duty in _due(setting, part)), key=lambda duty: (duty.due_on, duty.key))
    return due[0].key if due else ""


def _section(setting: Setting, form: MeetingForm, part: Part, own: RecordForm) -> Section:
    due = _due(setting, part)
    words, tag, tone = "", "", "plain"
    if due:
        tag, tone = tag_of(due[0].due_on, due[0].due_on, setting.on)
        names = listed(dict.fromkeys(doors.word(duty.kind, duty.key) for duty in due))
        words = _("%(what)s，应于 %(by)s 前") % {"what": names, "by": short(due[0].due_on, setting.on)}
    return Section(part, own, form[part.tick], words, tag, tone)


# -- sent ----------------------------------------------------------------------------------------------------


def read(sent: QueryDict, part: Part, *, only_read: bool = True) -> RecordForm:
    """A part as sent, with the day and the place that were asked once."""
    whole = sent.copy()
    how = sent.get("how", "")
    shared = {"on": sent.get("on", ""), "sure": sent.get("sure", ""), "how": REPORTS.get(how, how) if part.code == "report" else how}
    shared["met"] = "yes"
    for name, value in shared.items():
        whole[f"{part.code}-{name}"] = value
    return part.form(whole, prefix=part.code, only_read=only_read)


def shown_again(setting: Setting, form: MeetingForm, sent: QueryDict) -> list[Section]:
    """The sections as they were sent; a part that was not ticked opens with its defaults."""
    sections = []
    for part in open_to(setting.actor, setting):
        if form.data.get(part.tick):
            own = read(sent, part, only_read=False)
            own.full_clean()  # before it is arranged: what is required depends on what is shown
            own.arrange(replace(setting, duty=next((duty.key for duty in _due(setting, part)), "")))
        else:
            own = _fresh(setting, part)
        sections.append(_section(setting, form, part, own))
    return sections


def day_of(form: MeetingForm) -> date:
    on: date = form.cleaned_data["on"]
    return on


SHARED: Mapping[str, str] = {"on": "on", "how": "how", "met": "how", "sure": "sure"}  # fields of a part that are asked once
