"""The doors of the interface: each by its method and address, with the action that it needs and what it may be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.security import HttpBearer

from guitu.api.types import Problem
from guitu.kit.actor import Actor
from guitu.systems.entrance import Entered

VERSION = "1"
ANY_KEY = ""  # for a door that every key may open


class Call(HttpRequest):
    """A call that has come in. What the type checker knows of it."""

    actor: Actor
    entered: Entered
    sent: dict[str, Any]
    request_id: str
    number: str


class Key(HttpBearer):
    """Says in the schema that a key is asked for; the gate has read it."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return getattr(request, "actor", None)


class _Sent(Parser):
    """The gate has read the body."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return cast("Call", request).sent


class Doors(NinjaAPI):
    """What goes wrong is told by the gate, outside the transaction that it undoes."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        raise exc


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One door: what it is called in the schema and in the list of calls, which action it needs, its query's names."""

    name: str
    action: str
    query: frozenset[str]
    writes: bool
    summary: Any = ""  # in the language of who asks


doors = Doors(
    title="归途 Guitu", version=VERSION, docs_url=None, openapi_url=None, auth=Key(), parser=_Sent(), urls_namespace="api-1"
)
ENDPOINTS: dict[tuple[str, str], Endpoint] = {}  # by address and method
_REFUSALS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


def endpoint(
    method: str, address: str, action: str, *, name: str, tag: str, response: Any, summary: Any = "", description: str = "",
    query: type | None = None, writes: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function a door. Its address has one place in the table: twice is an error."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        where = (address.lstrip("/"), method)
        if where in ENDPOINTS:
            raise ValueError(f"{method} {address} stands twice")
        asked = frozenset(cast("Mapping[str, Any]", getattr(query, "model_fields", {}))) if query else frozenset()
        ENDPOINTS[where] = Endpoint(name, action, asked, writes, summary)
        more = {409: Problem, 413: Problem, 415: Problem} if writes else {}
        doors.api_operation(
            [method], address, response={200: response, **_REFUSALS, **more}, operation_id=name, tags=[tag], summary=name,
            description=description, url_name=name if method == "GET" else f"{name}-{method.lower()}",
        )(view)
        return view

    return mark
