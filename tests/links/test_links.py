"""链接: somebody without an account opens one task with a link and a code, answers it, and is out again."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from guitu.kit.crypto import open_bytes
from guitu.kit.database import acting, row, rows
from guitu.kit.errors import Refused
from guitu.links import entering
from guitu.rules.links import state_of_link
from guitu.tasks import commands
from guitu.tasks.files import DATA
from guitu.tasks.reading import task_of
from tests import make
from tests.links.asking import NET, SAID, WHO, WORDS, knock, made, outcomes, secret_in, send, state
from tests.together import Together

pytestmark = pytest.mark.django_db(transaction=True)


# -- a unit answers without an account ----------------------------------------------------------------------------


def test_a_unit_answers_a_task_without_an_account(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    link, token, code = made(world, at, task)
    page = knock(client, token, code)
    text = page.content.decode()
    assert page.status_code == 200 and WORDS in text and "2026-04-15" in text
    assert "禁毒" not in text and "测试" not in text
    assert send(client, token, secret_in(page.content)).status_code == 200
    assert state(world, task) == "answered"
    with acting(world.actor("clerk")):
        kinds = [(done.step.kind, done.link_id, done.post_id) for done in task_of(task).done]
        answer = rows("SELECT command, door, post_id FROM ledger_entry WHERE matter_id = %s AND door = 'link' ORDER BY at, detail ->> 'no'", [task])
    assert kinds[1:] == [(kind, link, world.posts["liaison"]) for kind in ("taken", "answered")]
    assert {(name, post) for name, _door, post in answer} == {("note_opening", link), ("answer_by_link", link)}
    make.enter(client, world, "director")
    seen = client.get(f"/tasks/{task}/").content.decode()
    assert SAID in seen and f"经链接：{WHO}" in seen


def test_whoever_made_the_link_does_not_check_the_answer(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    """He knows the link and the code: he may have written the answer himself."""
    _, token, code = made(world, at, task)
    send(client, token, secret_in(knock(client, token, code).content))
    with pytest.raises(Refused) as refused:
        commands.check_task(world.actor("clerk"), at=at, task_id=task)
    assert [reason.code for reason in refused.value.reasons] == ["tasks.another_person"]
    commands.check_task(world.actor("director"), at=at, task_id=task)
    assert state(world, task) == "closed"


def photo() -> SimpleUploadedFile:
    made = io.BytesIO()
    picture = Image.new("RGB", (60, 40), "white")
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-CANARY"
    picture.save(made, "JPEG", exif=exif)
    return SimpleUploadedFile("王某某家.jpg", made.getvalue(), "image/jpeg")


def test_a_file_comes_with_the_answer_made_anew_and_sealed(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    page = knock(client, token, code)
    assert send(client, token, secret_in(page.content), file=photo()).status_code == 200
    with acting(world.actor("clerk")):
        found = row("SELECT id, media_type, data FROM tasks_file WHERE matter_id = %s", [task])
    assert found is not None and found[1] == "image/jpeg"
    assert b"CAMERA" not in open_bytes(DATA, found[0], found[2])
    make.enter(client, world, "director")
    got = client.get(f"/tasks/{task}/files/{found[0]}/")
    assert got.status_code == 200 and "attachment" in got["Content-Disposition"] and b"CAMERA" not in got.content
    make.enter(client, world, "hengpi_head")
    assert client.get(f"/tasks/{task}/files/{found[0]}/").status_code == 404


def test_what_is_no_picture_is_refused_and_the_words_stay(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    secret = secret_in(knock(client, token, code).content)
    bad = send(client, token, secret, file=SimpleUploadedFile("a.exe", b"MZ" + b"0" * 100))
    assert bad.status_code == 422 and SAID in bad.content.decode() and secret_in(bad.content) == secret
    nothing = send(client, token, secret, words="", who="")
    assert nothing.status_code == 422 and "请写明办了什么" in nothing.content.decode() and "请写明您的姓名" in nothing.content.decode()
    assert state(world, task) == "given"
    assert send(client, token, secret).status_code == 200


def test_sent_twice_it_is_answered_once(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    secret, click = secret_in(knock(client, token, code).content), make.request_id()
    first = send(client, token, secret, request_id=click)
    again = send(client, token, secret, request_id=click)
    assert first.status_code == 200 and again.status_code == 422
    with acting(world.actor("clerk")):
        assert rows("SELECT kind FROM tasks_step ORDER BY no") == [("given",), ("taken",), ("answered",)]


def test_two_answers_at_once_are_one(world: make.World, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    opened = [entering.enter(token, code, NET, at) for _ in range(2)]
    both = Together()
    for found in opened:
        assert found is not None
        of, secret = found

        def work(of: Any = of, secret: str = secret) -> None:
            with suppress(Refused):
                commands.answer_by_link(
                    entering.actor_of(of, world.on), at=at, task_id=of.matter_id, maker=of.made_post, secret=secret, words=SAID, who=WHO
                )

        both.once(work)
    both.end()
    with acting(world.actor("clerk")):
        assert rows("SELECT kind FROM tasks_step ORDER BY no") == [("given",), ("taken",), ("answered",)]
    assert outcomes(world).count("answered") == 1


# -- who makes one, and sees what became of it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "other", "code"),
    [
        ("liaison", {}, "not_for_this_post"), ("encheng_worker", {}, "not_for_this_post"),
        ("clerk", {"shown": "核对吸毒人员名册"}, "neutral.word"), ("clerk", {"shown": "找 13800138000"}, "neutral.number"),
        ("clerk", {"shown": "He is in detox"}, "neutral.word"), ("clerk", {"hours": 1000}, "links.hours"),
        ("clerk", {"to_whom": " "}, "links.needs_whom"),
    ],
)
def test_a_link_is_made_by_the_office_with_words_that_may_leave(
    world: make.World, at: datetime, task: UUID, by: str, other: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        made(world, at, task, by=by, **other)
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_a_link_of_another_town_is_not_there(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    link, _, _ = made(world, at, task)
    for name in ("hengpi_head", "yongan_head"):
        make.enter(client, world, name)
        assert client.post(f"/links/{link}/withdraw/").status_code == 404
        assert client.get(f"/tasks/{task}/link/").status_code == 404
        assert "药监" not in client.get("/links/").content.decode()
    with acting(world.actor("hengpi_head")):
        assert rows("SELECT 1 FROM links_link UNION ALL SELECT 1 FROM links_opening") == []


def test_link_and_code_are_shown_once_and_listed_with_what_became_of_them(
    world: make.World, client: Client, at: datetime, task: UUID, django_assert_max_num_queries: Any
) -> None:
    make.enter(client, world, "clerk")
    form = client.get(f"/tasks/{task}/link/").content.decode()
    assert WORDS in form and "72 小时" in form
    what = {"to_whom": "药监 王工", "shown": WORDS, "hours": "72", "request_id": make.request_id()}
    first = client.post(f"/tasks/{task}/link/", what).content.decode()
    again = client.post(f"/tasks/{task}/link/", what).content.decode()
    address = re.search(r"http://testserver(/l/[\w-]+/)", first)
    code = re.search(r"<dd[^>]*>(\d{6})", first)
    assert address and code and "到 2026-03-19 09:00 为止" in first and "<svg class=\"square-code\"" in first
    assert address[1] not in again and code[1] not in again and "已经显示过" in again
    token = address[1].split("/")[2]
    knock(client, token, "wrong")
    knock(client, token, code[1])
    with django_assert_max_num_queries(6):
        listed = client.get("/links/").content.decode()
    assert "药监 王工" in listed and "1 / 5 次" in listed and "撤回链接" in listed and listed.count("/withdraw/") == 1
    assert "1 / 5 次" in client.get(f"/tasks/{task}/").content.decode()


def test_what_was_typed_stays_and_every_error_is_named(world: make.World, client: Client, task: UUID) -> None:
    make.enter(client, world, "clerk")
    bad = client.post(f"/tasks/{task}/link/", {"to_whom": "", "shown": "写了一半", "hours": "5"})
    text = bad.content.decode()
    assert bad.status_code == 422 and "写了一半" in text and "请写明给谁" in text
    word = client.post(f"/tasks/{task}/link/", {"to_whom": "王工", "shown": "戒毒所的事", "hours": "72"})
    assert word.status_code == 422 and "戒毒所的事" in word.content.decode() and "请换个说法" in word.content.decode()


def test_the_pages_speak_english(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    client.cookies["guitu-language"] = "en"
    assert "code" in client.get(f"/l/{token}/").content.decode()
    assert "验证码" not in client.get(f"/l/{token}/").content.decode()
    assert "答复" not in knock(client, token, code).content.decode()
    make.enter(client, world, "clerk")
    assert "撤回" not in client.get("/links/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "open"), ({"opened": 4}, "open"), ({"opened": 5}, "used_up"), ({"lost": 4}, "open"), ({"lost": 5}, "locked"),
        ({"withdrawn": True}, "withdrawn"), ({"answered": True, "withdrawn": True}, "answered"), ({"hours": 72}, "expired"),
        ({"hours": 71.99}, "open"), ({"hours": 72, "opened": 5, "lost": 5}, "expired"),
    ],
)
def test_what_became_of_a_link(changed: dict[str, Any], said: str, at: datetime) -> None:
    now = at + timedelta(hours=changed.pop("hours", 0))
    times = {f"{name}_at": now if changed.pop(name, False) else None for name in ("withdrawn", "answered")}
    bounds: dict[str, Any] = {"opened": 0, "openings": 5, "lost": 0, "tries": 5} | changed | times
    assert state_of_link(now, expires_at=at + timedelta(hours=72), **bounds) == said
