"""接口密钥: the keys of an area, asking for one, taking its secret, its calls, withdrawing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_POST, require_safe

from guitu.approvals.commands import ask_approval
from guitu.grid.areas import TOWN, units_inside
from guitu.grid.roles import Role
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import sentence
from guitu.ledger.commands import ONCE, Act
from guitu.systems import queries
from guitu.systems.commands import make_key, refuse_unmakeable, take_key, withdraw_key
from guitu.systems.forms import CLASS_WORDS, KeyForm, WithdrawForm
from guitu.systems.grantable import GRANTABLE, actions_of, roles_for

COUNTY = 6  # digits of its path


@door(may="see_keys")
@require_safe
def keys(request: Request) -> HttpResponse:
    """Who comes in from elsewhere, and what each may do."""
    context = {
        "active": "keys", "listed": queries.keys(clock.today()), "may_make": "make_key" in request.actor.may,
        "may_decide": "approve_key" in request.actor.may,
    }
    return pages.render(request, "systems/page.html", context)


@door(may="make_key", many=("actions", "classes"), fresh=True)
def make(request: Request) -> HttpResponse:
    """First whose rights the key gets a part of, then which part; another person decides."""
    roles = roles_for(request.actor)
    code = request.GET.get("role", "")
    if code not in roles:
        return _kinds(request, roles)
    form = _form_of(request, roles[code])
    if request.method != "POST":
        return _form(request, code, roles[code], form)
    if form.is_valid():
        try:
            _ask(request, code, form.cleaned_data)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(_field_of(reason.code, refusal.field, form), sentence(reason))
        else:
            return redirect("approvals")
    with reading(request):
        return _form(request, code, roles[code], form, status=422)


def _form_of(request: Request, role: Role) -> KeyForm:
    with reading(request):
        places = units_inside(request.actor.path, COUNTY, TOWN)
    return KeyForm(request.POST if request.method == "POST" else None, role, places, clock.today())


def _field_of(code: str, field: str, form: Form) -> str | None:
    field = {"systems.day": "expires_on", "systems.rate": "per_minute"}.get(code, field)
    return field if field in form.fields else None


def _ask(request: Request, role: str, what: dict[str, Any]) -> None:
    at = clock.now()
    arguments = {**what, "role": role}
    with reading(request):  # what would be refused when it is granted is refused now
        act = Act(request.actor, at, "web", "", "make_key")
        refuse_unmakeable(act, **arguments)
        shown = _shown(request, role, what)
    ask_approval(
        request.actor, at=at, request_id=request.POST.get("request_id", ""), name=make_key.command_name,  # type: ignore[attr-defined]
        arguments=arguments, shown=shown,
    )


def _shown(request: Request, role: str, what: dict[str, Any]) -> list[tuple[str, str]]:
    """What the one who decides reads."""
    places = dict(units_inside(request.actor.path, COUNTY, TOWN))
    return [
        (N_("系统"), what["name"]), (N_("由哪个单位管"), what["body"]), (N_("管哪里"), places.get(what["path"], what["path"])),
        (N_("按哪种岗位"), roles_for(request.actor)[role].word),
        (N_("可以做的事"), "、".join(str(GRANTABLE[code]) for code in what["actions"])),
        (N_("可以看的信息"), "、".join(str(CLASS_WORDS[name]) for name in what["classes"]) or "—"),
        (N_("用到哪天（不含当天）"), what["expires_on"].isoformat()),
        (N_("最多几次"), f"{what['per_minute']} / min, {what['per_day']} / d"),
    ]


@door(may="see_keys")
@require_safe
def key(request: Request, key_id: UUID) -> HttpResponse:
    return _page(request, key_id)


@door(may="take_key", fresh=True)
@require_POST
def take(request: Request, key_id: UUID) -> HttpResponse:
    """The secret, on this page and never again."""
    try:
        answer = take_key(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), key_id=key_id)
    except Refused as refusal:
        with reading(request):
            return _page(request, key_id, 422, errors=[{"name": "", "text": sentence(refusal.reasons[0])}])
    with reading(request):
        return _page(request, key_id, secret=answer.get(ONCE, ""))


@door(may="withdraw_key", fresh=True)
@require_POST
def withdraw(request: Request, key_id: UUID) -> HttpResponse:
    """From its next call on it opens nothing."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw_key(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), key_id=key_id, **form.cleaned_data
            )
            return redirect("key", key_id)
        except Refused as refusal:
            form.add_error("because" if refusal.field == "because" else None, sentence(refusal.reasons[0]))
    with reading(request):
        return _page(request, key_id, 422, form=form, errors=errors_of(form))


def _page(request: Request, key_id: UUID, status: int = 200, **more: Any) -> HttpResponse:
    found = queries.key(key_id, clock.today())
    mine = found["made_by"] == request.actor.natural_person_id
    context = {
        "active": "keys", "held": found, "calls": queries.calls(key_id), "subscriptions": queries.subscriptions(key=key_id), "most": queries.CALLS, "secret": "", "errors": [],
        "may_take": "take_key" in request.actor.may and mine and found["state"] == "waiting",
        "may_withdraw": "withdraw_key" in request.actor.may and found["state"] != "withdrawn", "form": WithdrawForm(),
        "new_request_id": new_request_id,
    } | more
    return pages.render(request, "systems/key.html", context, status=status)


def _kinds(request: Request, roles: dict[str, Role]) -> HttpResponse:
    if request.method == "POST":
        raise NotVisible
    kinds = [{"code": code, "word": role.word, "n": len(actions_of(role))} for code, role in roles.items()]
    return pages.render(request, "systems/kinds.html", {"active": "keys", "kinds": kinds})


def _form(request: Request, code: str, role: Role, form: KeyForm, status: int = 200) -> HttpResponse:
    context = {
        "active": "keys", "role": code, "role_word": role.word, "form": form, "request_id": new_request_id(),
        "errors": errors_of(form),
    }
    return pages.render(request, "systems/make.html", context, status=status)
