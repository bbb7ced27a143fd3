"""The values that papers about a person print, from identity, measures and facts. Papers are Chinese, whoever prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.load import Case
from guitu.kit.crypto import Unreadable, open_sealed
from guitu.kit.database import row, rows
from guitu.papers.sources import Field
from guitu.people.unmasking import identity
from guitu.rules import bottles
from guitu.rules.dates import day_before
from guitu.rules.facts import Fact
from guitu.rules.sentences import shown
from guitu.rules.terms import Course, Duty, MeasureCourse

_DECLARED = (  # name, example, class of fields, the page where it is filled in
    Field("姓名", "欧阳测试", "IDENT"), Field("性别", "男（测试）"), Field("出生日期", "1992年3月7日"),
    Field("证件号码", "证件号码样例0070038", "IDENT"), Field("户籍地址", "户籍样例路一号", "IDENT"),
    Field("住址", "住址样例路二号", "CONTACT"), Field("电话", "电话样例5405551234", "CONTACT"),
    Field("家属", "家属样例 母亲", "CONTACT"), Field("执行机关", "样例街道办事处"),
    Field("措施", "社区戒毒（样例）", "STATUS", "open-measure"), Field("期限年数", "三年（样例）", "STATUS"),
    Field("决定机关", "样例公安局", "STATUS", "open-measure"), Field("决定文号", "样例决字〔2026〕第9号", "STATUS", "open-measure"),
    Field("决定日期", "2026年3月2日", "STATUS", "open-measure"), Field("送达日期", "2026年3月4日", "STATUS", "serve-decision"),
    Field("报到期限", "2026年3月19日", "STATUS", "serve-decision"), Field("报到日期", "2026年3月6日", "STATUS", "report-in"),
    Field("协议日期", "2026年3月8日", "STATUS", "sign-agreement"), Field("期限起", "2026年3月10日", "STATUS", "report-in"),
    Field("期限止", "2029年3月9日", "STATUS", "report-in"), Field("结束日期", "2029年3月10日", "STATUS", "end-measure"),
    Field("事项日期", "2026年4月11日", "STATUS"), Field("期限变更", "延长三个月（样例）", "STATUS"),
    Field("羁押种类", "拘留（样例）", "STATUS"), Field("违反情形", "拒绝检测（样例）", "STATUS"),
    Field("请假事由", "务工（样例）", "STATUS"), Field("返回日期", "2026年4月22日", "STATUS"),
    Field("批准岗位", "镇街（样例）", "STATUS"), Field("检测日期", "2026年4月23日", "TEST", "serve-notice"),
    Field("样本封签号", "封签号样例 A-88、B-89", "TEST"), Field("采样日期", "2026年4月25日", "TEST"),
    Field("样本保存期止", "2026年10月24日", "TEST"), Field("样本销毁方式", "就地无害化处理（样例）", "TEST"),
    Field("证据清单", "1. 2026年3月2日 证据样例", "TEST"), Field("出具单位", "样例工作站"), Field("经办人", "样例经办人"), Field("出具日期", "2026年5月1日"),
    Field("文号", "样例单位样字〔2026〕第7号"),
)
FIELDS = {field.name: field for field in _DECLARED}
_SEALED = ("name", "id_number", "phone", "address", "home_address", "family")
_YEARS = dict(enumerate("零一二三四五六七八九"))


def of_person(held: Case) -> dict[str, str]:
    """Who it is and who is responsible; a value that cannot be read is lacking, never half printed."""
    found = identity(held.id)
    name, number, phone, address, home, family = (_opened(held.id, column, found[column]) for column in _SEALED)
    return {
        "姓名": name, "性别": shown(f"sex.{held.sex}") if held.sex else "", "出生日期": _day(held.born_on),
        "证件号码": number, "户籍地址": home, "住址": address, "电话": phone, "家属": _family(family),
        "执行机关": _organ(held.scope_path[:9]),
    }


def _opened(person_id: UUID, column: str, data: Any) -> str:
    try:
        return open_sealed(f"people_identity|{column}", person_id, data) or ""
    except Unreadable:
        return ""


def _family(text: str) -> str:
    members: list[dict[str, str]] = orjson.loads(text or "[]")
    return "；".join(" ".join(value for value in member.values() if value) for member in members)


def _organ(town: str) -> str:
    """Who carries a measure out: 恩城街道 → 恩城街道办事处, 横陂镇 → 横陂镇人民政府 (detox_regulation.14, 16)."""
    found = row("SELECT name FROM grid_area WHERE path = %s AND length(path) = 9", [town])
    name: str = found[0] if found else ""
    if not name or name.endswith(("办事处", "政府")):
        return name
    return f"{name}办事处" if name.endswith("街道") else f"{name}人民政府" if name.endswith(("镇", "乡")) else name


def of_measure(held: Case, measure: MeasureCourse, course: Course, facts: Sequence[Fact]) -> dict[str, str]:
    """The measure's papers and days. Its end is printed as the last day that counts."""
    years = next((getattr(f, "years", 0) for f in facts if f.kind == "measure_decided" and getattr(f, "measure", "") == measure.measure_id), 0)
    days = {fact.kind: fact.on for fact in facts if getattr(fact, "measure", "") == measure.measure_id}
    due = next((d.due_on for d in course.duties if d.kind == "report_in" and d.measure_id == measure.measure_id), None)
    organ, number = _decision(held.id, measure.measure_id)
    return {
        "措施": shown(measure.kind), "期限年数": f"{_YEARS.get(years, years)}年" if years else "",
        "决定机关": organ, "决定文号": number, "决定日期": _day(days.get("measure_decided")),
        "送达日期": _day(days.get("decision_served")), "报到期限": _day(due), "报到日期": _day(days.get("reported_in")),
        "协议日期": _day(days.get("agreement_signed")), "期限起": _day(measure.starts_on),
        "期限止": _day(day_before(measure.ends_on) if measure.ends_on else None), "结束日期": _day(days.get("measure_ended")),
    }


