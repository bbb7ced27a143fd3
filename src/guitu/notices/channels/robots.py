"""Robots of a group in WeCom, DingTalk and Feishu, signed as their public pages say. They answer 200 with a code within.

Tried against servers of our own that answer as those pages say, not against the real ones.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import orjson

from guitu.notices.channels.message import Message, NotDelivered
from guitu.notices.channels.posting import post, refused_by, said

BUSY = {"wecom": {45009}, "dingtalk": {130101}, "feishu": {9499, 11232}}  # sent too often


def wecom(config: Mapping[str, str], message: Message, at: datetime) -> None:
    """`{"msgtype": "text"}` to the address with its key; no signature."""
    _send("wecom", config["url"], {"msgtype": "text", "text": {"content": message.text}}, "errcode")


def dingtalk(config: Mapping[str, str], message: Message, at: datetime) -> None:
    """The address is signed: milliseconds, a line break, the secret, under the secret."""
    moment = str(int(at.timestamp() * 1000))
    url = config["url"]
    if secret := config.get("secret"):
        sign = quote(_signature(secret, f"{moment}\n{secret}".encode()), safe="")
        url += f"{'&' if '?' in url else '?'}timestamp={moment}&sign={sign}"
    _send("dingtalk", url, {"msgtype": "text", "text": {"content": message.text}}, "errcode")


def feishu(config: Mapping[str, str], message: Message, at: datetime) -> None:
    """The body is signed: nothing at all, under the seconds, a line break and the secret."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": message.text}}
    if secret := config.get("secret"):
        moment = str(int(at.timestamp()))
        body |= {"timestamp": moment, "sign": _signature(f"{moment}\n{secret}", b"")}
    _send("feishu", config["url"], body, "code", "StatusCode")


def _signature(key: str, what: bytes) -> str:
    return base64.b64encode(hmac.digest(key.encode(), what, sha256)).decode()


def _send(way: str, url: str, body: dict[str, Any], *names: str) -> None:
    status, answer = post(url, orjson.dumps(body))
    if trouble := refused_by(status):
        raise NotDelivered(trouble)
    if code := said(answer, *names):
        raise NotDelivered("busy" if code in BUSY[way] else "refused")
