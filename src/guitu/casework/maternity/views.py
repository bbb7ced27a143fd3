from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.maternity import commands, forms
from guitu.kit.doors import Request, door

_LEAD = _("怀孕或者正在哺乳自己不满一周岁婴儿的妇女，不适用强制隔离戒毒。检测是否免，另在“免检”里登记。")
PREGNANCY = Step(commands.record_pregnancy, commands.plan_pregnancy, forms.PregnancyForm, _("登记怀孕"), _LEAD)
PREGNANCY_END = Step(
    commands.end_pregnancy, commands.plan_pregnancy_end, forms.PregnancyEndForm, _("登记怀孕结束")
)
NURSING = Step(commands.record_nursing, commands.plan_nursing, forms.NursingForm, _("登记哺乳"), _LEAD)
NURSING_END = Step(commands.end_nursing, commands.plan_nursing_end, forms.NursingEndForm, _("登记哺乳结束"))


@door(may="record_pregnancy")
def record_pregnancy(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, PREGNANCY)


@door(may="end_pregnancy")
def end_pregnancy(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, PREGNANCY_END)


@door(may="record_nursing")
def record_nursing(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, NURSING)


@door(may="end_nursing")
def end_nursing(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, NURSING_END)
