"""The three roles and what each may do, as SQL: run at first start, and printed for administrators."""

from __future__ import annotations

from collections.abc import Mapping

SUPERUSER = "postgres"
OWNER = "guitu_owner"
APP = "guitu_app"
BACKUP = "guitu_backup"
ROLES = (OWNER, APP, BACKUP)

NOTHING_SPECIAL = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION"


def role_statements(passwords: Mapping[str, str], *, owner_makes_databases: bool = False) -> list[str]:
    may_create = "CREATEDB" if owner_makes_databases else "NOCREATEDB"
    rights = {
        OWNER: f"{may_create} NOBYPASSRLS",
        APP: "NOCREATEDB NOBYPASSRLS",
        BACKUP: "NOCREATEDB BYPASSRLS",
    }
    statements = [
        f"CREATE ROLE {role} {NOTHING_SPECIAL} {rights[role]} PASSWORD {literal(passwords[role])}"
        for role in ROLES
    ]
    # pg_dump refuses a table whose row policies would hide rows from it, hence BYPASSRLS.
    statements.append(f"GRANT pg_read_all_data TO {BACKUP}")
    return statements


def database_statements(name: str, template: str = "template0") -> list[str]:
    database = identifier(name)
    return [
        f"CREATE DATABASE {database} OWNER {OWNER} TEMPLATE {identifier(template)} ENCODING 'UTF8'",
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        # TEMP: imports copy into a temporary table first.
        f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {APP}",
        f"GRANT CONNECT ON DATABASE {database} TO {BACKUP}",
        # CREATE: the first migration creates the trusted extensions btree_gist and pg_trgm.
        f"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO {OWNER}",
    ]


def administrator_sql(database: str) -> str:
    """What an administrator of an existing server runs once, with psql, as its superuser."""
    placeholders = {role: f"change-me-{role}" for role in ROLES}
    lines = [
        "-- Guitu 归途: PostgreSQL 15.14 or newer, encoding UTF8. Run once, as superuser, with psql.",
        "-- Put passwords of your own in place of change-me-….",
        *(f"{statement};" for statement in role_statements(placeholders)),
        *(f"{line};" for line in database_statements(database)),
        f"\\connect {database}",
        "CREATE EXTENSION IF NOT EXISTS btree_gist;",
        "CREATE EXTENSION IF NOT EXISTS pg_trgm;",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
        "-- Then start Guitu with:",
        f"--   DATABASE_URL=postgresql://{APP}:…@HOST/{database}",
        f"--   DATABASE_OWNER_URL=postgresql://{OWNER}:…@HOST/{database}   (migrations only)",
    ]
    return "\n".join(lines) + "\n"


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
