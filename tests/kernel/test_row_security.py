"""The database refuses when the code forgets."""

from __future__ import annotations

import pytest
from django.db import connection

from guitu.kit.database import acting, rows
from tests import make

pytestmark = [pytest.mark.both_engines]

LOCAL = (
    "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind = 'r' AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid"
    " AND a.attname IN ('county_id', 'scope_path', 'person_id'))"
)


@pytest.mark.django_db
def test_every_table_with_local_data_forces_row_security() -> None:
    found = rows(LOCAL)
    assert len(found) >= 18
    assert [name for name, enabled, forced in found if not (enabled and forced)] == []


@pytest.mark.django_db
def test_without_a_context_there_are_no_rows(world: make.World) -> None:
    for name, _, _ in rows(LOCAL):
        assert rows(f"SELECT count(*) FROM {name}") == [(0,)], name


@pytest.mark.django_db
def test_the_application_role_bypasses_nothing_and_owns_nothing() -> None:
    assert rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False, False)]
    assert rows("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == [(0,)]


@pytest.mark.django_db
def test_an_inner_context_gives_the_outer_one_back(world: make.World) -> None:
    with acting(world.actor("clerk")):
        ours = rows("SELECT count(*) FROM grid_post")
        with acting(world.actor("yongan_head")):
            assert rows("SELECT count(*) FROM grid_post") == [(2,)]
        assert rows("SELECT count(*) FROM grid_post") == ours
    assert rows("SELECT count(*) FROM grid_post") == [(0,)]


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_fact", "people_access", "casework_pointstransfer"])
def test_evidence_has_neither_update_nor_delete(table: str) -> None:
    granted = rows(
        "SELECT privilege_type FROM information_schema.role_table_grants WHERE table_name = %s AND grantee = current_user",
        [table],
    )
    assert {kind for (kind,) in granted} == {"SELECT", "INSERT"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        assert (f"{table}_append_only",) in cursor.fetchall()
