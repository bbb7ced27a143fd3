from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.points.commands import confirm_deduction, grant_points, plan_confirmation
from guitu.casework.points.forms import DeductionForm, PointsForm
from guitu.casework.points.queries import Month, beside, month_of, shown
from guitu.casework.points.telling import month_named, told
from guitu.casework.points_account import moved
from guitu.casework.record_form import Setting
from guitu.casework.record_page import Sheet, lead, noted, record_page, setting_of
from guitu.duties import doors
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.kit.pages import render, url
from guitu.kit.telling import said as in_words
from guitu.rules.dates import days_after
from guitu.rules.redemptions import RedemptionsPolicy, lapsing, last_day


def purse(setting: Setting) -> dict[str, Any]:
    """The balance, and the open month: what it earned, and what was booked in it for months before."""
    total, month, _items, _lines = month_of(setting.case.id, setting.on)
    cap = setting.case.policy().on(setting.on).points.month_cap
    return {"account": _account(total, month, str(cap) if cap else ""), "months_url": _address(setting, month.name)}


def _account(total: int, month: Month, cap: str = "") -> list[dict[str, str]]:
    lines = [
        {"label": _now("余额"), "value": shown(total)},
        {"label": _now("本月所得"), "value": shown(month.earned) + (f" / {cap}" if cap else "")},
    ]
    if month.for_before:
        lines.append({"label": _now("更正以前月份"), "value": shown(month.for_before)})
    if month.exchanged:
        lines.append({"label": _now("本月兑换和其他"), "value": shown(month.exchanged)})
    if month.corrected_later:
        lines.append({"label": _now("以后更正"), "value": shown(month.corrected_later)})
    return lines


def _address(setting: Setting, month: str) -> str:
    return url("points-of-month", setting.case.id, query={"month": month})


POINTS = Sheet(_("记积分"), "casework/points/record.html", PointsForm, grant_points, "BASIC POINTS", purse)
DEDUCTION = Step(
    confirm_deduction, plan_confirmation, DeductionForm, _("确认扣分"),
    _("登记的人不能确认自己登记的扣分。确认之后才扣；确认错了可以撤回。"), template="casework/points/confirm.html",
)


@door(may="grant_points")
def record(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, POINTS)


@door(may="confirm_deduction")
def confirm(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, DEDUCTION)


@door(may="open_person")
def month(request: Request, person_id: UUID) -> HttpResponse:
    """Any month of the account."""
    setting = setting_of(request, person_id, "")
    if "POINTS" not in request.actor.classes:
        raise NotVisible
    noted(request, setting, "BASIC POINTS")
    asked = request.GET.get("month") or setting.on.isoformat()[:7]
    total, found, items, lines = month_of(person_id, month_named(asked))
    names = setting.case.policy().on(min(found.first_on, setting.on)).points.items
    context = {
        "active": "people",
        "title": _now("%(month)s 的积分") % {"month": found.name},
        "lead": lead(setting),
        "account": _account(total, found),
        "items": [
            {"label": in_words(names[item].name) if item in names else item, "value": shown(amount)}
            for item, amount in items
            if item != "taken_back"
        ],
        "lines": [told(line, names, setting.case.policy().on(setting.on).redemptions, setting.on) for line in lines],
        "can_dispute": "dispute_points" in request.actor.may,
        "person_id": person_id,
        "exchange_url": url("exchange-points", person_id) if "reserve_good" in request.actor.may else "",
        "lapse": _lapse(person_id, setting),
        "near": [(name, _address(setting, name)) for name in beside(found.first_on, setting.on)],
        "person_url": doors.person_url(person_id),
    }
    return render(request, "casework/points/month.html", context)


def _lapse(person_id: UUID, setting: Setting) -> str:
    """What lapses when the year ends, told from the first warning on."""
    policy: RedemptionsPolicy = setting.case.policy().on(setting.on).redemptions
    last = last_day(setting.on)
    if (last - setting.on).days > policy.first_warning_days:
        return ""
    lapses = lapsing(moved(person_id), days_after(last, 1), policy)
    return _now("有 %(points)s 分到 %(day)s 作废，请先兑换。") % {"points": shown(lapses), "day": last.isoformat()} if lapses else ""
