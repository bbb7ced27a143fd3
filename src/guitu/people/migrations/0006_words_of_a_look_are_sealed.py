"""What was typed beside the purpose of a look leads to a person: it is sealed like a note."""

from typing import Any

from django.db import migrations, models

from guitu.kit.crypto import seal


def seal_words(apps: Any, editor: Any) -> None:
    """`other: what was typed` becomes the code and the sealed words; a look of an older release keeps both."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'people_0006', true)")
        cursor.execute("SELECT id, purpose FROM people_access WHERE position(': ' IN purpose) > 0")
        found = cursor.fetchall()
        if not found:
            return
        cursor.execute("ALTER TABLE people_access DISABLE TRIGGER people_access_append_only")
        for line, purpose in found:
            code, _, words = purpose.partition(": ")
            cursor.execute(
                "UPDATE people_access SET purpose = %s, words = %s WHERE id = %s",
                [code, seal("people_access|words", line, words), line],
            )
        cursor.execute("ALTER TABLE people_access ENABLE TRIGGER people_access_append_only")
        cursor.execute("SELECT set_config('guitu.definer', '', true)")


class Migration(migrations.Migration):
    dependencies = [("people", "0005_my_people_are_known_from_an_index")]

    operations = [
        migrations.AddField("access", "words", models.BinaryField(null=True)),
        migrations.RunPython(seal_words, migrations.RunPython.noop),
    ]
