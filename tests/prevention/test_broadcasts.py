"""乡村大喇叭: one tick a week by the village, silent weeks shown, and the register of what the press said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.kit.database import acting, row, rows
from guitu.kit.errors import Refused
from guitu.ledger.packs import timeline_of
from guitu.prevention.broadcasts import commands, queries
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
VILLAGE = make.ENCHENG + "001"
FRIDAY = date(2026, 3, 20)


def start(world: make.World, at: datetime, paths: tuple[str, ...] = (VILLAGE,)) -> UUID:
    commands.start_broadcasts(world.actor("encheng_head"), at=at, paths=paths, on=make.World.on)
    with acting(world.actor("encheng_head")):
        found = row("SELECT id FROM prevention_loudspeaker WHERE scope_path = %s", [VILLAGE])
    assert found is not None
    return UUID(str(found[0]))


def play(world: make.World, speaker: UUID, on: date, **other: Any) -> dict[str, Any]:
    at = make.moment(on.year, on.month, on.day, 18)
    return commands.play_broadcast(world.actor("village"), at=at, loudspeaker_id=speaker, on=on, **other)


def test_a_village_ticks_its_fridays_and_weeks_left_out_stay_silent(world: make.World, at: datetime) -> None:
    speaker = start(world, at)
    duties = "SELECT planned_on, due_on, state, post_id FROM duties_duty WHERE matter_id = %s ORDER BY planned_on"
    with acting(world.actor("village")):
        assert rows(duties, [speaker]) == [(FRIDAY, date(2026, 3, 22), "open", world.posts["village"])]
    play(world, speaker, FRIDAY)
    for on, code in ((date(2026, 3, 22), "broadcasts.played_already"), (date(2026, 3, 31), "broadcasts.not_its_day")):
        with pytest.raises(Refused) as refused:
            play(world, speaker, on)
        assert refused.value.reasons[0].code == code
    said = play(world, speaker, date(2026, 4, 12))  # the Sunday after the third Friday
    assert said["followed"][0][:2] == ["broadcasts.silent", {"first": "2026-03-27", "last": "2026-04-03", "n": 2}]
    with acting(world.actor("encheng_head")) as head:
        assert [(on, state) for on, _, state, _ in rows(duties, [speaker])] == [(FRIDAY, "done"), (date(2026, 3, 27), "missed"), (date(2026, 4, 17), "open")]
        policy = timeline_of(head.county_id, head.path).on(FRIDAY).broadcasts
        first, last = queries.span(date(2026, 4, 18), 8, policy)
        (found,) = queries.villages(head, first, last, date(2026, 4, 18), policy)
        assert [week.state for week in found["weeks"]] == ["", "", "", "played", "silent", "silent", "played", "open"]
        assert (found["played_n"], found["silent"]) == (2, 2)
    commands.stop_broadcasts(world.actor("encheng_head"), at=make.moment(2026, 4, 18), loudspeaker_id=speaker, on=date(2026, 4, 18), note="坏了")
    with pytest.raises(Refused):
        play(world, speaker, date(2026, 4, 24))
    commands.resume_broadcasts(world.actor("encheng_head"), at=make.moment(2026, 5, 1), loudspeaker_id=speaker, on=date(2026, 5, 1))
    play(world, speaker, date(2026, 5, 1))


def test_who_may_and_what_is_refused(world: make.World, at: datetime) -> None:
    start(world, at)
    for paths, code in (((VILLAGE,), "broadcasts.is_running"), ((make.ENCHENG,), "broadcasts.no_village"), ((make.HENGPI + "001",), "broadcasts.no_village")):
        with pytest.raises(Refused) as refused:
            commands.start_broadcasts(world.actor("encheng_head"), at=at, paths=paths, on=make.World.on)
        assert refused.value.reasons[0].code == code
    with pytest.raises(Refused):
        commands.start_broadcasts(world.actor("village"), at=at, paths=(VILLAGE,), on=make.World.on)
    clerk = world.actor("clerk")
    script = {"language": "dialect", "minutes": 6, "title": "新型毒品长什么样", "text": "乡亲们……"}
    commands.write_script(clerk, at=at, number=12, **script)
    with pytest.raises(Refused) as refused:
        commands.write_script(clerk, at=at, number=12, **script)
    assert refused.value.reasons[0].code == "broadcasts.no_number"
    clip = UUID(commands.note_clip(clerk, at=at, day_on=date(2026, 3, 1), level="province", outlet="省报", title="一座县城的禁毒课")["clip"])
    with acting(world.actor("village")) as village:
        assert queries.scripts(village)[0]["text"] == "乡亲们……" and queries.clips(village)[0]["outlet"] == "省报"
    commands.take_clip_back(clerk, at=at, clip_id=clip)
    with acting(world.actor("encheng_police")) as police:
        assert queries.scripts(police) == [] == queries.clips(police)


def test_a_village_workers_friday_is_one_tap(world: make.World, client: Client, at: datetime, monkeypatch: Any, django_assert_max_num_queries: Any) -> None:
    speaker = start(world, at)
    monkeypatch.setenv("GUITU_NOW", "2026-03-20T18:00:00+08:00")
    make.enter(client, world, "village")
    page = client.get("/prevention/").content.decode()
    assert f"/prevention/broadcasts/{speaker}/play/" in page and "已播" in page
    script = commands.write_script(world.actor("clerk"), at=at, number=12, language="dialect", minutes=5, title="六月", text="乡亲们……")["script"]
    sent = {"on": "2026-03-20", "script": script, "request_id": "0123456789abcdef"}
    for _ in range(2):
        assert client.post(f"/prevention/broadcasts/{speaker}/play/", sent).status_code == 302
    refused = client.post(f"/prevention/broadcasts/{speaker}/play/", sent | {"request_id": "fedcba9876543210"})
    assert refused.status_code == 422 and "不用再点" in refused.content.decode()
    assert f"/prevention/broadcasts/{speaker}/play/" not in client.get("/prevention/").content.decode()
    with django_assert_max_num_queries(14):
        assert client.get("/prevention/broadcasts/?weeks=52").status_code == 200
    assert client.get("/prevention/broadcasts/scripts/").status_code == 200
    assert client.get("/prevention/broadcasts/start/").status_code == 404
    make.enter(client, world, "clerk")
    for address in ("broadcasts/start/", "broadcasts/scripts/write/", "clips/note/", f"broadcasts/{speaker}/stop/", "brands/"):
        assert client.get(f"/prevention/{address}").status_code == 200, address
    make.enter(client, world, "hengpi_head")
    assert client.get(f"/prevention/broadcasts/{speaker}/play/").status_code == 404
