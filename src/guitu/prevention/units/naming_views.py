"""抽样、公示命名、指标: what the county does with many units at once; and what a plaque says to anybody."""

from __future__ import annotations

from math import ceil
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guitu.grid import guessing
from guitu.grid.areas import area_asked
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, public
from guitu.kit.telling import said, sentence, shown
from guitu.policy import load
from guitu.prevention.forms import PreventionForm
from guitu.prevention.pages import ask, draw
from guitu.prevention.units import naming, queries, sampling
from guitu.prevention.units.commands import set_target
from guitu.prevention.units.forms import NameForm, TargetForm, VisitForm
from guitu.prevention.units.views import TAB, policy_in, types_of
from guitu.rules.verdict import Reason


class PublishForm(PreventionForm):
    """Which of the units that passed are published together; the ids are those of the page."""

    unit_ids = forms.MultipleChoiceField(label=gettext_lazy("公示哪些"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, ready: list[dict[str, Any]], names: dict[str, str]) -> None:
        super().__init__(data, initial={"unit_ids": [str(one["id"]) for one in ready]})
        self.let_choose("unit_ids", [(str(one["id"]), f"{names.get(one['type'], '')} · {one['place']} · {one['name']}") for one in ready])

    def what(self) -> dict[str, Any]:
        return {"unit_ids": [UUID(one) for one in self.cleaned_data["unit_ids"]]}


@door(may="see_prevention")
@require_safe
def samples(request: Request) -> HttpResponse:
    found = queries.samples(request.actor)
    waiting = queries.waiting_for_sample(request.actor, clock.today().year) if "draw_sample" in request.actor.may else []
    return draw(request, "units/samples.html", TAB, samples=found, waiting=waiting, visits=sum(one["drawn"] for one in found))


@door(may="draw_sample")
def draw_for_town(request: Request) -> HttpResponse:
    path = area_asked(request.GET.get("area", ""), request.actor)
    return ask(
        request, PreventionForm, sampling.draw_sample, {"path": path}, tab=TAB, title=_("抽样"), submit=_("抽取"), back=reverse("unit-samples"),
        then=lambda answer: reverse("unit-sample", args=[answer["sample"]]),
        lead=_("名单从这时起不再变。种子记在账上，谁拿着名单和种子都抽得出同样的户。"),
    )


@door(may="see_prevention")
@require_safe
def sample(request: Request, sample_id: UUID) -> HttpResponse:
    return draw(request, "units/sample.html", TAB, sample=queries.sample_of(request.actor, sample_id), drawn=queries.drawn_of(sample_id))


@door(may="record_sample_visit")
def visit(request: Request, sample_id: UUID, drawn_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: VisitForm(data, initial={"on": clock.today()}), sampling.record_sample_visit, {"drawn_id": drawn_id}, tab=TAB,
        title=_("走访结果"), submit=_("记录"), back=reverse("unit-sample", args=[sample_id]), lead=_("不实的，从那天起不算；系统里不写是谁家。"),
    )


@door(may="see_prevention")
@require_safe
def namings(request: Request) -> HttpResponse:
    return draw(request, "units/namings.html", TAB, namings=queries.namings(request.actor), ready=len(queries.ready_to_publish(request.actor)))


@door(may="publish_units", many=("unit_ids",))
def publish(request: Request) -> HttpResponse:
    names = dict(types_of(policy_in(request)))
    return ask(
        request, lambda data: PublishForm(data, ready=queries.ready_to_publish(request.actor), names=names), naming.publish_units, {}, tab=TAB, title=_("公示"),
        submit=_("开始公示"), back=reverse("namings"), then=lambda answer: reverse("naming", args=[answer["naming"]]),
        lead=_("公示 %(days)s 个工作日，没有异议再命名。") % {"days": policy_in(request).publicity_days},
    )


@door(may="see_prevention")
@require_safe
def batch(request: Request, naming_id: UUID) -> HttpResponse:
    found, listed = queries.naming_of(naming_id)
    return draw(
        request, "units/naming.html", TAB, naming=found, units=listed, names=dict(types_of(policy_in(request))), today=clock.today(),
        is_ripe=found["until_on"] < clock.today() and any(one["phase"] == "published" for one in listed) and found["scope_path"] == request.actor.path,
    )


@door(may="name_units")
def name(request: Request, naming_id: UUID) -> HttpResponse:
    back = reverse("naming", args=[naming_id])
    return ask(
        request, lambda data: NameForm(data, initial={"named_by": "county"}), naming.name_units, {"naming_id": naming_id}, tab=TAB, title=_("命名"),
        submit=_("命名授牌"), back=back, lead=_("命名以后，每个小单元有牌匾编号、有效期和公开的查验页。有一票否决没有处理完的，不在其中。"),
    )


@door(may="see_prevention")
@require_safe
def targets(request: Request) -> HttpResponse:
    today = clock.today()
    return draw(request, "units/targets.html", TAB, targets=queries.targets(request.actor, today), names=dict(types_of(policy_in(request))), year=today.year)


@door(may="set_target")
def target(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: TargetForm(data, actor=request.actor, policy=policy_in(request), initial={"path": request.actor.path, "year": clock.today().year}),
        set_target, {}, tab=TAB, title=_("定责、定标、定量"), submit=_("保存"), back=reverse("unit-targets"), lead=_("同一处、同一类、同一年再填一次，就按后填的算。"),
    )


@public
@require_safe
def plaque(request: HttpRequest, code: str) -> HttpResponse:
    """What the square on a plaque leads to. It answers for every code: also what was lost, what is over, and what never was."""
    today = clock.today()
    waiting = guessing.claim([("public_check", guessing.net_of(guessing.address_of(request.META)))], clock.now())
    if waiting > guessing.NOW:
        answer = pages.render(request, "prevention/units/wait.html", {"title": sentence(Reason("public.too_often")), "words": sentence(Reason("public.wait"))}, status=429)
        answer["Retry-After"] = str(ceil(waiting.total_seconds()))
        return answer
    found = queries.plaque_of(code, today)
    kinds = load("national").on(today).units.types
    context = {
        "found": found, "kind": said(kinds[found["type"]].name) if found and found["type"] in kinds else "", "word": shown,

    }
    answer = pages.render(request, "prevention/units/plaque.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
