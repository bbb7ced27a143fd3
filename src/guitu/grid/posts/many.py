"""Many posts at once: closed, or left by who holds them. Each is its own command, with its own refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.grid.establishing import end_holding
from guitu.grid.held import held
from guitu.grid.naming import place_sql
from guitu.grid.posts import queries
from guitu.grid.posts.commands import close_post
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.database import dicts, rows
from guitu.kit.typed import TypedForm
from guitu.lists.bulk.acts import BulkAct, Row


class DayForm(TypedForm):
    until_on = forms.DateField(label=_("从哪天起"))

    def __init__(self, data: Any, actor: Actor, today: date) -> None:
        super().__init__(data, initial={"until_on": today})

    def what(self) -> dict[str, Any]:
        return {"until_on": self.cleaned_data["until_on"]}


def _called(actor: Actor, posts: Sequence[UUID], today: date) -> dict[UUID, Row]:
    """The posts of one's area, with who holds each."""
    found = dicts(
        f"SELECT p.id, p.role, p.title, b.name AS body, {place_sql('p.path')} AS place, h.name AS holder"  # noqa: S608  ours
        f" FROM grid_post p JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
        " WHERE p.id = ANY(%(posts)s) AND p.path >= %(lo)s AND p.path < %(hi)s AND p.role <> 'system'",
        {"posts": spelled(posts), "lo": actor.lo, "hi": actor.hi, "today": today},
    )
    return {one["id"]: Row(f"{one['body']} · {_title(one)}", one["holder"] or say("空缺")) for one in found}


def _title(one: Mapping[str, Any]) -> str:
    return ROLES[one["role"]].called(one["title"]) if one["role"] in ROLES else str(one["title"])


def _found(actor: Actor, query: Mapping[str, str], today: date, most: int) -> list[UUID]:
    return queries.ids(actor, queries.wish_of(query, actor), today, most)


def _closed(actor: Actor, posts: Sequence[UUID], what: Mapping[str, Any], today: date) -> set[UUID]:
    found = rows("SELECT id FROM grid_post WHERE id = ANY(%s) AND closed_on IS NOT NULL", [spelled(posts)])
    return {post for (post,) in found}


def _vacant(actor: Actor, posts: Sequence[UUID], what: Mapping[str, Any], today: date) -> set[UUID]:
    """Posts whose holder has left already, or will: nobody is there to leave."""
    found = rows(
        "SELECT p.id FROM grid_post p WHERE p.id = ANY(%s) AND NOT EXISTS"
        " (SELECT 1 FROM grid_holding h WHERE h.post_id = p.id AND h.until_on IS NULL)",
        [spelled(posts)],
    )
    return {post for (post,) in found}


CLOSING = BulkAct(
    list="posts", menu="settings", command=close_post, of="post_id", title=_("撤销岗位"), form=DayForm,
    will=_("下面的岗位从这一天起撤销。还有人担任的、还有人或事挂着的不会撤，会说明是什么。"),
    called=_called, found=_found, is_so=_closed,
)
LEAVING = BulkAct(
    list="posts", menu="settings", command=end_holding, of="post_id", title=_("登记离岗"), form=DayForm,
    will=_("下面岗位上的人从这一天起离岗，不再能以这个岗位登录；岗位成为空缺。您自己的岗位不能由您自己办。"),
    called=_called, found=_found, is_so=_vacant, fresh=True,
)
