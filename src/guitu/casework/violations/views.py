from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.violations import commands, forms
from guitu.kit.doors import Request, door

REPORT = Step(
    commands.report_violation, commands.plan_report, forms.ViolationForm, _("报告严重违反"),
    _("只是报告，不是决定：是否成立、怎样处理，由公安机关决定；决定回来后再登记。"),
    template="casework/violations/report.html",
)
ANSWER = Step(
    commands.record_police_answer, commands.plan_answer, forms.AnswerForm, _("登记公安机关答复"),
    _("公安机关对严重违反的答复。没有答复之前不提出三年未复吸；认定的，到下一次措施开始之前也不提出。"),
)


@door(may="report_violation")
def report_violation(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, REPORT)


@door(may="record_police_answer")
def record_police_answer(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ANSWER)
