"""The doors of the bottles that are kept: the list of a place, the chain and the clocks of one person, two steps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import bottle_checks
from guitu.casework.bottles import commands, forms, reading
from guitu.casework.checking import Step, StepForm, take
from guitu.casework.record_page import lead, noted, setting_of
from guitu.casework.telling import clause_card, told
from guitu.casework.testing import draw
from guitu.duties import doors
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.kit.telling import shown
from guitu.ledger.commands import Answer


def _next(form: StepForm, answer: Answer) -> list[tuple[Any, str]]:
    if answer.get("approval"):
        return [(say("看申请"), reverse("approvals"))]
    return [(say("留样与时限"), reverse("bottles-of", args=[form.held.id]))]


MOVE = Step(commands.move_bottles, commands.plan_move, forms.MoveForm, _("登记留样交接"), checked=False, after=_next)
DESTROY = Step(
    commands.destroy_bottles, commands.plan_destruction, forms.DestroyForm, _("销毁留存的样本"),
    _("两人在场。核对以后转给另一人，他在自己的账号里核对，才写入。"), after=_next,
)


@door(may="see_testing")
@require_safe
def bottles(request: Request) -> HttpResponse:
    """Every bottle kept, of the people one sees, what may be destroyed on top."""
    if "TEST" not in request.actor.classes:
        raise NotVisible
    found = reading.kept(request.actor, clock.today())
    return draw(request, "casework/bottles/list.html", "bottles", found=found, due=sum(1 for one in found if one["is_due"]))


@door(may="see_testing")
@require_safe
def of_person(request: Request, person_id: UUID) -> HttpResponse:
    """Of one person: each positive with its chain of custody and its clocks, who keeps them and by which clause."""
    if "TEST" not in request.actor.classes:
        raise NotVisible
    setting = setting_of(request, person_id, "")
    noted(request, setting, "BASIC TEST")
    found, timeline = reading.of_person(setting.case, setting.on, is_held=bool(bottle_checks.held_back([person_id]))), setting.case.policy()
    for test in found:
        test["cards"] = {one.clause: clause_card(one.clause, timeline) for one in test["clocks"]}
        test["why_not"] = told(test["may_destroy"].reasons, timeline, year=setting.on.year)
    context = {
        "active": "people", "lead": lead(setting), "person_url": doors.person_url(person_id), "person_id": person_id, "found": found,
        "names": reading.names(request.actor, setting.on, found), "word": shown, "may": request.actor.may,
    }
    return pages.render(request, "casework/bottles/person.html", context)


@door(may="move_bottles")
def move(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, MOVE)


@door(may="destroy_bottles")
def destroy(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, DESTROY)
