"""所地对接, the town's side: the calendar of releases, one handover and what is done in it, a link for who has no account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.areas import TOWN, units_inside
from guitu.grid.naming import place_sql
from guitu.handovers import cards, queries
from guitu.handovers.by_link import KINDS, make_handover_link
from guitu.handovers.declares import CALENDAR
from guitu.handovers.following import file_handover
from guitu.handovers.forms import AskForm, LinkForm
from guitu.handovers.reading import Handover, handover_of
from guitu.handovers.receiving import ask_release, note_nobody_met
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.database import row, rows
from guitu.kit.doors import Request, View, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import joined, sentence
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.links import queries as links
from guitu.links.giving import Giving, giving_page
from guitu.lists.listing import Listing
from guitu.matters.labels import label_in
from guitu.people import search
from guitu.rules.handovers import has_come
from guitu.rules.links import LinksPolicy, offered_hours

MOST_FOUND = 12
_FOUND = (
    f"SELECT p.id, m.label, {place_sql('p.scope_path')} AS place FROM people_person p JOIN matters_matter m ON m.id = p.id"  # noqa: S608  ours
    " WHERE p.id = ANY(%s) AND p.sealed_at IS NULL"
)
_LABEL = "SELECT m.label FROM people_person p JOIN matters_matter m ON m.id = p.id WHERE p.id = %s AND p.sealed_at IS NULL"


@door(may="see_handovers")
@require_safe
def handovers(request: Request) -> HttpResponse:
    """The releases ahead, the next first; or what is over."""
    actor, listing = request.actor, Listing(CALENDAR, request)
    is_over = listing.of("over") == "1"
    open_ones, over = queries.share(actor)
    context = {
        "active": "handovers", "listing": listing, "shown": listing.ordered(queries.calendar(actor, clock.today(), is_over=is_over)),
        "states": [
            {"label": _("没有结束"), "count": open_ones, "url": listing.address(over=""), "on": not is_over},
            {"label": _("已结束"), "count": over, "url": listing.address(over="1"), "on": is_over},
        ],
        "n": over if is_over else open_ones, "most": queries.MOST, "may_ask": "ask_release" in actor.may,
    }
    return pages.render(request, "handovers/list.html", context)


@door(may="see_handovers")
@require_safe
def handover(request: Request, handover_id: UUID) -> HttpResponse:
    return _page(request, handover_id, {})


def _door(kind: str) -> View:
    """The door of one step of the town: open to who may do it."""

    @door(may=cards.action_of(cards.TOWN[kind]), many=("needs-help_needed",))
    @require_POST
    def act(request: Request, handover_id: UUID) -> HttpResponse:
        return _act(request, handover_id, kind)

    return act


STEPS = {kind: _door(kind) for kind in cards.TOWN}


def _act(request: Request, handover_id: UUID, kind: str) -> HttpResponse:
    """One step of the town; refused, the page again with what was typed."""
    with reading(request):
        form = cards.form_of(handover_of(handover_id, request.actor.classes), kind, request.POST, clock.today())
        if not form.is_valid():
            return _page(request, handover_id, {kind: form}, 422)
    try:
        cards.TOWN[kind].command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), handover_id=handover_id, **form.what())
        return redirect("handover", handover_id)
    except Refused as refusal:
        refuse(form, refusal)
    with reading(request):
        return _page(request, handover_id, {kind: form}, 422)


@door(may="note_nobody_met")
@require_POST
def missed(request: Request, handover_id: UUID) -> HttpResponse:
    """The hour at the gate has passed, and the clock has not noted it: the town does so by hand."""
    try:
        note_nobody_met(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), handover_id=handover_id)
    except Refused:
        with reading(request):
            return _page(request, handover_id, {}, 422)
    return redirect("handover", handover_id)


@door(may="file_handover")
def intake(request: Request, handover_id: UUID) -> HttpResponse:
    """Search first; the one that is found is taken, or a new file is opened and then found."""
    problem, found, status = "", None, 200
    if request.method == "POST" and "person" in request.POST:
        try:
            family = int(request.POST.get("family") or 0)
            file_handover(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), handover_id=handover_id,
                          person_id=UUID(request.POST["person"]), family=max(0, min(family, 20)))
            return redirect("handover", handover_id)
        except ValueError:
            problem, status = _("请填写数字。"), 422
        except Refused as refusal:
            problem, status = joined(map(sentence, refusal.reasons)), 422
    with reading(request):
        of = handover_of(handover_id, request.actor.classes)
        if request.method == "POST":
            found = _found(request)
        context = {
            "active": "handovers", "of": queries.page_of(of, clock.today(), with_words=False), "found": found, "asked": request.POST.get("q", "")[:60],
            "problem": problem, "new_request_id": new_request_id, "may_add": "add_person" in request.actor.may,
        }
        return pages.render(request, "handovers/intake.html", context, status=status)


@door(may="ask_release")
def ask(request: Request) -> HttpResponse:
    """Somebody is expected back: the town asks the facility, and may then give its officer a link."""
    towns = units_inside(request.actor.path[:TOWN], TOWN)
    form = AskForm(request.POST if request.method == "POST" else None, towns=towns)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_release(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), path=form.cleaned_data["path"],
                               facility=form.cleaned_data["facility"], identity=form.identity())
            return redirect("handover", UUID(made["handover"]))
        except Refused as found:
            refusal = found
            refuse(form, found)
    with reading(request):
        context = {
            "active": "handovers", "form": form, "errors": errors_of(form), "title": _("登记要回来的人，问戒毒所"), "back": address("handovers"),
            "request_id": id_shown_again(request.POST.get("request_id", ""), refusal) if refusal else new_request_id(),
            "lead": _("戒毒所没有账号的，登记以后给对方一个链接，请他填出所日期。"),
        }
        return pages.render(request, "frame/asked.html", context, status=422 if form.errors else 200)


@door(may="make_handover_link")
def link(request: Request, handover_id: UUID, kind: str) -> HttpResponse:
    """A link for an officer without an account; made, link and code are shown this once."""
    if kind not in KINDS:
        raise NotVisible
    policy: LinksPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).links
    hours = offered_hours(policy)
    words = _("请填预计出所日期。") if kind == KINDS[0] else _("请核对后签交接单。")
    form = LinkForm(request.POST if request.method == "POST" else None, hours=hours, initial={"shown": words, "hours": policy.open_hours})
    made: Answer | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = make_handover_link(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), handover_id=handover_id,
                                      kind=kind, **form.cleaned_data)
        except Refused as refusal:
            refuse(form, refusal)
    with reading(request):
        of = handover_of(handover_id, request.actor.classes)
        giving = Giving("handovers", _("给对方一个链接"), _("对接 %(code)s") % {"code": of.code}, address("handover", of.id), _("回到这件对接"))
        return giving_page(request, giving, form, made, 422 if form.errors else 200)


def _page(request: Request, handover_id: UUID, typed: dict[str, Any], status: int = 200) -> HttpResponse:
    of, on = handover_of(handover_id, request.actor.classes), clock.today()
    may = request.actor.may
    context = {
        "active": "handovers", "of": queries.page_of(of, on, with_words=True), "cards": cards.cards(of, cards.TOWN, request.actor, on, typed),
        "sends_to": "handover-do-", "handover_id": of.id, "sign_why": _sign_why(of, request, on), "person": _person(of),
        "links": links.of_matter(of.id, clock.now()) if "see_links" in may else [], "may_link": "make_handover_link" in may and not of.course.is_over,
        "may_file": "file_handover" in may and of.course.person is None and not of.course.is_over, "new_request_id": new_request_id,
        "may_miss": "note_nobody_met" in may and has_come(of.course, of.policy, clock.now()),
        "may_print": "issue_town_paper" in may and of.course.worker is not None and of.course.expected_on is not None and not of.course.received_on,
    }
    return pages.render(request, "handovers/page.html", context, status=status)


def _sign_why(of: Handover, request: Request, on: Any) -> str:
    """Why the sheet cannot be signed yet, beside what is prepared."""
    if of.course.worker is None or of.course.received_on or of.course.is_over or "sign_handover" not in request.actor.may:
        return ""
    return cards.why_not(cards.TOWN["sign"].may(of, request.actor, on))


def _person(of: Handover) -> dict[str, Any] | None:
    """The file, as far as this post sees it."""
    found = row(_LABEL, [of.course.person]) if of.course.person else None
    return {"id": of.course.person, "label": label_in(UUID(str(of.course.person)), found[0])} if found else None


def _found(request: Request) -> list[dict[str, Any]]:
    if "search_people" not in request.actor.may or not request.POST.get("q", "").strip():
        return []
    ids = search.find(request.actor, request.POST["q"]).ids[:MOST_FOUND]
    return [{"id": id, "label": label_in(id, label), "place": place} for id, label, place in rows(_FOUND, [list(ids)])]
