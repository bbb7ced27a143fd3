"""What a handover gives to its paper: the handover sheet (交接单), printed to be signed by both sides and the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.grid.post_names import posts_called
from guitu.handovers.fold import HANDOVERS
from guitu.handovers.reading import handover_of
from guitu.kit.database import row
from guitu.kit.errors import NotVisible
from guitu.kit.telling import listed, said
from guitu.kit.telling import shown as spoken
from guitu.papers.kinds import Kind
from guitu.papers.sources import Field, Offer, Record, Source

SHEET = "sheet"
FIELDS = {
    "戒毒所": Field("戒毒所", "示例强制隔离戒毒所"), "镇街": Field("镇街", "恩城街道"), "姓名": Field("姓名", "样例甲", "IDENT"),
    "性别": Field("性别", "男", "IDENT"), "证件号码": Field("证件号码", "440785199001010011", "IDENT"), "出所日期": Field("出所日期", "2026-03-16"),
    "移交材料": Field("移交材料", "身份、法律文书、诊断评估"), "接送": Field("接送", "戒毒所送"), "接收社工": Field("接收社工", "恩城街道社工 样例乙"),
    "出具单位": Field("出具单位", "恩城街道办事处"), "出具日期": Field("出具日期", "二〇二六年三月十六日"), "文号": Field("文号", "交接字〔2026〕第1号"),
}
_TOWN = f"SELECT {place_sql('m.scope_path')} FROM matters_matter m WHERE m.id = %s"  # noqa: S608  ours
_READS = frozenset({"IDENT", "STATUS"})


class Dossier:
    """One handover, read for its sheet."""

    def __init__(self, handover_id: UUID, on: date) -> None:
        self.of, self.on = handover_of(handover_id, _READS), on
        found = row(_TOWN, [handover_id])
        if found is None:
            raise NotVisible
        self.scope_path, self.place, self.label = self.of.held.scope_path, str(found[0] or ""), self.of.code

    def offers(self, kinds: Mapping[str, Kind]) -> list[Offer]:
        is_ready = self.of.course.worker is not None and self.of.course.expected_on is not None and not self.of.course.is_over
        return [Offer(code, SHEET) for code in kinds if is_ready]

    def values(self, kind: Kind, about: str) -> dict[str, str]:
        if about != SHEET or self.of.course.worker is None or self.of.course.expected_on is None:
            raise NotVisible
        put = self.of.packet.get("identity")
        who = (put.values if put else None) or {}
        worker = UUID(self.of.course.worker)
        values = {
            "戒毒所": self.of.facility, "镇街": self.place, "姓名": str(who.get("name", "")), "证件号码": str(who.get("id_number", "")),
            "性别": spoken(f"sex.{who['sex']}") if who.get("sex") else "", "出所日期": self.of.course.expected_on.isoformat(),
            "移交材料": listed(said(self.of.policy.packet[part].name) for part in self.of.packet),
            "接送": spoken(f"escort.{self.of.course.escort}") if self.of.course.escort else "", "接收社工": posts_called([worker], self.on).get(worker, ""),
        }
        return {name: value for name, value in values.items() if value}

    def served_on(self, kind: Kind, about: str) -> date | None:
        return self.of.course.received_on


def opened(handover_id: UUID, on: date) -> Dossier:
    return Dossier(handover_id, on)


def records(handover_id: UUID, classes: frozenset[str]) -> Sequence[Record]:
    return []


SOURCE = Source(HANDOVERS, "handover", FIELDS, opened, records)
