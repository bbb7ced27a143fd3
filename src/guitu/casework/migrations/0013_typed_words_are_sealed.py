"""What was typed leads to people: the name of an imported file, its sheet and its headings are sealed to their batch, the
organ of a measure to the measure."""

from typing import Any

from django.db import migrations, models

from guitu.kit.crypto import seal  # asks for the keys with the first value: a new house has neither
from guitu.kit.rowsecurity import seeing_every_row


def seal_batches(apps: Any, editor: Any) -> None:
    """What lies in clear goes sealed into the columns that take its place."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, file_name, mapping::text FROM casework_importbatch")
        for batch, name, mapping in cursor.fetchall():
            cursor.execute(
                "UPDATE casework_importbatch SET sealed_name = %s, sealed_mapping = %s WHERE id = %s",
                [
                    seal("casework_importbatch|file_name", batch, name),
                    seal("casework_importbatch|mapping", batch, mapping),
                    batch,
                ],
            )


def seal_organs(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, organ FROM casework_measure WHERE organ <> ''")
        sealed = [(seal("casework_measure|organ", measure, organ), measure) for measure, organ in cursor.fetchall()]
        cursor.executemany("UPDATE casework_measure SET sealed_organ = %s WHERE id = %s", sealed)


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_keys_are_checked_over_all_rows")]

    operations = [
        seeing_every_row(),
        migrations.AddField("importbatch", "sealed_name", models.BinaryField(null=True)),
        migrations.AddField("importbatch", "sealed_mapping", models.BinaryField(null=True)),
        migrations.RunPython(seal_batches, migrations.RunPython.noop),
        migrations.RemoveField("importbatch", "file_name"),
        migrations.RemoveField("importbatch", "mapping"),
        migrations.RenameField("importbatch", "sealed_name", "file_name"),
        migrations.RenameField("importbatch", "sealed_mapping", "mapping"),
        migrations.AlterField("importbatch", "file_name", models.BinaryField()),
        migrations.AlterField("importbatch", "mapping", models.BinaryField()),
        migrations.AddField("measure", "sealed_organ", models.BinaryField(null=True)),
        migrations.RunPython(seal_organs, migrations.RunPython.noop),
        migrations.RemoveField("measure", "organ"),
        migrations.RenameField("measure", "sealed_organ", "organ"),
    ]
