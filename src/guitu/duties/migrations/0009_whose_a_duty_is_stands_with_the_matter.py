"""The surname stood in clear beside every duty: lists read it, sealed, from the matter."""

from django.db import migrations

# A column that is dropped stays in its rows until they are written anew: so they are, here.
WRITTEN_ANEW = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE duties_duty ALTER COLUMN policy TYPE text USING policy || '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0008_duties_hang_on_matters"), ("matters", "0006_labels_are_sealed"),
    ]  # fmt: skip

    operations = [
        migrations.RemoveField("duty", "label"),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
    ]
