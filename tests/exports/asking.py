"""Asking for an export through the door, and what is there afterwards."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.test import Client
from python_calamine import CalamineWorkbook

from guitu.kit.database import acting, rows
from tests import make

NAME, NUMBER = "欧阳试探", "440785199203070018"
WORDS = "交街道办核对用"
USUAL = ["name", "id_number", "sex", "place", "state"]


def form(**changed: Any) -> dict[str, Any]:
    return {"purpose": "roster", "words": WORDS, "columns": USUAL, "format": "xlsx", **changed}


def ask(client: Client, world: make.World, by: str = "encheng_worker", query: str = "", **changed: Any) -> Any:
    make.enter(client, world, by)
    return client.post(f"/exports/people/{query}", form(**changed))


def lying() -> list[str]:
    return sorted(path.name for path in Path(settings.EXPORTS).iterdir())


def only(world: make.World, by: str = "encheng_worker") -> UUID:
    with acting(world.actor(by)):
        ((found,),) = rows("SELECT id FROM exports_export")
    return cast("UUID", found)


def request_of(world: make.World, decider: str = "encheng_head") -> UUID:
    with acting(world.actor(decider)):
        ((found,),) = rows("SELECT id FROM approvals_approval")
    return cast("UUID", found)


def fetched(client: Client, world: make.World, by: str = "encheng_worker") -> list[list[Any]]:
    answer = client.post(f"/exports/{only(world, by)}/fetch/")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def looks(world: make.World) -> list[tuple[Any, ...]]:
    with acting(world.actor("auditor")):
        return rows("SELECT person_id, classes, purpose FROM people_access WHERE action = 'export' ORDER BY person_id")


def page(client: Client) -> str:
    return str(client.get("/exports/").content.decode())
