"""A one-time code in two halves: the appointer is told the first, a second person opens the second, once.

Neither of them can log in with what they saw; the owner puts both together, and must then choose a password.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db.models import F

from guitu.grid.models import Account, CodeLetter
from guitu.kit.actor import NOBODY
from guitu.kit.crypto import seal
from guitu.ledger.commands import ONCE, Act, Answer

VALID = timedelta(hours=7 * 24)
PLACE = "grid_codeletter|second_half"
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def _half() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(10))


def write_code(act: Act, account: UUID, path: str) -> Answer:
    """Give the account a new one-time code: {once: first half, letter: where the second waits}. Logins end.

    The founder of a county is nobody, and there is no second person yet: who holds the server gets it whole.
    """
    first, second = _half(), _half()
    Account.objects.filter(pk=account).update(
        password=make_password(f"{first}-{second}"),
        must_change=True,
        code_until=act.at + VALID,
        perm_version=F("perm_version") + 1,
    )
    if act.actor.natural_person_id is None:
        return {ONCE: f"{first}-{second}"}
    CodeLetter.objects.filter(account_id=account, kind="password", opened_at=None).update(second_half=None, until_at=act.at)
    return {ONCE: first, "letter": write_letter(act, account, path, "password", second)}


def write_letter(act: Act, account: UUID, path: str, kind: str, second: str | None = None) -> str:
    """Something that waits for a second person of the area."""
    letter = uuid4()
    CodeLetter.objects.create(
        id=letter, county_id=act.actor.county_id, path=path, account_id=account, kind=kind,
        asked_by=act.actor.natural_person_id or NOBODY, asked_at=act.at, until_at=act.at + VALID,
        second_half=seal(PLACE, letter, second),
    )
    return str(letter)
