"""What was answered to a click tells what followed for somebody: it goes sealed into its row."""

from typing import Any

from django.db import migrations, models

from guitu.kit.crypto import seal_bytes  # asks for the keys with the first value: a new house has none
from guitu.kit.rowsecurity import seeing_every_row

CHUNK = 5000  # rows in memory


def seal_answers(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ledger_request WHERE answer IS NOT NULL")
        ids = [id for (id,) in cursor.fetchall()]
        for start in range(0, len(ids), CHUNK):
            cursor.execute("SELECT id, answer::text FROM ledger_request WHERE id = ANY(%s)", [ids[start : start + CHUNK]])
            cursor.executemany(
                "UPDATE ledger_request SET sealed_answer = %s WHERE id = %s",
                [(seal_bytes("ledger_request|answer", id, text.encode()), id) for id, text in cursor.fetchall()],
            )


# A column that is dropped stays in its rows until they are written anew: so they are, here.
WRITTEN_ANEW = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE ledger_request ALTER COLUMN command TYPE text USING command || '';
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_a_line_names_its_matter")]

    operations = [
        seeing_every_row(),
        migrations.AddField("request", "sealed_answer", models.BinaryField(null=True)),
        migrations.RunPython(seal_answers, migrations.RunPython.noop),
        migrations.RemoveField("request", "answer"),
        migrations.RenameField("request", "sealed_answer", "answer"),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
    ]
