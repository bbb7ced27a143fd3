"""Coming in: by login, or in a demo by choosing a post; then one post at a time."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.grid import access
from guitu.grid.models import Account
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, public


class ClosedSignup(DefaultAccountAdapter):
    """Nobody signs up by themselves; accounts come with a post."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


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
