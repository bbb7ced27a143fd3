"""Each step of a unit on a page of its own: confirmed, returned, assessed, re-checked, vetoed, answered, decided, withheld."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.prevention.forms import PreventionForm
from guitu.prevention.pages import ask
from guitu.prevention.units import checking, keeping, naming
from guitu.prevention.units.forms import AssessForm, DecideForm, NoteForm, RecheckForm, VetoForm, WhyForm
from guitu.prevention.units.views import TAB, at_unit, policy_in, seen
from guitu.rules.unit_fold import UnitCourse
from guitu.rules.units import applies


def _course(unit_id: UUID) -> UnitCourse:
    course: UnitCourse = seen(unit_id).course(clock.today())
    return course


@door(may="confirm_unit")
def confirm(request: Request, unit_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, checking.confirm_unit, {"unit_id": unit_id}, tab=TAB, title=_("审核通过"), submit=_("通过，进入创建"), back=at_unit(unit_id),
        lead=_("看过申报的内容、没有问题再点。通过以后，申报的不能再改。"),
    )


@door(may="return_unit")
def give_back(request: Request, unit_id: UUID) -> HttpResponse:
    return ask(
        request, NoteForm, checking.return_unit, {"unit_id": unit_id}, tab=TAB, title=_("退回补正"), submit=_("退回"), back=at_unit(unit_id),
        lead=_("申报的会看到这些话。"),
    )


@door(may="assess_unit", many=("seen",))
def assess(request: Request, unit_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: AssessForm(data, kind=policy_in(request).types[_course(unit_id).unit]), checking.assess_unit, {"unit_id": unit_id}, tab=TAB,
        title=_("考评"), submit=_("考评"), back=at_unit(unit_id), lead=_("系统能核对的自动算，自己说明的按申报的算，这里只选现场看到的。"),
    )


@door(may="recheck_unit")
def recheck(request: Request, unit_id: UUID) -> HttpResponse:
    days = policy_in(request).mend_days
    return ask(
        request, RecheckForm, keeping.recheck_unit, {"unit_id": unit_id}, tab=TAB, title=_("复查"), submit=_("记录"), back=at_unit(unit_id),
        lead=_("整改的，%(days)s 天内改好再复查；撤销的，从今天起没有称号，以前的记录都留着。") % {"days": days},
    )


@door(may="veto_unit")
def veto(request: Request, unit_id: UUID) -> HttpResponse:
    def form(data: Any) -> VetoForm:
        unit = _course(unit_id).unit
        causes = {code: one for code, one in policy_in(request).causes.items() if applies(one, unit)}
        return VetoForm(data, causes=causes, initial={"on": clock.today()})

    lead = _("记下就从那一天起暂停称号，只提醒的除外。对方可以陈述申辩，再由另一个人决定。有人复吸就否决，容易让人瞒着不说：先问帮教怎么跟上，再决定要不要记。")
    return ask(request, form, keeping.veto_unit, {"unit_id": unit_id}, tab=TAB, title=_("一票否决"), submit=_("记录"), back=at_unit(unit_id), lead=lead)


@door(may="answer_veto")
def answer(request: Request, unit_id: UUID, veto: UUID) -> HttpResponse:
    return ask(
        request, WhyForm, keeping.answer_veto, {"unit_id": unit_id, "veto": str(veto)}, tab=TAB, title=_("陈述申辩"), submit=_("提交"), back=at_unit(unit_id),
        lead=_("写明事情经过、已经做了什么、有什么材料。"),
    )


@door(may="decide_veto")
def decide(request: Request, unit_id: UUID, veto: UUID) -> HttpResponse:
    return ask(
        request, DecideForm, keeping.decide_veto, {"unit_id": unit_id, "veto": str(veto)}, tab=TAB, title=_("决定"), submit=_("决定"), back=at_unit(unit_id),
        lead=_("恢复的，从今天起恢复；别的事还在暂停的，仍然暂停。撤销的，到可以申报的日子再报。"),
    )


@door(may="withhold_unit")
def withhold(request: Request, unit_id: UUID) -> HttpResponse:
    return ask(
        request, WhyForm, naming.withhold_unit, {"unit_id": unit_id}, tab=TAB, title=_("公示有异议，撤下"), submit=_("撤下"), back=at_unit(unit_id),
        lead=_("撤下以后回到创建中，重新考评。"),
    )
