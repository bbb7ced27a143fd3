"""Sessions in the database, read together with the account, its posts and its habits of lists: one question where
there were four."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.middleware import get_user as asked_user
from django.contrib.sessions.backends import db
from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from guitu.grid.access import HeldPost
from guitu.grid.models import Account, Session
from guitu.kit import clock
from guitu.kit.database import Statement, row
from guitu.kit.menu import BADGES

_MOST = 10_000
_FIELDS = Account._meta.concrete_fields


@lru_cache(maxsize=1)
def _sql() -> Statement:
    """With what waits at lines of the menu, as packages above declare it."""
    badges = ", ".join(f"'{key}', {sql}" for key, sql in BADGES.items())
    return Statement(
        f"SELECT s.session_data, {', '.join(f'a.{field.column}' for field in _FIELDS)}, lists_habits_of(a.id)::text, jsonb_build_object({badges})::text,"  # noqa: S608  columns are ours
        " (SELECT jsonb_agg(to_jsonb(p)) FROM grid_posts_of(a.id, %s) p)::text"
        " FROM grid_session s LEFT JOIN grid_account a ON a.id = s.account_id"
        " WHERE s.session_key = %s AND s.expire_date > %s AND s.ended = ''"
    )



class SessionStore(db.SessionStore):
    """`account` and `posts` are there once it was read, if somebody has come in with it."""

    account: Account | None = None
    posts: list[HeldPost] | None = None
    badges: dict[str, dict[str, int]] | None = None  # by line of the menu, how many wait for each post
    habits: list[list[str]] | None = None  # of lists, see `lists/habits.py`

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        stored: Any = super().create_model_instance(data)
        stored.account_id = data.get(SESSION_KEY)
        return stored

    def load(self) -> dict[str, Any]:
        found = row(_sql(), [clock.today(), self.session_key, clock.wall()])
        if found is None:
            self._session_key = None
            return {}
        data = self._opened(found[0])
        account = Account.from_db("default", [field.attname for field in _FIELDS], found[1:-3])
        if account.pk is not None and data.get(SESSION_KEY) == str(account.pk):
            self.account, self.posts = account, [_post(post) for post in orjson.loads(found[-1] or "[]")]
            self.badges = orjson.loads(found[-2])
            self.habits = orjson.loads(found[-3]) if found[-3] else None
        return data

    def _opened(self, stored: str) -> dict[str, Any]:
        """As `decode`; that a text has our signature need be proved once."""
        proved = _proved(stored, self.key_salt)
        return orjson.loads(proved) if proved else self.decode(stored)


@lru_cache(maxsize=_MOST)
def _proved(stored: str, salt: str) -> bytes | None:
    """The JSON within; None when it is not ours, which `decode` reports."""
    try:
        return signing.loads(stored, salt=salt, serializer=_AsItIs)  # type: ignore[arg-type]  # it only reads
    except signing.BadSignature:
        return None


class _AsItIs:
    def loads(self, data: bytes) -> bytes:
        return data


def _post(found: dict[str, Any]) -> HeldPost:
    person = found["natural_person_id"]
    natural = UUID(person) if person else None
    return HeldPost(**found | {"post_id": UUID(found["post_id"]), "natural_person_id": natural})


class LoginMiddleware(AuthenticationMiddleware):
    """Django's own, taking the account that was read with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: Any) -> Any:
    """The account, as Django's `get_user` finds it: still active, and its password not changed since."""
    session = request.session
    account = session.get(SESSION_KEY) and getattr(session, "account", None)
    if (
        account
        and str(account.pk) == session[SESSION_KEY]
        and account.is_active
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    ):
        request._cached_user = account
    return asked_user(request)


def posts_read(request: Any) -> list[HeldPost] | None:
    """The posts read with the session, for the account that acts."""
    account = getattr(request.session, "account", None)
    return request.session.posts if account is not None and account.pk == request.user.pk else None


def waiting_for(request: Any, post_id: UUID) -> tuple[tuple[str, int], ...]:
    """How many wait at lines of the menu for one post, as they were read with the session."""
    found = getattr(request.session, "badges", None) or {}
    return tuple((key, counts[str(post_id)]) for key, counts in found.items() if counts and str(post_id) in counts)
