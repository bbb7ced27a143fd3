"""Parts of a page that are drawn once and kept: the frame around it, which is the same for a post at every click.

What belongs to the one request (its form token, its nonce, its address) stands in a kept part as a mark, and is put
in each time the part is used: a part kept never holds what was one visitor's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from markupsafe import Markup, escape

from guitu.kit.doors import new_request_id
from guitu.kit.waiting import may_wait, ticket

_MOST = 4000
_kept: dict[tuple[Any, ...], tuple[Markup, tuple[str, ...]]] = {}
_keeping: ContextVar[bool] = ContextVar("page_keeping", default=False)
request: ContextVar[HttpRequest | None] = ContextVar("page_request", default=None)


def made_once(language: str, name: str, *depends: Any, caller: Callable[[], str]) -> Markup:
    """The part of this name, the same whenever `depends` is; never with a person's data in it.
    `{% call made_once("top", frame, key) %}…{% endcall %}`"""
    key = (settings.ROOT_URLCONF, language, name, depends)
    found = _kept.get(key)
    if found is None or settings.DEBUG:
        if len(_kept) >= _MOST:
            _kept.clear()
        found = _kept[key] = _draw(caller)
    text, marks = found
    if not marks or _keeping.get():
        return text
    filled = str(text)
    for mark in marks:
        filled = filled.replace(mark, _OF_THE_REQUEST[mark]()) if mark != _BADGE else _with_badges(filled)
    return Markup(filled)  # noqa: S704  what is put in is markup too


def _draw(caller: Callable[[], str]) -> tuple[Markup, tuple[str, ...]]:
    token = _keeping.set(True)
    try:
        text = Markup(caller())  # noqa: S704  the template has escaped it
    finally:
        _keeping.reset(token)
    return text, tuple(mark for mark in (*_OF_THE_REQUEST, _BADGE) if mark in text)


def _with_badges(text: str) -> str:
    parts = text.split(_BADGE)  # text, key, text, key, text
    frame = getattr(request.get(), "frame", None)
    waiting = {key for key, number in frame.badges if number} if frame else set()
    parts[1::2] = [_badge(key) if key in waiting else "" for key in parts[1::2]]
    return "".join(parts)


def _badge(key: str) -> Markup:
    from guitu.kit import pages  # which draws with this module

    frame = getattr(request.get(), "frame", None)
    waiting = frame.badge(key) if frame else 0
    components: Any = pages.environment().globals["ui"]
    return Markup(components.count(waiting)) if waiting else _NOTHING  # noqa: S704  our own component


def csrf_token() -> Markup:
    return _TOKEN if _keeping.get() else _token()


def csrf_input() -> Markup:
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="%s">') % csrf_token()


def request_id_input() -> Markup:
    """The id of one click: every form that is sent has one, so that sent twice it is done once."""
    return Markup('<input type="hidden" name="request_id" value="%s">') % (_CLICK if _keeping.get() else _click())


def nonce() -> Markup:
    return _NONCE if _keeping.get() else _nonce()


def badge(key: str) -> Markup:
    """How many wait at this line of the menu; nothing where none does."""
    return Markup(f"{_BADGE}{key}{_BADGE}") if _keeping.get() else _badge(key)  # noqa: S704  a key of the menu


def here() -> Markup:
    """The page's own address, to come back to; the first page where it was asked for by a form."""
    return _HERE if _keeping.get() else _address()


def waits_here() -> Markup:
    """The mark of a form that may wait for a line."""
    asked = request.get()
    return Markup(' data-waits="%s"') % ticket(asked) if asked is not None and may_wait(asked) else _NOTHING


def _token() -> Markup:
    asked = request.get()
    if asked is None:
        return _NOTHING
    kept: Markup | None = getattr(asked, "page_csrf", None)
    if kept is None:  # masked once per page: each form would draw it anew
        kept = asked.page_csrf = escape(get_token(asked))  # type: ignore[attr-defined]
    return kept


def _click() -> Markup:
    return Markup(new_request_id())  # noqa: S704  of our own making


def _nonce() -> Markup:
    # django-csp's nonce is false until it is first read: `or ""` would never make it, and no script would run
    return escape(str(getattr(request.get(), "csp_nonce", "")))


def _address() -> Markup:
    asked = request.get()
    return escape(asked.get_full_path() if asked is not None and asked.method == "GET" else "/")


# Characters for private use, which no text of ours has.
_NOTHING, _TOKEN, _NONCE, _HERE = Markup(""), Markup("\ue000"), Markup("\ue001"), Markup("\ue002")
_CLICK = Markup("\ue003")
_BADGE = Markup("\ue004")  # on both sides of the key of a line of the menu
_OF_THE_REQUEST: Mapping[str, Callable[[], Markup]] = {
    _TOKEN: _token, _NONCE: _nonce, _HERE: _address, _CLICK: _click,
}
