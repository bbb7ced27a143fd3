"""Django's PostgreSQL backend, told once per session what every query of ours relies on."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Sets the session's limits and zone when the connection is made, in one message."""

    def init_connection_state(self) -> None:
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('TimeZone', 'Asia/Shanghai', false),"
                " set_config('lock_timeout', '5s', false),"
                " set_config('idle_in_transaction_session_timeout', '60s', false),"
                " set_config('jit', 'off', false)"  # our queries are short: compiling them costs more than running
            )
        if not self.get_autocommit():
            self.connection.commit()

    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "application_name": "guitu"}
