"""A task, a link to it, and somebody who knocks."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client

from guitu.kit.database import acting, rows
from guitu.tasks import commands
from guitu.tasks.reading import task_of
from tests import make

WORDS, SAID, WHO = "核对三家药店的台账，报来结果", "三家都已核对", "药监 王工"
NET = "192.0.2.7"


def made(world: make.World, at: datetime, task: UUID, by: str = "clerk", **other: Any) -> tuple[UUID, str, str]:
    what = {"to_whom": "药监 王工", "shown": WORDS, "hours": 72} | other
    answer = commands.make_task_link(world.actor(by), at=at, task_id=task, **what)
    return UUID(answer["link"]), *answer["once"]


def knock(client: Client, token: str, code: str, **more: Any) -> Any:
    return client.post(f"/l/{token}/", {"code": code}, **more)


def secret_in(page: bytes) -> str:
    found = re.search(rb'name="secret" value="([^"]+)"', page)
    assert found
    return found[1].decode()


def send(client: Client, token: str, secret: str, **other: Any) -> Any:
    return client.post(f"/l/{token}/answer/", {"secret": secret, "words": SAID, "who": WHO, "request_id": make.request_id()} | other)


def outcomes(world: make.World) -> list[str]:
    with acting(world.actor("clerk")):
        return [said for (said,) in rows("SELECT outcome FROM links_opening ORDER BY at, id")]


def state(world: make.World, task: UUID) -> str:
    with acting(world.actor("clerk")):
        return task_of(task).course.state
