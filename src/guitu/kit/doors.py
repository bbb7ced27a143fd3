"""Doors: every page says which action it needs, or that it is public. A view without a word is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.errors import Refused

View = Callable[..., HttpResponse]
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Request(HttpRequest):
    """A request of somebody logged in, acting from one post. What the type checker knows of it."""

    actor: Actor
    htmx: Any
    number: str
    frame: Any


def door(
    may: str, many: Iterable[str] = (), *, fresh: bool = False, beyond: bool = False, unattended: str = ""
) -> Callable[[View], View]:
    """The page needs this action; the acting middleware refuses it to every other post. `many` are the fields of its
    form in which several may be chosen, `photos_*` those that begin so: every other parameter is sent once. `fresh`: a grave step, for which the second
    factor is asked for again unless it was given within the last five minutes. `beyond`: it shows files in which a post
    takes part from beyond its area, cut down to the classes of that part; every other door finds none of them.
    `unattended`: why it goes on answering the timer of its page when the login has been idle too long; every other door then
    asks for the login."""

    def mark(view: View) -> View:
        view.access_policy = may  # type: ignore[attr-defined]
        view.many = frozenset(many)  # type: ignore[attr-defined]
        view.fresh = fresh  # type: ignore[attr-defined]
        view.beyond = beyond  # type: ignore[attr-defined]
        view.unattended = unattended  # type: ignore[attr-defined]
        return view

    return mark


def before_factor(view: View) -> View:
    """Open to who gave the password and not yet the second factor: where it is given."""
    view.before_factor = True  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open to everyone, before login."""
    view.access_policy = ""  # type: ignore[attr-defined]
    return view


def reading(request: Request) -> AbstractContextManager[Actor]:
    """A transaction to read in, for a POST that shows something after its command."""
    return acting(request.actor)


def id_shown_again(request_id: str, *refusals: Refused | None) -> str:
    """The id of a form that is shown again: the same, so that however often it is sent it is done once. One that was
    used for other content gives way to a new one: whoever saves now means another record, and was told so."""
    reused = any(reason.code == "request_reused" for one in refusals if one for reason in one.reasons)
    return new_request_id() if reused or not request_id else request_id[:64]


def new_request_id() -> str:
    """For the hidden field of a form: sent twice, the command runs once."""
    return str(uuid4())
