"""People whose every field is a mark that must turn up nowhere else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.database import acting, run
from guitu.rules.identifiers import make_demo_id
from tests import casefile, make

NAME, NUMBER, PHONE = "欧阳金丝雀", make_demo_id(date(1992, 3, 7), "male", 11), "15405551234"
ADDRESS, HOME_ADDRESS, FAMILY, EXTRA = "鸦鹊巷七十七号", "翠鸟里八十八号", "金丝雀母", "画眉表格栏"
NOTE, PURPOSE = "夜莺谈话记录", "喜鹊事由"
DECISION = "鸿雁决字第九号"
FILE_NAME, SHEET, HEADING = "云雀的名单", "布谷工作表", "百灵表头"
TYPED, LOGIN = "杜鹃自填", "t-oriole-was-here"
SECRETS = (
    NAME, "金丝雀", NUMBER, NUMBER[-6:], PHONE, ADDRESS, HOME_ADDRESS, FAMILY, EXTRA, NOTE, DECISION, PURPOSE, FILE_NAME, SHEET,
    HEADING, TYPED, LOGIN,
)
ALL = SECRETS


def someone_known_well(
    world: make.World, at: datetime, by: str = "encheng_worker", path: str = casefile.VILLAGE, **what: Any
) -> UUID:
    """Somebody in community detox with every personal field filled, a visit with a note and a measure's number."""
    from guitu.kit.crypto import seal

    actor = world.actor(by)
    person = casefile.on_detox(
        actor, at, NAME, id_number=NUMBER, phone=PHONE, address=ADDRESS, home_address=HOME_ADDRESS,
        family=[{"name": FAMILY, "relation": "母亲"}], extra={"备注": EXTRA}, scope_path=path, **what,
    )
    casefile.fact(actor, at, person, "visit", date(2026, 3, 10), note=NOTE)
    with acting(actor, durable=True):
        measure = uuid4()
        run(
            "INSERT INTO casework_measure (id, county_id, scope_path, person_id, kind, decision_no)"
            " VALUES (%s, %s, %s, %s, 'community_detox', %s)",
            [measure, actor.county_id, path, person, seal("casework_measure|decision_no", measure, DECISION)],
        )
    assert seal("people_identity|name", person, NAME)
    return person


def seen_in(text: str, *, but: tuple[str, ...] = ()) -> list[str]:
    return [word for word in ALL if word in text and word not in but]
