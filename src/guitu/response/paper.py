"""What a call gives to its paper: the sheet (处置单) with who was called, what happened and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.errors import NotVisible
from guitu.kit.page_filters import day_time
from guitu.kit.telling import listed
from guitu.papers.kinds import Kind
from guitu.papers.sources import Field, Offer, Record, Source
from guitu.response.fold import CALLS
from guitu.response.queries import page_of, place_of
from guitu.response.reading import call_of

SHEET = "sheet"
FIELDS = {
    name: Field(name, example)
    for name, example in {
        "编号": "3F2A", "类型": "失联", "级别": "一级", "发起时间": "2026-03-16 09:00", "发起岗位": "恩城街道社工", "地点": "恩城街道",
        "情况": "两天没有联系上，家里没人", "主办单位": "禁毒大队", "各单位": "禁毒大队：已报进展；民政局：已签收",
        "经过": "03-16 09:00 发起；03-16 09:10 签收 禁毒大队", "结果": "找到了，需要帮扶", "帮扶": "谈心、介绍工作",
        "出具单位": "恩城街道办事处", "出具日期": "二〇二六年三月十六日", "文号": "呼应字〔2026〕第1号",
    }.items()
}
_NONE_YET = "还没有"


class Dossier:
    """One call, read for its sheet as it stood at its last event."""

    def __init__(self, call_id: UUID) -> None:
        self.of = call_of(call_id)
        self.page = page_of(self.of, max(fact.known for fact in self.of.held.facts))
        self.scope_path, self.place, self.label = self.of.held.scope_path, place_of(self.of.held.scope_path), self.of.code

    def offers(self, kinds: Mapping[str, Kind]) -> list[Offer]:
        return [Offer(code, SHEET) for code in kinds if self.of.course.sent_at]

    def values(self, kind: Kind, about: str) -> dict[str, str]:
        if about != SHEET or self.of.course.sent_at is None:
            raise NotVisible
        page, words = self.page, self.of.words
        return {
            "编号": page["code"], "类型": page["template"], "级别": page["level"], "发起时间": day_time(page["raised_at"]),
            "发起岗位": page["raised_by"], "地点": f"{self.place} {words.spot}".strip(), "情况": "；".join(part for part in (words.whom, words.known) if part),
            "主办单位": listed(seat["unit"] for seat in page["seats"] if seat["main"]),
            "各单位": listed(f"{seat['unit']}（{seat['word']}）" for seat in page["seats"]),
            "经过": "；".join(_line(event) for event in reversed(page["events"])), "结果": page["outcome"] or _NONE_YET,
            "帮扶": listed(one["name"] for one in page["help"]) or _NONE_YET,
        }

    def served_on(self, kind: Kind, about: str) -> date | None:
        return None


def _line(event: dict[str, Any]) -> str:
    return " ".join(part for part in (day_time(event["at"]), event["word"], event["unit"], *event["details"]) if part)


def opened(call_id: UUID, on: date) -> Dossier:
    return Dossier(call_id)


def records(call_id: UUID, classes: frozenset[str]) -> Sequence[Record]:
    return []


SOURCE = Source(CALLS, "call", FIELDS, opened, records)
