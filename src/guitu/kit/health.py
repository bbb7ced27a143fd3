"""Is the process alive; is the database there."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse

from guitu.kit.database import row
from guitu.kit.doors import public
from guitu.kit.patience import RETRY_AFTER


@public
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    try:
        row("SELECT 1")
    except Error:
        return HttpResponse(
            "database", status=503, content_type="text/plain", headers={"Retry-After": str(RETRY_AFTER)}
        )
    return HttpResponse("ok", content_type="text/plain")
