"""移交名下人员: who looks after how many, a proposal to share a post's people out, the request, the list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.approvals.commands import ask_approval
from guitu.casework.caseloads import queries
from guitu.casework.caseloads.commands import print_caseload
from guitu.casework.filled import forms_of
from guitu.casework.printing import filled, sheet_of
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence
from guitu.kit.web import uuid_or_none
from guitu.ledger.packs import timeline_of
from guitu.papers.views import attachment
from guitu.people import access
from guitu.rules import caseloads as rules

FORM = "caseload_list"
Row = dict[str, Any]


@door(may="see_caseloads")
@require_safe
def loads(request: Request) -> HttpResponse:
    """The posts of the area by place and name, how many each looks after beside what is counted on; what was handed over."""
    actor, today = request.actor, clock.today()
    found, norm = queries.loads(actor, today), _norm(request)
    moves = queries.moves(actor)
    named = queries.names([one["from_post"] for one in moves], today) if moves else {}
    context = {
        "active": "caseloads", "posts": [{"id": one.id, "label": one.label, "people": one.people, "over": rules.is_over(one.people, norm)} for one in found],
        "norm": norm.people_per_worker, "moves": [{**one, "who": named.get(one["from_post"], "")} for one in moves], "may": actor.may,
    }
    return pages.render(request, "casework/caseloads/page.html", context)


def _norm(request: Request) -> rules.CaseloadsPolicy:
    policy: rules.CaseloadsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).caseloads
    return policy


@door(may="hand_over_caseload")
def hand_over(request: Request, post_id: UUID) -> HttpResponse:
    """GET: everybody of the post, each with the post that is proposed. POST: another person is asked to grant the list."""
    if request.method != "POST":
        return _proposed(request, post_id)
    with reading(request):
        given = {
            person: post for name, value in request.POST.dict().items()
            if name.startswith("to-") and (person := uuid_or_none(name[3:])) and (post := uuid_or_none(value))
        }
        refusal = _refusal(request, post_id, given)
        if refusal is not None:
            return _proposed(request, post_id, given, refusal)
        told = _told(request, post_id, given)
    try:
        ask_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), name="hand_over_caseload",
            arguments={"from_post": post_id, "given": [[person, post] for person, post in given.items()]}, shown=told,
        )
    except Refused as error:
        with reading(request):
            return _proposed(request, post_id, given, error)
    return redirect("approvals")


def _refusal(request: Request, post_id: UUID, given: dict[UUID, UUID]) -> Refused | None:
    """What would be refused when it is granted is refused when it is asked for."""
    today = clock.today()
    mine = {str(one["id"]): one["scope_path"] for one in queries.people(request.actor, post_id, today)}
    verdict = rules.may_hand_over(str(post_id), {str(person): str(post) for person, post in given.items()}, mine)
    if not verdict:
        return Refused(*verdict.reasons)
    able = {one.post: one for one in queries.takers(request.actor, queries.loads(request.actor, today), post_id)}
    if any(str(post) not in able or not able[str(post)].holds(mine[str(person)]) for person, post in given.items()):
        return Refused(rules.Reason("steps.post_elsewhere"))
    return None


def _told(request: Request, post_id: UUID, given: dict[UUID, UUID]) -> list[tuple[str, str]]:
    """What the one who grants reads: from whom, how many, and how each stands afterwards."""
    found = {one.id: one for one in queries.loads(request.actor, clock.today())}
    norm = _norm(request).people_per_worker
    lines = [("交出", found[post_id].label if post_id in found else ""), ("移交几人", str(len(given)))]
    for post in dict.fromkeys(given.values()):
        more = sum(one == post for one in given.values())
        lines.append((found[post].label, f"接 {more} 人，接后 {found[post].people + more} 人（配备 1:{norm}）"))
    return lines


def _proposed(request: Request, post_id: UUID, given: dict[UUID, UUID] | None = None, refusal: Refused | None = None) -> HttpResponse:
    actor, today = request.actor, clock.today()
    found = queries.loads(actor, today)
    here = next((one for one in found if one.id == post_id), None)
    if here is None:
        raise NotVisible
    people = queries.people(actor, post_id, today)
    access.note_list(actor, "caseload", len(people), clock.now(), request.number)
    takers = queries.takers(actor, found, post_id)
    chosen = {str(person): str(post) for person, post in given.items()} if given is not None else _share(people, takers)
    labels, norm = {str(one.id): one for one in found}, _norm(request)
    context = {
        "active": "caseloads", "here": here, "norm": norm.people_per_worker, "after": _after(takers, labels, chosen, norm),
        "people": [
            {**one, "name": f"to-{one['id']}", "to": chosen.get(str(one["id"]), ""),
             "able": [(taker.post, labels[taker.post].label) for taker in takers if taker.holds(one["scope_path"])]}
            for one in people
        ],
        "errors": [{"name": "", "text": sentence(reason)} for reason in refusal.reasons] if refusal else [],
        "request_id": id_shown_again(request.POST.get("request_id", ""), refusal) if refusal else new_request_id(),
        "needs": sum(one["needs"] for one in people),
    }
    return pages.render(request, "casework/caseloads/hand_over.html", context, status=422 if refusal else 200)


def _share(people: list[Row], takers: list[rules.Taker]) -> dict[str, str]:
    return rules.share([(str(one["id"]), one["scope_path"]) for one in people], takers)


def _after(takers: list[rules.Taker], labels: dict[str, queries.Load], chosen: dict[str, str], norm: rules.CaseloadsPolicy) -> list[Row]:
    """How many each looks after now and would then."""
    more = {taker.post: sum(post == taker.post for post in chosen.values()) for taker in takers}
    return [
        {"label": labels[one.post].label, "now": one.people, "then": one.people + more[one.post], "over": rules.is_over(one.people + more[one.post], norm)}
        for one in takers
    ]


@door(may="see_caseloads")
@require_safe
def move(request: Request, move_id: UUID) -> HttpResponse:
    """One handing over, line by line."""
    found = queries.move(request.actor, move_id)
    named = queries.names([post for one in found for post in (one["from_post"], one["to_post"])], clock.today())
    access.note_list(request.actor, "caseload", len(found), clock.now(), request.number)
    context = {"active": "caseloads", "lines": found, "named": named, "on": found[0]["on_day"], "move_id": move_id, "may": request.actor.may}
    return pages.render(request, "casework/caseloads/move.html", context)


@door(may="print_caseload")
@require_POST
def print_move(request: Request, move_id: UUID) -> HttpResponse:
    """The list to be signed: by who gives, who takes, and who saw to it."""
    now, today = clock.now(), clock.today()
    with reading(request):
        form = forms_of(request.actor.path)[FORM]
        if form.classes - request.actor.classes:
            raise NotVisible
        found = queries.move(request.actor, move_id)
        named = queries.names([post for one in found for post in (one["from_post"], one["to_post"])], today)
        lines = filled(form, queries.entries(found, named, now), today)
        ends = ["交出人签名：　　　　　　　　接收人签名：　　　　　　　　负责人签名：　　　　　　　　"]
        data = sheet_of(form, lines, now, path=request.actor.path, told=found[0]["on_day"].isoformat(), ends=ends)
    print_caseload(request.actor, at=now, request_id=request.POST["request_id"], door="web", move_id=move_id)
    return attachment(data, "application/pdf", f"{_('移交清单')}-{found[0]['on_day'].isoformat()}.pdf")
