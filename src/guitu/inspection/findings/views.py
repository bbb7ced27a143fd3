"""整改: a link for the owner, whose token and code are shown once; time, appeals, the authority that punishes, photographs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.taking import take
from guitu.inspection.findings import commands
from guitu.inspection.findings.forms import AppealForm, PhotoForm, PunishmentForm, ReferForm, TimeForm, VenueLinkForm
from guitu.inspection.lists import item_of
from guitu.inspection.opened import Opened, venue_of
from guitu.inspection.photos import MEDIA, bytes_of, taken
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger import telling
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.links.giving import Giving, giving_page
from guitu.rules.links import offered_hours
from guitu.rules.venues import Finding, may_decide_appeal
from guitu.rules.verdict import Verdict


@door(may="make_venue_link")
def link(request: Request, venue_id: UUID) -> HttpResponse:
    policy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).links
    hours = offered_hours(policy)
    if request.method != "POST":
        if not venue_of(venue_id, clock.today()).course.open:
            raise NotVisible
        words = _("检查时发现下面的问题，请按期改好，改好了在这里答复；来不及的写明要延到哪天。")
        return _linking(request, venue_id, VenueLinkForm(hours=hours, initial={"shown": words, "hours": policy.open_hours}))
    form = VenueLinkForm(request.POST, hours=hours)
    if form.is_valid():
        try:
            made = commands.make_venue_link(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), venue_id=venue_id, **form.cleaned_data
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            with reading(request):
                return _linking(request, venue_id, form, made=made)
    with reading(request):
        return _linking(request, venue_id, form, 422)


def _linking(request: Request, venue_id: UUID, form: VenueLinkForm, status: int = 200, made: Answer | None = None) -> HttpResponse:
    name = venue_of(venue_id, clock.today()).details.name
    return giving_page(
        request, Giving("venues", _("给负责人一个链接"), name, reverse("venue", args=[venue_id]), _("回到这个场所")), form, made, status
    )


@door(may="decide_time")
def decide(request: Request, venue_id: UUID) -> HttpResponse:
    """The day that was asked for stands in the form."""

    def form(data: Any) -> TimeForm:
        of = venue_of(venue_id, clock.today())
        return TimeForm(data, initial={"until": of.course.asked[1] if of.course.asked else None})

    return _step(request, venue_id, form, commands.decide_time, _("答复延期"))


@door(may="decide_appeal", many=("lifted",))
def appeal(request: Request, venue_id: UUID) -> HttpResponse:
    """What the owner does not agree with; said before anything is typed where it is not for this human being to decide."""

    def form(data: Any) -> AppealForm:
        of = venue_of(venue_id, clock.today())
        contested = of.course.appeal[1] if of.course.appeal else ()
        return AppealForm(data, chosen_from=_named(of, lambda one: data is not None or one.id in contested))

    def hinders(of: Opened) -> Verdict:
        return may_decide_appeal(of.course, str(request.actor.natural_person_id or ""), (), "-")

    return _step(request, venue_id, form, commands.decide_appeal, _("决定申诉"), hinders)


@door(may="refer_venue", many=("referred",))
def refer(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> ReferForm:
        of = venue_of(venue_id, clock.today())
        return ReferForm(data, chosen_from=_named(of, lambda one: data is not None or (one.lifted_on is None and not one.referred)), initial={"on": clock.today()})

    return _step(request, venue_id, form, commands.refer_venue, _("移送处罚部门"))


@door(may="note_punishment")
def punishment(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> PunishmentForm:
        of = venue_of(venue_id, clock.today())
        waiting: list[Any] = [one for one in of.held.facts if one.id in of.course.referrals or (data is not None and one.kind == "venue_referred")]
        listed = [(one.id, f"{one.on.isoformat()} {spoken(f'punisher.{one.punisher}')}") for one in waiting]
        return PunishmentForm(data, chosen_from=listed, initial={"on": clock.today(), "referral": listed[0][0] if listed else ""})

    return _step(request, venue_id, form, commands.note_punishment, _("登记处罚结果"))


@door(may="add_photo")
def photo(request: Request, venue_id: UUID, finding: str) -> HttpResponse:
    """A photograph of one finding; what is sent is made anew before any command sees it."""

    def form(data: Any) -> PhotoForm:
        return PhotoForm(data, initial={"moment": "found"})

    if request.method == "POST" and (sent := request.FILES.get("file")):
        made = form(request.POST)
        made.fields["file"].required = False
        if made.is_valid():
            try:
                commands.add_photo(
                    request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), venue_id=venue_id, finding=finding,
                    moment=made.cleaned_data["moment"], photo=taken(sent.read()),
                )
                return redirect("venue", venue_id)
            except Refused as refusal:
                refuse(made, refusal)
    else:
        made = form(request.POST if request.method == "POST" else None)
    with reading(request):
        of = venue_of(venue_id, clock.today())
        if not _named(of, lambda one: one.id == finding):
            raise NotVisible
        return _draw(request, of, made, _("加照片"), 422 if request.method == "POST" else 200)


@door(may="see_venues")
@require_safe
def picture(request: Request, venue_id: UUID, photo_id: UUID) -> HttpResponse:
    """A photograph, under a name that says nothing; to who may see the place."""
    answer = HttpResponse(bytes_of(venue_id, photo_id), content_type=MEDIA)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _named(of: Opened, wanted: Callable[[Finding], bool]) -> list[tuple[str, str]]:
    """Findings by their words, to choose from; a form that is sent again knows what it chose, whatever it did then."""
    return [
        (one.id, f"{said(item_of(of.held, of.course, one.item, one.found_on).text)}（{one.found_on.isoformat()}）")
        for one in of.course.findings if wanted(one)
    ]


def _step(
    request: Request, venue_id: UUID, form: Callable[[Any], Any], command: Callable[..., Answer], title: str,
    hinders: Callable[[Opened], Verdict] | None = None,
) -> HttpResponse:
    """One step of putting right: the form, the command, back to the place."""

    def show(form: Any, status: int) -> HttpResponse:
        return _draw(request, venue_of(venue_id, clock.today()), form, title, status, hinders)

    return take(request, form, command, {"venue_id": venue_id}, show, lambda _answer: reverse("venue", args=[venue_id]))


def _draw(
    request: Request, of: Opened, form: Any, title: str, status: int, hinders: Callable[[Opened], Verdict] | None = None
) -> HttpResponse:
    told = telling.told(hinders(of).reasons, of.held.policy()) if hinders and status == 200 else []
    context = {
        "active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": title, "lead": of.details.name,
        "back": reverse("venue", args=[of.held.id]), "seen": None, "alike": [], "hinders": told, "upload": "file" in form.fields,
    }
    return pages.render(request, "inspection/form.html", context, status=status)
