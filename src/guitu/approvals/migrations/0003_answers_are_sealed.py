"""What a granted command gave tells what followed for somebody: it goes sealed into its row."""

from typing import Any

from django.db import migrations, models

from guitu.kit.crypto import seal  # asks for the keys with the first value: a new house has none
from guitu.kit.rowsecurity import seeing_every_row


def seal_answers(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, answer::text FROM approvals_approval WHERE answer IS NOT NULL")
        cursor.executemany(
            "UPDATE approvals_approval SET sealed_answer = %s WHERE id = %s",
            [(seal("approvals_approval|answer", id, text), id) for id, text in cursor.fetchall()],
        )


# A column that is dropped stays in its rows until they are written anew: so they are, here.
WRITTEN_ANEW = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE approvals_approval ALTER COLUMN action TYPE text USING action || '';
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_row_security")]

    operations = [
        seeing_every_row(),
        migrations.AddField("approval", "sealed_answer", models.BinaryField(null=True)),
        migrations.RunPython(seal_answers, migrations.RunPython.noop),
        migrations.RemoveField("approval", "answer"),
        migrations.RenameField("approval", "sealed_answer", "answer"),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
    ]
