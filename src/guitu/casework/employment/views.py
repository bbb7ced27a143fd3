"""The doors of work: the pages of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.employment import bonus, commands, forms
from guitu.casework.helping import help_sheet
from guitu.casework.record_form import Setting
from guitu.casework.record_page import record_page
from guitu.kit.doors import Request, door
from guitu.kit.telling import listed, shown


def beside(setting: Setting) -> dict[str, Any]:
    """The jobs so far, and whether the person is counted as able to work today."""
    on = setting.on
    running = [one for one in setting.course.work if one.from_on <= on and (one.until_on is None or on < one.until_on)]
    now = [{"label": say("不计入有就业能力"), "value": shown(f"excluded_because.{one.code}")} for one in running if one.what == "excluded"]
    now += [{"label": say("参保"), "value": shown(f"insurance.{one.code}")} for one in running if one.what == "insured"]
    made = [
        {"label": forms.called(job), "value": say("%(on)s 离岗") % {"on": job.until_on} if job.until_on else say("在岗")}
        for job in reversed(commands.jobs_of(setting.case))
    ]
    return {
        "cards": [
            {"title": say("工作"), "rows": made[:6], "none": say("还没有登记过工作。")},
            {"title": say("就业能力、参保"), "rows": now, "none": say("计入有就业能力；没有登记参保。")},
        ]
    }


def told_beside(setting: Setting) -> dict[str, Any]:
    return {**beside(setting), "said_beside": say("不选的话，用人单位只知道姓名。任何一种，都不给用人单位看档案。")}


REFER = help_sheet(_("推荐就业"), forms.ReferForm, commands.refer_to_work, told_beside)
START = help_sheet(_("登记到岗"), forms.StartJobForm, commands.start_job, beside)
CHECK = help_sheet(_("核实在岗"), forms.CheckJobForm, commands.check_job, beside)
END = help_sheet(_("登记离岗"), forms.EndJobForm, commands.end_job, beside)
EXCLUDE = help_sheet(_("不计入有就业能力"), forms.ExcludeForm, commands.exclude_work, beside)
INCLUDE = help_sheet(_("恢复计入有就业能力"), forms.IncludeForm, commands.include_work, beside)
INSURE = help_sheet(_("登记参保"), forms.InsuranceForm, commands.start_insurance, beside)
UNINSURE = help_sheet(_("登记停保"), forms.EndInsuranceForm, commands.end_insurance, beside)


def money_beside(setting: Setting) -> dict[str, Any]:
    """What the year has and what is paid out of it."""
    year = setting.on.year
    has, out = bonus.budget(setting.case.county_id, year), bonus.paid(setting.case.county_id, year)
    rows = [{"label": say("%(year)s 年预算") % {"year": year}, "value": say("%(n)s 元") % {"n": has} if has is not None else say("没有登记")},
            {"label": say("已发放"), "value": say("%(n)s 元") % {"n": out}}]
    policy = setting.case.policy().on(setting.on).employment
    proofs = listed(shown(f"job_proof.{code}") for code in policy.bonus_proofs)
    return {
        "cards": [{"title": say("奖补预算"), "rows": rows, "none": ""}, *beside(setting)["cards"]],
        "said_beside": say("核实要看：%(proofs)s。核实的人不能自己发放。") % {"proofs": proofs},
    }


VERIFY = help_sheet(_("核实奖补"), forms.VerifyForm, bonus.verify_bonus, money_beside)
PAY = help_sheet(_("发放奖补"), forms.PayBonusForm, bonus.pay_bonus, money_beside)


@door(may="refer_to_work")
def refer(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, REFER)


@door(may="start_job")
def start(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, START)


@door(may="check_job")
def check(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, CHECK)


@door(may="end_job")
def end(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, END)


@door(may="exclude_work")
def exclude(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, EXCLUDE)


@door(may="include_work")
def include(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, INCLUDE)


@door(may="start_insurance")
def insure(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, INSURE)


@door(may="end_insurance")
def uninsure(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, UNINSURE)


@door(may="verify_bonus")
def verify(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, VERIFY)


@door(may="pay_bonus")
def pay(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, PAY)
