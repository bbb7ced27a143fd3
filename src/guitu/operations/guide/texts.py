"""Where the guide lies, which pages it has, and which part of it tells about a page of the product."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).resolve()
_CHECKOUT = _HERE.parents[4] / "docs" / "guide"
FOLDER = _CHECKOUT if _CHECKOUT.is_dir() else _HERE.parents[2] / "_guide"
_NAME = re.compile(r"[a-z-]+")


class Topic(NamedTuple):
    """A page of the guide, and the heading of the part, in Chinese and in English."""

    page: str
    chinese: str = ""
    english: str = ""


FIRST = "readme"
# By the line of the menu that is on, as a page calls it.
TOPICS: Mapping[str, Topic] = {
    "today": Topic(FIRST, "今日", "Today"), "people": Topic(FIRST, "找一个人", "Find somebody"),
    "roster": Topic(FIRST, "导入花名册", "Import a roster"), "figures": Topic(FIRST, "名册", "The register"),
    "invited": Topic(FIRST, "邀请外单位", "Units that are invited"), "policy": Topic(FIRST, "现行规定", "The rules in force"),
    "papers": Topic("papers", "成批打印", "Print for many"),
    "testing": Topic("testing", "检测", "Testing"),
    "tasks": Topic(FIRST, "交办", "Tasks"), "prevention": Topic("prevention", "村（社区）专职：周五点一下", "A village's worker: one tap on Friday"),
    "my_school": Topic("quizzes", "老师", "Teachers"),
    "calls": Topic("calls", "接呼应（各单位）", "Answering (units)"), "venues": Topic("inspection", "检查", "The inspection"), "tips": Topic("inspection", "举报", "Tips"),
    "goods": Topic("goods", "盘点", "Counting"),
    "shop": Topic("points", "发放（发放员）", "Handing out (storekeeper)"),
    "daybook": Topic("daybook", "打印", "Printing"),
    "caseloads": Topic("daybook", "移交名下人员（镇街负责人）", "Handing a caseload over (heads)"),
    "meter": Topic("daybook", "表单用量（办公室）", "What forms cost (the office)"),
    "helping": Topic("helping", "转给单位", "Giving a need to a unit"),
    "my-team": Topic("teamwork", "我的小组任务", "My teams"),
    "level-choices": Topic("teamwork", "等级告知", "The level told"), "stories": Topic("teamwork", "案例", "Stories"),
    "handovers": Topic("handovers", "镇（街）", "The town"), "announced": Topic("handovers", "戒毒所", "The facility"),
    "sealing": Topic("sealing", "两个人确认", "Two people confirm"),
    "settings": Topic("homes", "账号与岗位", "Accounts and posts"),
    "looks": Topic("homes", "谁看过", "Who looked"), "ledger": Topic("homes", "台账", "The ledger"),
    "proof": Topic("proof", "每天", "Every day"), "health": Topic("homes", "运行情况", "Health"), "system": Topic("homes", "运行情况", "Health"),
    "waiting": Topic("drafts", "等待发送", "Waiting to be sent"),
    "links": Topic("links", "给出去", "Giving it"), "notices": Topic("notices", "看消息", "Read messages"),
    "channels": Topic("notices", "系统管理员", "The system administrator"), "keys": Topic("interface", "要一把密钥", "Getting a key"),
    "areas": Topic("areas", "调整区划", "Rearrange places"), "safety": Topic("homes", "账号与岗位", "Accounts and posts"), "account": Topic("homes", "我的账号", "My account"),
}


@lru_cache(maxsize=64)
def text(name: str, language: str) -> tuple[str, str] | None:
    """A page of the guide and the language it is in: the reader's, or Chinese where there is no other. None: no such page."""
    if not _NAME.fullmatch(name):
        return None
    base = "README" if name == FIRST else name
    for ending, spoken in ((".en.md", "en"), (".md", "zh-Hans")) if language.startswith("en") else ((".md", "zh-Hans"),):
        path = FOLDER / f"{base}{ending}"
        if path.is_file():
            return path.read_text(encoding="utf-8"), spoken
    return None


def picture(name: str) -> bytes | None:
    """A picture of the guide."""
    path = FOLDER / f"{name}.png"
    return path.read_bytes() if _NAME.fullmatch(name) and path.is_file() else None
