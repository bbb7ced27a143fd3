"""An account is open in two places at once; who comes in at a third ends the oldest login, which is told why (S-8.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from guitu.grid import sessions
from guitu.grid.models import Account, Session

ELSEWHERE = "elsewhere"


def make_room(session: Any, account_id: UUID, at: datetime) -> None:
    """A login is complete: the oldest of the others end until there are no more than may be.

    Logins that wait for their second factor neither count nor end others: who knows a password alone sends nobody out.
    """
    with transaction.atomic():
        # under the account's lock and written down at once: of two who come in in one moment, the second counts the first
        account = Account.objects.select_for_update(no_key=True).get(pk=account_id)
        session.save()
        Session.objects.filter(account_id=account_id, expire_date__lte=at).delete()
        others = _open_others(account, session.session_key, at)
        too_many = others[: max(0, len(others) - (sessions.AT_ONCE - 1))]
        Session.objects.filter(pk__in=too_many).update(ended=ELSEWHERE)


def why_ended(request: HttpRequest) -> str:
    """The reason why the login that this browser still names was ended; empty when it was not."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return (Session.objects.filter(pk=key).values_list("ended", flat=True).first() or "") if key else ""


def _open_others(account: Account, mine: str, at: datetime) -> list[str]:
    """Keys of the account's other open logins, the oldest first."""
    found = []
    for stored in Session.objects.filter(account=account, ended="").exclude(pk=mine):
        data = stored.get_decoded()
        if sessions.is_open(data, at, account.perm_version) and (settings.DEMO or sessions.has_factor(data)):
            found.append((sessions.began(data), stored.pk))
    return [key for _, key in sorted(found)]
