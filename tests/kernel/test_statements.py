"""A statement sent by name says the same as one sent through a cursor."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from guitu.kit.database import FEW, Statement, dicts, insert_many, queue, row, rows, run, update_few

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

VALUES = {
    "id": UUID(int=7), "text": "王%小明", "none": None, "day": date(2026, 2, 28),
    "at": datetime(2026, 3, 1, 1, 2, 3, tzinfo=UTC), "number": 70_000, "small": 5, "sealed": b"\x00\xff",
    "ids": [UUID(int=1), UUID(int=2)], "words": ["a", "b,c"], "yes": True,
}
NAMED = (
    "SELECT %(id)s::uuid AS id, %(text)s::text AS text, %(none)s::date AS none, %(day)s::date AS day,"
    " %(at)s::timestamptz AS at, %(number)s::int AS number, %(small)s::int AS small, %(sealed)s::bytea AS sealed,"
    " %(ids)s::uuid[] AS ids, %(words)s::text[] AS words, %(yes)s::boolean AS yes, 7 %% 4 AS rest,"
    " %(text)s LIKE '王%%' AS again"
)


def test_values_and_rows_are_the_same_both_ways_and_every_time() -> None:
    expected = dicts(NAMED, VALUES)[0]
    assert expected["text"] == "王%小明"
    assert expected["rest"] == 3
    for _ in range(4):
        assert dicts(Statement(NAMED), VALUES) == [expected]


def test_places_are_counted_and_no_row_is_none() -> None:
    for said in (str, Statement, Statement, Statement):
        assert rows(said("SELECT n, %s::text FROM generate_series(1, %s) n"), ["x", 2]) == [
            (1, "x"), (2, "x"),
        ]
        assert row(said("SELECT 1 WHERE %s::boolean"), [False]) is None
        assert row(said("SELECT 1")) == (1,)


def test_the_same_text_with_values_of_another_kind_is_another_statement() -> None:
    for value in (1, 70_000, 2**40, 1, 70_000, 2**40):
        assert row(Statement("SELECT pg_typeof(%s)::text <> 'text', %s::bigint"), [value, value]) == (True, value)


def test_rows_written_are_counted_and_errors_are_those_of_the_database() -> None:
    run("CREATE TEMPORARY TABLE once (id int PRIMARY KEY)")
    insert = Statement("INSERT INTO once SELECT unnest(%s::int[]) ON CONFLICT DO NOTHING")
    assert [run(insert, ["{1,2}"]) for _ in range(3)] == [2, 0, 0]
    for _ in range(3):
        with pytest.raises(IntegrityError), transaction.atomic():
            run(Statement("INSERT INTO once VALUES (%s)"), [1])
        with pytest.raises(DataError), transaction.atomic():
            run(Statement("SELECT 1 / %s::int"), [0])
    assert rows(Statement("SELECT id FROM once ORDER BY 1")) == [(1,), (2,)]


def test_a_statement_sent_by_name_is_seen_by_who_counts() -> None:
    with CaptureQueriesContext(connection) as seen:
        row(Statement("SELECT 41 + 1"))
    assert [query["sql"] for query in seen.captured_queries] == ["SELECT 41 + 1"]


def test_who_listens_to_cursors_hears_them_all() -> None:
    heard: list[str] = []

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        heard.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        assert row(Statement("SELECT 7")) == (7,)
    assert heard == ["SELECT 7"]


KINDS = (("id", "int"), ("word", "text"), ("sealed", "bytea"), ("day", "date"), ("at", "timestamptz"), ("said", "jsonb"))


def lines(count: int) -> list[tuple[Any, ...]]:
    at = datetime(2026, 3, 1, 1, 2, 3, 456, tzinfo=UTC)
    full = [(n, 'a"b\\c,{}', b"\x00\xff\\", date(2026, 2, 28), at, '{"by": "是"}') for n in range(0, count, 2)]
    return full + [(n, "", None, None, None, None) for n in range(1, count, 2)]


@pytest.mark.parametrize("count", [1, 2, FEW, FEW + 1, 40])
def test_few_rows_and_many_rows_are_written_alike(count: int) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in KINDS)
    run(f"CREATE TEMPORARY TABLE written ({columns}, PRIMARY KEY (id))")
    insert_many("written", KINDS, lines(count))
    found = rows("SELECT id, word, sealed, day, at, said::text FROM written ORDER BY id")
    assert found == sorted(lines(count))
    run("DROP TABLE written")


def test_a_few_rows_are_changed_by_their_key() -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in KINDS)
    run(f"CREATE TEMPORARY TABLE written ({columns}, PRIMARY KEY (id))")
    insert_many("written", KINDS, lines(4))
    changed = [(1, "new", b"x", None, None, "[1]"), (9, "nobody", None, None, None, None)]
    update_few("written", KINDS, ("id",), changed[:1])
    assert rows("SELECT word, sealed, day, said::text FROM written WHERE id = 1") == [("new", b"x", None, "[1]")]
    assert rows("SELECT count(*) FROM written WHERE id <> 1 AND word = 'new'") == [(0,)]
    with pytest.raises(DataError, match="1 rows were changed, not 2"), transaction.atomic():
        update_few("written", KINDS, ("id",), changed)
    run("DROP TABLE written")


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_not_there_to_be_changed_stops_the_commit() -> None:
    with transaction.atomic():
        run("CREATE TABLE pg_temp.told_few (id int PRIMARY KEY, word text)")
        insert_many("told_few", [("id", "int"), ("word", "text")], [(1, "old")])
    for missing, word in ((2, "old"), (1, "new")):
        with suppress(DataError), transaction.atomic():
            queue("INSERT INTO told_few VALUES (%s, 'beside')", [str(missing + 10)])
            update_few("told_few", [("id", "int"), ("word", "text")], ("id",), [(missing, "new")])
        assert rows("SELECT word FROM told_few WHERE id = 1") == [(word,)]
    assert rows("SELECT count(*) FROM told_few") == [(2,)]


def test_no_sign_cuts_a_text_short() -> None:
    for said in (str, Statement, Statement):
        with pytest.raises((DataError, ValueError)), transaction.atomic():
            row(said("SELECT %s::text"), ["a\0b"])
    assert row(Statement("SELECT %s::text, %s::text"), ["", None]) == ("", None)


def test_what_is_told_is_there_for_the_next_question_and_fails_there() -> None:
    run("CREATE TEMPORARY TABLE told (id int PRIMARY KEY)")
    for said in (Statement, str):
        with transaction.atomic():
            for number in range(3):
                queue("INSERT INTO told VALUES (%s::int)", [str(number)])
            assert rows(said("SELECT count(*) FROM told")) == [(3,)]
            queue("DELETE FROM told")
    assert rows("SELECT count(*) FROM told") == [(0,)]
    with pytest.raises(IntegrityError), transaction.atomic():
        for _ in range(2):
            queue("INSERT INTO told VALUES (7)")
    with pytest.raises(IntegrityError), transaction.atomic():
        for _ in range(2):
            queue("INSERT INTO told VALUES (7)")
        rows(Statement("SELECT 1"))
    assert rows(Statement("SELECT count(*) FROM told")) == [(0,)]


def test_what_was_told_is_taken_back_with_the_rest() -> None:
    run("CREATE TEMPORARY TABLE told (id int PRIMARY KEY)")
    with suppress(KeyError), transaction.atomic():
        queue("INSERT INTO told VALUES (1)")
        raise KeyError
    assert rows("SELECT count(*) FROM told") == [(0,)]


def test_what_is_told_is_seen_by_who_counts() -> None:
    with CaptureQueriesContext(connection) as seen:
        queue("SELECT 41 + 1")
        row(Statement("SELECT 7"))
    assert [query["sql"] for query in seen.captured_queries] == ["SELECT 41 + 1", "SELECT 7"]


def test_what_waits_goes_out_with_something_longer_than_the_line_takes_at_once() -> None:
    """Both sides once waited for each other: the server for the rest of the message, we for an answer."""
    queue("SELECT %s::int", [1])
    assert row(Statement("SELECT length(%s::text), octet_length(%s::bytea)"), ["长" * 3_000_000, b"y" * 2_000_000]) == (3_000_000, 2_000_000)
