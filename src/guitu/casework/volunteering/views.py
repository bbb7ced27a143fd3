"""The doors of helping others: three pages of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.helping import help_sheet
from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import record_page
from guitu.casework.volunteering import commands, forms
from guitu.kit.doors import Request, door
from guitu.kit.telling import said
from guitu.rules import volunteering
from guitu.rules.dates import day_after, first_of_year


def beside(setting: Setting) -> dict[str, Any]:
    """In the team since when, and for how long this year."""
    stand, on = live(setting.case.facts), setting.on
    policy = setting.case.policy().on(on).volunteering
    rows = [
        {"label": start.isoformat(), "value": say("%(on)s 退出") % {"on": end} if end else say("在队里")}
        for start, end in reversed(volunteering.spans(stand))
    ]
    hours = volunteering.minutes(stand, first_of_year(on), day_after(on)) / 60
    rows.append({"label": say("今年时数"), "value": say("%(n)s 小时") % {"n": f"{hours:g}"}})
    return {
        "cards": [{"title": said(policy.team), "rows": rows, "none": ""}],
        "said_beside": say("自愿参加，随时可以退出。名册、时数不对外，也不排名。队里不说谁为什么在这里。"),
    }


JOIN = help_sheet(_("加入志愿队"), forms.JoinForm, commands.join_volunteers, beside)
LEAVE = help_sheet(_("退出志愿队"), forms.LeaveForm, commands.leave_volunteers, beside)
HOURS = help_sheet(_("登记志愿时数"), forms.HoursForm, commands.record_hours, beside)


@door(may="join_volunteers")
def join(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, JOIN)


@door(may="leave_volunteers")
def leave(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, LEAVE)


@door(may="record_hours")
def hours(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, HOURS)
