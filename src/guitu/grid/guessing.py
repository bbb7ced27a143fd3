"""Guesses at passwords: counted by account, by account and net, by net, by password and in all; looked at ever more slowly.

A stranger's try is looked at when every count allows it; else it is refused unseen, whatever was typed. Whoever comes
from a browser or a net that this account has come in from before, or gives the code of the second factor with the
password, is counted apart, so that nobody locks the owner out. What is counted is kept as blind indexes for an hour,
the nets of an account for a month (S-8.3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db import transaction

from guitu.kit.crypto import blind
from guitu.kit.database import row, rows, run

LOCK = timedelta(minutes=15)
HOUR = timedelta(hours=1)
MONTH = timedelta(hours=30 * 24)
NOW = timedelta()
_ONE_AT_A_TIME = 7_231_109  # of the advisory locks: counting and deciding are one step


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within a time; after the free ones 2, 4, 8 seconds between two, then fifteen minutes."""

    most: int
    within: timedelta
    free: int

    def wait(self, tries: Sequence[datetime], at: datetime) -> timedelta:
        """How long until the next try is looked at."""
        recent = [moment for moment in tries if at - moment < self.within]
        waits = [NOW]
        if len(recent) >= self.most:
            waits.append(recent[-self.most] + self.within - at)
        if recent and len(recent) >= self.free:
            seconds = 2 ** (len(recent) - self.free + 1)
            waits.append(recent[-1] + (timedelta(seconds=seconds) if seconds <= 8 else LOCK) - at)
        return max(waits)


OWN = Limit(10, HOUR, 6)
LIMITS = {
    "account": OWN,
    "account_net": Limit(10, LOCK, 3),
    "net": Limit(30, LOCK, 20),
    "password": Limit(10, HOUR, 11),
    "all": Limit(300, timedelta(minutes=5), 301),
    "device": OWN,  # a browser that has come in with this account before
    "home": OWN,  # a net that this account has come in from before
    "proved": OWN,  # with the code of the second factor
    "code": Limit(10, LOCK, 11),  # codes given together with a password
    "step": Limit(5, LOCK, 6),  # codes after the password
    "link": Limit(10, HOUR, 4),  # codes of one link, whether there is such a link or not
    "link_net": Limit(30, LOCK, 20),
    "public_net": Limit(600, HOUR, 601),  # what a net begins or sends at the public pages: a school is one net
    "tip_net": Limit(20, HOUR, 21),  # tips, and receipt numbers asked after, from one net
    "public_own": Limit(300, HOUR, 301),  # what is sent by one link of theirs: answers, a cancellation
    "public_check": Limit(300, HOUR, 301),  # codes of certificates and plaques that a net looks up
    "card": Limit(10, HOUR, 4),  # PINs of one card, whether there is such a card or not
    "own_sms": Limit(3, HOUR, 4),  # codes sent to one number, whether it is on file or not
    "card_net": Limit(30, LOCK, 20),
}
Key = tuple[str, ...]


def name_of(typed: str) -> str:
    """One login however it is typed."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()[:120]


def address_of(meta: Mapping[str, Any]) -> str:
    """The client's address: the last that a proxy of ours wrote down. What else stands in the header, anybody can write."""
    forwarded = [part.strip() for part in str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",") if part.strip()]
    if 0 < settings.PROXIES <= len(forwarded):
        return forwarded[-settings.PROXIES]
    return str(meta.get("REMOTE_ADDR", ""))


def net_of(address: str) -> str:
    """The net of an address, /24 or /64: one customer has that many addresses. Empty for what is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network(f"{found}/{24 if found.version == 4 else 64}", strict=False))


def of_stranger(name: str, net: str, password: str) -> list[Key]:
    return [("account", name), ("account_net", name, net), ("net", net), ("password", password), ("all",)]


def of_known(what: str, name: str, which: str = "") -> list[Key]:
    """A count of its own: `device` or `proved` for a password, `code` or `step` for a code."""
    return [(what, name, which)]


def of_neighbour(name: str, net: str, password: str) -> list[Key]:
    """From a net that the account came in from: an office full of colleagues does not close it to all of them."""
    return [("home", name, net), ("password", password)]


def is_home(name: str, net: str) -> bool:
    return bool(_kept([_index(("came_in", name, net))]))


def came_in(name: str, net: str, at: datetime) -> None:
    """The account has come in from this net."""
    _keep(_index(("came_in", name, net)), [at], at + MONTH)


def claim(keys: Iterable[Key], at: datetime) -> timedelta:
    """How long to wait before a try under these keys is looked at; none: it is counted now, and may be looked at."""
    indexes = {_index(key): LIMITS[key[0]] for key in keys}
    with _alone():
        tries = {bytes(key): list(moments) for key, moments in _kept(indexes)}
        wait = max(limit.wait(tries.get(key, []), at) for key, limit in indexes.items())
        if wait <= NOW:
            run("DELETE FROM grid_guess WHERE forget_at <= %s", [at])
            for key, limit in indexes.items():
                moments = [m for m in tries.get(key, []) if at - m < limit.within]
                _keep(key, [*moments, at], at + HOUR)
    return max(wait, NOW)


def forgive(keys: Iterable[Key], at: datetime) -> None:
    """The try of that moment was right: it was no guess."""
    indexes = [_index(key) for key in keys]
    with _alone():
        for key, moments in _kept(indexes):
            if at in moments:
                moments.remove(at)
                _keep(bytes(key), moments, at + HOUR)


@contextmanager
def _alone() -> Iterator[None]:
    """Counting and deciding as one step. It is not waited for until it is on disk: a power cut may forget a try."""
    with transaction.atomic():
        row("SELECT pg_advisory_xact_lock(%s), set_config('synchronous_commit', 'off', true)", [_ONE_AT_A_TIME])
        yield


def _kept(indexes: Iterable[bytes]) -> list[tuple[bytes, list[datetime]]]:
    return [(key, moments) for key, moments in rows("SELECT key, tries FROM grid_guess WHERE key = ANY(%s)", [list(indexes)])]


def _keep(key: bytes, moments: list[datetime], forget_at: datetime) -> None:
    run(
        "INSERT INTO grid_guess (key, tries, forget_at) VALUES (%s, %s, %s)"
        " ON CONFLICT (key) DO UPDATE SET tries = EXCLUDED.tries, forget_at = EXCLUDED.forget_at",
        [key, moments, forget_at],
    )


def _index(key: Key) -> bytes:
    return blind("request", "guess|" + "|".join(f"{len(part)}:{part}" for part in key))[:16]
