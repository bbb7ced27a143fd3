"""消息怎样发给我, and for the administrator 外发渠道: two pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import filled, said, sentence
from guitu.notices import channel_commands, settings_commands
from guitu.notices.forms import AddressCodeForm, AddressForm, ChannelForm, KindsForm
from guitu.notices.ways import channels, own_ways, troubled, waiting_counts
from guitu.rules.notices import FOR_ONE, OUTSIDE, SAID, WAY_WORDS, WAYS
from guitu.rules.verdict import Reason


@door(may="see_notices")
@require_safe
def own_settings(request: Request) -> HttpResponse:
    return _own(request)


@door(may="set_address")
@require_POST
def address(request: Request, way: str) -> HttpResponse:
    form = AddressForm(request.POST, way=_one(way))
    return _done(request, form, settings_commands.set_address, way=way, fields=("address",))


@door(may="confirm_address")
@require_POST
def confirm(request: Request, way: str) -> HttpResponse:
    form = AddressCodeForm(request.POST, way=_one(way))
    return _done(request, form, settings_commands.confirm_address, way=way, fields=("code",))


@door(may="try_address")
@require_POST
def try_own(request: Request, way: str) -> HttpResponse:
    """A code to the address that is in use; refused, the page says why."""
    try:
        settings_commands.try_address(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), way=_one(way))
    except Refused as refusal:
        with reading(request):
            return _own(request, status=422, refused={way: sentence(refusal.reasons[0])})
    return redirect("notice-settings")


@door(may="choose_kinds", many=("mail-kinds", "sms-kinds"))
@require_POST
def kinds(request: Request, way: str) -> HttpResponse:
    return _done(request, KindsForm(request.POST, way=_one(way)), settings_commands.choose_kinds, way=way, fields=("kinds",))


@door(may="forget_address")
@require_POST
def forget(request: Request, way: str) -> HttpResponse:
    settings_commands.forget_address(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), way=_one(way))
    return redirect("notice-settings")


def _one(way: str) -> str:
    if way not in FOR_ONE:
        raise NotVisible
    return way


def _done(request: Request, form: Form, command: Any, *, way: str, fields: tuple[str, ...]) -> HttpResponse:
    """Done, or the page again with what was typed."""
    if form.is_valid():
        try:
            found = command(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), way=way,
                **{name: form.cleaned_data[name] for name in fields},
            )
            if found.get("confirmed", True):
                return redirect("notice-settings")
            form.add_error("code", sentence(Reason("notices.code_wrong")))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal.reasons[0]))
    with reading(request):
        return _own(request, {way: form}, 422)


def _own(request: Request, typed: dict[str, Form] | None = None, status: int = 200, refused: dict[str, str] | None = None) -> HttpResponse:
    typed = typed or {}
    ways = []
    for one in own_ways(request.actor):
        form = typed.get(one["way"])
        ways.append(one | {
            "address_form": form if isinstance(form, AddressForm) else AddressForm(way=one["way"]),
            "code_form": form if isinstance(form, AddressCodeForm) else AddressCodeForm(way=one["way"]),
            "kinds_form": KindsForm(way=one["way"], initial={"kinds": one["kinds"]}), "errors": errors_of(form) if form else [],
            "waits": one["waits_until"] is not None and one["waits_until"] > clock.now(), "refused": (refused or {}).get(one["way"], ""),
        })
    context = {
        "active": "notices", "ways": ways, "new_request_id": new_request_id,
        "samples": [filled(text, {"n": 2}) for text in dict.fromkeys((SAID["plain"], *OUTSIDE.values()))],
    }
    return pages.render(request, "notices/settings.html", context, status=status)


@door(may="see_channels")
@require_safe
def outside(request: Request) -> HttpResponse:
    return _outside(request)


@door(may="set_channel", many=("kinds",))
def channel(request: Request, way: str) -> HttpResponse:
    """One way out: what it needs, what is told there, whether it is open."""
    if way not in WAYS:
        raise NotVisible
    if request.method != "POST":
        found = next((one for one in channels(request.actor) if one["way"] == way), None)
        return _channel(request, way, ChannelForm(way=way, initial=found["initial"] if found else {"is_on": True, "security": "tls"}))
    form = ChannelForm(request.POST, way=way)
    if form.is_valid():
        try:
            channel_commands.set_channel(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), way=way, config=form.config(),
                kinds=form.cleaned_data.get("kinds", ()), is_on=form.cleaned_data["is_on"],
            )
            return redirect("notice-channels")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal.reasons[0]))
    with reading(request):
        return _channel(request, way, form, 422)


@door(may="try_channel")
@require_POST
def trial(request: Request, channel_id: UUID) -> HttpResponse:
    return _tried(request, channel_commands.try_channel, channel_id=channel_id)


@door(may="try_delivery_again")
@require_POST
def again(request: Request, delivery_id: UUID) -> HttpResponse:
    return _tried(request, channel_commands.try_delivery_again, delivery_id=delivery_id)


def _tried(request: Request, command: Any, **what: UUID) -> HttpResponse:
    try:
        command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **what)
    except Refused as refusal:
        with reading(request):
            return _outside(request, sentence(refusal.reasons[0]), 422)
    return redirect("notice-channels")


def _channel(request: Request, way: str, form: ChannelForm, status: int = 200) -> HttpResponse:
    context = {"active": "channels", "way": way, "word": said(WAY_WORDS[way]), "form": form, "errors": errors_of(form), "request_id": new_request_id()}
    return pages.render(request, "notices/channel.html", context, status=status)


def _outside(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    open_ways = {one["way"]: one for one in channels(request.actor)}
    context = {
        "active": "channels", "problem": problem, "new_request_id": new_request_id, "counts": waiting_counts(), "failed": troubled(),
        "ways": [{"way": way, "word": said(word), "for_one": way in FOR_ONE, "channel": open_ways.get(way)} for way, word in WAY_WORDS.items()],
    }
    return pages.render(request, "notices/channels.html", context, status=status)
