"""三个百分之百 by pieces looked at: every piece is a pass only if it was every piece; and the share of a year by area."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from guitu.inspection.areas import queries as areas
from guitu.inspection.checks.commands import record_check
from guitu.kit.database import acting
from guitu.kit.errors import Refused
from guitu.policy import load
from guitu.rules.checklists import Seen, may_be_sampled_so, version
from tests import make
from tests.inspection.placing import LIST, PAPER, venue

NATIONAL = load("national").on(make.World.on).checklists.lists
PARCEL = NATIONAL["parcel"]
SAMPLED = [item.code for item in PARCEL.sampled]


def seen(**other: str) -> list[Seen]:
    return [Seen(item.code, other.get(item.code, "yes"), "看到没有验视标识" if other.get(item.code) == "no" else "") for item in PARCEL.items]


def test_what_was_looked_at_piece_by_piece_agrees_with_the_answer() -> None:
    assert SAMPLED == ["names", "look", "scan"] and not LIST.sampled
    for answers, pieces, wanted in (
        ({}, (20, 20, 20, 20), []), ({}, (3, 3, 3, 3), []), ({}, (), ["checklists.needs_sample"]), ({}, (20, 20, 20), ["checklists.needs_sample"]),
        ({}, (0, 0, 0, 0), ["checklists.needs_sample"]), ({}, (20, 20, 19, 20), ["checklists.sample_says_no"]),
        ({"look": "not_applicable"}, (20, 20, 19, 20), ["checklists.sample_says_no"]), ({"look": "no"}, (20, 20, 19, 20), []),
        ({"look": "on_the_spot"}, (20, 20, 19, 20), []), ({"look": "no"}, (20, 20, 20, 20), []), ({"look": "no"}, (20, 20, 21, 20), ["checklists.sample_range"]),
        ({}, (20, 0, 0, 0), ["checklists.sample_says_no"] * 3),
    ):
        assert [one.code for one in may_be_sampled_so(PARCEL, seen(**answers), pieces).reasons] == wanted, (answers, pieces)
    assert [one.code for one in may_be_sampled_so(LIST, [], (20,)).reasons] == ["checklists.unknown_item"]


@pytest.mark.django_db(transaction=True)
def test_the_pieces_stand_in_the_record_and_their_share_beside_the_areas(world: make.World, client: Client, at: datetime) -> None:
    of, police = venue(world, at, "示例快递网点", kind="parcel"), world.actor("encheng_police")
    what = {"at": at, "venue_id": of, "on": world.on, "result": "checked", "others": [world.posts["encheng_head"]], "signed": PAPER,
            "checklist": version("parcel", PARCEL), "confirmed": [section.code for section in PARCEL.sections]}
    with pytest.raises(Refused) as refused:
        record_check(police, **what, seen=seen(), pieces=(20, 20, 17, 20))
    assert refused.value.reasons[0].code == "checklists.sample_says_no"
    visit = record_check(police, **what, seen=seen(look="no"), pieces=(20, 20, 17, 20))["visit"]
    with acting(police):
        assert areas.sampled(police, ["parcel"], 2026) == [20, 20, 17, 20]
    make.enter(client, world, "clerk")
    assert "17 / 20 件" in client.get(f"/inspection/{of}/records/{visit}/").content.decode()
    board = client.get("/inspection/areas/").content.decode()
    assert "今年抽查 20 件" in board and "17 / 20 = 85.0%" in board
    make.enter(client, world, "encheng_police")
    assert client.get(f"/inspection/{of}/check/").content.decode().count("其中合格的几件") == 3
