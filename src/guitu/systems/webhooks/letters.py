"""A signed letter: the body, its time and its HMAC; sent to one machine, no redirect followed, no longer than a few seconds."""

from __future__ import annotations

import hmac
import http.client
import socket
import ssl
import time
from hashlib import sha256

from guitu.systems.webhooks.addresses import Where, machine_of

PATIENCE = 5.0  # seconds in all
_MOST = 64 * 1024
SIGNATURE = "Guitu-Signature"


class NotDelivered(Exception):
    """It did not arrive; it is sent again later."""


def signature(secret: str, body: bytes, at: int) -> str:
    """`t=…,v1=…`: whoever has the secret makes the same of the time and the body, and refuses a time long past."""
    return f"t={at},v1={hmac.digest(secret.encode(), f'{at}.'.encode() + body, sha256).hex()}"


class _Pinned(http.client.HTTPSConnection):
    """To the machine that was looked at, under the name that its certificate must bear."""

    def __init__(self, where: Where, machine: str, context: ssl.SSLContext) -> None:
        super().__init__(where.host, where.port, timeout=PATIENCE, context=context)
        self._machine, self._trust = machine, context

    def connect(self) -> None:
        plain = socket.create_connection((self._machine, self.port), self.timeout)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)


def send(where: Where, body: bytes, secret: str, at: int) -> None:
    """Delivered when the other side answers 2xx in time; NotDelivered for all else. NotAllowed for a machine of the inside."""
    machine, until = machine_of(where), time.monotonic() + PATIENCE
    connection = _Pinned(where, machine, ssl.create_default_context())
    headers = {"Content-Type": "application/json", SIGNATURE: signature(secret, body, at), "User-Agent": "Guitu"}
    try:
        connection.request("POST", where.path, body, headers)
        answer = connection.getresponse()
        read = 0
        while part := answer.read1(8192):
            read += len(part)
            if read > _MOST or time.monotonic() > until:
                raise NotDelivered("too slow")
    except (OSError, http.client.HTTPException) as fault:
        raise NotDelivered(type(fault).__name__) from None
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotDelivered(str(answer.status))
