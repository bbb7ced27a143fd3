"""Coming in: by login, or in a demo by choosing a post; then one post at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guitu.grid import access, demo_doors, devices, guessing, open_sessions, sessions
from guitu.grid.factors import authenticators
from guitu.grid.guessing import NOW, Key
from guitu.grid.models import Account
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, public


class LoginForm(forms.Form):
    login = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("请填写账号。")})
    password = forms.CharField(max_length=500, strip=False, error_messages={"required": gettext_lazy("请填写口令。")})
    code = forms.CharField(max_length=20, required=False)


@public
def login_page(request: HttpRequest) -> HttpResponse:
    """The login page; in a demo it also offers the posts to enter as."""
    if request.method != "POST":
        return _shown(request, LoginForm())
    form = LoginForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    at, name = clock.now(), guessing.name_of(form.cleaned_data["login"])
    found = Account.objects.filter(login=name).first()
    wait, keys, proved = _counted(request, found, name, form.cleaned_data, at)
    if wait > NOW:
        return _too_often(request, form, wait)
    account = _right(request, found, name, form.cleaned_data, at, proved=proved)
    if account is None:
        form.add_error(None, _("账号、口令或动态码不对。"))
        return _shown(request, form, status=422)
    guessing.forgive(keys, at)
    guessing.came_in(name, guessing.net_of(guessing.address_of(request.META)), at)
    login(request, account)
    if proved:
        sessions.pass_factor(request.session, at)
    answer = redirect(safe_next(request))
    if proved or settings.DEMO:
        open_sessions.make_room(request.session, account.pk, at)
        devices.remember(request, answer, account.pk)
    return answer


def _counted(
    request: HttpRequest, found: Account | None, name: str, typed: dict[str, str], at: datetime
) -> tuple[timedelta, list[Key], bool]:
    """How long this try has to wait, under what it was counted, and whether the second factor was given with it."""
    net = guessing.net_of(guessing.address_of(request.META))
    proved = False
    if found is not None and typed["code"] and authenticators.is_set_up(found.pk):
        codes = guessing.of_known("code", name, net)
        wait = guessing.claim(codes, at)
        proved = wait <= NOW and authenticators.proves(found.pk, typed["code"], at)
        if not proved:
            return wait, codes, False
        guessing.forgive(codes, at)
    device = devices.known(request, found.pk if found else None)
    keys = guessing.of_stranger(name, net, typed["password"])
    if proved:
        keys = guessing.of_known("proved", name)
    elif device:
        keys = guessing.of_known("device", name, device)
    elif found is not None and guessing.is_home(name, net):
        keys = guessing.of_neighbour(name, net, typed["password"])
    return guessing.claim(keys, at), keys, proved


def _right(
    request: HttpRequest, found: Account | None, name: str, typed: dict[str, str], at: datetime, *, proved: bool
) -> Account | None:
    """The account, when the password is its own, a one-time code is of this week, and no wrong code stands beside."""
    if found is not None and typed["code"] and not proved and authenticators.is_set_up(found.pk):
        return None
    account = authenticate(request, username=name, password=typed["password"])
    if not isinstance(account, Account):
        return None
    if account.must_change and account.code_until is not None and account.code_until <= at:
        return None
    return account


def _too_often(request: HttpRequest, form: LoginForm, wait: timedelta) -> HttpResponse:
    """Not looked at, right or wrong: tried too often. The owner comes in with the second factor."""
    seconds = ceil(wait.total_seconds())
    form.add_error(None, _("试得太多了，请过一会儿再试。本人现在就要进来的，请连动态码一起填写。"))
    answer = _shown(request, form, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _shown(request: HttpRequest, form: LoginForm, status: int = 200) -> HttpResponse:
    # one who is refused unseen gets a short page: a thousand of them are asked for in an attack
    doors, more = demo_doors.doors() if settings.DEMO and status != 429 else ([], [])
    shown = {"form": form, "next": request.GET.get("next") or request.POST.get("next", ""), "doors": doors, "more_doors": more,
             "demo": settings.DEMO, "ended": request.GET.get("ended", "") == open_sessions.ELSEWHERE}
    return pages.render(request, "frame/login.html", shown, status=status)


def safe_next(request: HttpRequest) -> str:
    """Where to go on: a page of this house that was asked for, else the first one."""
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if here else settings.LOGIN_REDIRECT_URL


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Leaving: the browser forgets what it kept of us, but for records that wait there to be sent (S-7.2)."""
    nothing_waits = request.POST.get("waiting") == "0"  # said by the page; silence is no proof
    logout(request)
    answer = redirect(settings.LOGIN_URL)
    answer["Clear-Site-Data"] = '"cache", "cookies", "storage"' if nothing_waits else '"cache", "cookies"'
    return answer


@public
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Demo only: enter as the holder of a post."""
    if not settings.DEMO:
        raise Http404
    for post in access.demo_posts(clock.today()):
        if str(post["post_id"]) == request.POST.get("post"):
            account = Account.objects.get(pk=post["account_id"])
            login(request, account)
            request.session["post"] = str(post["post_id"])
            return redirect("/")
    raise Http404


@door(may="choose_post")
def choose_post(request: Request) -> HttpResponse:
    """Several posts: from which one do you act today? None: say so."""
    posts = access.posts_of(UUID(str(request.user.pk)), clock.today())
    return pages.render(request, "grid/choose_post.html", {"posts": posts})


@door(may="choose_post")  # not "signed_in": who has two posts and has chosen none could never choose
@require_POST
def switch_post(request: Request) -> HttpResponse:
    """Act from another of one's own posts; rights are never added up."""
    posts = {str(post.post_id) for post in access.posts_of(UUID(str(request.user.pk)), clock.today())}
    chosen = request.POST.get("post", "")
    if chosen in posts:
        request.session.cycle_key()
        request.session["post"] = chosen
    return redirect("/")
