"""Django's PostgreSQL backend, told once per session what every query of ours relies on."""

from __future__ import annotations

import select
import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base, operations
from django.db.backends.utils import debug_transaction
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

from guitu.kit import arrays, patience
from guitu.kit.engine.prepared import Found, Params, Prepared

arrays.register(psycopg.adapters)  # before Django makes its own map of them


class Operations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        # A prepared statement is sent by its name; what counts queries wants its text.
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """Sets the session's limits and zone when the connection is made, in one message."""

    ops_class = Operations
    _prepared: Prepared | None = None

    def init_connection_state(self) -> None:
        super().init_connection_state()
        waits = patience.of_this_process()
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('TimeZone', 'Asia/Shanghai', false),"
                " set_config('statement_timeout', %s, false),"
                " set_config('lock_timeout', %s, false),"
                " set_config('idle_in_transaction_session_timeout', %s, false),"
                " set_config('jit', 'off', false),"  # our queries are short: compiling them costs more than running
                # Statements sent by name have a text for each kind of post: one plan serves all, and under row
                # security planning costs more than running.
                " set_config('plan_cache_mode', 'force_generic_plan', false)",
                [waits.statement, waits.lock, waits.idle],
            )
        if not self.get_autocommit():
            self.connection.commit()

    def get_connection_params(self) -> dict[str, Any]:
        # Only statements bound by the server are prepared (kit.database); Django binds in the client.
        return {**super().get_connection_params(), "application_name": "guitu", "prepare_threshold": 2, "connect_timeout": 5}

    def is_usable(self) -> bool:
        """Whether the server is still there, without asking it: a closed connection has something to read."""
        raw = self.connection
        if raw is None or raw.closed:
            return False
        waiting = select.poll()
        waiting.register(raw.fileno(), select.POLLIN)
        if not waiting.poll(0):
            return True
        try:
            raw.pgconn.consume_input()
        except psycopg.OperationalError:
            return False
        return bool(raw.pgconn.status == ConnStatus.OK)

    def ask(self, text: str, params: Params) -> Found | None:
        """A statement whose text is always the same, without a cursor; None where somebody listens to cursors."""
        if self.execute_wrappers:
            return None
        self.validate_no_broken_transaction()
        self.ensure_connection()
        raw = self.connection
        prepared = self._of_this_connection()
        began = time.monotonic()
        with self.wrap_database_errors:
            if not raw.autocommit and raw.pgconn.transaction_status == TransactionStatus.IDLE:
                raw.pgconn.exec_(b"BEGIN")
            found = prepared.ask(text, params)
        if self.queries_logged:
            self.queries_log.append({"sql": text, "time": f"{time.monotonic() - began:.3f}"})
        return found

    def queue(self, text: str, params: Params, rows: int | None) -> bool:
        """A statement whose answer nobody waits for: it is sent with the next one, or with COMMIT, and fails there;
        also when it changes another number of rows. False where it must be sent by itself: outside a transaction,
        or where somebody listens to cursors."""
        raw = self.connection
        if self.execute_wrappers or raw is None or raw.pgconn.transaction_status != TransactionStatus.INTRANS:
            return False
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            self._of_this_connection().later(text, params, rows)
        if self.queries_logged:
            self.queries_log.append({"sql": text, "time": "0.000"})
        return True

    def _of_this_connection(self) -> Prepared:
        if self._prepared is None or self._prepared.raw is not self.connection:
            self._prepared = Prepared(self.connection)
        return self._prepared

    def send_told(self) -> None:
        """Before anything goes another way."""
        if self._prepared is not None and self._prepared.raw is self.connection:
            with self.wrap_database_errors:
                self._prepared.finish()

    def _forget_told(self) -> None:
        if self._prepared is not None:
            self._prepared.forget()

    def _cursor(self, name: str | None = None) -> Any:
        self.send_told()
        return super()._cursor(name)  # type: ignore[misc]  # Django's stubs leave these out

    def _rollback(self) -> None:
        self._forget_told()
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._forget_told()  # told since the savepoint: making one sends what waits
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _commit(self) -> None:
        raw = self.connection
        if raw is None or raw.pgconn.transaction_status != TransactionStatus.INTRANS:
            super()._commit()  # type: ignore[misc]
            return
        with debug_transaction(self, "COMMIT"), self.wrap_database_errors:
            self._of_this_connection().commit()

    def begin_with(self, statement: str) -> bool:
        """Open the transaction and say the first thing in one message; False where it is open already."""
        raw = self.connection
        if raw is None or raw.autocommit or raw.pgconn.transaction_status != TransactionStatus.IDLE:
            return False
        with self.wrap_database_errors:
            result = raw.pgconn.exec_(f"BEGIN; {statement}".encode())
            if result.status != ExecStatus.TUPLES_OK:
                raise psycopg.errors.error_from_result(result)
        if self.queries_logged:
            self.queries_log.append({"sql": f"BEGIN; {statement}", "time": "0.000"})
        return True
