"""Exports: whether a list may leave the house at once or takes a second person, how long a file lies, what became of it.

The numbers are the house's own precaution (no article of law), the same for every place.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

AT_ONCE = 50  # people; more take a second person
GRAVE = frozenset({"TEST", "NOTE", "PSY", "POINTS"})  # from test results up
HOURS = 24  # a file lies so long
LIES = timedelta(hours=HOURS)
MOST = 100_000  # people in one file

SENTENCES = {
    "exports.nobody": "名单里没有人，不用导出。请换一个条件。",
    "exports.too_many": "名单超过 {limit} 人。请先筛选，分几次导出。",
    "exports.columns": "选的列里有这个岗位看不到的。请重新打开这一页选择。",
    "exports.not_ready": "文件还没有做好。请稍后刷新再看。",
    "exports.fetched": "这份文件已经下载过。一份只能下载一次，还要用的请重新导出。",
    "exports.lapsed": "这份文件已经过了 {hours} 小时，已删除。还要用的请重新导出。",
    "exports.lost": "文件读不出来。请重新导出；再出现时请告诉管理员。",
}


def needs_second_person(people: int, classes: Iterable[str]) -> bool:
    """Whether another person must grant that so many people leave with columns of these classes of fields."""
    return people > AT_ONCE or not GRAVE.isdisjoint(classes)


def state_of_file(
    at: datetime, *, released_at: datetime, made_at: datetime | None, written: int, fetched_at: datetime | None
) -> str:
    """What became of an export that may be made: making, ready, fetched, lapsed, or nobody who may still be seen."""
    if fetched_at is not None:
        return "fetched"
    if made_at is not None and not written:
        return "nobody"
    if at >= (made_at or released_at) + LIES:
        return "lapsed"
    return "making" if made_at is None else "ready"
