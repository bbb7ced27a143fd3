"""大屏: the big screen of an office, and the part of it that changes; nobody who passes by reads of a person there."""

from __future__ import annotations

from hashlib import sha256

import orjson
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.response.walls.queries import WEEK, board


@door(may="see_wall")
@require_safe
def wall(request: Request) -> HttpResponse:
    return _drawn(request, "response/walls/page.html")


@door(may="see_wall", unattended="it hangs on the wall of an office, where nobody clicks, and tells of no person")
@require_safe
def wall_lines(request: Request) -> HttpResponse:
    """The same without its frame, and nothing at all while nothing has changed."""
    return _drawn(request, "response/walls/board.html")


def _drawn(request: Request, page: str) -> HttpResponse:
    now = clock.now()
    told = board(request.actor, now)
    mark = f'"{sha256(orjson.dumps(told)).hexdigest()[:16]}"'
    if page.endswith("board.html") and request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    answer = pages.render(request, page, {"active": "calls", "b": told, "mark": mark, "now": now, "week": WEEK})
    answer["ETag"] = mark
    return answer
