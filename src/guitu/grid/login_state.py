"""How it stands with a login, asked by the scripts of a page that is being filled in; and the key of its drafts.

A form is never sent into a login page: its page learns why it was not kept, lets the person come in again, and sends
the same form with the same request id.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from guitu.grid import access, answers, sessions
from guitu.grid.factors import authenticators
from guitu.grid.models import Account
from guitu.grid.natural_persons import mark_of
from guitu.kit import clock
from guitu.kit.crypto import key_of_box
from guitu.kit.doors import Request, door, public
from guitu.ledger.packs import timeline_of
from guitu.rules.devices import hours_on_device


def kept_on_page(request: HttpRequest) -> bool:
    """The form says that its page keeps what was typed, and knows what to do without a login."""
    return request.headers.get("X-Kept") == "1"


def is_by_timer(request: HttpRequest) -> bool:
    """The page says that nobody clicked: it looks again by itself. Who says so untruly only shortens the own login."""
    return request.method == "GET" and request.headers.get("X-Timer") == "1"


def not_in(request: HttpRequest, wants: str) -> HttpResponse:
    """Nothing was done: what the login lacks (`login`, `factor`, `password`, `post`) is said to the page's script."""
    answer = answers.error(request, 401)
    answer["X-Wants"] = wants
    return answer


@public
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """What the login lacks, whose it is, how many seconds it has left, and a form token. Asking is no click: it does
    not make the login last longer."""
    account = request.user
    wants, left = "login", 0
    if isinstance(account, Account) and account.is_authenticated:
        left = sessions.left(request.session, clock.now(), account.perm_version)
        wants = _wants(request, account) if left > 0 else "login"
    said = {"wants": wants, "left": left, "token": get_token(request)}
    if wants != "login" and isinstance(account, Account):
        said["who"] = mark_of(account.natural_person_id)
        said["factor"] = wants != "factor" or authenticators.is_set_up(account.pk)
    return JsonResponse(said)


def _wants(request: HttpRequest, account: Account) -> str:
    if account.must_change:
        return "password"
    if not settings.DEMO and not sessions.has_factor(request.session):
        return "factor"
    held = {str(post.post_id) for post in access.posts_of(account.pk, clock.today())}
    return "" if len(held) == 1 or request.session.get("post") in held else "post"


@door(may="signed_in")
@require_safe
def stay(request: Request) -> HttpResponse:
    """继续: a click like any other."""
    left = sessions.left(request.session, clock.now(), request.user.perm_version)  # type: ignore[union-attr]
    return JsonResponse({"left": left})


@door(may="signed_in")
@require_safe
def draft_key(request: Request) -> HttpResponse:
    """The key that opens this human being's drafts and what waits to be sent, for the memory of one page. It is made anew
    from the house's ring each time and kept nowhere: another login of the same person opens them, nobody else's does."""
    account = request.user
    assert isinstance(account, Account)
    key, who = key_of_box(account.natural_person_id), mark_of(account.natural_person_id)
    hours = hours_on_device(timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).devices)
    return JsonResponse({"key": key, "who": who, "hours": hours})

