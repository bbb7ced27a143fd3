"""The doors of the registers of work: employers with their vacancies and links; what is to be paid, out of which line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.casework.employment import bonus, forms, reading
from guitu.casework.employment import employers as commands
from guitu.casework.helping import ask, draw
from guitu.grid.areas import units_inside
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.doors import reading as reading_only
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import refuse
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.links import queries as links
from guitu.links.giving import Giving, giving_page
from guitu.rules.links import offered_hours


@door(may="see_employers")
@require_safe
def employers(request: Request) -> HttpResponse:
    return draw(request, "casework/employment/employers.html", "employers", found=reading.employers(request.actor))


@door(may="see_employers")
@require_safe
def employer(request: Request, employer_id: UUID) -> HttpResponse:
    """One employer: its vacancies, how many were referred by what it may be told, its links."""
    of = reading.employer_of(employer_id)
    is_ours = of["scope_path"].startswith(request.actor.path)
    return draw(
        request, "casework/employment/employer.html", "employers", employer=of, vacancies=reading.vacancies(employer_id=employer_id),
        referred=reading.referred_by_disclosure(employer_id), is_ours=is_ours,
        links=links.of_matter(employer_id, clock.now()) if is_ours and "make_employer_link" in request.actor.may else [],
    )


@door(may="add_employer")
def add(request: Request) -> HttpResponse:
    areas = [(path, name) for path, name in units_inside(request.actor.path, 9, 12)] or [(request.actor.path, _("本地"))]

    def form(data: Any) -> forms.EmployerForm:
        return forms.EmployerForm(data, areas=areas, initial={"path": request.actor.path})

    return ask(
        request, form, commands.add_employer, {}, title=_("登记用人单位"), submit=_("登记"), back=reverse("employers"),
        lead=_("愿意招的单位。这里不写任何被推荐的人。"), then=_to_employer,
    )


@door(may="add_vacancy")
def add_vacancy(request: Request, employer_id: UUID) -> HttpResponse:
    of = reading.employer_of(employer_id)
    return ask(
        request, forms.VacancyForm, commands.add_vacancy, {"employer_id": employer_id}, title=_("登记空缺岗位"), submit=_("登记"),
        back=reverse("employer", args=[employer_id]), lead=of.get("name", ""), then=_to_employer,
    )


@door(may="close_vacancy")
def close(request: Request, vacancy_id: UUID) -> HttpResponse:
    found = reading.vacancy_of(vacancy_id)
    if found is None:
        raise NotVisible
    return ask(
        request, forms.CloseVacancyForm, commands.close_vacancy, {"vacancy_id": vacancy_id}, title=_("这个岗位不再招"), submit=_("不再招"),
        back=reverse("employer", args=[found["employer_id"]]), lead=found.get("work", ""), then=_to_employer,
    )


@door(may="make_employer_link")
def link(request: Request, employer_id: UUID) -> HttpResponse:
    """A link for an employer without an account; made, link and code are shown this once."""
    policy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).links
    hours = offered_hours(policy)
    if request.method != "POST":
        words = _("贵单位要招人的，在这里写明做什么、工资多少、要几个人，我们来联系。")
        return _linking(request, employer_id, forms.EmployerLinkForm(hours=hours, initial={"shown": words, "hours": policy.open_hours}))
    form = forms.EmployerLinkForm(request.POST, hours=hours)
    if form.is_valid():
        try:
            made = commands.make_employer_link(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), employer_id=employer_id, **form.cleaned_data
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            with reading_only(request):
                return _linking(request, employer_id, form, made=made)
    with reading_only(request):
        return _linking(request, employer_id, form, 422)


def _linking(request: Request, employer_id: UUID, form: Any, status: int = 200, made: Answer | None = None) -> HttpResponse:
    name = reading.employer_of(employer_id).get("name", "")
    back = reverse("employer", args=[employer_id])
    return giving_page(request, Giving("helping", _("给用人单位一个链接"), name, back, _("回到这个单位")), form, made, status)


@door(may="see_bonuses")
@require_safe
def bonuses(request: Request) -> HttpResponse:
    """What is verified and waits to be paid; of each year what it has and what is paid, with how many payments for how many people."""
    return draw(
        request, "casework/employment/bonuses.html", "bonuses", waiting=reading.bonuses(request.actor), years=reading.years(request.actor),
        policy=timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).employment,
    )


@door(may="set_budget")
def set_budget(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: forms.BudgetForm(data, initial={"year": clock.today().year}), bonus.set_budget, {}, title=_("登记奖补预算"),
        submit=_("登记"), back=reverse("bonuses"), lead=_("同一年再登记，以后一次为准，前面的留着。"),
    )


def _to_employer(answer: Answer) -> str:
    return reverse("employer", args=[answer["employer"]])
