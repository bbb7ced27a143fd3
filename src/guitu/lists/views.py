"""What somebody keeps of a list: its columns, and filters under a name. Each click leads back to the list."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.kit import clock
from guitu.kit.addresses import address
from guitu.kit.declarations import ListPage
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.lists import commands
from guitu.lists.forms import columns_in_order
from guitu.lists.listing import LONGEST
from guitu.lists.pages import PAGES


@door(may="keep_columns", many=("columns",))
@require_POST
def columns(request: Request, listed: str) -> HttpResponse:
    """The columns of a list in their order; `as_it_comes` gives up what was chosen."""
    page, post = _page(listed), request.POST
    ticked = post.getlist("columns")
    chosen = [] if post.get("as_it_comes") else columns_in_order(page, request.actor, ticked, post.dict())
    commands.keep_columns(request.actor, at=clock.now(), request_id=post.get("request_id", ""), list=listed, columns=chosen)
    return redirect(_back(page, request))


@door(may="keep_view")
@require_POST
def keep_view(request: Request, listed: str) -> HttpResponse:
    """The filters of the list as it is, under a name."""
    page = _page(listed)
    commands.keep_view(
        request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), list=listed,
        name=request.POST.get("name", ""), query=_asked(page, request),
    )
    return redirect(_back(page, request))


@door(may="drop_view")
@require_POST
def drop_view(request: Request, listed: str, view: str) -> HttpResponse:
    page = _page(listed)
    commands.drop_view(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), list=listed, view=view)
    return redirect(_back(page, request))


def _page(name: str) -> ListPage:
    if name not in PAGES:
        raise NotVisible
    return PAGES[name]


def _asked(page: ListPage, request: Request) -> dict[str, str]:
    """What the list asks for that the form stands on; the size of a page is nothing to keep under a name."""
    said = dict(parse_qsl(request.POST.get("query", "")[:2000]))
    return {name: said[name][:LONGEST] for name in (*page.filters, "sort") if said.get(name)}


def _back(page: ListPage, request: Request) -> str:
    """The list as it was, and only that list: where a form leads back is never an address that it says."""
    said = dict(parse_qsl(request.POST.get("query", "")[:2000]))
    kept = {name: said[name][:LONGEST] for name in (*page.passing, *page.filters, "sort", "size") if said.get(name)}
    return address(page.name, query=kept or {"all": "1"})
