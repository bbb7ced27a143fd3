"""四级网格: areas, bodies, posts, roles, scope, access."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_migrate


class GridConfig(AppConfig):
    name = "guitu.grid"
    label = "grid"

    def ready(self) -> None:
        pre_migrate.connect(_grant_to_app, dispatch_uid="guitu.grid.grant")
        user_logged_in.connect(_begin_session, dispatch_uid="guitu.grid.session")


def _begin_session(request: Any, user: Any, **_: Any) -> None:
    """Django says that somebody came in, by whichever way: the session's hours count from here."""
    from guitu.grid import sessions
    from guitu.kit import clock

    sessions.begin(request.session, clock.now(), user.perm_version)


def _grant_to_app(using: str = "default", **_: Any) -> None:
    """Before the first table: what the owner makes, the application role may use (row security narrows it)."""
    from django.db import connections

    if settings.ROLE != "owner" or getattr(settings, "GRANTED", None) == using:
        return
    role = connections[using].ops.quote_name(settings.APP_ROLE)
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.app_role', %s, false)", [settings.APP_ROLE])
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        for what, rights in (
            ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
            ("SEQUENCES", "USAGE, SELECT"),
            ("FUNCTIONS", "EXECUTE"),
            ("TYPES", "USAGE"),
        ):
            cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON {what} TO {role}")
