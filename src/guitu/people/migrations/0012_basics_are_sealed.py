"""Surname, sex, birth date and the kind of somebody's document go sealed into the person's rows; what lay in clear is
gone from the tables with this step."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import orjson
from django.db import migrations, models

from guitu.kit.crypto import seal  # asks for the keys with the first value: a new house has neither
from guitu.kit.rowsecurity import function, seeing_every_row

PLACE, LENGTH = "people_person|basics", 40  # as `people/basics.py` had them when this was written
CHUNK = 2000  # rows in memory


def seal_basics(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        for found in _chunks(cursor, "SELECT id, masked, sex, born_on FROM people_person"):
            cursor.executemany(
                "UPDATE people_person SET basics = %s WHERE id = %s",
                [(seal(PLACE, person, _document(*basics)), person) for person, *basics in found],
            )


def seal_document_kinds(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        for found in _chunks(cursor, "SELECT person_id, id_type FROM people_identity"):
            cursor.executemany(
                "UPDATE people_identity SET sealed_id_type = %s WHERE person_id = %s",
                [(seal("people_identity|id_type", person, kind), person) for person, kind in found],
            )


def _document(masked: str, sex: str, born_on: date | None) -> str:
    return orjson.dumps([masked, sex, born_on]).ljust(LENGTH).decode()


def _chunks(cursor: Any, sql: str) -> Iterator[Sequence[tuple[Any, ...]]]:
    cursor.execute(sql)
    everybody = cursor.fetchall()
    for start in range(0, len(everybody), CHUNK):
        yield everybody[start : start + CHUNK]


# The trigger that told the matter of a new name went with the column: the database cannot seal, whoever corrects a name
# writes both. That a file was put away the matter is told as before.
TOLD = """
DROP TRIGGER people_person_told ON people_person;
"""
TELLS = """
CREATE TRIGGER people_person_told AFTER UPDATE OF sealed_at ON people_person
  FOR EACH ROW WHEN (NEW.sealed_at IS DISTINCT FROM OLD.sealed_at) EXECUTE FUNCTION people_person_told();
"""

# A column that is dropped stays in its rows until they are written anew: so they are, here.
WRITTEN_ANEW = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE people_person ALTER COLUMN version TYPE integer USING version + 0;
ALTER TABLE people_identity ALTER COLUMN town_path TYPE text COLLATE "C" USING town_path || '';
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0011_who_is_invited_changes_nothing"), ("matters", "0006_labels_are_sealed")]

    operations = [
        seeing_every_row(),
        migrations.AddField("person", "basics", models.BinaryField(null=True)),
        migrations.RunPython(seal_basics, migrations.RunPython.noop),
        # NOT NULL stops the step if anybody was not seen, before what lay in clear goes
        migrations.AlterField("person", "basics", models.BinaryField()),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        function(
            "people_person_told",
            "",
            "trigger",
            "BEGIN UPDATE matters_matter SET sealed_at = NEW.sealed_at WHERE id = NEW.id; RETURN NULL; END",
            granted=False,
        ),
        migrations.RunSQL(TELLS, migrations.RunSQL.noop),
        migrations.RemoveField("person", "masked"),
        migrations.RemoveField("person", "sex"),
        migrations.RemoveField("person", "born_on"),
        migrations.AddField("identity", "sealed_id_type", models.BinaryField(null=True)),
        migrations.RunPython(seal_document_kinds, migrations.RunPython.noop),
        migrations.RemoveField("identity", "id_type"),
        migrations.RenameField("identity", "sealed_id_type", "id_type"),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
    ]
