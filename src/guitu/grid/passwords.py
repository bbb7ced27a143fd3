"""One's own password: chosen with the old one beside it; and first of all, instead of a one-time code."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guitu.grid import guessing, sessions
from guitu.grid.guessing import NOW
from guitu.grid.models import Account
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id


@door(may="choose_post")
def change(request: Request) -> HttpResponse:
    """Choose a password: at least 12 characters, not a common one. The old one is asked for, but of somebody who has
    just come in with a one-time code; and it is counted like a guess."""
    account, at = Account.objects.get(pk=str(request.user.pk)), clock.now()
    just_came = account.must_change and sessions.is_fresh(request.session, at, since_login=True)
    form = SetPasswordForm(account, request.POST or None)
    status, faults = 200, dict[str, str]()
    if request.method == "POST":
        status, faults = (200, {}) if just_came else _old_one(request, account)
        if not faults and form.is_valid():
            return _changed(request, account, form)
        status = 422 if status == 200 else status
    errors = [{"name": name, "text": text} for name, text in faults.items()]
    errors += [{"name": name, "text": str(text)} for name, texts in form.errors.items() for text in texts]
    context = {"form": form, "errors": errors, "faults": faults, "request_id": new_request_id(),
               "first": account.must_change, "asks_old": not just_came}
    return pages.render(request, "grid/password.html", context, status=status)


def _changed(request: Request, account: Account, form: SetPasswordForm[Account]) -> HttpResponse:
    form.save()
    Account.objects.filter(pk=account.pk).update(
        must_change=False, code_until=None, perm_version=F("perm_version") + 1
    )
    account.refresh_from_db()
    update_session_auth_hash(request, account)
    sessions.keep_rights(request.session, account.perm_version)
    return redirect("/")


def _old_one(request: Request, account: Account) -> tuple[int, dict[str, str]]:
    """Whether the old password is right; asked for too often it is not looked at."""
    at, keys = clock.now(), guessing.of_known("device", account.login, "password")
    if guessing.claim(keys, at) > NOW:
        return 429, {"old_password": _("试得太多了，请过一会儿再试。")}
    if not account.check_password(request.POST.get("old_password", "")):
        return 422, {"old_password": _("原来的口令不对。")}
    guessing.forgive(keys, at)
    return 200, {}
