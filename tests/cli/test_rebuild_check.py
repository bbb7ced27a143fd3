"""`guitu rebuild --check` reads facts afresh and finds a wrong value in every derived column."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connections, models

from guitu.casework.models import Current, Standing, StandingCell
from guitu.cli import main as command_line
from guitu.duties.models import Duty, DutyCell
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows, run
from guitu.people.basics import Basics, opened, sealed
from guitu.settling.models import Summary
from tests import casefile, make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_environment")]

# Columns that say nothing of what follows from facts: random keys, and when something was written.
NOT_DERIVED = {"id", "settled_at"}
# What the database itself makes of another column, or keeps to it by a key.
KEPT_BY_THE_DATABASE = {"county_id", "scope_path", "town_path", "person_id", "person", "matter_id", "compartment"}


def columns(*of: type[models.Model]) -> list[tuple[type[models.Model], models.Field]]:
    return [
        (model, field)
        for model in of
        for field in model._meta.concrete_fields
        if field.name not in NOT_DERIVED | KEPT_BY_THE_DATABASE
    ]


COLUMNS = columns(Standing, Current, Duty, Summary)
PART = {Standing: "standing", Current: "current", Duty: "duties", Summary: "summary"}
WRONG = {
    "BinaryField": "substr({0}, 2)",
    "TextField": "coalesce({0}, '') || 'x'",
    "DateField": "coalesce({0}, date '2099-12-30') + 1",
    "DateTimeField": "coalesce({0}, now()) + interval '1 hour'",
    "UUIDField": "gen_random_uuid()",
    "JSONField": "'[]'",
    "IntegerField": "{0} + 1",
}


@pytest.fixture
def file(world: make.World, at: datetime) -> UUID:
    """Somebody in community detox with a visit, a report and a test."""
    who = casefile.on_detox(world.actor("encheng_worker"), at)
    for kind, body in (("visit", {}), ("periodic_report", {}), ("urine_test", {"outcome": "negative"})):
        casefile.fact(world.actor("encheng_worker"), at, who, kind, date(2026, 3, 11), **body)
    return who


def check() -> int:
    return command_line.main(["rebuild", "--check", "--area", make.ENPING])


def plant(sql: str, *values: UUID | str | int | date | bytes) -> None:
    with acting(clock_actor(make.ENPING), durable=True):
        assert run(sql, list(values)) > 0


def by_the_owner(sql: str, *values: UUID | str | int | date | bytes) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute(sql, list(values))
        assert cursor.rowcount > 0
        cursor.execute("SELECT set_config('guitu.definer', '', false)")


def test_a_file_as_settled_is_as_rebuilt(file: UUID) -> None:
    assert check() == 0


@pytest.mark.parametrize(
    ("model", "column"), COLUMNS, ids=lambda found: getattr(found, "__name__", getattr(found, "name", ""))
)
def test_a_planted_error_is_found(
    file: UUID, model: type[models.Model], column: models.Field, capsys: pytest.CaptureFixture[str]
) -> None:
    value = WRONG[column.get_internal_type()].format(column.column)
    table, key = model._meta.db_table, model._meta.pk.column
    last = " ORDER BY from_on DESC" if model is Standing else ""
    plant(f"UPDATE {table} SET {column.column} = {value} WHERE {key} = (SELECT {key} FROM {table}{last} LIMIT 1)")
    assert check() == 1
    named = "" if column.name == "standing_no" else column.column  # a row of nobody is one too few of the person
    assert f"{PART[model]}.{named}" in capsys.readouterr().out


def test_a_transfer_of_points_that_nothing_earned_is_found(file: UUID) -> None:
    plant(
        "WITH typed AS (INSERT INTO casework_pointstransfer (id, county_id, scope_path, person_id, transfer_id, source, item, earned_on,"
        " posted_at, hundredths) SELECT gen_random_uuid(), county_id, scope_path, id, gen_random_uuid(), 'typed', 'P01', '2026-03-01', now(),"
        " 500 FROM people_person RETURNING county_id, transfer_id) INSERT INTO casework_pointsside (id, county_id, transfer_id, account, kind,"
        " posted_at, hundredths) SELECT gen_random_uuid(), county_id, transfer_id, 'issuer', 'settled', now(), -500 FROM typed"
    )
    assert check() == 1


@pytest.mark.parametrize(("model", "delta"), [(StandingCell, "delta"), (DutyCell, "n")])
def test_a_wrong_sum_is_found(file: UUID, model: type[models.Model], delta: str) -> None:
    command_line.main(["rebuild", "--area", make.ENPING])  # folds what was noted into the cells
    by_the_owner(f"UPDATE {model._meta.db_table} SET {delta} = {delta} + 1")  # the application may only read them
    assert check() == 1


def test_a_file_that_lies_in_a_town_no_fact_carried_it_to_is_found(file: UUID) -> None:
    by_the_owner("UPDATE matters_matter SET scope_path = %s WHERE id = %s", make.HENGPI, file)
    assert check() == 1


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        ("UPDATE people_identity SET id_index = 'x'::bytea", "identity.id_index"),
        ("UPDATE people_identity SET phone_index = phone_index + 1", "identity.phone_index"),
        ("UPDATE people_identity SET tokens = tokens[2:]", "identity.tokens"),
    ],
)
def test_what_lists_and_search_read_of_an_identity_is_checked_and_mended(
    world: make.World, at: datetime, planted: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    worker = world.actor("encheng_worker")
    casefile.on_detox(worker, at, id_number="440799199203070038", phone="13800138000")
    assert check() == 0
    by_the_owner(planted)
    assert check() == 1
    assert f"{named}：1 人" in capsys.readouterr().out
    command_line.main(["rebuild", "--area", make.ENPING])
    assert check() == 0


def test_a_masked_name_that_is_not_the_names_is_found_and_mended(
    world: make.World, at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at, "王小明", sex="female", born_on=date(1992, 3, 7))
    wrong, right = Basics("李**", "female", date(1992, 3, 7)), Basics("王**", "female", date(1992, 3, 7))
    plant("UPDATE people_person SET basics = %s WHERE id = %s", sealed(person, wrong), person)
    assert check() == 1
    assert "person.masked：1 人" in capsys.readouterr().out
    command_line.main(["rebuild", "--area", make.ENPING])
    assert check() == 0
    with acting(clock_actor(make.ENPING)):
        assert [opened(*found) for found in rows("SELECT id, basics FROM people_person")] == [right]


def test_a_fact_that_cannot_be_read_is_said_and_keeps_nobody_else_waiting(
    world: make.World, at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    worker = world.actor("encheng_worker")
    spoilt, whole = (casefile.on_detox(worker, at, name) for name in ("王小明", "李小红"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_fact DISABLE TRIGGER ledger_fact_append_only")
    by_the_owner("UPDATE ledger_fact SET body = substr(body, 1, 20) WHERE matter_id = %s AND kind = 'registered'", spoilt)
    plant("UPDATE duties_duty SET due_on = due_on + 1 WHERE state = 'open' AND matter_id = %s", whole)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_fact ENABLE TRIGGER ledger_fact_append_only")
    assert check() == 1
    told = capsys.readouterr().out
    assert "facts.body：1 人" in told and "duties.due_on：1 人" in told and "2 人，2 人有出入" in told


def test_a_digest_of_closed_duties_that_is_not_known_yet_is_no_difference(file: UUID) -> None:
    plant("UPDATE settling_summary SET closed = ''")
    assert check() == 0


def test_the_check_says_what_differs(file: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    plant("UPDATE duties_duty SET due_on = due_on + 1 WHERE state = 'open'")
    check()
    assert "duties.due_on" in capsys.readouterr().out


def test_between_midnight_and_the_move_of_the_horizon_nothing_differs_and_an_error_is_found_all_the_same(
    file: UUID, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for minute in ("00:00", "00:05", "00:59"):
        monkeypatch.setenv("GUITU_NOW", f"2026-03-17T{minute}")
        assert check() == 0, capsys.readouterr().out
    monkeypatch.setenv("GUITU_NOW", "2026-03-17T01:05")
    assert check() == 1, "by then the clock has moved it"
    assert "summary.folded_until" in capsys.readouterr().out
    monkeypatch.setenv("GUITU_NOW", "2026-03-17T00:05")
    plant("UPDATE duties_duty SET due_on = due_on + 1 WHERE state = 'open'")
    assert check() == 1
    assert "duties.due_on" in capsys.readouterr().out


def test_who_was_recorded_of_after_midnight_is_compared_as_of_then(
    world: make.World, file: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), make.moment(2026, 3, 16), "李小红", id_number="440799199203070038")
    monkeypatch.setenv("GUITU_NOW", "2026-03-17T00:05")
    night = make.moment(2026, 3, 17, 0, 5)
    casefile.fact(world.actor("encheng_worker"), night, file, "visit", date(2026, 3, 16))
    assert check() == 0
