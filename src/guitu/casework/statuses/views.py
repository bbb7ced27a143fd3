from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.statuses import commands, forms
from guitu.kit.doors import Request, door

LOST = Step(
    commands.record_lost_contact, commands.plan_lost, forms.LostForm, _("登记失联"),
    checked=False, template="casework/statuses/lost.html",
)
FOUND = Step(commands.record_found, commands.plan_found, forms.FoundForm, _("登记找回"), checked=False)
STATUS = Step(
    commands.record_status, commands.plan_status, forms.StatusForm, _("登记状态变动"),
    template="casework/statuses/status.html",
)


@door(may="record_lost_contact")
def record_lost_contact(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, LOST)


@door(may="record_found")
def record_found(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, FOUND)


@door(may="record_status")
def record_status(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, STATUS)
