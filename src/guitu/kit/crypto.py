"""Personal fields sealed to their row, and blind indexes to find them by. The ring of keys is `kit/ring.py`.

Sealed bytes are version(1) suite(1) key id(4) nonce(12) ciphertext tag(16); the associated data is
`table|column|row`, so that a value copied elsewhere does not open (S-3.1). The ring is a file outside the
database; a lost ring is lost data, hence the recovery sheet (`guitu keys --sheet`).
"""

from __future__ import annotations

import base64
import functools
import hmac
import logging
import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.utils.translation import gettext as _

from guitu.kit.ring import HEAD, head_of, ring

_log = logging.getLogger(__name__)


class Unreadable(Exception):
    """The value was not sealed for this place, or its key is not on the ring."""


def seal(place: str, row: UUID, text: str | None) -> bytes | None:
    """Seal a text for `table|column` of one row. None stays None."""
    return None if text is None else sealing()(place, row, text)


def sealing() -> Callable[[str, UUID | str, str], bytes]:
    """The same for many values: the ring is looked up once."""
    keys = ring()
    head = head_of(keys.active)
    encrypt, random = keys.ciphers[keys.active].encrypt, os.urandom

    def seal_one(place: str, row: UUID | str, text: str) -> bytes:
        nonce = random(12)
        return head + nonce + encrypt(nonce, text.encode(), f"{place}|{row}".encode())

    return seal_one


def seal_bytes(place: str, row: UUID, data: bytes) -> bytes:
    """The same for what is no text."""
    keys, nonce = ring(), os.urandom(12)
    return head_of(keys.active) + nonce + keys.ciphers[keys.active].encrypt(nonce, data, _bound(place, row))


def open_sealed(place: str, row: UUID | str, data: bytes | memoryview | None) -> str | None:
    """Open what was sealed for this place and row; Unreadable when it was not."""
    return None if data is None else open_bytes(place, row, data).decode()


def open_bytes(place: str, row: UUID | str, data: bytes | memoryview) -> bytes:
    return _decrypted(ring().by_head, place, row, bytes(data))


def _decrypted(by_head: Mapping[bytes, AESGCM], place: str, row: UUID | str, raw: bytes) -> bytes:
    cipher = by_head.get(raw[:HEAD]) or ring(now=True).by_head.get(raw[:HEAD])  # a key that was added since
    if cipher is None or len(raw) < 34:
        raise Unreadable(place)
    try:
        return cipher.decrypt(raw[6:18], raw[18:], f"{place}|{row}".encode())
    except InvalidTag:
        raise Unreadable(place) from None


def shown(place: str, row: UUID | str, data: bytes | memoryview | None) -> str:
    """The text as a page shows it, empty where there is none. A value that was flipped, moved or cut, or whose key is
    lost, is said to be unreadable in its own place and raises the alarm: the rest of the page is served."""
    text = readable(place, row, data)
    return unreadable_word() if text is None else text


def unreadable_word() -> str:
    return _("（读不出，请联系管理员）")


def readable(place: str, row: UUID | str, data: bytes | memoryview | None) -> str | None:
    """The text, empty where there is none; None for what cannot be read, with an alarm in the log that names the place
    and the row and nothing of the value."""
    found = readable_bytes(place, row, data)
    return None if found is None else found.decode()


def readable_bytes(place: str, row: UUID | str, data: bytes | memoryview | None) -> bytes | None:
    """The same for what is no text."""
    try:
        return b"" if data is None else open_bytes(place, row, data)
    except Unreadable:
        _alarm(place, row)
        return None


def opening(place: str) -> Callable[[UUID | str, bytes], bytes | None]:
    """The same for many values of one place: the ring is looked up once."""
    by_head = ring().by_head

    def open_one(row: UUID | str, raw: bytes) -> bytes | None:
        try:
            return _decrypted(by_head, place, row, raw)
        except Unreadable:
            _alarm(place, row)
            return None

    return open_one


def _alarm(place: str, row: UUID | str) -> None:
    _log.error("unreadable value in %s of row %s", place, row)


def _bound(place: str, row: UUID | str) -> bytes:
    return f"{place}|{row}".encode()


def blind(index: str, text: str) -> bytes:
    """The blind index of a normalised value, with a key of its own per column."""
    return hmac.digest(ring().indexes[index], normal(text).encode(), sha256)


def keyed(key: str, data: bytes) -> bytes:
    """A keyed hash of bytes as they are: who wrote a line, what a block holds."""
    return hmac.digest(ring().indexes[key], data, sha256)


def signed(data: bytes) -> bytes:
    """The house's signature, that anybody can check who has the public half of its key."""
    return Ed25519PrivateKey.from_private_bytes(ring().indexes["signing"]).sign(data)


def signing_key() -> bytes:
    """The public half of the key that signs."""
    return Ed25519PrivateKey.from_private_bytes(ring().indexes["signing"]).public_key().public_bytes_raw()


def is_signed(data: bytes, signature: bytes) -> bool:
    """Whether this house signed that."""
    try:
        Ed25519PublicKey.from_public_bytes(signing_key()).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def key_for(purpose: str, id: UUID | None) -> bytes:
    """A key of 32 bytes for one purpose of one row's, made anew from the ring each time and kept nowhere."""
    return hmac.digest(ring().indexes["request"], f"key of {purpose}|{id}".encode(), sha256)


@functools.lru_cache(maxsize=4096)
def _box(secret: bytes) -> tuple[str, str]:
    most = ec.SECP256R1().group_order - 1
    made = ec.derive_private_key(int.from_bytes(secret) % most + 1, ec.SECP256R1())
    public = made.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    private = made.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return base64.b64encode(public).decode(), base64.b64encode(private).decode()


def lock_of_box(id: UUID | None) -> str:
    """The public half of somebody's box: whoever has it puts something in, and nobody with it takes anything out."""
    return _box(key_for("box", id))[0]


def key_of_box(id: UUID | None) -> str:
    """The half that opens the box, made anew from the ring and kept nowhere outside this process."""
    return _box(key_for("box", id))[1]


def blind_short(index: str, text: str, bits: int = 31) -> int:
    """A blind index cut short: it names candidates, decrypting decides. Never negative."""
    return _cut(blind(index, text), bits)


def tokens(county_id: str, keys: Iterable[str]) -> set[int]:
    """Search tokens of a name's keys in one county, each cut to 16 bits (S-3.3)."""
    secret = ring().indexes["name"]
    return {_token(secret, county_id, key) for key in keys}


def token(county_id: str, key: str) -> int:
    """The token of one key."""
    return _token(ring().indexes["name"], county_id, key)


@functools.lru_cache(maxsize=65_536)
def _token(secret: bytes, county_id: str, key: str) -> int:
    # names share their syllables: a roster of ten thousand asks for the same few thousand keys
    return _cut(hmac.digest(secret, normal(f"{county_id}|{key}").encode(), sha256), 16)


def _cut(digest: bytes, bits: int) -> int:
    return int.from_bytes(digest[:4], "big") & ((1 << bits) - 1)


_DOTS = str.maketrans(dict.fromkeys("・•‧∙", "·"))


def normal(text: str) -> str:
    """One spelling of the same value: NFKC, upper case, no spaces, one kind of middle dot."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(folded.upper().translate(_DOTS).split())
