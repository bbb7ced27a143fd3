"""What surrounds a page for one post, and the constant pages of refusal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guitu.grid.access import HeldPost
from guitu.grid.natural_persons import mark_of
from guitu.grid.roles import ROLES
from guitu.grid.session_store import waiting_for
from guitu.kit import menu, pages, patience
from guitu.kit.actor import Actor
from guitu.kit.crypto import lock_of_box
from guitu.kit.telling import sentence
from guitu.rules.verdict import Reason


def frame_of(request: HttpRequest, actor: Actor, posts: Sequence[HeldPost]) -> pages.Frame:
    """The menu, the post and the other posts, as far as this post may go."""
    return pages.Frame(
        post_label=f"{actor.body} · {ROLES[actor.role].word}",
        holder=actor.holder,
        post_id=str(actor.post_id) if len(posts) > 1 else "",  # to be chosen again after another login
        who=mark_of(actor.natural_person_id),
        desk=str(actor.post_id),
        lock=lock_of_box(actor.natural_person_id),
        allowed=menu.allowed(actor.may),
        demo=settings.DEMO,
        badges=waiting_for(request, actor.post_id),
        other_posts=tuple(
            pages.PostChoice(str(post.post_id), post.label) for post in posts if post.post_id != actor.post_id
        ),
    )


def error(request: HttpRequest, status: int, reasons: Iterable[Reason] = ()) -> HttpResponse:
    """A constant page: out of scope and never existing look the same to the byte."""
    context = {
        "number": getattr(request, "number", ""),
        "reasons": [{"text": sentence(reason), "clause": None} for reason in reasons],
    }
    return pages.render(request, f"frame/errors/{status}.html", context, status=status)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or of an older login: nothing was saved. A script of ours fetches a new one."""
    answer = error(request, 400)
    answer["X-Wants"] = "token"
    return answer


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """An address that leads nowhere: the same page as one that is not for you."""
    return error(request, 404)


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    return error(request, 400)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: logged without personal data, with the number the user can quote. Or the database is away,
    or held up: then when to come again."""
    fault = sys.exc_info()[1]
    if fault is None or not patience.passes(fault):
        return error(request, 500)
    answer = error(request, 503)
    answer["Retry-After"] = str(patience.RETRY_AFTER)
    return answer
