"""设岗、改岗、撤岗: the pages; a post that is used says who hangs there, and where they are handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid import ceilings
from guitu.grid.bodies import choices, queries
from guitu.grid.bodies.forms import EndForm, NewPostForm, PostForm
from guitu.grid.models import Post
from guitu.grid.posts import commands
from guitu.grid.roles import ROLES
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.addresses import has_address
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.errors import NotVisible
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import sentence
from guitu.ledger.commands import Answer


@door(may="add_post")
def add(request: Request, body_id: UUID) -> HttpResponse:
    """A vacant post at a body."""

    def form(data: Any) -> NewPostForm:
        body = queries.body(request.actor, body_id, clock.today())
        if body is None:
            raise NotVisible
        return NewPostForm(
            data, choices=choices.of_post(request.actor, body["path"]), initial={"from_on": clock.today(), "path": body["path"]}
        )

    said = {"title": _("增设岗位"), "submit": _("设岗"), "back": reverse("body", args=[body_id])}
    return _take(request, form, commands.add_post, said, {"body_id": body_id})


@door(may="change_post")
def change(request: Request, post_id: UUID) -> HttpResponse:
    def form(data: Any) -> PostForm:
        post = ceilings.post_within(request.actor, post_id)
        found = [(str(id), name) for id, name, path in queries.bodies_holding(request.actor, post.path, clock.today())]
        return PostForm(data, choices={"body_id": found}, initial={"title": post.title, "body_id": str(post.body_id)})

    return _take(request, form, commands.change_post, {"title": _("修改岗位")}, {"post_id": post_id})


@door(may="close_post")
def close(request: Request, post_id: UUID) -> HttpResponse:
    """Who hangs there is said before anything is typed."""

    def form(data: Any) -> EndForm:
        return EndForm(data, choices={}, initial={"until_on": clock.today()})

    said = {"title": _("撤销岗位"), "submit": _("撤销"), "hangs": True}
    return _take(request, form, commands.close_post, said, {"post_id": post_id})


def _take(
    request: Request, form_of: Callable[[Any], Any], command: Callable[..., Answer], said: Mapping[str, Any], of: Mapping[str, UUID]
) -> HttpResponse:
    return take(
        request, form_of, command, of, lambda form, status: _form(request, form, said, of, status),
        lambda answer: reverse("body", args=[answer["body"]]),
    )


def _form(request: Request, form: Any, said: Mapping[str, Any], of: Mapping[str, UUID], status: int = 200) -> HttpResponse:
    post = ceilings.post_within(request.actor, of["post_id"]) if "post_id" in of else None
    context = {
        "active": "settings", "form": form, "submit": "", "lead": _lead(post), "seen": False, "body": None,
        "request_id": new_request_id(), "back": reverse("body", args=[post.body_id]) if post else "",
        "errors": errors_of(form),
        **said,
        "hanging": _hanging(request, post) if post and said.get("hangs") else [],
    }
    return pages.render(request, "grid/bodies/form.html", context, status=status)


def _lead(post: Post | None) -> str:
    return f"{post.body.name} · {ROLES[post.role].called(post.title)}" if post else ""


def _hanging(request: Request, post: Post) -> list[dict[str, str]]:
    """What hangs at the post, each with the page where it is handed over, where this post has one."""
    actor, answer = request.actor, []
    for reason in commands.what_hangs(post, clock.today()):
        url, action = "", ""
        if reason.code == "posts.still_held":
            url, action = reverse("post-leave", args=[post.pk]), _("登记离岗")
        elif reason.code == "posts.looks_after" and actor.whole and "search_people" in actor.may and has_address("people"):
            url, action = reverse("people", query={"post": str(post.pk)}), _("看名下的人")
        elif reason.code == "posts.looks_after":
            action = _("请县禁毒办内勤或镇街负责人移交。")
        answer.append({"text": sentence(reason), "url": url, "action": action})
    return answer
