"""检查, 复查: the sheet on the telephone, and the record as it was written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.inspection.campaign_names import running
from guitu.inspection.checks.commands import bring_photo, record_check, record_recheck
from guitu.inspection.checks.forms import CheckForm, RecheckForm
from guitu.inspection.inspectors import beside, to_choose
from guitu.inspection.lists import list_kept, list_of
from guitu.inspection.opened import Opened, card_of, findings, replies_to, venue_of
from guitu.inspection.photos import photos_with, taken
from guitu.inspection.records import record_of
from guitu.inspection.visit_form import VisitForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.pages import url
from guitu.kit.telling import said, sentence
from guitu.kit.telling import shown as spoken
from guitu.ledger import telling
from guitu.ledger.commands import Answer
from guitu.recording.answer_page import Recorded
from guitu.recording.answer_page import answer as answer_page
from guitu.rules.checklists import version
from guitu.rules.stock import spelled
from guitu.rules.venues import may_be_visited, may_recheck
from guitu.rules.verdict import Reason

Made = Callable[[Any, Opened], VisitForm]


@door(may="record_check", many=("others", "photos_*"))
def check(request: Request, venue_id: UUID) -> HttpResponse:
    """The whole list. `corrects`: a record that this one puts right. `list`: the version that a draft was begun on, which it
    keeps; without one, or with one that nobody knows any more, the list of today."""
    corrects = _id(request.POST.get("corrects") or request.GET.get("corrects", ""))

    def form(data: Any, of: Opened) -> CheckForm:
        today = clock.today()
        asked = data.get("checklist", "") if data is not None else request.GET.get("list", "")
        try:
            code, listed = list_kept(of.held, of.course, asked, today, today)
        except Refused:
            code, listed = list_of(of.held, of.course, today)
        now = version(code, listed)
        if data is not None and asked != now:  # shown again, it is the list that it shows
            data = data.copy()
            data["checklist"] = now
        campaigns = [(str(one.id), one.name) for one in running(request.actor, today)]
        begun = {"on": today, "checklist": now, "campaign": campaigns[0][0] if len(campaigns) == 1 else "",
                 "pieces": of.held.policy().on(today).venues.sampled}
        return CheckForm(
            data, listed=listed, campaigns=campaigns, **_others(request), initial=begun, files=request.FILES,
            is_other_list=data is not None and asked != now,
        )

    more = {"corrects": corrects} if corrects else {}
    return _visit(request, venue_id, form, record_check, "inspection/checks/check.html", _("检查"), more)


@door(may="record_recheck", many=("others",))
def recheck(request: Request, venue_id: UUID) -> HttpResponse:
    """What was found before, and nothing else; by another than the finder."""

    def form(data: Any, of: Opened) -> RecheckForm:
        found = [one for one in findings(of, clock.today()) if one["is_open"]]
        return RecheckForm(data, found=found, **_others(request), initial={"on": clock.today()})

    return _visit(request, venue_id, form, record_recheck, "inspection/checks/recheck.html", _("复查"), {})


def _others(request: Request) -> dict[str, Any]:
    found = [one for one in to_choose(request.actor, clock.today()) if one.post_id != request.actor.post_id]
    return {"others": [(str(one.post_id), one.called) for one in found], "near": beside(request.actor, found)}


def _result(told: dict[str, Any], of: Opened, id: str) -> str:
    """Of a count it is whether it agreed with the book, which nobody signs: it follows."""
    if told["kind"] != "count":
        return spoken(f"site_result.{told['result']}")
    counts = of.course.book.counts if of.course.book else ()
    return _("账物不符") if any(one.differs for one in counts if one.fact == id) else _("相符")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotVisible from None


def _visit(
    request: Request, venue_id: UUID, made: Made, command: Callable[..., Answer], template: str, title: str, more: dict[str, Any]
) -> HttpResponse:
    """GET: the sheet. POST: recorded and told, or the sheet again with what was typed and every reason."""
    if request.method != "POST":
        of = venue_of(venue_id, clock.today())
        return _sheet(request, of, made(None, of), template, title, 200, more)
    with reading(request):
        of = venue_of(venue_id, clock.today())
        form: Any = made(request.POST, of)
        if not form.is_valid():
            return _sheet(request, of, form, template, title, 422, more)
    try:
        given = command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], venue_id=venue_id, **form.what(), **more)
    except Refused as refusal:
        refuse(form, refusal)
        with reading(request):
            return _sheet(request, venue_of(venue_id, clock.today()), form, template, title, 422, more, refusal)
    items = telling.told(given["followed"], of.held.policy(), year=clock.today().year)
    told = Recorded(
        title=title, who=f"{of.details.name} · {of.held.place}", now=[_("%(what)s：%(result)s。") % {"what": title, "result": spoken(f"site_result.{given['result']}")}],
        items=items, then=[(_("看记录"), url("venue-record", venue_id=venue_id, visit_id=given["visit"]))], file_url=url("venue", venue_id=venue_id),
        file_words=_("看这个场所"),
    )
    return answer_page(request, told, venue_id)


def _sheet(
    request: Request, of: Opened, form: Any, template: str, title: str, status: int, more: dict[str, Any], refusal: Refused | None = None
) -> HttpResponse:
    """`hinders`: why nothing of the kind can be recorded, said before anybody fills it in."""
    person = str(request.actor.natural_person_id or "")
    hinders = may_be_visited(of.course)
    if isinstance(form, RecheckForm) and hinders:
        hinders = may_recheck(of.course, person, (), (), seen=False)
    older = isinstance(form, CheckForm) and form["checklist"].value() != version(*list_of(of.held, of.course, clock.today()))
    context = {
        "active": "venues", "of": of, "form": form, "title": title, "errors": errors_of(form), "today": clock.today(), "is_older": older,
        "most": of.held.policy().on(clock.today()).venues.most_photos,
        "request_id": id_shown_again(request.POST.get("request_id", ""), refusal), "id": of.held.id,
        "corrects": more.get("corrects"), "hinders": telling.told(hinders.reasons, of.held.policy()),
        "sections": [
            {"title": said(section.title), "sure": form[f"sure_{section.code}"],
             "items": [(form[f"item_{one.code}"], form[f"words_{one.code}"], card_of(of.held, one.clause), one.severity, form[f"pieces_{one.code}"] if one.sampled else None, f"photos_{one.code}") for one in section.items],
             "pieces": form["pieces"] if any(one.sampled for one in section.items) else None}
            for section in form.listed.sections
        ] if isinstance(form, CheckForm) else [],
        "found": [(one, form[f"item_{n}"], form[f"words_{n}"]) for n, one in enumerate(form.found)] if isinstance(form, RecheckForm) else [],
    }
    return pages.render(request, template, context, status=status)


@door(may="see_venues")
@require_safe
def record(request: Request, venue_id: UUID, visit_id: UUID) -> HttpResponse:
    """The record of one visit as it was signed, to read and to print, with the digest of what lies there."""
    return _record(request, venue_id, visit_id)


@door(may="bring_photo")
@require_POST
def bring(request: Request, venue_id: UUID, visit_id: UUID) -> HttpResponse:
    """A photograph that the record names and that had not come."""
    sent = request.FILES.get("photo")
    try:
        photo = taken(sent.read() if sent else None)
        if photo is None:
            raise Refused(Reason("file_empty"))
        bring_photo(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), venue_id=venue_id, visit_id=visit_id, photo=photo)
    except Refused as refusal:
        with reading(request):
            return _record(request, venue_id, visit_id, sentence(refusal.reasons[0]), 422)
    return redirect("venue-record", venue_id, visit_id)


def _record(request: Request, venue_id: UUID, visit_id: UUID, problem: str = "", status: int = 200) -> HttpResponse:
    of = venue_of(venue_id, clock.today())
    fact: Any = of.held.fact(visit_id)
    told, digest = record_of(venue_id, visit_id)
    came, named = photos_with(venue_id, visit_id), Counter(item for item, _digest in told.get("photos", ()))
    answers = {one["item"]: one for one in told.get("seen", ())}
    sampled = [item["code"] for section in told.get("list", {}).get("sections", ()) for item in section["items"] if item.get("sampled")]
    goods = dict(zip(sampled, told.get("pieces", ())[1:], strict=False))
    sections = [
        {"title": said(section["title"]),
         "items": [{"text": said(item["text"]), "card": card_of(of.held, item["clause"]), "word": spoken(f"site_answer.{answers[item['code']]['answer']}"),
                    "words": answers[item["code"]]["words"], "good": goods.get(item["code"]), "photos": came.get(item["code"], []), "named": named[item["code"]], "tone": "red" if answers[item["code"]]["answer"] == "no" else "plain"}
                   for item in section["items"] if item["code"] in answers]}
        for section in told.get("list", {}).get("sections", ())
    ]
    found = [one["id"] for one in told["before"]] if "before" in told else [f"{visit_id}:{item}" for item, one in answers.items() if one["answer"] == "no"]
    corrected = next((one.id for one in of.held.facts if one.corrects == str(visit_id)), "")
    context = {
        "active": "venues", "of": of, "id": venue_id, "told": told, "pieces": (told.get("pieces") or [0])[0], "digest": digest, "same": digest == fact.record, "visit": visit_id,
        "sections": sections, "result": _result(told, of, str(visit_id)),
        "counted": [{**one, "name": said(one["name"]), "amount": spelled(one["found"]), "unit": spoken(f"stock_unit.{one['unit']}")} for one in told.get("counted", ())], "signed": spoken(f"site_signed.{told['signed']['how']}"),
        "before": [{**one, "still": told["still"].get(one["id"])} for one in told.get("before", ())], "corrected": corrected,
        "replies": replies_to(of, visit_id, found) if found else [],
        "may_correct": not corrected and told["kind"] == "check" and "record_check" in request.actor.may and of.course.over_at is None,
    }
    lacking = named.total() - sum(len(one) for one in came.values())
    context |= {"problem": problem, "named": named.total(), "lacking": lacking, "request_id": new_request_id(), "may_bring": lacking and "bring_photo" in request.actor.may}
    return pages.render(request, "inspection/checks/record.html", context, status=status)
