from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import Sheet, record_page
from guitu.casework.reporting.commands import record_report
from guitu.casework.reporting.forms import ReportForm
from guitu.casework.telling import why
from guitu.kit.doors import Request, door


def last_report(setting: Setting) -> dict[str, Any]:
    reports = [fact.on for fact in live(setting.case.facts) if fact.kind == "periodic_report"]
    duty = next(iter(setting.due("periodic_report")), None)
    told = why(duty.reasons, setting.case.policy(), year=setting.on.year) if duty else None
    return {"last": max(reports).isoformat() if reports else "", "due": told}


REPORT = Sheet(
    _("记录报到"), "casework/reporting/record.html", ReportForm, record_report, "BASIC STATUS", last_report
)


@door(may="record_report")
def record(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, REPORT)
