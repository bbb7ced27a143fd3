"""Codes of a second factor from its secret: six digits of thirty seconds (RFC 6238)."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP = 30  # seconds


def new_secret() -> str:
    """Twenty random bytes as telephones want them typed."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, at: datetime, steps: int = 0) -> str:
    """What a telephone with this secret shows at a moment, or so many steps from it."""
    return _totp(secret).generate((int(at.timestamp()) // STEP + steps) * STEP).decode()


def address(secret: str, login: str, issuer: str) -> str:
    """What the square picture says to a telephone."""
    return _totp(secret).get_provisioning_uri(login, issuer)


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), 6, SHA1(), STEP)  # noqa: S303  what telephones speak; a MAC, no digest
