from __future__ import annotations

import stat

import psycopg
import pytest

from guitu.postgres import Server
from guitu.postgres.roles import administrator_sql


def ask(url: str, question: str) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row


MY_RIGHTS = """
SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls
FROM pg_roles WHERE rolname = current_user
"""


def test_the_application_role_may_do_nothing_special(server: Server) -> None:
    assert ask(server.app_url, MY_RIGHTS) == (False, False, False, False, False)


def test_the_owner_role_is_bound_by_row_security_too(server: Server) -> None:
    assert ask(server.owner_url, MY_RIGHTS) == (False, False, False, False, False)


def test_only_the_backup_role_bypasses_row_security(server: Server) -> None:
    assert ask(server.backup_url, MY_RIGHTS) == (False, False, False, False, True)


def test_the_application_role_cannot_create_a_table_but_can_stage_an_import(server: Server) -> None:
    with psycopg.connect(server.app_url) as connection:
        connection.execute("CREATE TEMPORARY TABLE staged (line integer)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE kept (line integer)")


def test_the_owner_creates_the_extensions_the_migrations_need(server: Server) -> None:
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def test_the_backup_role_reads_what_the_owner_made(server: Server) -> None:
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE made AS SELECT 1 AS one")
        connection.execute("ALTER TABLE made ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE made FORCE ROW LEVEL SECURITY")
    assert ask(server.backup_url, "SELECT count(*) FROM made") == (1,)
    assert ask(server.owner_url, "SELECT count(*) FROM made") == (0,)


def test_a_wrong_password_is_refused_on_the_socket(server: Server) -> None:
    wrong = server.app_url.replace("guitu_app:", "guitu_app:x")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_the_server_listens_on_its_private_socket_only(server: Server) -> None:
    assert ask(server.app_url, "SELECT current_setting('listen_addresses')") == ("",)
    assert stat.S_IMODE((server.folder / "passwords.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((server.folder / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((server.folder / "server.log").stat().st_mode) == 0o600


def test_writes_are_durable_and_text_is_utf8(server: Server) -> None:
    for setting, value in {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
    }.items():
        assert ask(server.app_url, f"SELECT current_setting('{setting}')") == (value,)


def test_a_refused_statement_leaves_no_personal_data_in_the_log(server: Server) -> None:
    with psycopg.connect(server.app_url) as connection, pytest.raises(psycopg.Error):
        connection.execute("SELECT '440799199001011234'::integer")
    with psycopg.connect(server.app_url) as connection:
        connection.execute("CREATE TEMPORARY TABLE once (name text PRIMARY KEY)")
        connection.execute("INSERT INTO once VALUES ('张小明')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO once VALUES ('张小明')")
    assert "张小明" not in (server.folder / "server.log").read_text()


def test_a_database_is_made_from_a_template_and_dropped(server: Server) -> None:
    server.create_database("pattern")
    with psycopg.connect(server.url("guitu_owner", "pattern")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    server.create_database("copy", template="pattern")
    assert ask(server.url("guitu_owner", "copy"), "SELECT seven FROM kept") == (7,)
    server.drop_database("copy")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(server.url("guitu_owner", "copy"))


def test_the_administrators_sql_names_all_three_roles_and_both_extensions() -> None:
    text = administrator_sql("guitu")
    for word in ("guitu_owner", "guitu_app", "guitu_backup", "btree_gist", "pg_trgm", "NOBYPASSRLS"):
        assert word in text
