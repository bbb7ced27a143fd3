"""Another system of the place: a number and a neutral line, signed, with a key by which it is known again."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

import orjson

from guitu.notices.channels.message import Message, NotDelivered
from guitu.notices.channels.posting import post, refused_by


def webhook(config: Mapping[str, str], message: Message, at: datetime) -> None:
    """`Guitu-Signature: t=…,v1=…`: HMAC-SHA-256 of the seconds, a dot and the body; `Idempotency-Key`: the same at every try."""
    body = orjson.dumps({"id": str(message.id), "kind": message.kind, "n": message.n, "text": message.text})
    moment = str(int(at.timestamp()))
    sign = hmac.digest(config["secret"].encode(), f"{moment}.".encode() + body, sha256).hex()
    status, _ = post(
        config["url"], body, {"Guitu-Signature": f"t={moment},v1={sign}", "Idempotency-Key": str(message.id)}
    )
    if trouble := refused_by(status):
        raise NotDelivered(trouble)
