from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, StepForm, take
from guitu.casework.leave import commands, forms
from guitu.kit.doors import Request, door
from guitu.kit.pages import url
from guitu.ledger.commands import Answer


def _to_what_was_asked(form: StepForm, answer: Answer) -> list[tuple[Any, str]]:
    return [(say("看申请"), url("approvals"))] if answer.get("approval") else []


GRANT = Step(
    commands.grant_leave, commands.plan_leave, forms.LeaveForm, _("请假"), checked=False, after=_to_what_was_asked
)
RETURN = Step(commands.record_return, commands.plan_return, forms.ReturnForm, _("销假"), checked=False)
ABSENCE = Step(
    commands.confirm_absence, commands.plan_absence, forms.AbsenceForm, _("核实擅自离开"),
    _("先核实原因。已请假的不算；确认后计入擅自离开的次数和天数，是否严重违反由公安机关决定。"),
)


@door(may="grant_leave")
def grant_leave(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, GRANT)


@door(may="record_return")
def record_return(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RETURN)


@door(may="confirm_absence")
def confirm_absence(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ABSENCE)
