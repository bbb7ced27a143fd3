"""What is told of a place: sealed in its row, found again by keyed hashes of the licence, the name and the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import blind, normal, readable, seal, token, tokens, unreadable_word
from guitu.kit.database import rows

DETAILS = "inspection_venue.details"
NAME = "inspection_campaign.name"
_SIGNS = re.compile(r"[^\w]|_")
# What offices write or leave out: the same place all the same.
_ENDINGS = ("有限责任公司", "有限公司", "经营部", "服务部", "分公司", "总店", "分店", "店")


@dataclass(frozen=True, slots=True)
class Details:
    """The words of a place. Manager and telephone are shown to who reads the class CONTACT."""

    name: str
    licence: str = ""
    address: str = ""
    manager: str = ""
    phone: str = ""


def plain(text: str) -> str:
    """A name or an address as it is compared: no signs, no spaces, none of the endings that offices leave out."""
    found = _SIGNS.sub("", normal(text))
    for ending in _ENDINGS:
        found = found.removesuffix(ending) or found
    return found


def sealed(venue: UUID, details: Details) -> bytes:
    found = seal(DETAILS, venue, orjson.dumps(asdict(details)).decode())
    assert found is not None
    return found


def opened(venue: UUID, stored: Any) -> Details:
    text = readable(DETAILS, venue, stored)
    return Details(**orjson.loads(text)) if text else Details(unreadable_word())


def keys(county: str, details: Details) -> dict[str, Any]:
    """The columns by which it is found: keyed hashes, and search tokens of each pair of signs in its name."""
    name = plain(details.name)
    return {
        "licence_key": _key(county, "licence", details.licence), "name_key": _key(county, "name", name) or b"",
        "address_key": _key(county, "address", plain(details.address)),
        "tokens": "{" + ",".join(map(str, sorted(tokens(county, pairs(name))))) + "}",
    }


def pairs(name: str) -> list[str]:
    return [f"venue|{name[n : n + 2]}" for n in range(len(name) - 1)] + [f"venue|{sign}" for sign in set(name)]


def search_tokens(county: str, text: str) -> list[int]:
    """Tokens that every place has whose name holds this text; candidates, which the name itself decides."""
    name = plain(text)
    asked = pairs(name) if len(name) == 1 else [one for one in pairs(name) if len(one) > len("venue|") + 1]
    return sorted({token(county, one) for one in asked})


def _key(county: str, what: str, text: str) -> bytes | None:
    return blind("name", f"{county}|venue|{what}|{text}")[:16] if text.strip() else None


def names_of(ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    return [(id, opened(id, details).name) for id, details in rows("SELECT id, details FROM inspection_venue WHERE id = ANY(%s)", [list(ids)])]
