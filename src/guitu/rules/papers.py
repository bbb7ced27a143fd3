"""文书: in which state one is, and which items of the paper file are there. What printing refuses is said here too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

SENTENCES = {
    "paper_not_of_this_post": "这种文书不由这个岗位出具。请由有权的岗位办理。",
    "paper_beyond_classes": "这种文书上有这个岗位看不到的内容。请由有权的岗位打印。",
    "paper_lacks": "还缺：{fields}。请补上再出具。",
    "paper_character_missing": "字库里没有这个字：{characters}。请核对写法，或请管理员换用有这个字的字库。",
    "paper_is_word_only": "这种文书用本县自己的 Word 样式，只能下载 Word。",
    "paper_unreadable": "这份文书的内容读不出，不能打印。请联系管理员。",
    "paper_served_by_step": "这种文书的送达是一个手续，请在人员页办理那一步，这里会自己显示。",
    "paper_is_served": "这份文书已经登记过送达。",
    "paper_served_before": "送达日期早于出具日期 {on}。请核对。",
    "paper_is_ended": "这份文书已经重出或撤回，不能再改。",
    "file_empty": "文件是空的。请重新选择。",
    "file_too_big": "文件超过 {limit} MB。请缩小或分开上传。",
    "file_kind_not_taken": "这里只收照片（JPEG、PNG、WebP）和 PDF。苹果手机的 HEIC 照片请先转成 JPEG。",
    "file_too_many_pixels": "图片超过 {limit} 百万像素。请缩小再传。",
    "file_too_many_pages": "有 {pages} 页，超过 {limit} 页。请分开上传。",
    "file_unreadable": "文件读不出来：可能不完整，或者不是它所说的格式。请重新扫描或重新上传。",
    "item_unknown": "没有这一项。请重新选择。",
    "template_faulty": "这份 Word 样式还不能用，请按下面所列改好再传。",
    "template_gone": "这份样式已经停用或不在了。请刷新页面看看。",
    "print_too_many": "一次最多打印 {most} 份。请分批。",
    "print_nobody": "没有选人。请至少选一个。",
    "print_not_ready": "还没有打印完。请稍等再下载。",
    "print_moved": "其中有人的档案已不在这里，这一批不能再下载。请重新打印。",
}

PaperState = Literal["issued", "served", "replaced", "withdrawn"]
ItemState = Literal["filed", "on_record", "missing", "not_called_for"]


def state_of(*, served: bool, ended: bool, replaced: bool) -> PaperState:
    """A paper is what its days say: withdrawn or replaced before all, then served, else issued."""
    if ended:
        return "replaced" if replaced else "withdrawn"
    return "served" if served else "issued"


@dataclass(frozen=True, slots=True)
class Item:
    """One of the items of a paper file: which papers fill it, which records are enough, what calls for it."""

    code: str
    name: str
    papers: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    due_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something on file: a paper by its kind, a record by its code, a scan by its item; its day, and by whom."""

    kind: Literal["paper", "record", "scan"]
    code: str
    on: date
    who: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """An item as it stands: filed by whom and when, how often; or missing; or not called for."""

    item: Item
    state: ItemState
    count: int = 0
    last: Evidence | None = None


def checklist(items: Iterable[Item], evidence: Sequence[Evidence]) -> list[Filled]:
    """The items of a paper file, each filled from what is on file.

    A paper or a scan files the item; where records are enough, they do. An item that some record calls for and that
    has nothing is missing; one that nothing calls for is neither. The items and what calls for them are the pack's.
    """
    return [_filled(item, evidence) for item in items]


def _filled(item: Item, evidence: Sequence[Evidence]) -> Filled:
    papers = [one for one in evidence if one.kind == "paper" and one.code in item.papers]
    scans = [one for one in evidence if one.kind == "scan" and one.code == item.code]
    records = [one for one in evidence if one.kind == "record" and one.code in item.records]
    if held := papers + scans:
        return Filled(item, "filed", len(held), max(held, key=lambda one: one.on))
    if records:
        return Filled(item, "on_record", len(records), max(records, key=lambda one: one.on))
    called = any(one.kind == "record" and one.code in item.due_with for one in evidence)
    return Filled(item, "missing" if called else "not_called_for")
