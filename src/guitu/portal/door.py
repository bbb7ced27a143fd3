"""Every page of the person's own door: who is in, one line per page that is read, and an answer that leaves nothing behind.

No session of staff opens anything here, and no visit opens anything there: another cookie, other rows, other policies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.doors import public
from guitu.kit.errors import NotVisible
from guitu.kit.pages import url
from guitu.kit.web import lacks_request_id, sent_twice
from guitu.people import access
from guitu.portal import entering
from guitu.portal.entering import Visit
from guitu.rules.neutral import on_page

COOKIE = "__Host-guitu-own" if settings.SECURE else "guitu-own"
View = Callable[..., HttpResponse]


class OwnRequest(HttpRequest):
    """A request of somebody at their own door. What the type checker knows of it."""

    visit: Visit
    actor: Actor
    secret: str
    number: str


def own(page: str, *, guardian: bool = False, first: bool = False) -> Callable[[View], View]:
    """A page of one's own file, by the name under which reading it is noted. `guardian`: a guardian reads it too. `first`: open
    with the PIN that was given with the card; every other waits until the person has chosen their own."""

    def mark(view: View) -> View:
        @public
        @wraps(view)
        def opened(request: OwnRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if sent_twice(request) or request.method not in ("GET", "HEAD", "POST") or lacks_request_id(request):
                return refused(request, 400)
            secret, at = request.COOKIES.get(COOKIE, ""), clock.now()
            visit = entering.entered(secret, at) if secret else None
            if visit is None:
                return gone(redirect(url("own-enter")))
            if visit.is_sealed and not getattr(view, "of_sealed", False):
                return bare(redirect(url("own-sealed")))
            if not visit.is_own_pin and not first:
                return bare(redirect(url("own-pin")))
            if visit.is_guardian and not guardian:
                return refused(request, 404)
            request.visit, request.secret, request.actor = visit, secret, entering.actor_of(visit, clock.local_day(at))
            try:
                if request.method == "POST":
                    return view(request, *args, **kwargs)  # a command opens its own transaction
                with acting(request.actor):
                    noted(request, page)
                    return view(request, *args, **kwargs)
            except NotVisible:
                return refused(request, 404)

        return opened

    return mark


def of_sealed(view: View) -> View:
    """Open to whoever's file is sealed; it is all that is open to them."""
    view.of_sealed = True  # type: ignore[attr-defined]
    return view


def noted(request: OwnRequest, page: str) -> None:
    """Reading one's own file is a line as well; of a sealed one there is no file to write it at."""
    visit = request.visit
    if not visit.is_sealed:
        access.note(
            request.actor, visit.person_id, visit.scope_path, "own", request.actor.classes, clock.now(),
            request_id=request.number, detail={"page": page, "whose": visit.whose},
        )


def shown(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page in words that tell nobody else anything, kept by no cache."""
    visit = getattr(request, "visit", None)
    around = {"is_in": visit is not None, "is_guardian": bool(visit and visit.is_guardian), "is_first": bool(visit and not visit.is_own_pin)}
    made = HttpResponse(on_page(pages.render_to_string(template, {**around, "active": "", **context}, request=request)), status=status)
    return bare(made)


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """The page of nothing: the same for what is another's, what never was, and what was sent in a way that no page of ours sends."""
    return bare(HttpResponse(pages.render_to_string("portal/nothing.html", {}, request=None), status=status))


def bare(made: HttpResponse) -> HttpResponse:
    made["Cache-Control"] = "no-store, max-age=0"
    made["Referrer-Policy"] = "same-origin"
    made["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return made


def gone(made: HttpResponse) -> HttpResponse:
    """Nobody is in: the browser forgets what it held."""
    made.delete_cookie(COOKIE, path="/", samesite="Strict")
    return bare(made)


def keep(made: HttpResponse, secret: str) -> HttpResponse:
    """The visit, for as long as the browser is open and the house allows."""
    made.set_cookie(COOKIE, secret, path="/", secure=settings.SECURE, httponly=True, samesite="Strict")
    return bare(made)
