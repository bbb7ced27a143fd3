"""等待发送: what was recorded without a line lies on the device; here its writer sees it, and the house says what it has."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.database import row
from guitu.kit.doors import REQUEST_ID, Request, door, public
from guitu.kit.errors import NotVisible
from guitu.kit.pages import render, url
from guitu.kit.waiting import WAITING

FRAME = Path(__file__).resolve().parent.parent / "frame"
WORKER = FRAME / "worker.js"


@door(may="signed_in")
@require_safe
def waiting(request: Request) -> HttpResponse:
    """The page is the same for everybody: its rows are drawn by its script from what lies on this device."""
    may = request.actor.may
    turns_on = any(one.action in may for one in WAITING.values())  # somebody who records where there is no line
    return render(request, "recording/waiting.html", {"active": "waiting", "takes": "record_visit" in may, "turns_on": turns_on})


@door(may="signed_in")
@require_safe
def recorded(request: Request, request_id: str) -> HttpResponse:
    """Whether this post's request is on file: asked after an answer that was lost, before anything is sent again."""
    if not REQUEST_ID.fullmatch(request_id):
        raise NotVisible
    found = row(
        "SELECT 1 FROM ledger_request WHERE county_id = %s AND post_id = %s AND (key = %s OR starts_with(key, %s)) LIMIT 1",
        [request.actor.county_id, request.actor.post_id, request_id, f"{request_id[:48]}-"],
    )
    return JsonResponse({"recorded": found is not None})


@public
@require_safe
def no_line(request: HttpRequest) -> HttpResponse:
    """What a device shows that has no line: a sheet for what is seen today, and nothing of anybody."""
    return render(request, "recording/no_line.html", {"today": clock.today()})


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers without a line. It keeps the page above and our own style and scripts, and nothing else."""
    shell = [url("no-line"), *_static(get_language() or "")]
    said = json.dumps({"shell": shell, "version": hashlib.sha256("|".join(shell).encode()).hexdigest()[:16]})
    text = WORKER.read_text(encoding="utf-8").replace("{}", said, 1)
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=4)
def _static(_language: str) -> list[str]:
    """Our own style and scripts, under the names that change with their content."""
    kept = FRAME / "static"
    files = [*sorted(kept.glob("css/*.css")), *sorted(kept.glob("js/*.js"))]
    return [static(str(file.relative_to(kept))) for file in files] + [static("mark.svg"), static("vendor/bootstrap-reboot.min.css")]
