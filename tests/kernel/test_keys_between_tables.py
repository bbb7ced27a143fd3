"""A key between tables is checked over all rows, though the owner of a table under FORCE sees none by itself."""

from __future__ import annotations

import importlib
import re
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.migrations.operations import AddField, AlterField, CreateModel, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.models import ForeignKey

from guitu.kit import rowsecurity
from tests import casefile, make

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SOURCE = Path(make.__file__).parents[1] / "src" / "guitu"
# Added before this was known, over tables of installations that may hold rows; checked again by casework 0011.
BEFORE = {
    "casework/migrations/0004_rows_keep_to_their_person.py",
    "casework/migrations/0007_one_index_for_one_question.py",
    "grid/migrations/0005_natural_persons.py",  # a column that is new and empty
}
KEY_IN_SQL = re.compile(r"FOREIGN KEY|REFERENCES|VALIDATE CONSTRAINT")
OPENS = "set_config('guitu.definer'"


def adds_a_key(operation: Operation, new: set[str]) -> bool:
    """On a table that was there before: one that the same migration makes is empty."""
    if isinstance(operation, RunSQL):
        tables = set(re.findall(r"ALTER TABLE (?:ONLY )?(\w+)", str(operation.sql)))
        return KEY_IN_SQL.search(str(operation.sql)) is not None and not (tables and tables <= new)
    if isinstance(operation, AddField | AlterField):
        return isinstance(operation.field, ForeignKey) and operation.model_name.lower() not in {
            table.split("_", 1)[1] for table in new
        }
    return False


def looks_first(name: str) -> bool:
    """Whether every row is seen, in this migration, before its first key is added."""
    module = importlib.import_module("guitu." + name.removesuffix(".py").replace("/", "."))
    sees, new = False, set()
    for operation in module.Migration.operations:
        if isinstance(operation, CreateModel):
            new.add(f"{name.partition('/')[0]}_{operation.name.lower()}")
        said = str(operation.sql) if isinstance(operation, RunSQL) else ""
        sees = sees or (OPENS in said and "CREATE" not in said)
        if adds_a_key(operation, new) and not sees:
            return False
    return True


def test_every_migration_that_adds_a_key_sees_every_row_first() -> None:
    names = {str(path.relative_to(SOURCE)) for path in SOURCE.glob("*/migrations/0*.py")}
    assert {name for name in names if not looks_first(name)} == BEFORE


def plant(person: str) -> None:
    """A row about a person that lies where the person does not, as the missing look would have let in."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute("ALTER TABLE casework_measure DROP CONSTRAINT casework_measure_where_the_person_is")
        cursor.execute(
            "INSERT INTO casework_measure (id, county_id, scope_path, person_id, kind) VALUES (%s, %s, %s, %s, 'voluntary')",
            [uuid4(), make.ENPING, make.HENGPI, person],
        )
        cursor.execute("SELECT set_config('guitu.definer', '', true)")


KEY = (
    "ALTER TABLE casework_measure ADD CONSTRAINT casework_measure_where_the_person_is FOREIGN KEY (person_id, scope_path)"
    " REFERENCES people_person (id, scope_path) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED"
)


def run_as_owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def test_a_wrong_row_passes_where_nobody_looks_and_is_found_where_every_row_is_seen(
    world: make.World, at: datetime
) -> None:
    person = str(casefile.person(world.actor("encheng_head"), at))
    with transaction.atomic(using="owner"):
        plant(person)
        run_as_owner(KEY)  # the fault itself: it says nothing
        transaction.set_rollback(True, using="owner")
    with transaction.atomic(using="owner"):
        plant(person)
        run_as_owner(str(rowsecurity.seeing_every_row().sql))
        with pytest.raises(IntegrityError), transaction.atomic(using="owner"):
            run_as_owner(KEY)
        transaction.set_rollback(True, using="owner")


def test_keys_that_were_never_checked_are_checked_again_and_a_wrong_row_stops_it(
    world: make.World, at: datetime
) -> None:
    person = str(casefile.person(world.actor("encheng_head"), at))
    with transaction.atomic(using="owner"):
        run_as_owner(str(rowsecurity.check_keys_again().sql))  # all is well
        transaction.set_rollback(True, using="owner")
    with transaction.atomic(using="owner"):
        plant(person)
        run_as_owner(KEY)
        with pytest.raises(IntegrityError, match="casework_measure"), transaction.atomic(using="owner"):
            run_as_owner(str(rowsecurity.check_keys_again().sql))
        transaction.set_rollback(True, using="owner")
