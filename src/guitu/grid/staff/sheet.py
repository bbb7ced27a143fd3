"""队伍 by Excel: the columns, who is there, and the commands of the screen that a row goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.grid.bodies.queries import all_bodies
from guitu.grid.sheet_words import MARK, ids, mark_of, pick, told_apart
from guitu.grid.staff.commands import add_staff, change_staff, take_back_staff
from guitu.grid.staff.queries import everybody
from guitu.kit.actor import Actor
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words
from guitu.rules.words import CODES

TEXTS = ("kind", "name", "certificate", "certificate_no", "issuer", "source")
FIELDS = (
    Field("serial", "序号", "ignored", 6, synonyms="顺序号", is_in_template=False),
    MARK,
    Field("name", "姓名", "name", 12, is_required=True, synonyms="人员姓名 工作人员 工作人员姓名 社工姓名 志愿者姓名"),
    Field("body_id", "所在单位", "word", 28, is_asked=True, synonyms="单位 单位名称 工作单位 所属单位 所属机构 服务单位 站点"),
    Field("kind", "哪类人员", "word", 14, is_asked=True, synonyms="人员类别 人员类型 类别 类型 身份 人员性质 用工性质"),
    Field("number", "工号或证件号码", "text", 22, synonyms="身份证号 身份证号码 证件号码 工号 公民身份号码 身份证", most=40,
          help="有账号、担任岗位的请填，认得出是同一个人；只存加密的索引。"),
    Field("from_on", "自哪天起", "day", 13, is_asked=True, synonyms="入职日期 入职时间 到岗日期 到岗时间 聘用日期 参加工作时间 上岗时间"),
    Field("certificate", "证书", "word", 20, synonyms="证书种类 证书名称 资格证书 资格证 持证情况"),
    Field("certificate_no", "证书编号", "text", 18, synonyms="证书号 证书号码 资格证号"),
    Field("issuer", "发证机关", "text", 18, synonyms="发证单位 颁发机关 颁证机关"),
    Field("certificate_until", "有效期至", "day", 13, may_be_future=True, synonyms="证书有效期 有效期 到期日期 有效期限 证书到期日"),
    Field("source", "怎么核实的", "word", 14, synonyms="核实方式 来源 核验"),
)
GUIDE = (
    ("怎么填", "一人一行。姓名必填；单位、哪类人员、自哪天起整列不填的，读完会一次问清。"),
    ("证书", "证书要写明种类和编号；没有证书的，两项都不填。长期有效的，有效期不填。"),
    ("已有的人", "按编号，没有编号的按单位和姓名认。不同的地方列出来，由您决定用不用表里的。"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    tables = {"kind": "staff_kind", "certificate": "certificate", "source": "certificate_source"}
    chosen = {name: [(code, word) for code, word in CODES[table].items()] for name, table in tables.items()}
    return {**chosen, "body_id": told_apart(((one["id"], one["name"], one["path"]) for one in all_bodies(actor, on)), actor.path)}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    return [
        OnFile(
            str(one["id"]), mark_of("R", one["id"]),
            {"body_id": str(one["body_id"]), **{name: one[name] for name in ("kind", "name", "certificate", "issuer", "source")},
             "certificate_no": one["no"], "certificate_until": one["certificate_until"], "from_on": one["from_on"]},
            {"seen": one["version"]},
        )
        for one in everybody(actor, on)
    ]


def adding(values: Values) -> Call:
    return {
        **pick(values, *TEXTS, "number"), **ids(values, "body_id"), "from_on": values["from_on"],
        "certificate_until": values.get("certificate_until"),
    }


def changing(held: OnFile, values: Values) -> Call:
    told = {**held.values, **values}
    return {
        "staff_id": UUID(held.id), **pick(told, *TEXTS), **pick(values, "number"), **ids(told, "body_id"), **held.more,
        "certificate_until": told.get("certificate_until"),
    }


SHEET = Sheet(
    code="staff", title=_("队伍"), page="staff", name="队伍", fields=FIELDS, key=("body_id", "name"), words=words,
    on_file=on_file, add=add_staff, adding=adding, change=change_staff, changing=changing, fixed=("from_on",),
    take_back=take_back_staff, taking_back=lambda id: {"staff_id": UUID(id)}, guide=GUIDE,
)
