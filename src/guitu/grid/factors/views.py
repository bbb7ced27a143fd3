"""The second factor: set up, asked for, moved to another telephone."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guitu.grid import devices, guessing, open_sessions, sessions
from guitu.grid.factors import authenticators
from guitu.grid.guessing import NOW
from guitu.grid.login import safe_next
from guitu.grid.models import Account
from guitu.kit import clock, pages, totp
from guitu.kit.doors import Request, before_factor, door, new_request_id
from guitu.kit.squares import squares


@before_factor
@door(may="choose_post")
def second_factor(request: Request) -> HttpResponse:
    """Before the first page: a code of the telephone, or, where there is none yet, its setting up."""
    account = UUID(str(request.user.pk))
    if not authenticators.is_set_up(account):
        return _set_up(request, account)
    if request.method != "POST":
        return _asked(request)
    at = clock.now()
    keys = guessing.of_known("step", request.user.get_username())
    if guessing.claim(keys, at) > NOW:
        logout(request)  # somebody knows the password and tries codes: both together from the login on
        return redirect("account_login")
    if not authenticators.proves(account, request.POST.get("code", ""), at):
        return _asked(request, _("动态码不对，或者已经用过。请等下一个。"))
    guessing.forgive(keys, at)
    return _passed(request, account)


@door(may="choose_post", fresh=True)
def move(request: Request) -> HttpResponse:
    """Another telephone: the old one's code was asked for just now; from then on the new one counts."""
    return _set_up(request, UUID(str(request.user.pk)))


def _passed(request: Request, account: UUID) -> HttpResponse:
    at = clock.now()
    request.session.cycle_key()
    sessions.pass_factor(request.session, at)
    open_sessions.make_room(request.session, account, at)
    answer = redirect(safe_next(request))
    devices.remember(request, answer, account)
    return answer


def _asked(request: Request, fault: str = "") -> HttpResponse:
    context = {"fault": fault, "next": _next(request), "request_id": new_request_id()}
    return pages.render(request, "grid/factors/ask.html", context, status=422 if fault else 200)


def _set_up(request: Request, account: UUID) -> HttpResponse:
    fault = ""
    if request.method == "POST":
        if authenticators.confirm(account, request.POST.get("code", ""), clock.now()):
            return _passed(request, account)
        fault = _("动态码不对。请看手机上这一条现在显示的六位数字。")
    secret, login = authenticators.begin(account), Account.objects.get(pk=account).login
    context = {
        "fault": fault, "secret": secret, "squares": squares(totp.address(secret, login, _("归途"))), "next": _next(request),
        "request_id": new_request_id(), "action": request.path,
    }
    return pages.render(request, "grid/factors/set_up.html", context, status=422 if fault else 200)


def _next(request: Request) -> str:
    return request.GET.get("next") or request.POST.get("next", "")
