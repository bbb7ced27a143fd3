"""What facts say, test results among it, and the course that follows from them go sealed into their rows: no list sorts
or filters by what is inside. What lay in clear is gone from the tables with this step."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations, models

from guitu.kit.crypto import seal, seal_bytes  # ask for the keys with the first value: a new house has none
from guitu.kit.rowsecurity import seeing_every_row

CHUNK = 5000  # rows in memory: a county may have millions of facts


def seal_bodies(apps: Any, editor: Any) -> None:
    # nobody but this step changes a fact, and what it says stays the same: the digests of the ledger are over that
    editor.execute("ALTER TABLE casework_fact DISABLE TRIGGER casework_fact_append_only")
    _seal(editor, "casework_fact", "id", "body", lambda fact, text: seal("casework_fact|body", fact, text))
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    editor.execute("ALTER TABLE casework_fact ENABLE TRIGGER casework_fact_append_only")


def seal_courses(apps: Any, editor: Any) -> None:
    _seal(
        editor, "casework_summary", "person_id", "course",
        lambda person, text: seal_bytes("casework_summary|course", person, zlib.compress(text.encode(), 1)),
    )  # fmt: skip


def _seal(editor: Any, table: str, key: str, column: str, sealed: Callable[[Any, str], bytes | None]) -> None:
    with editor.connection.cursor() as cursor:
        for found in _chunks(cursor, table, key, column):
            cursor.execute(
                f"UPDATE {table} t SET sealed_{column} = n.sealed"
                f" FROM unnest(%s::uuid[], %s::bytea[]) AS n (id, sealed) WHERE t.{key} = n.id",
                [[id for id, _ in found], [sealed(id, text) for id, text in found]],
            )


def _chunks(cursor: Any, table: str, key: str, column: str) -> Iterator[list[tuple[Any, str]]]:
    last = None
    while True:
        cursor.execute(
            f"SELECT {key}, {column}::text FROM {table} WHERE %s::uuid IS NULL OR {key} > %s ORDER BY {key} LIMIT {CHUNK}",
            [last, last],
        )
        found = cursor.fetchall()
        if not found:
            return
        yield found
        last = found[-1][0]


# What figures count by stays in clear, as `rules/records.py` had it when this was written.
COUNTED = """
ALTER TABLE casework_fact DISABLE TRIGGER casework_fact_append_only;
UPDATE casework_fact SET counted = jsonb_strip_nulls(CASE kind
  WHEN 'registered' THEN jsonb_build_object('source', body -> 'source', 'first_found_on', body -> 'first_found_on')
  WHEN 'measure_ended' THEN jsonb_build_object('measure', body -> 'measure', 'how', body -> 'how')
  ELSE jsonb_build_object('measure', body -> 'measure') END)
WHERE kind IN ('registered', 'measure_ended', 'decision_served', 'reported_in', 'agreement_signed');
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE casework_fact ENABLE TRIGGER casework_fact_append_only;
"""

# A column that is dropped stays in its rows until they are written anew: so they are, here.
WRITTEN_ANEW = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE casework_fact ALTER COLUMN kind TYPE text USING kind || '';
ALTER TABLE casework_summary ALTER COLUMN policy TYPE text USING policy || '';
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_digests_of_closed_duties_are_made_anew")]

    operations = [
        seeing_every_row(),
        migrations.AddField("fact", "counted", models.JSONField(default=dict)),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
        migrations.AddField("fact", "sealed_body", models.BinaryField(null=True)),
        migrations.RunPython(seal_bodies, migrations.RunPython.noop),
        migrations.RemoveField("fact", "body"),
        migrations.RenameField("fact", "sealed_body", "body"),
        # NOT NULL stops the step if any row was not seen
        migrations.AlterField("fact", "body", models.BinaryField()),
        migrations.AddField("summary", "sealed_course", models.BinaryField(null=True)),
        migrations.RunPython(seal_courses, migrations.RunPython.noop),
        migrations.RemoveField("summary", "course"),
        migrations.RenameField("summary", "sealed_course", "course"),
        migrations.AlterField("summary", "course", models.BinaryField()),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
    ]
