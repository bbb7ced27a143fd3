"""Photographs of an activity: nobody sees one before its faces were looked at; what is covered is gone; a tap is measured by the page."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused, Stale
from guitu.papers.files.commands import Sent
from guitu.papers.files.remaking import Remade
from guitu.prevention.activities.commands import note_activity, plan_activity
from guitu.prevention.photos import commands
from guitu.rules.activities import Heads
from guitu.rules.photos import MOST, may_add, may_cover
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
TAGS = {"entry": ["school"]}


def picture(across: int = 600, down: int = 300) -> bytes:
    target = io.BytesIO()
    made = Image.new("RGB", (across, down), (250, 220, 30))
    exif = Image.Exif()
    exif[0x010E] = "PLACE-23.19N"
    made.save(target, "JPEG", exif=exif)
    return target.getvalue()


def held(world: make.World, at: datetime) -> UUID:
    made = note_activity(world.actor("clerk"), at=at, path=make.ENPING, name="主题班会", kind="class_meeting", held_on=date(2026, 3, 12), tags=TAGS, heads=Heads(counted=40))
    return UUID(made["matter"])


def at_point(data: bytes, x: float, y: float) -> tuple[int, int, int]:
    found = Image.open(io.BytesIO(data)).convert("RGB")
    return found.getpixel((int(x * found.width), int(y * found.height)))  # type: ignore[return-value]


def test_a_face_is_covered_by_a_tap_for_good_before_anybody_sees_the_photograph(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    activity = held(world, at)
    make.enter(client, world, "clerk")
    add = f"/prevention/activities/{activity}/photos/add/"
    once = {"file": SimpleUploadedFile("a.jpg", picture()), "request_id": str(uuid4())}
    cover = client.post(add, once)["Location"]
    assert client.post(add, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing"), "request_id": str(uuid4())}).status_code == 422
    photo = re.findall(r"[0-9a-f-]{36}", cover)[0]
    assert 'name="at"' in (page := client.get(cover).content.decode()) and 'width="320" height="160"' in page and "还没有遮" in page
    assert b"PLACE" not in client.get(f"/prevention/photos/{photo}/").content
    sent = {"size": "middle", "at.x": "160", "at.y": "40", "request_id": str(uuid4())}
    assert client.post(cover, sent).status_code == client.post(cover, sent).status_code == 302, "tapped twice it is covered once"
    wide = {"size": "small", "at.x": "810", "at.y": "405", "request_id": str(uuid4())}
    assert client.post(cover + "?wide=1", wide)["Location"].endswith("?wide=1")
    data = client.get(f"/prevention/photos/{photo}/").content
    assert at_point(data, 0.5, 0.25)[2] > 80 > at_point(data, 0.1, 0.9)[2], "covered where it was tapped, and nowhere else"
    assert at_point(data, 0.9, 0.9)[2] > 80, "a tap on the large picture is measured by the large one"
    by_figures = {"size": "small", "left": "100", "top": "1200", "request_id": str(uuid4())}
    assert client.post(cover, by_figures).status_code == 422 and client.post(cover, by_figures | {"top": "500", "request_id": str(uuid4())}).status_code == 302
    with acting(world.actor("clerk")):
        ((covers, stored),) = rows("SELECT covers, data FROM prevention_photo")
    assert covers == 3 and b"JFIF" not in bytes(stored), "sealed"
    assert f'src="/prevention/photos/{photo}/"' not in client.get(f"/prevention/activities/{activity}/").content.decode(), "not yet shown"
    show = f"/prevention/photos/{photo}/show/"
    assert client.post(show, {}).status_code == 422 and client.post(show, {"is_seen_through": "on"}).status_code == 302
    with django_assert_max_num_queries(22):
        assert f'src="/prevention/photos/{photo}/"' in client.get(f"/prevention/activities/{activity}/").content.decode()
    assert client.get(cover).status_code == client.post(cover, {**sent, "request_id": str(uuid4())}).status_code == 404, "what is shown is covered no more"
    make.enter(client, world, "grid")
    assert {client.get(where).status_code for where in (f"/prevention/photos/{photo}/", cover, show, add)} == {404}
    make.enter(client, world, "clerk")
    assert client.post(f"/prevention/photos/{photo}/away/").status_code == 302 and client.get(f"/prevention/photos/{photo}/").status_code == 404


def test_two_who_cover_at_once_do_not_undo_one_another(world: make.World, at: datetime) -> None:
    clerk, activity = world.actor("clerk"), held(world, at)
    data = picture()
    photo = UUID(commands.add_photo(clerk, at=at, activity_id=activity, photo=Sent(data, Remade("image/jpeg", data)))["photo"])
    commands.covered(clerk, at=at, photo_id=photo, left=500, top=500, size="large")
    with pytest.raises(Stale):
        commands.cover_face(clerk, at=at, photo_id=photo, left=1, top=1, painted=commands.Painted(commands.digest_of(data), data))


def test_what_photographs_refuse(world: make.World, at: datetime) -> None:
    clerk, data = world.actor("clerk"), picture()
    planned = UUID(plan_activity(clerk, at=at, path=make.ENPING, name="讲座", kind="lecture", held_on=date(2026, 4, 12), tags=TAGS)["matter"])
    for activity, media, code in ((planned, "image/jpeg", "photos.not_held"), (held(world, at), "application/pdf", "photos.only_pictures")):
        with pytest.raises(Refused) as refused:
            commands.add_photo(clerk, at=at, activity_id=activity, photo=Sent(data, Remade(media, data)))
        assert refused.value.reasons[0].code == code
    assert may_add("held", MOST - 1).allowed and not may_add("held", MOST).allowed
    assert may_cover(0, 1000, is_shown=False).allowed and not may_cover(-1, 5, is_shown=False).allowed and not may_cover(5, 1001, is_shown=False).allowed
    assert not may_cover(5, 5, is_shown=True).allowed
    assert commands.shape(data) == (600, 300) and commands.shape(b"\xff\xd8") == (1, 1)
