"""The door of an answer that somebody else reads."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.doubts import commands, forms
from guitu.kit.doors import Request, door

READ = Step(
    commands.read_doubt, commands.plan_reading, forms.ReadForm, _("看检测的说明"),
    _("登记时系统问过一句，登记人写了情况。这不是说记录有错，也不影响本人。登记人和采样人以外的人看一看就行。"), checked=False,
)


@door(may="read_doubt")
def read(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, READ)
