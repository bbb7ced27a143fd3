"""阵地: the register, one place with its looks and groups, which villages have none; and each step."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import area_asked, units_inside
from guitu.kit import clock
from guitu.kit.database import rows
from guitu.kit.doors import Request, door
from guitu.ledger import fact_words
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.prevention.fold import PLACE
from guitu.prevention.forms import DatedNoteForm, DayForm, PreventionForm, words_of
from guitu.prevention.pages import ask, draw
from guitu.prevention.places import bookings, commands, queries
from guitu.prevention.places.forms import BookingForm, CameForm, LookForm, PlaceForm, VisitForm
from guitu.prevention.places.listed import PLACES
from guitu.rules.places import KINDS, PlacesPolicy
from guitu.settling.load import matters
from guitu.settling.record import note_of

_ONLY = ("", "faulty", "due", "closed")


@door(may="see_prevention")
@require_safe
def places(request: Request) -> HttpResponse:
    listing, today = Listing(PLACES, request), clock.today()
    only = listing.of("only") if listing.of("only") in _ONLY else ""
    wish = queries.Wish(listing.of("q").strip()[:40], listing.of("kind"), area_asked(listing.of("area"), request.actor), only)
    found = queries.places(request.actor, wish, today, listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    words = zip(_ONLY, (_("开放的"), _("待修"), _("到期没有看"), _("停用的")), strict=True)
    return draw(
        request, "places/list.html", "places", listing=listing, found=found, wish=wish, today=today,
        kinds=words_of("place_kind", KINDS), areas=units_inside(request.actor.path, 9, 12),
        filters=[{"label": label, "count": None, "url": listing.address(only=code), "on": code == only} for code, label in words],
    )


@door(may="see_prevention")
@require_safe
def coverage(request: Request) -> HttpResponse:
    """Which villages have no place: a board of tiles by town, or the list of those without."""
    found = queries.coverage(request.actor)
    without = [one for one in found if not one["n"]]
    return draw(request, "places/coverage.html", "places", towns=queries.by_town(found), total=len(found), without=without)


@door(may="see_prevention")
@require_safe
def place(request: Request, place_id: UUID) -> HttpResponse:
    found, today = queries.place_of(place_id), clock.today()
    (held,) = matters(PLACE, [place_id], lock=False)
    steps = [
        {"on": fact.on, "word": fact_words.kind(fact.kind), "tone": getattr(fact, "condition", ""), "note": note_of(fact) or ""}
        for fact in reversed(PLACE.stand(held.facts))
    ]
    groups = queries.groups_of(place_id, today)
    return draw(
        request, "places/place.html", "places", place=found, steps=steps, today=today, slots=_policy(request).slots,
        coming=[one for one in reversed(groups) if one["state"] in ("confirmed", "waiting")],
        came=[one for one in groups if one["state"] == "came"],
    )


@door(may="add_place")
def add(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: PlaceForm(data, actor=request.actor, initial={"path": request.GET.get("area", ""), "on": clock.today()}),
        commands.add_place, {}, tab="places", title=_("登记阵地"), submit=_("登记"), back=reverse("places"),
        then=lambda answer: reverse("place", args=[answer["matter"]]),
    )


@door(may="change_place")
def change(request: Request, place_id: UUID) -> HttpResponse:
    def form(data: object) -> PlaceForm:
        found = queries.place_of(place_id)
        begun = {**found, "zones": "\n".join(found.get("zones") or []) if isinstance(found.get("zones"), list) else ""}
        return PlaceForm(data, actor=request.actor, is_new=False, initial=begun)

    return ask(request, form, commands.change_place, {"place_id": place_id}, tab="places", title=_("修改阵地"), submit=_("保存"), back=_at(place_id))


@door(may="check_place")
def check(request: Request, place_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: LookForm(data, initial={"on": clock.today()}), commands.check_place, {"place_id": place_id}, tab="places",
        title=_("看设施"), submit=_("记录"), back=_at(place_id), lead=_("到现场看过再记：展板、设备、消防、开放时间。"),
    )


@door(may="close_place")
def close(request: Request, place_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: DatedNoteForm(data, initial={"on": clock.today()}), commands.close_place, {"place_id": place_id}, tab="places",
        title=_("停用阵地"), submit=_("停用"), back=_at(place_id), lead=_("来过多少人、以前的记录都留着；以后可以恢复。"),
    )


@door(may="reopen_place")
def reopen(request: Request, place_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: DayForm(data, initial={"on": clock.today()}), commands.reopen_place, {"place_id": place_id}, tab="places",
        title=_("恢复开放"), submit=_("恢复"), back=_at(place_id),
    )


@door(may="book_place")
def book(request: Request, place_id: UUID) -> HttpResponse:
    policy = _policy(request)
    return ask(
        request, lambda data: BookingForm(data, policy=policy), bookings.book_place, {"place_id": place_id}, tab="places",
        title=_("登记预约"), submit=_("登记"), back=_at(place_id), then=_to_place,
        lead=_("一个时段最多 %(most)s 人。满了的排候补，有人取消自动补上。") % {"most": policy.most_in_slot},
    )


@door(may="cancel_booking")
def cancel(request: Request, booking_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, bookings.cancel_booking, {"booking_id": booking_id}, tab="places", title=_("取消预约"), submit=_("取消这个预约"),
        back=_of_booking(booking_id), then=_to_place, lead=_("取消以后，候补的按先后补上。"),
    )


@door(may="remind_group")
def remind(request: Request, booking_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, bookings.remind_group, {"booking_id": booking_id}, tab="places", title=_("已经提醒"), submit=_("已经提醒"),
        back=_of_booking(booking_id), then=_to_place, lead=_("打过电话再点。电话在参观以后自动删掉。"),
    )


@door(may="record_visit_of_group")
def came(request: Request, booking_id: UUID) -> HttpResponse:
    return ask(
        request, CameForm, bookings.record_visit_of_group, {"booking_id": booking_id}, tab="places", title=_("来参观了"), submit=_("记录"),
        back=_of_booking(booking_id), then=_to_place,
    )


@door(may="record_visit_to_place")
def visit(request: Request, place_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: VisitForm(data, initial={"day_on": clock.today()}), bookings.record_visit_to_place, {"place_id": place_id}, tab="places",
        title=_("登记参观"), submit=_("记录"), back=_at(place_id), lead=_("没有预约、直接来的一批人。"),
    )


def _policy(request: Request) -> PlacesPolicy:
    policy: PlacesPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).places
    return policy


def _at(place_id: UUID | str) -> str:
    return reverse("place", args=[place_id])


def _to_place(answer: Answer) -> str:
    return _at(answer["matter"])


def _of_booking(booking_id: UUID) -> str:
    found = rows("SELECT matter_id FROM prevention_booking WHERE id = %s", [booking_id])
    return _at(found[0][0]) if found else reverse("places")
