"""Keys of systems in the demo, ours: one that waits to be taken, so that it can be tried, and one that waits for the director."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.approvals.commands import ask_approval, decide_approval
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.stories import ENCHENG
from guitu.demo.tasks import holder
from guitu.rules.dates import days_after


def give_keys(today: date) -> int:
    """Asked for by the security administrator of 恩平; gives how many."""
    security, director = holder("security_admin", ENPING, today), holder("county_director", ENPING, today)
    at = datetime(today.year, today.month, today.day, 10, tzinfo=SHANGHAI) - timedelta(days=3)
    asked = [
        ask_approval(security, at=at, door="demo", name="make_key", arguments=what, shown=_shown(what))["approval"]
        for what in (
            _what(today, "恩平市基层治理平台", "恩平市政务服务数据管理局", "town_head", ENCHENG,
                  ["search_people", "open_person", "see_today", "see_register", "record_visit"], ["BASIC", "CONTACT", "STATUS"]),
            _what(today, "恩平市督办系统", "恩平市人民政府办公室", "county_clerk", ENPING, ["see_register", "see_tasks", "give_task"], ["TASKS"]),
        )
    ]
    decide_approval(director, at=at + timedelta(hours=3), door="demo", approval_id=UUID(asked[0]), grant=True)
    return len(asked)


def _what(today: date, name: str, body: str, role: str, path: str, actions: list[str], classes: list[str]) -> dict[str, Any]:
    return {
        "name": name, "body": body, "path": path, "role": role, "actions": actions, "classes": classes,
        "expires_on": days_after(today, 180), "per_minute": 60, "per_day": 5000,
    }


def _shown(what: dict[str, Any]) -> list[tuple[str, str]]:
    return [("系统", what["name"]), ("由哪个单位管", what["body"]), ("用到哪天（不含当天）", what["expires_on"].isoformat())]
