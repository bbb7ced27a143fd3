"""场所 by Excel: the columns, what is on file, and the commands of the screen that a row goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.grid.areas import units_inside
from guitu.grid.sheet_words import MARK, mark_of, pick
from guitu.inspection.reading import opened
from guitu.inspection.venues.commands import change_venue, close_venue, register_venue
from guitu.kit.actor import Actor
from guitu.kit.database import acting, dicts
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.kit.telling import said
from guitu.ledger.packs import timeline_of

TEXTS = ("name", "licence", "address", "manager", "phone")
FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    MARK,
    Field("name", "名称", "text", 26, is_required=True, synonyms="场所名称 单位名称 企业名称 店名 招牌名称 字号"),
    Field("kind", "类别", "word", 14, is_asked=True, synonyms="场所类别 场所类型 类型 行业 行业类别"),
    Field("path", "地方", "word", 18, is_asked=True, synonyms="所属镇街 镇街 社区 村（社区） 辖区"),
    Field("licence", "执照号", "text", 22, synonyms="统一社会信用代码 营业执照号 许可证号 许可证编号 证照号", most=40),
    Field("valid_until", "执照有效到", "day", 13, may_be_future=True, synonyms="有效期至 有效期 许可证有效期"),
    Field("address", "地址", "text", 34, synonyms="经营地址 详细地址 场所地址 住所", most=120),
    Field("manager", "法定代表人或者实际负责人", "text", 16, synonyms="法定代表人 负责人 经营者 房东 法人"),
    Field("phone", "电话", "text", 14, synonyms="联系电话 手机 负责人电话"),
)
GUIDE = (
    ("怎么填", "一家一行。名称必填；类别、地方整列不填的，读完会一次问清。"),
    ("相像的", "执照号、名称或者地址和名单上的相同，这一行不登记，请核对。"),
    ("已有的", "按编号，没有编号的按名称和地方认。不同的地方列出来，由您决定用不用表里的。"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    with acting(actor):
        kinds = timeline_of(actor.county_id, actor.path).on(on).venues.kinds
        return {"kind": [(code, said(one.name)) for code, one in kinds.items()], "path": units_inside(actor.path, 9, 12)}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    sql = (
        "SELECT v.id, v.scope_path, v.kind, v.details, v.valid_until, v.version FROM inspection_venue v"
        " WHERE v.state <> 'closed' AND v.scope_path >= %s AND v.scope_path < %s ORDER BY v.scope_path, v.id"
    )
    with acting(actor):
        found = dicts(sql, [actor.lo, actor.hi])
    listed = []
    for one in found:
        details = opened(one["id"], one["details"])
        values = {"kind": one["kind"], "path": one["scope_path"], "valid_until": one["valid_until"]} | {
            name: getattr(details, name) for name in TEXTS if name not in ("manager", "phone") or "CONTACT" in actor.classes
        }
        listed.append(OnFile(str(one["id"]), mark_of("C", one["id"]), values, {"seen": one["version"]}))
    return listed


def adding(values: Values) -> Call:
    return {**pick(values, *TEXTS), "kind": values["kind"], "path": values["path"], "valid_until": values.get("valid_until")}


def changing(held: OnFile, values: Values) -> Call:
    told = {**held.values, **values}
    return {
        "venue_id": UUID(held.id), **held.more, "kind": told["kind"], "valid_until": told.get("valid_until"),
        **{name: told[name] or "" for name in TEXTS if name in told},
    }


SHEET = Sheet(
    code="venues", title=_("场所"), page="venues", name="场所", fields=FIELDS, key=("path", "name"), words=words,
    on_file=on_file, add=register_venue, adding=adding, change=change_venue, changing=changing, fixed=("path",),
    take_back=close_venue, taking_back=lambda id: {"venue_id": UUID(id), "closing": "entered_twice"}, guide=GUIDE,
)
