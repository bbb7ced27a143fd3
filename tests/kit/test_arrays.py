"""Columns of values on their way to PostgreSQL: what goes in comes out, in binary and as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guitu.kit.arrays import Column, array
from guitu.kit.database import Statement, insert_many, rows

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "uuid": st.uuids(),
    "text": TEXTS,
    "bytea": st.binary(),
    "int": st.integers(-(2**31), 2**31 - 1),
    "bool": st.booleans(),
    "date": st.dates(),
    "timestamptz": st.datetimes(
        datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])
    ),
}


def back(kind: str, values: list[Any], sent: Any) -> list[Any]:
    found = rows(Statement(f"SELECT given FROM unnest(%s::{kind}[]) AS given"), [sent])
    assert len(found) == len(values)
    return [bytes(value) if kind == "bytea" and value is not None else value for (value,) in found]


@pytest.mark.parametrize("kind", VALUES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_goes_in_comes_out(kind: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.one_of(st.none(), VALUES[kind]), min_size=1, max_size=20))
    sent = array(kind, values)
    assert isinstance(sent, Column)
    assert back(kind, values, sent) == values


def test_documents_go_as_documents() -> None:
    texts = ['{"a": "\\"b\\\\"}', None, "[]", '{"a": "恩平"}']
    found = rows(Statement("SELECT given::text FROM unnest(%s::jsonb[]) AS given"), [array("jsonb", texts)])
    assert [text for (text,) in found] == texts


def test_days_and_ids_may_be_text() -> None:
    one = uuid4()
    assert back("date", [0, 1], array("date", ["2026-03-01", date(2026, 3, 2)])) == [date(2026, 3, 1), date(2026, 3, 2)]
    assert back("uuid", [0, 1], array("uuid", [str(one), None])) == [one, None]


def test_what_is_neither_is_left_to_the_database() -> None:
    moments = ["2026-03-01 09:00+08", None]
    assert back("timestamptz", moments, array("timestamptz", moments)) == [datetime(2026, 3, 1, 1, tzinfo=UTC), None]
    assert back("uuid", [0], array("uuid", ["{12345678123456781234567812345678}"])) == [UUID("12345678123456781234567812345678")]
    assert array("uuid", []) == "{}"


def test_bound_in_the_client_the_column_is_spelled_out() -> None:
    values = [b'\\"', None, b"\0\xff"]
    connection.ensure_connection()
    with psycopg.ClientCursor(connection.connection) as cursor:
        cursor.execute("SELECT given FROM unnest(%s::bytea[]) AS given", [array("bytea", values)])
        assert [value for (value,) in cursor.fetchall()] == values


def test_a_column_of_arrays_is_inserted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE listed (id uuid, numbers int[])")
    ids: list[UUID] = [uuid4(), uuid4()]
    insert_many("listed", (("id", "uuid"), ("numbers", "int[]")), [(ids[0], "{3,1}"), (ids[1], "{}")])
    assert dict(rows("SELECT id, numbers FROM listed")) == {ids[0]: [3, 1], ids[1]: []}
