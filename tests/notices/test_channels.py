"""The ways out, each against a server of ours on this machine; and the page of who opens them."""

from __future__ import annotations

import base64
import hmac
import re
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import orjson
import pytest
from django.test import Client

from guitu.kit.database import acting, row
from guitu.kit.errors import Refused
from guitu.notices.channel_commands import set_channel
from guitu.notices.channels import posting
from guitu.notices.channels.message import Message, NotDelivered
from guitu.notices.channels.sending import send
from guitu.notices.outbox import send_due
from guitu.notices.settings_commands import set_address
from tests import make
from tests.notices.outside import Heard, open_way, outbox, post_office, web
from tests.notices.telling import give

pytestmark = pytest.mark.django_db(transaction=True)
LINE = Message(UUID("00000000-0000-4000-8000-000000000001"), "task_given", 2, "归途：您有新的消息", "您有 2 项新的事项，请登录查看。")
QUARTER = timedelta(minutes=15)


@pytest.fixture
def heard(settings: Any) -> Any:
    with web() as server:
        settings.OUTSIDE = frozenset({server.address})
        yield server


# -- what is sent -----------------------------------------------------------------------------------------------------


def test_a_webhook_is_signed_and_has_a_key_and_no_word_more(heard: Heard, at: datetime) -> None:
    send("webhook", {"url": f"{heard.address}/in", "secret": "S1"}, "", LINE, at)
    ((path, headers, body),) = heard.said
    moment = str(int(at.timestamp()))
    sign = hmac.new(b"S1", f"{moment}.".encode() + body, sha256).hexdigest()
    assert path == "/in" and headers["Guitu-Signature"] == f"t={moment},v1={sign}" and headers["Idempotency-Key"] == str(LINE.id)
    assert orjson.loads(body) == {"id": str(LINE.id), "kind": "task_given", "n": 2, "text": LINE.text}


def test_wecom_is_told_in_its_own_form(heard: Heard, at: datetime) -> None:
    send("wecom", {"url": f"{heard.address}/cgi-bin/webhook/send?key=K1"}, "", LINE, at)
    ((path, _, body),) = heard.said
    assert path.endswith("key=K1") and orjson.loads(body) == {"msgtype": "text", "text": {"content": LINE.text}}


def test_dingtalk_has_its_address_signed(heard: Heard, at: datetime) -> None:
    send("dingtalk", {"url": f"{heard.address}/robot/send?access_token=A", "secret": "SEC"}, "", LINE, at)
    ((path, _, body),) = heard.said
    asked = parse_qs(urlsplit(path).query)
    moment = str(int(at.timestamp() * 1000))
    wanted = base64.b64encode(hmac.new(b"SEC", f"{moment}\nSEC".encode(), sha256).digest()).decode()
    assert asked == {"access_token": ["A"], "timestamp": [moment], "sign": [wanted]}
    assert orjson.loads(body)["text"] == {"content": LINE.text}


def test_feishu_has_its_body_signed(heard: Heard, at: datetime) -> None:
    send("feishu", {"url": f"{heard.address}/open-apis/bot/v2/hook/H", "secret": "SEC"}, "", LINE, at)
    ((_, _, body),) = heard.said
    said, moment = orjson.loads(body), str(int(at.timestamp()))
    wanted = base64.b64encode(hmac.new(f"{moment}\nSEC".encode(), b"", sha256).digest()).decode()
    assert said == {"msg_type": "text", "content": {"text": LINE.text}, "timestamp": moment, "sign": wanted}


