"""Browsers that have come in with an account before: counted apart while strangers guess at its password.

The cookie holds a random number and the accounts, signed; it opens nothing.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

NAME = "guitu-device"
_SALT = "guitu.device"
_DAYS = 180
_MOST = 12  # accounts of one browser: an office shares a computer


def known(request: HttpRequest, account: UUID | None) -> str:
    """The number of this browser, if it has come in with the account before; else empty."""
    number, accounts = _read(request)
    return number if account is not None and str(account) in accounts else ""


def remember(request: HttpRequest, response: HttpResponse, account: UUID) -> None:
    """This browser has just come in with the account."""
    number, accounts = _read(request)
    kept = [str(account), *(one for one in accounts if one != str(account))][:_MOST]
    response.set_cookie(
        _name(), signing.dumps([number or secrets.token_urlsafe(16), kept], salt=_SALT), max_age=_DAYS * 86_400,
        httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        number, accounts = signing.loads(request.COOKIES.get(_name(), ""), salt=_SALT, max_age=_DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return number, accounts


def _name() -> str:
    return f"__Host-{NAME}" if settings.SESSION_COOKIE_SECURE else NAME
