"""表扬: honours given and received, one with its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.prevention.forms import NoteForm, PreventionForm
from guitu.prevention.honours import commands, reading
from guitu.prevention.honours.forms import NominationForm, ReceivedForm
from guitu.prevention.pages import ask, draw
from guitu.rules.honours import possible, public_until


@door(may="see_honours")
@require_safe
def honours(request: Request) -> HttpResponse:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    return draw(request, "honours/list.html", "honours", honours=reading.honours(request.actor.county_id, clock.today(), year), year=year)


@door(may="see_honours")
@require_safe
def honour(request: Request, honour_id: UUID) -> HttpResponse:
    found, today = reading.honour_of(honour_id, clock.today()), clock.today()
    timeline = timeline_of(found["county_id"], found["scope_path"])
    until = public_until(found["publicised_on"], timeline) if found["publicised_on"] else None
    return draw(request, "honours/honour.html", "honours", honour=found, steps=possible(reading.course_of(found), today), until=until)


@door(may="nominate_honour")
def nominate(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: NominationForm(data, actor=request.actor), commands.nominate_honour, {}, tab="honours", title=_("推荐"), submit=_("推荐"),
        back=reverse("honours"), then=_to_honour, lead=_("推荐以后由另一个人公示，公示期满再授予。戒毒康复人员的事迹，写之前先问本人。"),
    )


@door(may="note_honour")
def note(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: ReceivedForm(data, actor=request.actor, initial={"granted_on": clock.today()}), commands.note_honour, {}, tab="honours",
        title=_("登记得到的荣誉"), submit=_("登记"), back=reverse("honours"), then=_to_honour,
    )


def _step(action: str, command: Callable[..., Answer], title: Callable[[], str], lead: Callable[[], str], form: Any = PreventionForm) -> Any:
    @door(may=action)
    def view(request: Request, honour_id: UUID) -> HttpResponse:
        return ask(
            request, form, command, {"honour_id": honour_id}, tab="honours", title=title(), submit=title(), back=reverse("honour", args=[honour_id]),
            then=_to_honour, lead=lead(),
        )

    return view


publicise = _step("publicise_honour", commands.publicise_honour, lambda: _("公示"), lambda: _("从今天起公示几个工作日；推荐的人不能自己办。"))
grant = _step("grant_honour", commands.grant_honour, lambda: _("授予"), lambda: _("授予以后自动编号出证书，谁都可以凭证书上的地址查。"))
refuse = _step("refuse_honour", commands.refuse_honour, lambda: _("不授予"), lambda: "", NoteForm)
revoke = _step("revoke_honour", commands.revoke_honour, lambda: _("撤销"), lambda: _("证书当天撤回，公开的查询页写“已撤回”和日期，原因不公开。"), NoteForm)


def _to_honour(answer: Answer) -> str:
    return reverse("honour", args=[answer["honour"]])
