"""Authenticators of accounts: set up with a code, asked for a code, and a code is good once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare

from guitu.grid.models import Factor
from guitu.kit.crypto import open_sealed, seal
from guitu.kit.totp import STEP, code_at, new_secret

EARLY_OR_LATE = 1  # steps that a telephone's clock may be off
PLACE, NEXT = "grid_factor|secret", "grid_factor|next_secret"


def is_set_up(account: UUID) -> bool:
    return Factor.objects.filter(account_id=account, secret__isnull=False).exists()


def proves(account: UUID, code: str, at: datetime) -> bool:
    """Whether the code is the account's, of now, and not used before; it is used then."""
    with transaction.atomic():
        found = Factor.objects.select_for_update().filter(account_id=account).first()
        secret = open_sealed(PLACE, account, found.secret) if found else None
        step = _matching(secret, code, at, found.last_step) if found and secret else None
        if found is None or step is None:
            return False
        Factor.objects.filter(account_id=account).update(last_step=step)
    return True


def begin(account: UUID) -> str:
    """The secret to be shown: made now, or that of the page shown before."""
    with transaction.atomic():
        found = Factor.objects.select_for_update().get_or_create(account_id=account)[0]
        if found.next_secret is not None:
            return open_sealed(NEXT, account, found.next_secret) or ""
        secret = new_secret()
        Factor.objects.filter(account_id=account).update(next_secret=seal(NEXT, account, secret))
    return secret


def confirm(account: UUID, code: str, at: datetime) -> bool:
    """A code of the new secret proves that a telephone holds it: from now on it is the account's."""
    with transaction.atomic():
        found = Factor.objects.select_for_update().filter(account_id=account).first()
        secret = open_sealed(NEXT, account, found.next_secret) if found else None
        step = _matching(secret, code, at, 0) if secret else None
        if step is None:
            return False
        Factor.objects.filter(account_id=account).update(
            secret=seal(PLACE, account, secret), next_secret=None, last_step=step
        )
    return True


def _matching(secret: str, code: str, at: datetime, after: int) -> int | None:
    """The step whose code this is, of those that are now and come after the last one used."""
    now, typed = int(at.timestamp()) // STEP, "".join(code.split())
    near = range(-EARLY_OR_LATE, EARLY_OR_LATE + 1)
    same = [n for n in near if constant_time_compare(code_at(secret, at, n), typed)]
    return next((now + n for n in same if now + n > after), None)
