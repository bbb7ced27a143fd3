"""试算: begun from a draft or with a shipped pack, watched, stopped, read by town and worker, and person by person."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address, address_if_any
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import said
from guitu.kit.web import uuid_or_none
from guitu.kit.workbooks.streaming import write_book
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.people.basics import opened
from guitu.policy import load, names
from guitu.rulepacks import drafts
from guitu.rulepacks.declares import TRIAL_PEOPLE
from guitu.rulepacks.models import Draft, Trial
from guitu.rulepacks.trials import commands, queries, telling
from guitu.rulepacks.trials.running import numbers_in

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def begun(request: Request, path: str, **what: Any) -> HttpResponse:
    """Begin a trial and go to its page."""
    given = commands.start_trial(
        request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), path=path, **what
    )
    return redirect("trial", UUID(given["trial"]))


def listed(actor: Actor, path: str, draft: Draft | None = None) -> list[dict[str, Any]]:
    """The trials of a place, the newest first, each with which numbers were tried and how it stands; nobody's where the
    post sees none. With a draft, whether each is of that draft as it is now."""
    if "see_trial" not in actor.may:
        return []
    digest = drafts.digest_of(draft) if draft else ""
    return [
        {**one, "name": telling.name_of(_title(one["pack"]), is_draft=one["draft_id"] is not None, from_start=one["from_start"]),
         "state_word": telling.STATES[one["state"]], "is_older": draft is not None and one["draft_id"] == draft.pk and one["digest"] != digest}
        for one in queries.listed(actor.county_id, path)
    ]


@door(may="see_trial")
@require_safe
def trial(request: Request, trial_id: UUID) -> HttpResponse:
    """How far it is; and when it is done, what would change: in one sentence, by month, town and worker."""
    found = _found(trial_id)
    far = queries.far(found.pk)
    town = request.GET.get("town", "")
    town = town if town.startswith(found.scope_path) and town.isdigit() else ""
    context: dict[str, Any] = {
        "active": "policy", "trial": found, "far": far, "name": _name(found), "place": queries.place_name(found.scope_path), "town": town,
        "is_older": _is_older(found), "may_stop": found.state == "running" and "stop_trial" in request.actor.may,
    }
    if found.state == "done":
        context |= {"headline": telling.headline(found, far), "stretches": telling.stretches(found)}
        context |= {"posts": _posts(found, town)} if town else {"towns": _towns(found)}
    return pages.render(request, "rulepacks/trials/page.html", context)


@door(may="see_trial")
@require_safe
def progress(request: Request, trial_id: UUID) -> HttpResponse:
    """How far it is, asked again by the page itself; when it is over, the page is read anew."""
    found = _found(trial_id)
    answer = pages.render(request, "rulepacks/trials/progress.html", {"trial": found, "far": queries.far(found.pk)})
    if found.state != "running":
        answer["HX-Refresh"] = "true"
    return answer


@door(may="stop_trial")
@require_POST
def stop(request: Request, trial_id: UUID) -> HttpResponse:
    """Stop it; one that came to its end meanwhile is shown."""
    with suppress(Refused):
        commands.stop_trial(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), trial_id=trial_id)
    return redirect("trial", trial_id)


@door(may="see_trial")
@require_safe
def people(request: Request) -> HttpResponse:
    """Whom the numbers would touch: masked, each with what would be otherwise and why, by both packs."""
    listing = Listing(TRIAL_PEOPLE, request)
    found = _done(uuid_or_none(listing.passing.get("trial", "")))
    now, then = timeline_of(found.county_id, found.scope_path), numbers_in(found.text)
    law, area = listing.of("law"), listing.of("area")
    rows = queries.found(found.pk, law if law in ("newly", "released") else "", area, listing.cut, clock.today())
    listing.counted(rows[0]["total"] if rows else 0)
    far = queries.far(found.pk)
    lines = [
        {**one, "masked": opened(one["matter_id"], one["basics"]).masked, "url": address_if_any("person", one["matter_id"]),
         "otherwise": telling.otherwise(one, now, then)}
        for one in rows
    ]
    filters = [("", _("全部"), far.changed), ("newly", _("新达到严重违反的次数"), far.newly), ("released", _("不再达到"), far.released)]
    context = {
        "active": "policy", "listing": listing, "trial": found, "lines": lines, "name": _name(found),
        "filters": [{"label": label, "count": n, "url": listing.address(law=code), "on": code == law} for code, label, n in filters],
    }
    return pages.render(request, "rulepacks/trials/people.html", context)


@door(may="see_trial")
@require_safe
def book(request: Request, trial_id: UUID) -> HttpResponse:
    """The work of each post by month as a workbook: numbers of posts, nobody of the people."""
    found = _done(trial_id)
    months = telling.window_of(found).months
    heads = [_("镇街"), _("责任社工"), _("什么"), _("按哪份规定"), *(f"{month:%Y-%m}" for month in months)]
    packs = (_("现在的规定"), _("试算的规定"))
    lines = (
        [one["place"], one["name"] or _("空缺"), str(word), packs[n >= len(telling.WORK)], *one["months"][n * len(months) : (n + 1) * len(months)]]
        for one in queries.posts(found.pk, "", clock.today())
        for n, word in enumerate([*telling.WORK_WORDS.values()] * 2)
    )
    target = io.BytesIO()
    mark = f"{_('试算')} {_name(found)} {queries.place_name(found.scope_path)} {found.digest[:12]} {found.on_day.isoformat()}"
    write_book(target, _("试算"), heads, lines, footer=mark)
    answer = HttpResponse(target.getvalue(), content_type=BOOK)
    name = f"{_('试算')}-{found.on_day.isoformat()}-{found.digest[:8]}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _found(trial_id: UUID | None) -> Trial:
    found = queries.trial_of(trial_id) if trial_id else None
    if found is None:
        raise NotVisible
    return found


def _done(trial_id: UUID | None) -> Trial:
    """One that came to its end: of others nothing is told."""
    found = _found(trial_id)
    if found.state != "done":
        raise NotVisible
    return found


def _name(trial: Trial) -> str:
    return telling.name_of(_title(trial.pack), is_draft=trial.draft_id is not None, from_start=trial.from_start)


def _title(pack: str) -> str:
    return f"{said(load(pack).title)} {pack}" if pack in names() else pack


def _is_older(trial: Trial) -> bool:
    """Whether the draft that was tried has changed since."""
    draft = drafts.by_id(trial.draft_id) if trial.draft_id else None
    return draft is not None and draft.state == "open" and drafts.digest_of(draft) != trial.digest


def _towns(trial: Trial) -> list[dict[str, Any]]:
    return [
        {**one, "work": telling.pairs([one[f"a{n}"] for n in range(1, 7)]), "url": address("trial", trial.pk, query={"town": one["path"]})}
        for one in queries.towns(trial.pk)
    ]


def _posts(trial: Trial, town: str) -> list[dict[str, Any]]:
    return [
        {**one, "work": telling.pairs([one[f"a{n}"] for n in range(1, 7)]), "is_over": one["care_after"] > one["limit_after"]}
        for one in queries.posts(trial.pk, town, clock.today())
    ]
