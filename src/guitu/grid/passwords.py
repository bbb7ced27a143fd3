"""The first login: a one-time code is changed for a password before anything else is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guitu.grid import sessions
from guitu.grid.models import Account
from guitu.kit import pages
from guitu.kit.doors import Request, door, new_request_id


def who_tries(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The login under which wrong passwords are counted, however it is typed and whoever asks."""
    given = credentials or {}
    typed = given.get("username") or given.get("login") or request.POST.get("login") or ""
    return unicodedata.normalize("NFKC", typed).casefold().strip()[:120]


@door(may="choose_post")
def change(request: Request) -> HttpResponse:
    """Choose a password of one's own: at least 12 characters, not a common one."""
    account = Account.objects.get(pk=str(request.user.pk))
    form = SetPasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        Account.objects.filter(pk=account.pk).update(must_change=False, perm_version=F("perm_version") + 1)
        account.refresh_from_db()
        update_session_auth_hash(request, account)
        sessions.keep_rights(request.session, account.perm_version)
        return redirect("/")
    errors = [{"name": name, "text": str(text)} for name, texts in form.errors.items() for text in texts]
    context = {"form": form, "errors": errors, "request_id": new_request_id()}
    return pages.render(request, "grid/password.html", context, status=422 if errors else 200)
