from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.isolation import commands, forms
from guitu.kit.doors import Request, door

ESCAPE = Step(
    commands.record_escape, commands.plan_escape, forms.EscapeForm, _("登记脱逃"),
    _("脱逃期间不计入强制隔离戒毒的期限。"),
)
RECAPTURE = Step(commands.record_recapture, commands.plan_recapture, forms.RecaptureForm, _("登记追回"))
MEDICAL_LEAVE = Step(
    commands.start_medical_leave, commands.plan_medical_leave, forms.MedicalLeaveForm, _("登记所外就医"),
    _("所外就医期间计入期限。措施结束时，所外就医同时结束。"),
)
MEDICAL_RETURN = Step(
    commands.end_medical_leave, commands.plan_medical_return, forms.MedicalReturnForm, _("登记所外就医结束")
)


@door(may="record_escape")
def record_escape(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ESCAPE)


@door(may="record_recapture")
def record_recapture(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RECAPTURE)


@door(may="start_medical_leave")
def start_medical_leave(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, MEDICAL_LEAVE)


@door(may="end_medical_leave")
def end_medical_leave(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, MEDICAL_RETURN)
