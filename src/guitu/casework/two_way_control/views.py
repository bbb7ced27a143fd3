from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.two_way_control import commands, forms
from guitu.kit.doors import Request, door

START = Step(
    commands.start_two_way_control, commands.plan_start, forms.StartForm, _("登记双向管控"),
    _("居住地检测、帮教，户籍地保留档案。"),
)  # fmt: skip
END = Step(commands.end_two_way_control, commands.plan_end, forms.EndForm, _("登记双向管控结束"))


@door(may="start_two_way_control")
def start_two_way_control(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, START)


@door(may="end_two_way_control")
def end_two_way_control(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, END)
