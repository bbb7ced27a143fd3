"""Where events may be sent: https, a name of the outside, and only to machines that it may name (SSRF)."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from guitu.kit.errors import Refused
from guitu.rules.verdict import Reason

_MOST = 500
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})+")
_HTTPS = 443
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Where:
    host: str
    port: int
    path: str


class NotAllowed(Exception):
    """The name leads to a machine of the inside, or to none."""


def checked(address: str) -> Where:
    """The address taken apart. Refused: not https, a user or a fragment in it, a host that is no full name or a machine of the
    inside by its number."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port or _HTTPS
    except ValueError:
        raise _refused() from None
    odd = parts.username is not None or parts.password is not None or parts.fragment or not address.isascii() or not address.isprintable()
    if parts.scheme != "https" or odd or len(address) > _MOST or " " in address:
        raise _refused()
    number = _number(host)
    if (number is not None and not is_allowed(number)) or (number is None and not _NAME.fullmatch(host)):
        raise _refused()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Where(host, port, path)


def machine_of(where: Where) -> str:
    """The number of the machine to connect to, looked up now; NotAllowed when any of the name's numbers is of the inside, so
    that a name cannot be pointed elsewhere between looking and sending."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)}
    except OSError:
        raise NotAllowed("no such name") from None
    numbers = [ipaddress.ip_address(str(text).split("%")[0]) for text in sorted(map(str, found))]
    if not numbers or not all(is_allowed(number) for number in numbers):
        raise NotAllowed("a machine of the inside")
    return str(numbers[0])


def is_allowed(number: Ip) -> bool:
    """A machine of the open net, or of a net that whoever runs this house has named (GUITU_WEBHOOK_NETS)."""
    plain: Ip = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None) or number
    if any(plain in net for net in _nets() if net.version == plain.version):
        return True
    return plain.is_global and not (plain.is_multicast or plain.is_reserved or plain.is_unspecified)


def _nets() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(part.strip()) for part in os.environ.get("GUITU_WEBHOOK_NETS", "").split(",") if part.strip()]


def _number(host: str) -> Ip | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _refused() -> Refused:
    return Refused(Reason("systems.address"), field="address")
