"""我的账号, and a colleague's account: out of use, a new password, a lost second factor, a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid import ceilings, sessions
from guitu.grid.accounts import commands, queries
from guitu.grid.accounts.forms import Because, Number
from guitu.grid.factors import authenticators
from guitu.grid.models import Account, NaturalPerson
from guitu.grid.roles import ROLES
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import sentence
from guitu.ledger.commands import Answer


@door(may="signed_in")
@require_safe
def own(request: Request) -> HttpResponse:
    """One's own account: password, second factor, other logins, and one's number where it is missing."""
    return _own(request)


@door(may="give_own_number", fresh=True)
@require_POST
def own_number(request: Request) -> HttpResponse:
    """One's own number, once."""
    form = Number(request.POST)
    if form.is_valid():
        try:
            commands.give_own_number(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("number", sentence(refusal.reasons[0]))
        else:
            return redirect("own-account")
    with reading(request):
        return _own(request, form, status=422)


def _own(request: Request, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    account = Account.objects.select_related("natural_person").get(pk=str(request.user.pk))
    asks = "give_own_number" in request.actor.may and account.natural_person.number is None
    context = {
        "active": "account", "login": account.login, "has_factor": authenticators.is_set_up(account.pk), "asks_number": asks,
        "form": form or Number(), "errors": errors_of(form), "request_id": new_request_id(),
    }
    return pages.render(request, "grid/accounts/own.html", context, status=status)


@door(may="signed_in")
@require_POST
def end_logins(request: Request) -> HttpResponse:
    """Every other login of one's own account ends now; this one goes on."""
    Account.objects.filter(pk=str(request.user.pk)).update(perm_version=F("perm_version") + 1)
    sessions.keep_rights(request.session, Account.objects.values_list("perm_version", flat=True).get(pk=str(request.user.pk)))
    return redirect("own-account")


@door(may="disable_account", fresh=True)
@require_safe
def account(request: Request, account_id: UUID) -> HttpResponse:
    """A colleague's account, and what may be done with it from the acting post."""
    return _account(request, account_id)


@door(may="disable_account", fresh=True)
@require_POST
def disable(request: Request, account_id: UUID) -> HttpResponse:
    """Out of use, at once."""
    return _do(request, account_id, commands.disable_account, Because(request.POST), _("已停用。登录着的，下一次点击就退出。"))


@door(may="enable_account", fresh=True)
@require_POST
def enable(request: Request, account_id: UUID) -> HttpResponse:
    """Back into use."""
    return _do(request, account_id, commands.enable_account, Because(request.POST), _("已恢复使用。口令和第二道验证照旧。"))


@door(may="identify_holder", fresh=True)
@require_POST
def identify(request: Request, account_id: UUID) -> HttpResponse:
    """The number of a colleague."""
    return _do(request, account_id, commands.identify_holder, Number(request.POST), _("号码已登记。"))


@door(may="reset_password", fresh=True)
@require_POST
def password(request: Request, account_id: UUID) -> HttpResponse:
    """A forgotten password."""
    return _do(request, account_id, commands.reset_password, forms.Form(request.POST), _("原来的口令已作废。"))


@door(may="ask_factor_reset", fresh=True)
@require_POST
def factor(request: Request, account_id: UUID) -> HttpResponse:
    """A lost telephone."""
    said = _("已发起。请第二个人在“待打开的口令”里，当着本人的面取消。")
    return _do(request, account_id, commands.ask_factor_reset, forms.Form(request.POST), said)


def _do(
    request: Request, account_id: UUID, command: Callable[..., Answer], form: forms.Form, said: str
) -> HttpResponse:
    answer: Answer = {}
    if form.is_valid():
        try:
            answer = command(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), account_id=account_id,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal.reasons[0]))
    with reading(request):
        if form.errors:
            return _account(request, account_id, errors=errors_of(form), status=422)
        return _account(request, account_id, said=said, answer=answer)


def _account(request: Request, account_id: UUID, status: int = 200, **more: Any) -> HttpResponse:
    today = clock.today()
    found = ceilings.account(request.actor, account_id, today)
    mine = found.natural_person_id == request.actor.natural_person_id
    context = {
        "active": "settings", "account": found, "holdings": queries.holdings_of(found.id, today), "roles": ROLES,
        "may": found.roles <= ceilings.grants(request.actor) and not mine, "has_factor": authenticators.is_set_up(found.id),
        "has_number": NaturalPerson.objects.filter(pk=found.natural_person_id, number__isnull=False).exists(),
        "because": Because(), "number": Number(), "request_id": new_request_id(), "errors": [], "said": "", "answer": {},
    } | more
    return pages.render(request, "grid/accounts/account.html", context, status=status)