def _decision(person_id: UUID, measure_id: str) -> tuple[str, str]:
    found = rows("SELECT id, organ, decision_no FROM casework_measure WHERE person_id = %s", [person_id])
    for id, organ, number in found:
        if str(id) == measure_id:
            return _typed(id, "organ", organ), _typed(id, "decision_no", number)
    return "", ""


def _typed(measure_id: UUID, column: str, data: Any) -> str:
    try:
        return open_sealed(f"casework_measure|{column}", measure_id, data) or ""
    except Unreadable:
        return ""


def of_fact(fact: Any, duty: Duty | None) -> dict[str, str]:
    """What the fact says that the paper is about; of a duty, the day on which it is due."""
    if duty is not None:
        return {"检测日期": _day(duty.planned_on)}
    if fact is None:
        return {}
    answer = {"事项日期": _day(fact.on)}
    if fact.kind == "measure_extended":
        months = abs(fact.months)
        answer["期限变更"] = f"{'延长' if fact.months > 0 else '缩短'}强制隔离戒毒期限{months}个月"
    elif fact.kind == "taken_into_custody":
        answer["羁押种类"] = shown(f"custody.{fact.custody}")
    elif fact.kind == "violation_reported":
        answer["违反情形"] = shown(f"ground.{fact.ground}")
    elif fact.kind == "leave_granted":
        answer |= {"请假事由": shown(f"why.{fact.why}"), "返回日期": _day(fact.until),
                   "批准岗位": shown(f"approved_by.{fact.approved_by}")}
    elif fact.kind == "test_notice_served":
        answer["检测日期"] = _day(fact.test_on)
    return answer


def of_bottles(fact: Any, facts: Sequence[Fact], timeline: Any) -> dict[str, str]:
    """Of a destruction: which bottles it was, when they were sealed, and until when they were kept."""
    test: Any = next((one for one in facts if fact is not None and fact.kind == "bottles_destroyed" and one.id == fact.test), None)
    if test is None:
        return {}
    seals = (one.seal for one in bottles.bottles_of(test, facts) if one.now.step == "destroyed")
    return {
        "样本封签号": "、".join(seals), "采样日期": _day(test.on), "样本保存期止": _day(day_before(bottles.first_day(test, timeline))),
        "样本销毁方式": shown(f"destroyed_how.{fact.destroyed_how}"),
    }


def _day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""
