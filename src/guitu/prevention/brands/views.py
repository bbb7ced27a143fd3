"""品牌和报道: the brands of the county, and what the press said; one page, since offices keep both on one sheet."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.prevention.activities import queries
from guitu.prevention.activities.forms import BrandForm
from guitu.prevention.brands.commands import add_brand, end_brand
from guitu.prevention.broadcasts.queries import clips
from guitu.prevention.forms import PreventionForm
from guitu.prevention.pages import ask, draw
from guitu.rules.broadcasts import LEVELS


@door(may="see_prevention")
@require_safe
def brands(request: Request) -> HttpResponse:
    found = clips(request.actor)
    sums = [(level, sum(one["level"] == level for one in found)) for level in LEVELS]
    return draw(request, "brands/page.html", "brands", brands=queries.brands(request.actor, clock.today()), clips=found, sums=sums)


@door(may="add_brand")
def add(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: BrandForm(data, actor=request.actor, initial={"since_on": clock.today(), "path": request.actor.path}), add_brand, {},
        tab="brands", title=_("登记品牌"), submit=_("登记"), back=reverse("brands"),
    )


class _End(PreventionForm):
    def what(self) -> dict[str, object]:
        return {"ended_on": clock.today()}


@door(may="end_brand")
def end(request: Request, brand_id: UUID) -> HttpResponse:
    return ask(
        request, _End, end_brand, {"brand_id": brand_id}, tab="brands", title=_("不再用这个品牌"), submit=_("不再用"), back=reverse("brands"),
        lead=_("自今天起；用它办过的活动照样算。"),
    )
