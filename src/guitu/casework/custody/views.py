from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.custody import commands, forms
from guitu.kit.doors import Request, door

CUSTODY = Step(commands.record_custody, commands.plan_custody, forms.CustodyForm, _("登记羁押"))
RELEASE = Step(commands.release_from_custody, commands.plan_release, forms.ReleaseForm, _("登记释放"))


@door(may="record_custody")
def record_custody(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, CUSTODY)


@door(may="release_from_custody")
def release_from_custody(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RELEASE)
