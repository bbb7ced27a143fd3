"""Coming in: by login, or in a demo by choosing a post; then one post at a time."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from allauth.account import views as allauth_views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.grid import access
from guitu.grid.models import Account
from guitu.grid.roles import ROLES
from guitu.kit import clock, pages
from guitu.kit.crypto import open_sealed, seal
from guitu.kit.doors import Request, door, public


class ClosedSignup(DefaultAccountAdapter):
    """Nobody signs up by themselves; accounts come with a post."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SealedFactors(DefaultMFAAdapter):
    """The secret of a second factor is sealed like personal data: a stolen dump does not pass for anybody."""

    _PLACE, _ROW = "mfa_authenticator|data", UUID(int=0)  # allauth does not say which row

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(self._PLACE, self._ROW, text) or b"").decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(self._PLACE, self._ROW, base64.b64decode(encrypted_text)) or ""


class Logout(allauth_views.LogoutView):
    """Leaving: the browser forgets what it kept of us, but for records that wait there to be sent (S-7.2)."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        nothing_waits = self.request.POST.get("waiting") == "0"  # said by the page; silence is no proof
        answer["Clear-Site-Data"] = '"cache", "cookies", "storage"' if nothing_waits else '"cache", "cookies"'
        return answer


# The doors a visitor of the demo wants first: (role, part of the body's name, or its area).
FIRST_DOORS = (
    ("social_worker", "恩城街道"), ("social_worker", "横陂镇"), ("town_head", "恩城街道"), ("county_director", "恩平"),
    ("county_clerk", "恩平"), ("police_liaison", "恩城"), ("village_worker", "440785001001"), ("grid_worker", "440785001001"),
    ("town_head", "永安"), ("social_worker", "永安"),
)  # fmt: skip


class Login(allauth_views.LoginView):
    """The login page; in a demo it also offers the posts to enter as."""

    def render_to_response(self, context: dict[str, Any], **_: Any) -> HttpResponse:
        doors, more = demo_doors() if settings.DEMO else ([], [])
        shown = {"form": context["form"], "next": self.request.GET.get("next", ""), "doors": doors, "more_doors": more}
        status = 200 if not context["form"].errors else 422
        return pages.render(self.request, "frame/login.html", shown, status=status)


def demo_doors() -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """A few posts worth entering as, and the others but for the many grid workers."""
    # 林婉's door comes first among her colleagues': she is the worker whose day the guide follows
    posts = sorted(access.demo_posts(clock.today()), key=lambda p: p["holder"] != "林婉")
    first: list[dict[str, Any]] = []
    for role, place in FIRST_DOORS:
        first += next(([p] for p in posts if p["role"] == role and place in f"{p['body']} {p['path']}"), [])
    others = [
        p for p in posts if p not in first and p["role"] not in ("grid_worker", "village_worker", "member_liaison")
    ]
    return (
        [{"id": str(p["post_id"]), "post": _label(p), "holder": p["holder"]} for p in first],
        [(str(p["post_id"]), f"{_label(p)} · {p['holder']}") for p in others],
    )


def _label(post: dict[str, Any]) -> str:
    return f"{post['body']} · {ROLES[post['role']].word}"


@public
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Demo only: enter as the holder of a post."""
    if not settings.DEMO:
        raise Http404
    for post in access.demo_posts(clock.today()):
        if str(post["post_id"]) == request.POST.get("post"):
            account = Account.objects.get(pk=post["account_id"])
            login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
            request.session["post"] = str(post["post_id"])
            return redirect("/")
    raise Http404


@door(may="choose_post")
def choose_post(request: Request) -> HttpResponse:
    """Several posts: from which one do you act today? None: say so."""
    posts = access.posts_of(UUID(str(request.user.pk)), clock.today())
    return pages.render(request, "grid/choose_post.html", {"posts": posts})


@door(may="signed_in")
@require_POST
def switch_post(request: Request) -> HttpResponse:
    """Act from another of one's own posts; rights are never added up."""
    posts = {str(post.post_id) for post in access.posts_of(UUID(str(request.user.pk)), clock.today())}
    chosen = request.POST.get("post", "")
    if chosen in posts:
        request.session.cycle_key()
        request.session["post"] = chosen
    return redirect("/")
