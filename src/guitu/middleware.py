"""From a request to an actor: who is logged in, from which post, and whether this page is for that post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from guitu.grid import access, answers, login_state, open_sessions, passwords, session_store, sessions
from guitu.kit import clock, texts
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.kit.waiting import is_forged
from guitu.kit.web import has_nul, lacks_request_id, sent_twice
from guitu.people.denials import note_denial
from guitu.rules.verdict import Reason

METHODS = ("GET", "HEAD", "POST")
ALLOWED_FOREIGN = (
    "django.views.static",
    "django.contrib.staticfiles.",
    "django.views.i18n",
)


OPEN_TO_ALL = (None, "", "choose_post", "signed_in")  # the others are asked for a right first


class ActingMiddleware:
    """Deny by default: a view without its own access policy does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        texts.remember()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        policy = getattr(view, "access_policy", None)
        if getattr(view, "by_key", False):
            return None  # a system with its key: guarded by `api/gate.py`, and no session opens anything there
        if has_nul(request):
            return answers.error(request, 400)
        account = request.user
        if policy != "" and account.is_authenticated and self._is_over(request, view, account.perm_version):
            logout(request)
            account = request.user
        if policy in OPEN_TO_ALL and sent_twice(request):
            return answers.error(request, 400)
        if policy is None:
            foreign = getattr(view, "__module__", "") or ""
            return None if foreign.startswith(ALLOWED_FOREIGN) else answers.error(request, 404)
        if policy == "":
            return None
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if not account.is_authenticated:
            return self._to_login(request, view)
        if account.must_change and view is not passwords.change:
            return self._instead(request, "password", reverse("password"))
        if not settings.DEMO and not account.must_change and not self._proved(request, view):
            return self._to_second_factor(request)
        posts = session_store.posts_read(request)
        if posts is None:
            posts = access.posts_of(account.pk, clock.today())
        actor = self._actor(request, posts)
        if actor is None:
            return None if policy == "choose_post" else self._instead(request, "post", reverse("choose-post"))
        if getattr(view, "beyond", False):
            actor = replace(actor, on=clock.today())
        request.actor = actor  # type: ignore[attr-defined]
        request.frame = answers.frame_of(request, actor, posts)  # type: ignore[attr-defined]
        if policy not in actor.may and policy not in ("choose_post", "signed_in"):
            note_denial(actor, policy, request.number, clock.now(), kwargs)  # type: ignore[attr-defined]
            return answers.error(request, 404)
        if sent_twice(request, getattr(view, "many", frozenset())):
            return answers.error(request, 400)
        if is_forged(request):
            return answers.error(request, 400)
        if policy != "choose_post" and lacks_request_id(request):
            return answers.error(request, 400, reasons=[Reason("request_id_malformed")])
        return self._answer(request, view, args, kwargs, actor)

    def _is_over(self, request: HttpRequest, view: Callable[..., HttpResponse], rights: int) -> bool:
        """What a page asks for by its timer is no click of anybody; a door for nobody's eyes in particular answers it all the
        same, and no other door does."""
        by_timer = login_state.is_by_timer(request)
        unattended = by_timer and bool(getattr(view, "unattended", ""))
        return sessions.is_over(request.session, clock.now(), rights, is_click=not by_timer, unattended=unattended)

    def _proved(self, request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
        """The second factor was given with this login, and for a grave step just now."""
        if getattr(view, "before_factor", False):
            return True
        if getattr(view, "fresh", False):
            return sessions.is_fresh(request.session, clock.now())
        return sessions.has_factor(request.session)

    def _instead(self, request: HttpRequest, wants: str, address: str) -> HttpResponse:
        """Another page first; a form whose page keeps what was typed is told so, and stays."""
        return login_state.not_in(request, wants) if login_state.kept_on_page(request) else redirect(address)

    def _to_second_factor(self, request: HttpRequest) -> HttpResponse:
        """Nothing of what was sent is done; the page that was asked for comes after the code."""
        if login_state.kept_on_page(request):
            return login_state.not_in(request, "factor")
        address = reverse("second-factor")
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(address)
        return redirect(f"{address}?{urlencode({'next': _page_of(request)})}")

    def _to_login(self, request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse:
        by_timer = login_state.is_by_timer(request) and not getattr(view, "unattended", "")  # `idle.js` keeps what was typed
        if by_timer or login_state.kept_on_page(request):
            return login_state.not_in(request, "login")
        why = open_sessions.why_ended(request)
        said = {"ended": why} if why else {}
        if request.method == "GET" and not request.htmx:  # type: ignore[attr-defined]
            said = {"next": request.path} | said
        address = f"{settings.LOGIN_URL}?{urlencode(said)}" if said else settings.LOGIN_URL
        if request.htmx:  # type: ignore[attr-defined]  # else HTMX would put the login page inside this page
            return HttpResponseClientRedirect(address)
        return redirect(address)

    def _answer(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any, actor: Actor
    ) -> HttpResponse:
        try:
            if request.method in ("GET", "HEAD"):
                with acting(actor):
                    return view(request, *args, **kwargs)
            return view(request, *args, **kwargs)  # a command opens its own transaction
        except NotVisible:
            note_denial(actor, "not_visible", request.number, clock.now(), kwargs)  # type: ignore[attr-defined]
            return answers.error(request, 404)
        except Refused as refusal:
            return answers.error(request, 422, reasons=refusal.reasons)
        except Stale:
            return answers.error(request, 409)

    def _actor(self, request: HttpRequest, posts: list[access.HeldPost]) -> Actor | None:
        chosen = request.session.get("post")
        for post in posts:
            if chosen == str(post.post_id):
                return access.actor_of(post, UUID(str(request.user.pk)))
        if len(posts) == 1:
            return access.actor_of(posts[0], UUID(str(request.user.pk)))
        return None


def _page_of(request: HttpRequest) -> str:
    """The page that is looked at: the one asked for, or the one with the form that was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() else settings.LOGIN_REDIRECT_URL