@pytest.mark.parametrize(
    ("way", "status", "answer", "why"),
    [
        ("wecom", 200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', "refused"), ("wecom", 200, b'{"errcode":45009}', "busy"),
        ("dingtalk", 200, b'{"errcode":310000}', "refused"), ("dingtalk", 200, b'{"errcode":130101}', "busy"),
        ("feishu", 200, b'{"code":19024}', "refused"), ("feishu", 200, b'{"code":11232}', "busy"), ("feishu", 200, b"<html>", "refused"),
        ("wecom", 200, b"{}", "refused"), ("webhook", 500, b"", "refused"), ("webhook", 429, b"", "busy"), ("webhook", 302, b"", "refused"),
    ],
)
def test_a_no_within_an_answer_is_a_no(heard: Heard, at: datetime, way: str, status: int, answer: bytes, why: str) -> None:
    heard.status, heard.answer, heard.headers = status, answer, {"Location": "/elsewhere"}
    with pytest.raises(NotDelivered, match=why):
        send(way, {"url": f"{heard.address}/x", "secret": "S"}, "", LINE, at)
    assert len(heard.said) == 1  # a redirect is not followed


def test_only_addresses_of_the_servers_settings_are_reached(heard: Heard, at: datetime) -> None:
    port = urlsplit(heard.address).port
    for url in (
        f"http://localhost:{port}/x", f"http://user@127.0.0.1:{port}/x", f"http://127.0.0.1:{port}@evil.example/x",
        f"https://127.0.0.1:{port}/x", "file:///etc/passwd", "http://127.0.0.1/x", f"http://[::1]:{port}/x", "http://127.0.0.1:99999/x", "",
    ):
        assert not posting.may_reach(url), url
        with pytest.raises(NotDelivered, match="host"):
            send("webhook", {"url": url, "secret": "S"}, "", LINE, at)
    assert heard.said == []


def test_who_answers_too_slowly_or_too_much_or_not_at_all_has_not_taken_it(heard: Heard, at: datetime, monkeypatch: Any, settings: Any) -> None:
    heard.answer = b"x" * (posting.MOST + 10)
    with pytest.raises(NotDelivered, match="no_answer"):
        send("webhook", {"url": f"{heard.address}/x", "secret": "S"}, "", LINE, at)
    monkeypatch.setattr(posting, "TIMEOUT", 0.2)
    heard.answer, heard.before = b"", lambda: __import__("time").sleep(1)
    with pytest.raises(NotDelivered, match="no_answer"):
        send("webhook", {"url": f"{heard.address}/x", "secret": "S"}, "", LINE, at)
    settings.OUTSIDE = frozenset({"http://127.0.0.1:9"})
    with pytest.raises(NotDelivered, match="no_answer"):
        send("webhook", {"url": "http://127.0.0.1:9/x", "secret": "S"}, "", LINE, at)
    with pytest.raises(NotDelivered, match="config"):
        send("wecom", {}, "", LINE, at)


def test_a_mail_goes_out_neutral_with_the_same_id_at_every_try(at: datetime, settings: Any) -> None:
    with post_office() as heard:
        settings.OUTSIDE = frozenset({heard.address})
        config = {"host": "127.0.0.1", "port": heard.address.rpartition(":")[2], "security": "none", "sender": "guitu@example.cn"}
        send("mail", config, "wang@example.cn", LINE, at)
        heard.answer = b"451 later"
        with pytest.raises(NotDelivered, match="refused"):
            send("mail", config, "wang@example.cn", LINE, at)
        first, second = (message_from_bytes(text) for _, _, text in heard.said)
        settings.OUTSIDE = frozenset()
        with pytest.raises(NotDelivered, match="host"):
            send("mail", config, "wang@example.cn", LINE, at)
    ((subject, charset),) = decode_header(first["Subject"])
    assert subject.decode(charset or "ascii") == LINE.subject and first["To"] == "wang@example.cn"
    payload = first.get_payload(decode=True)
    assert isinstance(payload, bytes) and payload.decode().strip() == LINE.text
    assert first["Message-ID"] == second["Message-ID"] == f"<{LINE.id}@example.cn>"


def _same(moment: datetime) -> datetime:
    return moment


# -- the administrator's page -------------------------------------------------------------------------------------------


def test_the_administrator_opens_a_way_tries_it_and_has_tried_again_what_was_given_up(
    world: make.World, client: Client, heard: Heard, at: datetime, django_assert_max_num_queries: Any
) -> None:
    make.enter(client, world, "admin")
    what = {"url": f"{heard.address}/robot?key=KEY-CANARY", "kinds": ["task_given"], "is_on": "on"}
    assert client.post("/notices/channels/wecom/", what).status_code == 302
    with django_assert_max_num_queries(8):
        page = client.get("/notices/channels/").content.decode()
    assert "开着" in page and "KEY-CANARY" not in page
    assert "KEY-CANARY" not in client.get("/notices/channels/wecom/").content.decode()
    found = re.search(r"/notices/channels/([0-9a-f-]{36})/try/", page)
    assert found and client.post(found[0]).status_code == 302
    assert send_due(make.ENPING, lambda: at) == 1 and "试发" in heard.said[0][2].decode()
    assert client.post("/notices/channels/wecom/", {"url": "", "kinds": ["task_given"], "is_on": "on"}).status_code == 302  # kept
    give(world, at)
    heard.answer = b'{"errcode":1}'
    moment = at + QUARTER
    for _ in range(8):
        send_due(make.ENPING, partial(_same, moment))
        moment = max(after for (after,) in outbox(world, "next_at"))
    page = client.get("/notices/channels/").content.decode()
    assert "对方没有收" in page and "测试liaison" not in page
    again = re.search(r"/notices/channels/failed/([0-9a-f-]{36})/again/", page)
    assert again and client.post(again[0]).status_code == 302
    assert client.post(again[0]).status_code == 422
    heard.answer = b'{"errcode":0}'
    assert send_due(make.ENPING, lambda: at + timedelta(hours=3)) == 1
    assert "都发出去了" in client.get("/notices/channels/").content.decode()


def test_what_a_way_needs_is_asked_for_and_what_was_typed_stays(world: make.World, client: Client, heard: Heard) -> None:
    make.enter(client, world, "admin")
    for way, what, said in (
        ("webhook", {"url": f"{heard.address}/x", "is_on": "on"}, "请填写签名密钥"),
        ("webhook", {"url": "http://10.0.0.1/x", "secret": "s", "is_on": "on"}, "没有开通这个地址"),
        ("mail", {"host": "mail.example.cn", "port": "465", "security": "tls", "sender": "a@example.cn", "is_on": "on"}, "没有开通这个地址"),
        ("mail", {"host": "mail.example.cn", "is_on": "on"}, "请填写端口"), ("mail", {"sender": "not one", "is_on": "on"}, "地址写得不对"),
    ):
        sent = client.post(f"/notices/channels/{way}/", what)
        assert sent.status_code == 422 and said in sent.content.decode(), (way, what)
        assert what.get("host", "") in sent.content.decode()
    assert client.get("/notices/channels/pigeon/").status_code == 404
    with acting(world.actor("admin")):
        assert row("SELECT count(*) FROM notices_channel") == (0,)


def test_nobody_else_opens_a_way(world: make.World, client: Client, heard: Heard, at: datetime) -> None:
    for name in ("clerk", "director", "encheng_head", "auditor"):
        with pytest.raises(Refused):
            set_channel(world.actor(name), at=at, way="wecom", config={"url": heard.address})
        make.enter(client, world, name)
        for page in ("/notices/channels/", "/notices/channels/wecom/"):
            assert client.get(page).status_code == 404 and client.post(page).status_code in (404, 405)
        assert client.post(f"/notices/channels/failed/{uuid4()}/again/").status_code == 404


def test_a_secret_lies_sealed(world: make.World, heard: Heard, at: datetime) -> None:
    open_way(world, at, "webhook", heard, secret="SECRET-CANARY")
    with acting(world.actor("admin")):
        stored = row("SELECT config FROM notices_channel")
    assert stored is not None and bytes(stored[0])[:2] == b"\x01\x01" and b"CANARY" not in bytes(stored[0])


# -- one's own page ---------------------------------------------------------------------------------------------------------


def test_somebody_gives_an_address_proves_it_and_chooses(
    world: make.World, client: Client, at: datetime, settings: Any, django_assert_max_num_queries: Any
) -> None:
    with post_office() as heard:
        settings.OUTSIDE = frozenset({heard.address})
        make.enter(client, world, "liaison")
        assert "还没有开通外发" in client.get("/notices/settings/").content.decode()
        open_way(world, at, "mail", heard)
        bad = client.post("/notices/settings/mail/address/", {"mail-address": "not one"})
        assert bad.status_code == 422 and "地址写得不对" in bad.content.decode() and "not one" in bad.content.decode()
        assert client.post("/notices/settings/mail/address/", {"mail-address": "wang@example.cn"}).status_code == 302
        send_due(make.ENPING, lambda: at)
        text = message_from_bytes(heard.said[0][2]).get_payload(decode=True)
        assert isinstance(text, bytes)
        code = re.search(r"\d{6}", text.decode())
        assert code
        wrong = client.post("/notices/settings/mail/confirm/", {"mail-code-code": "1"})
        assert wrong.status_code == 422 and "验证码不对" in wrong.content.decode()
        assert client.post("/notices/settings/mail/confirm/", {"mail-code-code": code[0]}).status_code == 302
        with django_assert_max_num_queries(7):
            page = client.get("/notices/settings/").content.decode()
        assert "w***@example.cn" in page and "wang@example.cn" not in page and page.count(" checked") == 26
        assert client.post("/notices/settings/mail/kinds/", {"mail-kinds": ["task_checked"]}).status_code == 302
        give(world, at)
        send_due(make.ENPING, lambda: at + QUARTER)
        assert len(heard.said) == 1  # not chosen: nothing left
        assert client.post("/notices/settings/mail/forget/").status_code == 302
        assert "w***" not in client.get("/notices/settings/").content.decode()
    assert client.post("/notices/settings/wecom/forget/").status_code == 404


def test_a_way_that_is_shut_takes_no_address(world: make.World, at: datetime) -> None:
    for way in ("mail", "wecom", "pigeon"):
        with pytest.raises(Refused):
            set_address(world.actor("liaison"), at=at, way=way, address="a@example.cn")


def test_the_pages_speak_english(world: make.World, client: Client, at: datetime) -> None:
    client.cookies["guitu-language"] = "en"
    open_way(world, at, "sms")
    make.enter(client, world, "admin")
    for page in ("/notices/channels/", "/notices/channels/mail/", "/notices/settings/"):
        text = client.get(page).content.decode()
        assert "渠道" not in text and "消息" not in text, page
