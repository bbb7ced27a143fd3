"""What inspection seals opens for the walk that turns the key: each column is bound as the walk believes it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from PIL import Image

from guitu.inspection.findings.commands import add_photo
from guitu.inspection.self_checks import by_anyone as own
from guitu.inspection.self_checks.commands import open_self_checks
from guitu.inspection.self_checks.queries import codes
from guitu.inspection.tips import by_anyone as tips
from guitu.inspection.tips.commands import decide_tip, look_at_tip
from guitu.kit.crypto import open_bytes
from guitu.kit.database import acting, rows
from guitu.papers.files.commands import Sent
from guitu.papers.files.remaking import Remade
from guitu.rotation.columns import columns
from guitu.rules.self_checks import Own
from tests import make
from tests.inspection.placing import campaign, check, venue

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_sealed_column_of_inspection_opens_as_the_walk_opens_it(world: make.World, at: datetime, tmp_path: Any) -> None:
    police, clerk = world.actor("encheng_police"), world.actor("clerk")
    of = venue(world, at)
    visit = check(world, at, of, found={"log": "没有日志"})
    campaign(world, at)
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg")
    data = (tmp_path / "a.jpg").read_bytes()
    add_photo(police, at=at, venue_id=of, finding=f"{visit}:log", moment="found", photo=Sent(data, Remade("image/jpeg", data)))
    made = open_self_checks(clerk, at=at, name="三月自查", kinds=["entertainment"], from_on=world.on, last_on=world.on, share=10)
    with acting(clerk):
        code = codes(made["round"], 1)[0][0]["code"]
    listed = own.own_list(code, world.on)
    assert listed is not None
    own.say(listed, code, at, world.on, listed.version, [Own(item.code, "yes") for item in listed.listed.items])
    tips.send(make.ENPING, tips.new_number(), at, path=make.ENCHENG, about="using", what="有烟", whom="郑无名")
    with acting(police):
        ((tip,),) = rows("SELECT id FROM inspection_tip")
    for actor in (police, clerk):
        look_at_tip(actor, at=at, tip_id=tip, look="follow")
    decide_tip(police, at=at + timedelta(minutes=1), tip_id=tip, outcome="verified", answer="谢谢。")
    opened = set()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        for column in (one for one in columns() if one.table.startswith("inspection_")):
            cursor.execute(f"SELECT {', '.join(column.of)}, {column.name} FROM {column.table} WHERE {column.name} IS NOT NULL")
            for *key, value in cursor.fetchall():
                if bytes(value)[:2] == b"\x01\x01":
                    assert open_bytes(column.place, column.sealed_for(*key), value), column.called
                    opened.add(column.called)
    assert opened >= {
        "inspection_venue.details", "inspection_record.document", "inspection_campaign.name", "inspection_photo.data", "inspection_selfround.name",
        "inspection_selfcheck.code", "inspection_selfcheck.answers", "inspection_tip.words", "inspection_tip.answer", "inspection_tipname.name",
    }
