"""The one gate of the interface: whose key, how often, which door, what was asked; then the door, under the key's eyes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja.errors import HttpError, ValidationError

from guitu.api import parsing, problems
from guitu.api.endpoints import Call, Endpoint
from guitu.api.problems import Trouble
from guitu.kit import clock, patience
from guitu.kit.database import acting
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.people.denials import note_denial
from guitu.rules.verdict import Reason
from guitu.systems.entrance import Entered, enter, note_call

View = Callable[..., HttpResponse]
_log = logging.getLogger("django.request")
_WAY_IN = {"WWW-Authenticate": 'Bearer realm="guitu"'}


def by_key(view: View) -> View:
    """A view that the gate guards: the middleware of the pages lets it through."""
    view.access_policy = ""  # type: ignore[attr-defined]
    view.by_key = True  # type: ignore[attr-defined]
    view.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return view


def guarded(view: View, methods: Mapping[str, Endpoint]) -> View:
    """The view of one address behind the gate; `methods`: its doors."""

    @wraps(view)
    def opened(request: HttpRequest, **address: Any) -> HttpResponse:
        call = cast("Call", request)
        is_head = call.method == "HEAD"
        if is_head:
            call.method = "GET"
        with translation.override(language_of(request)):
            try:
                response = _through(call, view, methods, address)
            except Trouble as trouble:
                response = problems.answer(trouble)
            except Exception as fault:
                response = _broken(call, fault)
            response.setdefault("Content-Language", translation.get_language() or "")
        response["Vary"] = "Authorization, Accept-Language"
        if is_head:
            call.method = "HEAD"  # whoever sends the answer leaves the body out
        return response

    return by_key(opened)


def language_of(request: HttpRequest) -> str:
    """As the caller asks; Chinese where it asks for nothing we have."""
    for part in request.headers.get("Accept-Language", "").lower().split(","):
        wanted = part.split(";")[0].strip()
        if wanted.startswith("en"):
            return "en"
        if wanted.startswith("zh"):
            return "zh-hans"
    return settings.LANGUAGE_CODE


def _through(call: Call, view: View, methods: Mapping[str, Endpoint], address: Mapping[str, Any]) -> HttpResponse:
    method = call.method or ""
    endpoint = methods.get(method)
    if endpoint is None:
        known = sorted({*methods, *(["HEAD"] if "GET" in methods else [])})
        raise Trouble("method", headers={"Allow": ", ".join(known)})
    at = clock.now()
    entered = _entered(call, at)
    status = 500
    try:
        response = _answered(call, view, endpoint, address, entered)
        status = response.status_code
    except Trouble as trouble:
        status = problems.STATUS[trouble.kind]
        response = problems.answer(trouble, entered.actor.path)
    finally:
        note_call(entered, at, method=method, door=endpoint.name, status=status, number=call.number)
    return response


def _entered(call: Call, at: Any) -> Entered:
    """Whose key came with the call; every way of having none is answered with the same bytes."""
    scheme, _, secret = call.headers.get("Authorization", "").partition(" ")
    entered = enter(secret.strip(), at) if scheme.lower() == "bearer" and 20 <= len(secret.strip()) <= 100 else None
    if entered is None:
        raise Trouble("key", headers=_WAY_IN)
    return entered


def _answered(call: Call, view: View, endpoint: Endpoint, address: Mapping[str, Any], entered: Entered) -> HttpResponse:
    if entered.is_too_often:
        wait = entered.wait(clock.now())
        raise Trouble("too_often", [Reason("api.too_often", {"seconds": wait})], headers={"Retry-After": str(wait)})
    actor = call.actor = entered.actor
    call.entered = entered
    if endpoint.action and endpoint.action not in actor.may:
        note_denial(actor, endpoint.action, call.number, clock.now(), address)
        raise Trouble("not_for_this_key", [Reason("api.not_for_this_key")])
    _asked(call, endpoint)
    try:
        if not endpoint.writes:
            with acting(actor):
                return view(call, **address)
        call.request_id = parsing.request_id_of(call)
        call.sent = parsing.body_of(call)
        return view(call, **address)  # a command opens its own transaction
    except NotVisible:
        note_denial(actor, "not_visible", call.number, clock.now(), address)
        raise Trouble("not_found") from None
    except Refused as refusal:
        raise problems.refused(refusal.reasons, refusal.field) from None
    except Stale:
        raise Trouble("changed") from None
    except ValidationError as wrong:
        raise problems.of_fields(wrong.errors, "body" if endpoint.writes else "query") from None
    except HttpError:
        raise Trouble("malformed") from None


def _asked(call: Call, endpoint: Endpoint) -> None:
    """Each name of the query once, and one that the door knows: a filter misspelt would give everything."""
    reasons = []
    for name, values in call.GET.lists():
        if name not in endpoint.query:
            reasons.append(Reason("api.unknown_parameter", {"name": name[:60]}))
        elif len(values) > 1:
            reasons.append(Reason("api.repeated", {"name": name}))
        elif "\x00" in values[0]:
            reasons.append(Reason("api.value", {"field": name}))
    if reasons:
        raise Trouble("malformed", reasons)


def _broken(call: Call, fault: Exception) -> HttpResponse:
    """A fault of ours: in the log with the number of the answer and nothing of what was sent."""
    if isinstance(fault, DatabaseError) and patience.passes(fault):
        return problems.answer(Trouble("busy", headers={"Retry-After": str(patience.RETRY_AFTER)}))
    got_request_exception.send(sender=None, request=call)
    _log.error("fault in the interface", exc_info=fault, extra={"request": call, "status_code": 500})
    response = problems.answer(Trouble("broken"))
    response._has_been_logged = True  # type: ignore[attr-defined]  # just now, with its cause
    return response
