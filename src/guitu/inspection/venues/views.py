"""巡查: the register of places, one place with what is due and what happened, and its entry."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import area_asked, units_inside
from guitu.grid.taking import take
from guitu.inspection.campaign_names import running
from guitu.inspection.opened import Opened, card_of, findings, history, shown_photos, venue_of
from guitu.inspection.reading import Details, keys, names_of
from guitu.inspection.registering import alike
from guitu.inspection.telling import told
from guitu.inspection.venues import commands, queries
from guitu.inspection.venues.forms import CloseForm, ReopenForm, VenueForm
from guitu.inspection.venues.listed import VENUES
from guitu.inspection.venues.queries import Wish
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import said, sentence
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.links import queries as links
from guitu.lists.listing import Listing
from guitu.rules.dates import days_after
from guitu.rules.venues import VenuesPolicy, repeated

SOON_DAYS = 30  # a licence that ends within these is listed


def _policy(request: Request) -> VenuesPolicy:
    found: VenuesPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).venues
    return found


@door(may="see_venues")
@require_safe
def venues(request: Request) -> HttpResponse:
    """The register: by state, kind, letter, what is due; or what a campaign has still to go to."""
    actor, today = request.actor, clock.today()
    numbers = timeline_of(actor.county_id, actor.path).on(today)
    policy: VenuesPolicy = numbers.venues
    listing = Listing(VENUES, request)
    campaign = listing.passing.get("campaign", "")
    wish = Wish(
        listing.of("name"), listing.of("kind"), listing.of("state") if listing.of("state") in queries.STATES else "",
        listing.of("letter"), listing.of("only"), _id(campaign), area_asked(listing.passing.get("area", ""), actor),
    )
    signing = [code for code, kind in policy.kinds.items() if kind.letter]
    listed, states = queries.listed(actor, wish, signing, today, days_after(today, SOON_DAYS), listing.cut)
    opened = sum(n for state, n in states.items() if state != "closed")
    listing.counted(states.get(wish.state, 0) if wish.state else opened)
    kinds = {code: said(kind.name) for code, kind in policy.kinds.items()}
    context = {
        "active": "venues", "listing": listing, "listed": listed, "wish": wish, "kinds": kinds, "today": today,
        "states": [{"label": _("全部"), "count": opened, "url": listing.address(state=""), "on": not wish.state}] + [
            {"label": spoken(f"venue.{state}"), "count": states.get(state, 0), "url": listing.address(state=state), "on": state == wish.state}
            for state in queries.STATES if states.get(state) or state == wish.state
        ],
        "only_choices": [("due", _("到期未查")), ("late", _("过期没有改好")), ("licence", _("执照快到期")), ("raised", _("有风险"))],
        "letter_choices": [("signed", _("%(year)s 年已签") % {"year": today.year}), ("unsigned", _("%(year)s 年没有签") % {"year": today.year})],
        "campaign": next((one for one in running(actor, today, any_day=True) if str(one.id) == campaign), None) if campaign else None,
        "takes": "record_check" in actor.may, "hours": numbers.devices.sheet_hours,
        "may_register": "register_venue" in actor.may, "words": {state: spoken(f"venue.{state}") for state in queries.STATES},
        "reasons": {code: spoken(f"unsigned.{code}") for code in ("out_of_business", "refuses", "waiting", "not_required", "entered_twice")},
        "kind_choices": list(kinds.items()),
        "area": dict(units_inside(wish.area, len(wish.area))).get(wish.area, "") if wish.area else "",
    }
    return pages.render(request, "inspection/venues/list.html", context)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@door(may="see_venues")
@require_safe
def venue(request: Request, venue_id: UUID) -> HttpResponse:
    """One place: where it stands, what is to be put right, its letters, what happened."""
    actor, today = request.actor, clock.today()
    of = venue_of(venue_id, today)
    open_ones = [one for one in findings(of, today) if one["is_open"]]
    contact = "CONTACT" in actor.classes
    context = {
        "active": "venues", "of": of, "id": venue_id, "findings": findings(of, today), "open": open_ones, "today": today,
        "state_word": spoken(f"venue.{of.course.state}"), "tone": queries.TONES[of.course.state], "rows": _rows(of, contact),
        "history": [told(of, one) for one in history(of)], "may": actor.may, "is_closed": of.course.over_at is not None,
        "letter": of.course.letters.get(today.year, ""), "letter_word": _letter_word(of, today.year), "year": today.year,
        "signs": bool((kind := _policy(request).kinds.get(of.course.venue)) and kind.letter),
        "asked": of.course.asked, "appeal": of.course.appeal, "referrals": of.course.referrals, "photos": shown_photos(of),
        "to_refer": any(one.lifted_on is None and not one.referred for one in of.course.findings), "repeated": _repeated(of, today), "links": links.of_matter(venue_id, clock.now()) if "make_venue_link" in actor.may else [],
        "is_goods": of.course.venue.startswith(("precursor", "medicine")), "new_request_id": new_request_id, "default_card": card_of(of.held, "guitu.default"),
    }
    return pages.render(request, "inspection/venues/page.html", context)


def _repeated(of: Opened, today: date) -> str:
    """What the next finding will mean, once the place was punished so often that the regulation counts it."""
    policy: VenuesPolicy = of.held.policy().on(today).venues
    kind = policy.kinds.get(of.course.venue)
    reasons = repeated(of.course.punishments, today, policy) if kind and kind.checklist == "entertainment" else []
    return " ".join(map(sentence, reasons))


def _letter_word(of: Opened, year: int) -> str:
    word = of.course.letters.get(year, "")
    return _("已签") if word == "signed" else _("没有签：%(why)s") % {"why": spoken(f"unsigned.{word}")} if word else _("没有签")


def _rows(of: Opened, contact: bool) -> list[dict[str, Any]]:
    details = of.details
    found = [
        (_("类别"), of.kind_word), (_("地方"), of.held.place), (_("地址"), details.address), (_("执照号"), details.licence),
        (_("执照有效到"), of.valid_until.isoformat() if of.valid_until else ""),
        *([(_("法定代表人或者实际负责人"), details.manager), (_("电话"), details.phone)] if contact else []),
        (_("风险"), "、".join(spoken(f"risks.{risk}") for risk in of.course.risks)),
        (_("上次检查"), of.course.checked_on.isoformat() if of.course.checked_on else _("未查")),
        (_("下次检查"), of.course.look_by.isoformat() if of.course.look_by else ""),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


@door(may="register_venue", many=("risks",))
def register(request: Request) -> HttpResponse:
    """The form; where a place on the register looks the same, it is shown first."""

    def form(data: Any) -> VenueForm:
        return _form(request, data, asks=data is not None and bool(_alike(request, data)), places=units_inside(request.actor.path, 9, 12))

    def show(form: VenueForm, status: int) -> HttpResponse:
        found = _alike(request, request.POST) if request.method == "POST" else []
        return _show(request, form, status, title=_("登记场所"), back=reverse("venues"), alike=names_of(found))

    return take(request, form, commands.register_venue, {}, show, lambda answer: reverse("venue", args=[answer["venue"]]))


@door(may="change_venue", many=("risks",))
def change(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> VenueForm:
        of = venue_of(venue_id, clock.today())
        kept = {name: getattr(of.details, name) for name in ("name", "licence", "address", "manager", "phone")}
        begun = {**kept, "kind": of.course.venue, "valid_until": of.valid_until, "risks": list(of.course.risks)}
        return _form(request, data, asks=False, places=[], initial=begun)

    def show(form: VenueForm, status: int) -> HttpResponse:
        of = venue_of(venue_id, clock.today())
        return _show(request, form, status, title=_("修改场所"), lead=of.details.name, back=reverse("venue", args=[venue_id]), seen=of.version)

    seen = request.POST.get("was", "")
    of = {"venue_id": venue_id, "seen": int(seen) if seen.isdecimal() and len(seen) < 9 else 0}
    return take(request, form, commands.change_venue, of, show, lambda _answer: reverse("venue", args=[venue_id]))


@door(may="close_venue")
def close(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> CloseForm:
        return CloseForm(data, initial={"on": clock.today()})

    return _step(request, venue_id, form, commands.close_venue, _("登记停业"))


@door(may="reopen_venue")
def reopen(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> ReopenForm:
        return ReopenForm(data, initial={"on": clock.today()})

    return _step(request, venue_id, form, commands.reopen_venue, _("重新开业"))


def _step(request: Request, venue_id: UUID, form: Any, command: Any, title: str) -> HttpResponse:
    back = reverse("venue", args=[venue_id])

    def show(form: Any, status: int) -> HttpResponse:
        return _show(request, form, status, title=title, lead=venue_of(venue_id, clock.today()).details.name, back=back)

    return take(request, form, command, {"venue_id": venue_id}, show, lambda _answer: back)


def _form(request: Request, data: Any, *, asks: bool, places: list[tuple[str, str]], initial: Any = None) -> VenueForm:
    kinds = [(code, said(kind.name)) for code, kind in _policy(request).kinds.items()]
    return VenueForm(data, kinds=kinds, places=places, asks=asks, contact="CONTACT" in request.actor.classes, initial=initial)


def _alike(request: Request, data: Any) -> list[UUID]:
    told = Details(*(str(data.get(name, ""))[:120] for name in ("name", "licence", "address")))
    county = request.actor.county_id
    return alike(county, UUID(int=0), keys(county, told)) if told.name.strip() else []


def _show(request: Request, form: Any, status: int, **more: Any) -> HttpResponse:
    context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "lead": "", "seen": None,
               "alike": [], **more}
    return pages.render(request, "inspection/form.html", context, status=status)
