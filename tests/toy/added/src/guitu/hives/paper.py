"""What hives give to their papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from guitu.hives.fold import HIVE
from guitu.kit.database import row
from guitu.kit.errors import NotVisible
from guitu.matters.labels import label_in
from guitu.papers.kinds import Kind
from guitu.papers.sources import Field, Offer, Record, Source
from guitu.settling.load import matters

FIELDS = {"蜂箱": Field("蜂箱", "7号箱"), "情况": Field("情况", "在养"), "出具单位": Field("出具单位", "恩城街道办事处"),
          "出具日期": Field("出具日期", "二〇二六年三月十六日"), "文号": Field("文号", "蜂卡字〔2026〕第1号")}
STATES = {"kept": "在养", "swarming": "分蜂", "given_up": "不养了"}


class Dossier:
    def __init__(self, hive_id: UUID) -> None:
        found = matters(HIVE, [hive_id], lock=False)
        label = row("SELECT label FROM matters_matter WHERE id = %s", [hive_id])
        if not found or label is None:
            raise NotVisible
        self.held = found[0]
        self.scope_path, self.place, self.label = self.held.scope_path, self.held.place, label_in(hive_id, label[0])

    def offers(self, kinds: Mapping[str, Kind]) -> list[Offer]:
        return [Offer(code, "hive") for code in kinds if code == "hive_card"]

    def values(self, kind: Kind, about: str) -> dict[str, str]:
        if about != "hive":
            raise NotVisible
        return {"蜂箱": self.label, "情况": STATES[self.held.current[0]] if self.held.current else ""}

    def served_on(self, kind: Kind, about: str) -> date | None:
        return None


def opened(hive_id: UUID, on: date) -> Dossier:
    return Dossier(hive_id)


def records(hive_id: UUID, classes: frozenset[str]) -> Sequence[Record]:
    return []


SOURCE = Source("venues", "hive", FIELDS, opened, records)
