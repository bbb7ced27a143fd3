from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.points.commands import grant_points
from guitu.casework.points.forms import PointsForm
from guitu.casework.points.queries import balance, shown
from guitu.casework.record_form import Setting
from guitu.casework.record_page import Sheet, record_page
from guitu.kit.doors import Request, door


def purse(setting: Setting) -> dict[str, Any]:
    total, month = balance(setting.case.id, setting.on)
    cap = setting.case.policy().on(setting.on).points.month_cap
    return {"total": shown(total), "month": shown(month), "cap": str(cap) if cap else ""}


POINTS = Sheet(_("记积分"), "casework/points/record.html", PointsForm, grant_points, "BASIC POINTS", purse)


@door(may="grant_points")
def record(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, POINTS)
