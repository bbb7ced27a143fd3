"""消息: what this post was told, what it told others and when they read it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, new_request_id
from guitu.notices import queries
from guitu.notices.commands import read_notice, read_notices
from guitu.notices.pages_of import url_of


@door(may="see_notices")
@require_safe
def notices(request: Request) -> HttpResponse:
    """The newest first; older ones a page at a time."""
    actor, asked = request.actor, request.GET.get("box", "mine")
    box = asked if asked in queries.BOXES else "mine"
    words = {"mine": _("全部"), "unread": _("未读"), "sent": _("我发出的")}
    lines, more = queries.listed(box, actor, clock.today(), queries.key_in(request.GET.get("after", "")))
    context = {
        "active": "notices", "box": box, "shown": lines, "new_request_id": new_request_id,
        "boxes": [{"label": label, "url": address("notices", query={"box": name}), "on": name == box} for name, label in words.items()],
        "more_url": address("notices", query={"box": box, "after": more}) if more else "",
        "until": max((one["made_at"] for one in lines), default=clock.now()).isoformat(),
        "has_unread": any(one["read_at"] is None for one in lines) and box != "sent",
        "is_first": "after" not in request.GET,
    }
    return pages.render(request, "notices/page.html", context)


@door(may="read_notice")
@require_POST
def open_notice(request: Request, notice_id: UUID) -> HttpResponse:
    """Read, and on to where it leads."""
    found = read_notice(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), notice_id=notice_id)
    url = url_of(found["kind"], UUID(found["of"]) if found["of"] else None, request.actor.may)
    return redirect(url or "notices")


@door(may="read_notices")
@require_POST
def read_all(request: Request) -> HttpResponse:
    """All that was on the list when it was opened."""
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        until = clock.now()
    if until.tzinfo is None:
        until = clock.now()
    read_notices(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), until=until)
    return redirect("notices")
