"""Is the process alive; is the database there; does background work go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse

from guitu.kit import clock
from guitu.kit.doors import public
from guitu.kit.patience import RETRY_AFTER
from guitu.kit.queue import counts
from guitu.kit.registry import Registry

ALARMS: Registry[Callable[[datetime], str]] = Registry("alarms of readyz")  # each says what is wrong, or nothing


@public
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain", headers={"Guitu-Instance": settings.INSTANCE})


@public
def ready(request: HttpRequest) -> HttpResponse:
    """Whether a page could be answered. The first line says whether all is well, the next how background work goes;
    work that failed takes the pages away from nobody, so the status stays 200."""
    try:
        found, wrong = counts(), [said for alarm in ALARMS.values() if (said := alarm(clock.now()))]
    except Error:
        headers = {"Retry-After": str(RETRY_AFTER)}
        return HttpResponse("database", status=503, content_type="text/plain", headers=headers)
    first = "ok" if found.is_well and not wrong else "degraded"
    lines = "".join(f"{line}\n" for line in (first, f"jobs: {found.line}", *wrong))
    return HttpResponse(lines, content_type="text/plain")
