"""岗位 by Excel: the columns, what is there, and the commands of the screen that a row goes through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.grid.area_groups.queries import area_groups
from guitu.grid.bodies.queries import all_bodies
from guitu.grid.posts.commands import add_post, change_post, common_path, take_back_post
from guitu.grid.posts.queries import all_posts
from guitu.grid.roles import ROLES
from guitu.grid.sheet_words import MARK, ids, mark_of, pick, told_apart
from guitu.kit.actor import Actor
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words

NOBODY = ("system", "person", "link", "clock")  # roles that no human being is appointed to
FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    MARK,
    Field("body_id", "所在单位", "word", 28, is_required=True, is_asked=True, synonyms="单位 单位名称 所属单位 工作单位 机构"),
    Field("role", "岗位种类", "word", 16, is_asked=True, synonyms="岗位类型 岗位类别 种类 类型 职务类别 角色"),
    Field("title", "岗位名称", "text", 20, synonyms="岗位 名称 职务 岗位职务", most=40, help="不填的，用岗位种类的名称。"),
    Field("path", "管哪里", "place", 18, synonyms="辖区 管辖范围 负责区域 所属镇街 镇街 地方 所属村居 村居 管辖地方",
          help="不填的，就是单位所在的地方。"),
    Field("area_group_id", "片区", "word", 14, synonyms="所属片区 负责片区"),
    Field("from_on", "设立日期", "day", 13, is_asked=True, synonyms="设岗日期 设岗时间 设立时间 成立日期"),
    Field("holder", "担任的人", "ignored", 12, synonyms="姓名 在岗人员 任职人员", is_in_template=False),
)
GUIDE = (
    ("怎么填", "一个岗位一行；同样的岗位有几个，就写几行。"),
    ("单位", "先有单位，再设岗位。单位名称要和系统里的一样，不认识的会问您一次。"),
    ("担任的人", "这张表只设岗位，不任命。任命在岗位页里办，要当面给一次性口令。"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    return {
        "body_id": told_apart(((one["id"], one["name"], one["path"]) for one in all_bodies(actor, on)), actor.path), "role": [(code, role.label) for code, role in ROLES.items() if code not in NOBODY],
        "area_group_id": [(str(group.id), group.name) for group in area_groups(actor)],
    }


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    return [
        OnFile(
            str(one["id"]), mark_of("G", one["id"]),
            {"body_id": str(one["body_id"]), "role": one["role"], "title": one["title"], "path": one["path"],
             "area_group_id": str(one["area_group_id"] or ""), "from_on": one["from_on"], "holder": one["holder"]},
        )
        for one in all_posts(actor, on)
        if one["role"] in ROLES
    ]


def filling(actor: Actor, on: date) -> Callable[[Values], Values]:
    """A post without a name is called as its role; one without a place is over its 片区, or over its body's place."""
    paths = {str(one["id"]): one["path"] for one in all_bodies(actor, on)}
    groups = {str(group.id): common_path(group.areas) for group in area_groups(actor)}

    def filled(values: Values) -> Values:
        more = dict(values)
        if not more.get("title") and more.get("role") in ROLES:
            more["title"] = ROLES[more["role"]].label
        over = groups.get(more.get("area_group_id", "")) or more.get("path") or paths.get(more.get("body_id", ""))
        return more | ({"path": over} if over else {})

    return filled


def adding(values: Values) -> Call:
    return {
        **pick(values, "role", "title", "path"), **ids(values, "body_id", "area_group_id"), "from_on": values["from_on"],
    }


def changing(held: OnFile, values: Values) -> Call:
    said = {**held.values, **values}
    return {"post_id": UUID(held.id), **pick(said, "title"), **ids(said, "body_id")}


SHEET = Sheet(
    code="posts", title=_("岗位"), page="posts", name="岗位", fields=FIELDS, key=("body_id", "role", "title", "path"),
    words=words, on_file=on_file, add=add_post, adding=adding, change=change_post, changing=changing,
    fixed=("role", "path", "area_group_id", "from_on"), take_back=take_back_post,
    taking_back=lambda id: {"post_id": UUID(id)}, guide=GUIDE, may_repeat=True, filling=filling,
)
